/** `kwit whoami`: the connections that this home keeps. Asks nobody. */
import type { Command, ConnectionChoice } from '../command.ts';
import { connectionObject, connectionWords } from '../connection-text.ts';
import { exitCodes } from '../exit.ts';
import { chosenConnection, matchingConnections, openStateToRead } from '../state.ts';

interface Options extends ConnectionChoice {
  all?: boolean;
}

export const run: Command<[], Options> = async (context, options) => {
  const { output } = context;
  const { connections } = openStateToRead(context);
  const all = options.all ? await matchingConnections(connections, options) : [];
  const shown = all.length > 0 ? all : [await chosenConnection(connections, options)];
  for (const connection of shown) {
    output.object(connectionObject(connection));
    output.say(connection.current ? 'whoami.current' : 'whoami.other', connectionWords(output, connection));
  }
  return exitCodes.done;
};
