/** `kwit cert revoke`: revokes a certificate for good. */
import type { Command, ConnectionChoice } from '../command.ts';
import { exitCodes } from '../exit.ts';
import { openKsef } from '../ksef.ts';
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
  await ksef.loggedIn(() => ksef.client.revokeCertificate(serial, { reason, signal }));
  output.object({ status: 'revoked', certificateSerialNumber: serial });
  output.say('cert.revoked', { serial });
  return exitCodes.done;
};
