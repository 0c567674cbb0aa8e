/** `kwit switch`: makes another of the kept connections the current one. Asks nobody. */
import type { Command, ConnectionChoice } from '../command.ts';
import { connectionObject, connectionWords } from '../connection-text.ts';
import { exitCodes } from '../exit.ts';
import { connectionToSwitchTo, openState } from '../state.ts';

export const run: Command<[], ConnectionChoice> = async (context, options) => {
  const { output } = context;
  const { connections } = openState(context);
  const connection = await connectionToSwitchTo(connections, options);
  connections.makeCurrent(connection.id);
  output.object({ status: 'current', ...connectionObject({ ...connection, current: true }) });
  output.say(connection.current ? 'switch.before' : 'switch.done', connectionWords(output, connection));
  return exitCodes.done;
};
