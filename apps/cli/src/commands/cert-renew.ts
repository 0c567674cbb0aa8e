/** `kwit cert renew`: a new certificate with a new key before the old one ends; the old one works until it is revoked. */
import type { Credential } from '@kwit/crypto';
import { certificateFilesOf, obtainToFiles, tellCertificate } from '../certificate-files.ts';
import type { Command, ConnectionChoice, Context } from '../command.ts';
import { connect } from '../connect.ts';
import { dayOf } from '../connection-text.ts';
import { environmentOf } from '../environments.ts';
import { CliError, exitCodes } from '../exit.ts';
import { type Ksef, openKsef } from '../ksef.ts';
import { textOf } from '../messages.ts';
import { wrongUsage } from '../usage-error.ts';

interface Options extends ConnectionChoice {
  name?: string;
  out?: string;
  key?: 'EC' | 'RSA';
  passwordFile?: string;
  within?: string;
}

const dayMs = 86_400_000;
/** A day at the end of a name is the day of the last renewal. */
const dayAtEnd = / \d{4}-\d{2}-\d{2}$/;
const longestName = 100;

export const run: Command<[serial?: string], Options> = async (context, options, given) => {
  const { output, signal } = context;
  const days = daysOf(options.within);
  const ksef = await openKsef(context, options);
  const serialNumber = serialOf(given, ksef);
  const old = await found(ksef, serialNumber, signal);
  const words = { serial: serialNumber, to: dayOf(old.validTo) };
  if (days !== undefined && Date.parse(old.validTo) > Date.now() + days * dayMs) {
    output.object({ status: 'not-due', certificateSerialNumber: serialNumber, validTo: old.validTo });
    output.say('cert.not-due', words);
    return exitCodes.done;
  }
  const today = ` ${dayOf(new Date().toISOString())}`;
  const kept = old.name.replace(dayAtEnd, '').slice(0, longestName - today.length);
  const name = options.name ?? `${kept}${today}`;
  const files = certificateFilesOf(name, options.out);
  const { passwordFile, key: keyKind = 'EC' } = options;
  const renewed = await obtainToFiles(context, ksef, { files, passwordFile }, (onPrivateKey) =>
    ksef.client.renewCertificate({ serialNumber, name, keyKind, signal, onPrivateKey }),
  );
  const isOfConnection = ksef.connection.certificateSerial === serialNumber;
  if (isOfConnection) await changeConnection(context, ksef, renewed.credential);
  tellCertificate(context, renewed, files, {
    status: 'renewed',
    name,
    replaces: serialNumber,
    connectionChanged: isOfConnection,
  });
  if (isOfConnection) output.say('cert.connection-changed');
  output.note('cert.old-works', words);
  return exitCodes.done;
};

function daysOf(within: string | undefined): number | undefined {
  if (within === undefined) return undefined;
  if (!/^\d{1,4}$/.test(within)) throw wrongUsage('usage.bad-days', { value: within });
  return Number(within);
}

function serialOf(given: string | undefined, { connection }: Ksef): string {
  const serial = given?.trim().toUpperCase() ?? connection.certificateSerial;
  if (serial === null) throw wrongUsage('usage.serial-needed');
  if (given !== undefined && !/^[0-9A-F]{16}$/.test(serial))
    throw wrongUsage('usage.bad-serial', { serial: given });
  return serial;
}

/** The certificate among those of the subject: one of somebody else's making (a seal) is not renewed by KSeF. */
async function found(ksef: Ksef, certificateSerialNumber: string, signal: AbortSignal) {
  // Serial numbers of KSeF have sixteen digits; others it would refuse in fewer words.
  const isOfKsef = /^[0-9A-F]{16}$/.test(certificateSerialNumber);
  const ask = () =>
    ksef.client.operations.queryCertificates({ body: { certificateSerialNumber } }, { signal });
  const certificates = isOfKsef ? (await ksef.loggedIn(ask)).certificates : [];
  const [certificate] = certificates;
  if (certificate) return certificate;
  throw new CliError(
    'certificate-not-of-ksef',
    textOf('error.certificate-not-of-ksef', { serial: certificateSerialNumber }),
    {
      remedy: textOf('remedy.certificate-not-of-ksef'),
    },
  );
}

/** The connection goes on with the new certificate, once it has let it in. */
async function changeConnection(
  context: Context,
  { connection }: Ksef,
  credential: Credential,
): Promise<void> {
  const { environment, baseUrl, contextIdentifier } = connection;
  const target = await environmentOf(environment === 'custom' ? baseUrl : environment);
  await connect(context, target, contextIdentifier, { method: 'certificate', credential });
}
