/** `kwit token revoke`: makes a KSeF token worthless for good. */
import type { Command, ConnectionChoice } from '../command.ts';
import { exitCodes } from '../exit.ts';
import { type Ksef, openKsef } from '../ksef.ts';
import { referenceKind } from '../lookup.ts';
import { asKsefError } from '../sender.ts';
import { wrongUsage } from '../usage-error.ts';

export const run: Command<[reference: string], ConnectionChoice> = async (context, options, given) => {
  const { output, signal } = context;
  const referenceNumber = given.trim().toUpperCase();
  if (referenceKind(referenceNumber) !== 'EC')
    throw wrongUsage('usage.bad-token-reference', { reference: given });
  const ksef = await openKsef(context, options);
  const alreadyRevoked = await isRevoked(ksef, referenceNumber, signal);
  if (!alreadyRevoked) await ksef.loggedIn(() => ksef.client.revokeKsefToken(referenceNumber, { signal }));
  output.object({ status: 'revoked', referenceNumber, alreadyRevoked });
  output.say(alreadyRevoked ? 'token.revoked-before' : 'token.revoked', { reference: referenceNumber });
  return exitCodes.done;
};

/** Revoking twice is no fault at KSeF, but whoever does it should know. Whom KSeF does not let look just revokes. */
async function isRevoked(ksef: Ksef, referenceNumber: string, signal: AbortSignal): Promise<boolean> {
  try {
    const { status } = await ksef.loggedIn(() =>
      ksef.client.operations.getToken({ path: { referenceNumber } }, { signal }),
    );
    return status === 'Revoked' || status === 'Revoking';
  } catch (error) {
    if (asKsefError(error)?.kind !== 'forbidden') throw error;
    return false;
  }
}
