/** From what `kwit login` was given to a credential: a token, or a certificate with its key. */
import { existsSync } from 'node:fs';
import type { Credential } from '@kwit/crypto';
import type { Context } from './command.ts';
import { dayOf } from './connection-text.ts';
import type { LoginMethod, StoredCredential } from './connections.ts';
import { type ContextChoice, nipOfContext } from './context-identifier.ts';
import { describe } from './errors.ts';
import { CliError } from './exit.ts';
import { readInput } from './files.ts';
import { type MessageKey, textOf } from './messages.ts';
import { secretFrom, secretFromFile, secretFromInput } from './prompt.ts';
import { wrongUsage } from './usage-error.ts';

/** Where certificate, key and the password of the key are. */
export interface CredentialFiles {
  readonly cert?: string;
  readonly key?: string;
  readonly passwordFile?: string;
}

export interface LoginOptions extends CredentialFiles, ContextChoice {
  env?: string;
  token?: string | true;
  tokenFile?: string;
  fingerprint?: string;
  selfSigned?: boolean;
}

/** Which way to log in the options name; `KWIT_TOKEN` alone means a token. Throws a usage error. */
export function methodOf(options: LoginOptions, env: NodeJS.ProcessEnv): LoginMethod {
  const ways: LoginMethod[] = [];
  if (options.token !== undefined || options.tokenFile !== undefined) ways.push('token');
  if (options.cert !== undefined || options.key !== undefined) ways.push('certificate');
  if (options.selfSigned) ways.push('self-signed');
  if (ways.length === 0 && env.KWIT_TOKEN) return 'token';
  const [way] = ways;
  if (!way || ways.length > 1) throw wrongUsage('usage.one-way');
  if (way === 'certificate') checkCredentialFiles(options);
  return way;
}

/** A certificate comes with its key: in a file of its own, or in the same one. Throws a usage error. */
export function checkCredentialFiles({ cert, key }: CredentialFiles): void {
  const isBoth = cert !== undefined && /\.(?:p12|pfx)$/i.test(cert);
  if (isBoth && key !== undefined) throw wrongUsage('usage.p12-and-key', { file: cert });
  if (!isBoth && !(cert && key)) throw wrongUsage('usage.cert-and-key');
}

/** The token: from a file, standard input, the environment, a prompt, or (with a warning) the command line. */
export async function tokenFrom(context: Context, options: LoginOptions): Promise<string> {
  const { token, tokenFile } = options;
  if (tokenFile !== undefined) return secretFromFile(tokenFile).trim();
  // On a terminal it would be typed in the open; there it is asked for instead.
  if (token === '-' && !process.stdin.isTTY) return secretFromInput();
  if (token === '') throw wrongUsage('usage.empty-argument');
  if (typeof token === 'string' && token !== '-') {
    // A KSeF token never looks like a path; a name that exists is a file.
    if (existsSync(token)) return secretFromFile(token).trim();
    context.output.note('login.token-visible');
    return token.trim();
  }
  const given = await secretFrom(context, {
    variable: 'KWIT_TOKEN',
    question: 'login.ask-token',
    missing: 'usage.no-token',
  });
  return given.trim();
}

/** Certificate and key from their files; asks for the password where the key has one. Throws {@link CliError}. */
export async function credentialFrom(context: Context, options: LoginOptions): Promise<Credential> {
  const { cert: certificateFile = '', key: keyFile = '' } = options;
  if (keyFile === '') return pkcs12From(context, options, certificateFile);
  const files = {
    certificate: readInput(certificateFile, 'credential'),
    key: readInput(keyFile, 'credential'),
  };
  const { loadCredential } = await import('@kwit/crypto');
  try {
    const credential = await loadAskingPassword(
      context,
      options,
      { code: 'key-password-needed', question: 'login.ask-password' },
      async (password) => loadCredential({ ...files, password }),
    );
    checkDates(credential, certificateFile);
    return credential;
  } catch (error) {
    throw inFile(error, certificateFile, keyFile);
  }
}

/** Certificate and key from one file (PKCS#12). Throws {@link CliError}. */
async function pkcs12From(context: Context, options: LoginOptions, file: string): Promise<Credential> {
  const bytes = readInput(file, 'credential');
  const { loadPkcs12 } = await import('@kwit/crypto');
  const { fingerprint } = options;
  try {
    const credential = await loadAskingPassword(
      context,
      options,
      { code: 'pkcs12-password-needed', question: 'login.ask-p12-password' },
      (password) => loadPkcs12(bytes, { password, fingerprint }),
    );
    checkDates(credential, file);
    return credential;
  } catch (error) {
    throw inFile(error, file, file);
  }
}

/** Names the file that is at fault: the package that reads them knows bytes, not names. */
function inFile(error: unknown, certificateFile: string, keyFile: string): unknown {
  const { code, message, remedy } = describe(error);
  const isCertificate = code === 'certificate-unreadable';
  if (error instanceof CliError || !(isCertificate || /^(?:key|pkcs12)-/.test(code))) return error;
  const file = isCertificate ? certificateFile : keyFile;
  return new CliError(
    code,
    {
      pl: textOf('error.in-file', { file, message: message.pl }).pl,
      en: textOf('error.in-file', { file, message: message.en }).en,
    },
    { ...(remedy && { remedy }), cause: error },
  );
}

async function loadAskingPassword(
  context: Context,
  options: LoginOptions,
  needed: { code: string; question: MessageKey },
  load: (password?: string) => Promise<Credential>,
): Promise<Credential> {
  try {
    return await load();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === needed.code)) throw error;
    const password = await secretFrom(context, {
      file: options.passwordFile,
      variable: 'KWIT_KEY_PASSWORD',
      question: needed.question,
      missing: 'usage.no-password',
    });
    return load(password);
  }
}

/** KSeF would refuse it as well, but later and in fewer words. */
function checkDates({ certificate }: Credential, file: string): void {
  const now = Date.now();
  const [from, to] = [certificate.validFromDate, certificate.validToDate];
  if (to.getTime() < now)
    throw new CliError(
      'certificate-expired',
      textOf('error.certificate-expired', { file, date: dayOf(to.toISOString()) }),
      { remedy: textOf('remedy.certificate-expired') },
    );
  // Five minutes of difference between two clocks are no reason to refuse.
  if (from.getTime() > now + 300_000)
    throw new CliError(
      'certificate-not-yet',
      textOf('error.certificate-not-yet', { file, date: dayOf(from.toISOString()) }),
      { remedy: textOf('remedy.certificate-not-yet') },
    );
}

/**
 * A seal that nobody but its maker vouches for; test environments take it. It is of the firm that the context is, or is
 * a part of; a Peppol provider has no NIP and is known by its common name.
 */
export async function selfSignedCredential(contextIdentifier: string): Promise<Credential> {
  const { createSelfSignedCertificate } = await import('@kwit/crypto');
  const nip = nipOfContext(contextIdentifier);
  const subject =
    nip === null
      ? { commonName: contextIdentifier, organizationName: `Kwit ${contextIdentifier}` }
      : {
          commonName: `Kwit ${nip}`,
          organizationName: `Kwit ${nip}`,
          organizationIdentifier: `VATPL-${nip}`,
        };
  return createSelfSignedCertificate({ subject: { ...subject, countryName: 'PL' } });
}

/** A credential in the form in which the home keeps it (encrypted as a whole). */
export async function storedForm(credential: Credential): Promise<StoredCredential> {
  const { certificatePem } = await import('@kwit/crypto');
  return {
    kind: 'certificate',
    certificatePem: certificatePem(credential.certificate),
    keyPem: credential.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
