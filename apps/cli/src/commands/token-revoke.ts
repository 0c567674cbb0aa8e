/** `kwit token revoke`: makes a KSeF token worthless for good. */
import type { Command, ConnectionChoice } from '../command.ts';
import { exitCodes } from '../exit.ts';
import { openKsef } from '../ksef.ts';

export const run: Command<[reference: string], ConnectionChoice> = async (context, options, given) => {
  const { output, signal } = context;
  const referenceNumber = given.trim();
  const ksef = await openKsef(context, options);
  await ksef.loggedIn(() => ksef.client.revokeKsefToken(referenceNumber, { signal }));
  output.object({ status: 'revoked', referenceNumber });
  output.say('token.revoked', { reference: referenceNumber });
  return exitCodes.done;
};
