/** Logging in with a certificate from files: they are opened here, and nothing of them but the signature is sent. */
import {
  CryptoError,
  type CryptoErrorCode,
  loadWebCredential,
  loadWebPkcs12,
  signCanonicalXadesOnWeb,
  type WebCertificateFacts,
  type WebCredential,
  webCertificateFacts,
} from '@kwit/crypto/web';
import type { LogInContext } from '@kwit/ksef-client';
import { currentClient, logIn } from '../../session/session.ts';

/** What somebody chose: one file with both, or two. */
export type CredentialFiles =
  | { readonly kind: 'one'; readonly pkcs12: File; readonly password: string }
  | { readonly kind: 'two'; readonly certificate: File; readonly key: File; readonly password: string };

export type CredentialField = 'pkcs12' | 'certificate' | 'key' | 'password';

/** A certificate whose time is over or has not come, by the clock of KSeF. */
export class NotValidNow extends Error {
  override readonly name = 'NotValidNow';
  readonly facts: WebCertificateFacts;
  readonly isOver: boolean;

  constructor(facts: WebCertificateFacts, isOver: boolean) {
    super('the certificate is not valid now');
    this.facts = facts;
    this.isOver = isOver;
  }
}

/** A failure of the log-in that came after the files were opened: whose certificate it was. */
export class LogInRefused extends Error {
  override readonly name = 'LogInRefused';
  readonly subject: string;

  constructor(subject: string, cause: unknown) {
    super('the log-in failed', { cause });
    this.subject = subject;
  }
}

/**
 * Opens the files and logs in.
 * @throws {CryptoError} where the files cannot be opened; {@link NotValidNow}; {@link LogInRefused} with the error of
 *   KSeF as its cause
 */
export async function logInWithFiles(context: LogInContext, files: CredentialFiles): Promise<void> {
  const credential = await opened(files);
  const facts = await webCertificateFacts(credential.certificate);
  try {
    const { timestampMs } = await currentClient().operations.createChallenge({});
    requireValid(facts, timestampMs);
    await logIn({ context, person: facts.subject }, (xml) =>
      signCanonicalXadesOnWeb(new TextEncoder().encode(xml), credential),
    );
  } catch (error) {
    throw error instanceof NotValidNow ? error : new LogInRefused(facts.subject, error);
  }
}

async function opened(files: CredentialFiles): Promise<WebCredential> {
  const { password } = files;
  if (files.kind === 'one') return loadWebPkcs12(await bytesOf(files.pkcs12), { password });
  const [certificate, key] = await Promise.all([bytesOf(files.certificate), bytesOf(files.key)]);
  return loadWebCredential({ certificate, key, password });
}

const bytesOf = async (file: File): Promise<Uint8Array> => new Uint8Array(await file.arrayBuffer());

function requireValid(facts: WebCertificateFacts, nowMs: number): void {
  if (facts.validTo.getTime() < nowMs) throw new NotValidNow(facts, true);
  if (facts.validFrom.getTime() > nowMs) throw new NotValidNow(facts, false);
}

const fieldOfCode: Readonly<Partial<Record<CryptoErrorCode, CredentialField>>> = {
  'certificate-unreadable': 'certificate',
  'key-password-needed': 'password',
  'key-password-wrong': 'password',
  'key-unreadable': 'key',
  'key-encryption-unsupported': 'key',
  'key-kind-unsupported': 'key',
  'key-certificate-mismatch': 'key',
  'pkcs12-password-needed': 'password',
  'pkcs12-password-wrong': 'password',
};

/** The field that a fault of the files belongs to; a file with both has only the one. Undefined for other failures. */
export function fieldOf(error: unknown, kind: CredentialFiles['kind']): CredentialField | undefined {
  if (error instanceof NotValidNow) return kind === 'one' ? 'pkcs12' : 'certificate';
  if (!(error instanceof CryptoError)) return undefined;
  const field = fieldOfCode[error.code] ?? 'pkcs12';
  return kind === 'two' || field === 'password' ? field : 'pkcs12';
}
