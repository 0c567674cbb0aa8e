/** `kwit cert enroll`: gets a KSeF certificate and writes its two files. */
import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command, ConnectionChoice } from '../command.ts';
import { dayOf } from '../connection-text.ts';
import { CliError, exitCodes } from '../exit.ts';
import { writeWhole } from '../files.ts';
import { checkKeyPassword } from '../key-password.ts';
import { openKsef } from '../ksef.ts';
import { textOf } from '../messages.ts';
import { secretFrom } from '../prompt.ts';
import { asKsefError } from '../sender.ts';
import { wrongUsage } from '../usage-error.ts';

interface Options extends ConnectionChoice {
  name?: string;
  out?: string;
  usage?: 'authentication' | 'offline';
  key?: 'EC' | 'RSA';
  passwordFile?: string;
}

/** Source: the pattern of the name in the official contract. It makes every name a safe file name. */
const allowedName = /^[a-zA-Z0-9_\- ąćęłńóśźżĄĆĘŁŃÓŚŹŻ]{5,100}$/;

export const run: Command<[], Options> = async (context, options) => {
  const { output, signal } = context;
  const name = options.name ?? `Kwit ${dayOf(new Date().toISOString())}`;
  if (!allowedName.test(name)) throw wrongUsage('usage.bad-cert-name', { name });
  const files = {
    certificate: join(resolve(options.out ?? '.'), `${name}.crt`),
    key: join(resolve(options.out ?? '.'), `${name}.key`),
  };
  for (const file of Object.values(files)) refuseExisting(file);
  const ksef = await openKsef(context, options);
  const password = await secretFrom(context, {
    file: options.passwordFile,
    variable: 'KWIT_KEY_PASSWORD',
    question: 'cert.ask-password',
    repeat: 'cert.ask-repeat',
    missing: 'usage.no-new-password',
  });
  checkKeyPassword(password);

  const { encryptedKeyPem } = await import('@kwit/crypto');
  let keyWritten = false;
  const enroll = () =>
    ksef.client.enrollCertificate({
      name,
      usage: options.usage === 'offline' ? 'Offline' : 'Authentication',
      keyKind: options.key ?? 'EC',
      signal,
      // Before KSeF hears of it: a certificate without its key would be lost for good.
      onPrivateKey(privateKey) {
        writeWhole(files.key, encryptedKeyPem(privateKey, password), { overwrite: keyWritten, mode: 0o600 });
        keyWritten = true;
      },
    });
  const enrolled = await ksef.loggedIn(enroll).catch((error) => {
    if (keyWritten) forgetOrKeepKey(error, files.key);
    throw error;
  });
  writeWhole(files.certificate, enrolled.certificatePem, { overwrite: false });

  const { certificate } = enrolled.credential;
  const [validFrom, validTo] = [certificate.validFromDate, certificate.validToDate].map((date) =>
    date.toISOString(),
  );
  output.object({
    status: 'enrolled',
    name,
    certificateSerialNumber: enrolled.serialNumber,
    validFrom,
    validTo,
    certificate: files.certificate,
    key: files.key,
  });
  output.say('cert.done', {
    serial: enrolled.serialNumber,
    from: dayOf(validFrom ?? null),
    to: dayOf(validTo ?? null),
  });
  output.say('cert.files', files);
  const { environment, baseUrl, nip } = ksef.connection;
  const env = environment === 'custom' ? baseUrl : environment;
  if (options.usage !== 'offline') output.note('cert.next', { ...files, env, nip });
  return exitCodes.done;
};

function refuseExisting(file: string): void {
  if (!existsSync(file)) return;
  throw new CliError('file-exists', textOf('error.file-exists', { file }), {
    remedy: textOf('remedy.file-exists'),
  });
}

/** A refusal proves that there will be no certificate; anything else leaves the key where it is, and says so. */
function forgetOrKeepKey(error: unknown, key: string): void {
  const failure = asKsefError(error);
  const certain = failure && !failure.mayHaveBeenAccepted && !afterApplication.has(failure.kind);
  if (certain || !failure) {
    rmSync(key, { force: true });
    return;
  }
  throw new CliError('enroll-uncertain', textOf('error.enroll-uncertain', { key }), {
    remedy: textOf('remedy.enroll-uncertain'),
    exit: exitCodes.unreachable,
    cause: error,
  });
}

/** Kinds of failure that may come after KSeF has taken the application. */
const afterApplication: ReadonlySet<string> = new Set([
  'timeout',
  'unreachable',
  'unexpected-answer',
  'aborted',
]);
