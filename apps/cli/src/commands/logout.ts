/** `kwit logout`: ends the log-in at KSeF and removes the credential from this machine. */
import type { Command, ConnectionChoice } from '../command.ts';
import { connectionObject, connectionWords } from '../connection-text.ts';
import { contextOption } from '../context-identifier.ts';
import { describe } from '../errors.ts';
import { exitCodes } from '../exit.ts';
import { openKsef } from '../ksef.ts';
import { outboxOf } from '../outbox.ts';
import { isChoice, noneCurrent, openState } from '../state.ts';

export const run: Command<[], ConnectionChoice> = async (context, options) => {
  const { output } = context;
  const kept = openState(context).connections;
  if (!isChoice(options) && !kept.current()) {
    if (kept.all().length > 0) throw noneCurrent('remedy.log-out-of-one');
    output.object({ status: 'not-connected' });
    output.say('logout.nothing');
    return exitCodes.done;
  }
  const { client, connection, connections, store } = await openKsef(context, options);
  const [unfinished] = outboxOf(store, context.home).countUnfinished(connection);
  // Removed first: whatever KSeF answers, the credential is no longer on this machine.
  connections.remove(connection.id);
  let reason: string | null = null;
  try {
    await client.logOut({ deadlineMs: 10_000 });
  } catch (error) {
    reason = output.pick(describe(error).message);
    output.note('logout.only-here', { reason });
  }
  output.object({
    status: 'logged-out',
    ...connectionObject(connection),
    current: false,
    confirmed: reason === null,
    unfinished: unfinished?.count ?? 0,
  });
  output.say('logout.done', connectionWords(output, connection));
  if (unfinished) {
    const { count, baseUrl: url, contextIdentifier } = unfinished;
    output.note('logout.unfinished', { count, url, option: contextOption(contextIdentifier) });
  }
  const others = connections.all().length;
  if (others > 0) output.note('logout.others', { count: others });
  return exitCodes.done;
};
