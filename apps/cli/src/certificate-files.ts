/** Getting a certificate into two files: the key before KSeF hears of it, the certificate when it is issued. */
import type { KeyObject } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { EnrolledCertificate } from '@kwit/ksef-client';
import type { Context } from './command.ts';
import { dayOf } from './connection-text.ts';
import { CliError, exitCodes } from './exit.ts';
import { checkNotThere, writeWhole } from './files.ts';
import { checkKeyPassword } from './key-password.ts';
import type { Ksef } from './ksef.ts';
import { textOf } from './messages.ts';
import { secretFrom } from './prompt.ts';
import { asKsefError } from './sender.ts';
import { wrongUsage } from './usage-error.ts';

export interface CertificateFiles {
  readonly certificate: string;
  readonly key: string;
}

/** Source: the pattern of the name in the official contract. It makes every name a safe file name. */
const allowedName = /^[a-zA-Z0-9_\- ąćęłńóśźżĄĆĘŁŃÓŚŹŻ]{5,100}$/;

/** The two files of a certificate of this name; neither may exist. Throws {@link CliError}. */
export function certificateFilesOf(name: string, folder: string | undefined): CertificateFiles {
  if (!allowedName.test(name)) throw wrongUsage('usage.bad-cert-name', { name });
  const files = {
    certificate: join(resolve(folder ?? '.'), `${name}.crt`),
    key: join(resolve(folder ?? '.'), `${name}.key`),
  };
  for (const file of Object.values(files)) checkNotThere(file, 'remedy.certificate-files-exist');
  return files;
}

/**
 * Has the certificate issued and writes its files, the key encrypted with a password that is asked for.
 * @param obtain applies for the certificate; it must call the function that it gets with the private key first
 */
export async function obtainToFiles<Obtained extends EnrolledCertificate>(
  context: Context,
  ksef: Ksef,
  { files, passwordFile }: { files: CertificateFiles; passwordFile: string | undefined },
  obtain: (onPrivateKey: (key: KeyObject) => void) => Promise<Obtained>,
): Promise<Obtained> {
  const password = await secretFrom(context, {
    file: passwordFile,
    variable: 'KWIT_KEY_PASSWORD',
    question: 'cert.ask-password',
    repeat: 'cert.ask-repeat',
    missing: 'usage.no-new-password',
  });
  checkKeyPassword(password);
  const { encryptedKeyPem } = await import('@kwit/crypto');
  let keyWritten = false;
  // Before KSeF hears of it: a certificate without its key would be lost for good.
  const onPrivateKey = (privateKey: KeyObject) => {
    writeWhole(files.key, encryptedKeyPem(privateKey, password), { overwrite: keyWritten, mode: 0o600 });
    keyWritten = true;
  };
  const obtained = await ksef
    .loggedIn(() => obtain(onPrivateKey))
    .catch((error) => {
      if (keyWritten) forgetOrKeepKey(error, files.key);
      throw error;
    });
  writeWhole(files.certificate, obtained.certificatePem, { overwrite: false });
  return obtained;
}

/** Tells the certificate and its files. */
export function tellCertificate(
  { output }: Context,
  { credential, serialNumber }: EnrolledCertificate,
  files: CertificateFiles,
  more: Readonly<Record<string, unknown>>,
): void {
  const { validFromDate, validToDate } = credential.certificate;
  const [validFrom, validTo] = [validFromDate.toISOString(), validToDate.toISOString()];
  output.object({ ...more, certificateSerialNumber: serialNumber, validFrom, validTo, ...files });
  output.say('cert.done', { serial: serialNumber, from: dayOf(validFrom), to: dayOf(validTo) });
  output.say('cert.files', { ...files });
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
