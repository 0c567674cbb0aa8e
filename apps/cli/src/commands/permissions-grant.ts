/** `kwit permissions grant`: grants permissions, and waits until KSeF has carried it out. */
import type { Command, ConnectionChoice } from '../command.ts';
import { exitCodes } from '../exit.ts';
import { openKsef } from '../ksef.ts';
import { type GrantOptions, kinds, requestOf } from '../permission-request.ts';
import { wrongUsage } from '../usage-error.ts';

export const run: Command<[kind: string], GrantOptions & ConnectionChoice> = async (
  context,
  options,
  kind,
) => {
  const { output, signal } = context;
  const found = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (!found) throw wrongUsage('usage.bad-grant-kind', { kind, known: Object.keys(kinds).join(', ') });
  const request = requestOf(kind, options);
  // Where to connect to must not be taken for what is granted: `--name` is the holder's.
  const ksef = await openKsef(context, options);
  const { referenceNumber } = await ksef.loggedIn(() =>
    // KSeF says what is wrong with a request of somebody's file better than a type could.
    found.grant(ksef.client.permissions, request as never, { signal }),
  );
  output.object({ status: 'granted', kind, referenceNumber, request });
  output.say('permissions.granted', { reference: referenceNumber, list: found.list });
  return exitCodes.done;
};
