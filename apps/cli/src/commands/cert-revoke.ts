/** `kwit cert revoke`: revokes a certificate for good. */
import type { Command, ConnectionChoice } from '../command.ts';
import { exitCodes } from '../exit.ts';
import { type Ksef, openKsef } from '../ksef.ts';
import { asKsefError } from '../sender.ts';
import { wrongUsage } from '../usage-error.ts';

const reasons = {
  unspecified: 'Unspecified',
  superseded: 'Superseded',
  'key-compromise': 'KeyCompromise',
} as const;

interface Options extends ConnectionChoice {
  reason?: keyof typeof reasons;
}

export const run: Command<[serial: string], Options> = async (context, options, given) => {
  const { output, signal } = context;
  const serial = given.trim().toUpperCase();
  if (!/^[0-9A-F]{16}$/.test(serial)) throw wrongUsage('usage.bad-serial', { serial: given });
  const ksef = await openKsef(context, options);
  const reason = reasons[options.reason ?? 'unspecified'];
  let alreadyRevoked = false;
  try {
    await ksef.loggedIn(() => ksef.client.revokeCertificate(serial, { reason, signal }));
  } catch (error) {
    alreadyRevoked =
      Boolean(asKsefError(error)?.hasCode(notRevocable)) && (await isRevoked(ksef, serial, signal));
    if (!alreadyRevoked) throw error;
  }
  output.object({ status: 'revoked', certificateSerialNumber: serial, alreadyRevoked });
  output.say(alreadyRevoked ? 'cert.revoked-before' : 'cert.revoked', { serial });
  return exitCodes.done;
};

/** KSeF does not revoke it because it is revoked, being revoked, or over. */
const notRevocable = 25009;

async function isRevoked(ksef: Ksef, certificateSerialNumber: string, signal: AbortSignal): Promise<boolean> {
  const { certificates } = await ksef.loggedIn(() =>
    ksef.client.operations.queryCertificates({ body: { certificateSerialNumber } }, { signal }),
  );
  return certificates.some(({ status }) => status === 'Revoked' || status === 'Blocked');
}
