/** `kwit permissions revoke`: takes a permission away, and waits until KSeF has carried it out. */
import type { Command, ConnectionChoice } from '../command.ts';
import { exitCodes } from '../exit.ts';
import { openKsef } from '../ksef.ts';

interface Options extends ConnectionChoice {
  authorization?: boolean;
}

export const run: Command<[id: string], Options> = async (context, options, given) => {
  const { output, signal } = context;
  const id = given.trim();
  const ksef = await openKsef(context, options);
  const { permissions } = ksef.client;
  const { referenceNumber } = await ksef.loggedIn(() =>
    options.authorization
      ? permissions.revokeAuthorization(id, { signal })
      : permissions.revoke(id, { signal }),
  );
  output.object({ status: 'revoked', id, referenceNumber });
  output.say('permissions.revoked', { id });
  return exitCodes.done;
};
