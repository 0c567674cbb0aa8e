import type { X509Certificate } from 'node:crypto';
import {
  type CertificateIdentity,
  certificateIdentity,
  serialNumberOf,
  sha256Base64,
  subjectOf,
  verifyXades,
  XadesError,
  type XadesErrorCode,
  type XadesVerification,
} from '@kwit/crypto';
import type { AuthTokenRequest20, AuthTokenRequest21 } from '@kwit/formats';
import {
  type AllowedIps,
  type AuthenticationMethod,
  authenticationStatuses,
  type ErrorCode,
} from '@kwit/ksef-contract';
import { apiTexts } from '../api-texts.ts';
import { refusal } from '../errors.ts';
import type { SubjectDetails } from './access-tokens.ts';
import { isWellFormedPolicy } from './allowed-ips.ts';
import { contextFrom } from './context-identifiers.ts';
import type { Engine } from './engine.ts';
import type { ContextIdentifier, SubjectIdentifier } from './identifiers.ts';
import type { Login, LoginFailure } from './login.ts';

type AuthTokenRequest = AuthTokenRequest20 | AuthTokenRequest21;

const { badCertificate } = authenticationStatuses;

/** Faults of a certificate that the real system reports as the outcome of the log-in, not at once. */
const certificateFailures: Partial<Record<XadesErrorCode, string>> = {
  'certificate-expired': badCertificate.details.notValid,
  'certificate-not-yet-valid': badCertificate.details.notValid,
  'certificate-untrusted': badCertificate.details.untrustedChain,
  'chain-invalid': badCertificate.details.chain,
};

/** Faults of the document or its signature, refused at once. Whatever is not listed is a bad signature (9105). */
const refusals: Partial<Record<XadesErrorCode, ErrorCode>> = {
  'xml-malformed': 9101,
  'xml-too-large': 9101,
  doctype: 9101,
  'no-signature': 9102,
  'too-many-signatures': 9103,
  'certificate-missing': 21115,
  'key-too-weak': 21115,
};

/** Signatures that are no XAdES of an accepted profile, rather than wrong ones. */
const profileFaults: readonly XadesErrorCode[] = [
  'algorithm-not-allowed',
  'bad-structure',
  'detached',
  'signed-properties-missing',
  'transform-not-allowed',
];

/**
 * Reads a signed AuthTokenRequest. Only what the signature covers is read.
 * @param verifyChain whether self-signed certificates are refused even where this profile takes them
 * @returns the login and the challenge that it answers; no challenge where the certificate was refused
 * @throws BadRequest with the codes of the operation
 */
export async function readXadesLogin(
  engine: Engine,
  document: Uint8Array,
  verifyChain: boolean,
): Promise<{ login: Login; challenge: string | null }> {
  requireUtf8(document);
  const verified = await verify(engine, document, verifyChain);
  const documentSha256 = sha256Base64(document);
  if ('code' in verified) return { login: refusedLogin(verified, documentSha256), challenge: null };

  const request = await readRequest(verified.signedXml);
  const context = contextFrom(request.ContextIdentifier);
  const signer = await signerOf(engine, verified, request, context);
  const login: Login = {
    ...signer,
    context,
    subjectDetails: subjectDetailsOf(verified.certificate),
    allowedIps: allowedIpsOf(request),
    documentSha256,
    certificate: verified.certificate.raw,
    ksefToken: null,
  };
  return { login, challenge: request.Challenge };
}

function requireUtf8(document: Uint8Array): void {
  if (document.length === 0) throw refusal(21001);
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(document);
  } catch {
    throw refusal(21217);
  }
}

async function verify(
  { authorities, settings, clock }: Engine,
  document: Uint8Array,
  verifyChain: boolean,
): Promise<XadesVerification | LoginFailure> {
  const { authority } = await authorities;
  try {
    return verifyXades(document, {
      now: clock.now(),
      allowSelfSigned: settings.profile === 'test' && !verifyChain,
      trustedAuthorities: [authority.certificate],
    });
  } catch (error) {
    if (!(error instanceof XadesError)) throw error;
    const detail = certificateFailures[error.code];
    if (detail !== undefined) return { code: badCertificate.code, detail };
    const profile = profileFaults.includes(error.code) ? [apiTexts.signatureProfile] : [];
    throw refusal(refusals[error.code] ?? 9105, ...profile, error.text.pl);
  }
}

/** A log-in of which nothing is known but that its certificate is no good. */
function refusedLogin(failure: LoginFailure, documentSha256: string): Login {
  return {
    method: 'QualifiedSignature',
    context: null,
    subject: null,
    subjectDetails: {},
    allowedIps: null,
    documentSha256,
    certificate: null,
    certificateSerial: null,
    ksefToken: null,
    failure,
  };
}

async function readRequest(signedXml: string): Promise<AuthTokenRequest> {
  const { FormatError, read } = await import('@kwit/formats');
  try {
    const formats = ['AuthTokenRequest(2.0)', 'AuthTokenRequest(2.1)'] as const;
    return read(Buffer.from(signedXml), { formats }).root;
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw refusal(21401, ...error.problems.map(({ path, message }) => `${path}: ${message.pl}`));
  }
}

interface Signer {
  method: AuthenticationMethod;
  subject: SubjectIdentifier;
  certificateSerial: string | null;
  failure: LoginFailure | null;
}

/** Who signed: by the certificate's subject, by its fingerprint, or as whoever a KSeF certificate was issued to. */
async function signerOf(
  engine: Engine,
  { certificate, trust }: XadesVerification,
  request: AuthTokenRequest,
  context: ContextIdentifier,
): Promise<Signer> {
  if (trust === 'authority') return holderOf(engine, certificate, context);
  const identity = certificateIdentity(certificate);
  const fingerprint: SubjectIdentifier = { type: 'Fingerprint', value: identity.fingerprint };
  const common = { certificateSerial: null, failure: null };
  if (context.type === 'PeppolId') {
    requireProvider(certificate, context);
    return { ...common, method: 'PeppolSignature', subject: fingerprint };
  }
  const method = isSeal(identity, certificate) ? 'QualifiedSeal' : 'QualifiedSignature';
  switch (request.SubjectIdentifierType) {
    case 'certificateFingerprint':
      return { ...common, method, subject: fingerprint };
    case 'certificateSubject': {
      const subject = subjectIdentifierOf(identity);
      if (!subject) throw refusal(21406);
      return { ...common, method, subject };
    }
    default:
      throw refusal(
        21401,
        apiTexts.notAllowed('SubjectIdentifierType', ['certificateSubject', 'certificateFingerprint']),
      );
  }
}

/** A seal is that of an organisation, also of a foreign one; a person whose certificate names the employer signs. */
function isSeal({ kind }: CertificateIdentity, certificate: X509Certificate): boolean {
  const { organizationIdentifier, givenNames, surname } = subjectOf(certificate);
  const isPerson = kind === 'person' || givenNames !== undefined || surname !== undefined;
  return organizationIdentifier !== undefined && !isPerson;
}

/** A provider of Peppol services is known by the common name of its certificate, also of one that this KSeF issued. */
function requireProvider(certificate: X509Certificate, { value }: ContextIdentifier): void {
  if (subjectOf(certificate).commonName !== value) throw refusal(21117);
}

function subjectIdentifierOf({ nip, pesel }: CertificateIdentity): SubjectIdentifier | undefined {
  if (pesel !== undefined) return { type: 'Pesel', value: pesel };
  if (nip !== undefined) return { type: 'Nip', value: nip };
  return undefined;
}

/** The one to whom this KSeF issued a certificate, with what may be wrong with it. */
async function holderOf(
  engine: Engine,
  certificate: X509Certificate,
  context: ContextIdentifier,
): Promise<Signer> {
  if (context.type === 'PeppolId') requireProvider(certificate, context);
  const serialNumber = serialNumberOf(certificate);
  const row = await engine.store.db
    .selectFrom('certificates')
    .selectAll()
    .where('serial_number', '=', serialNumber)
    .executeTakeFirst();
  const failed = (detail: string): LoginFailure => ({ code: badCertificate.code, detail });
  if (!row || !certificate.raw.equals(row.der)) {
    // A certificate of this authority that names no subject: its own seal, for one.
    const subject: SubjectIdentifier = {
      type: 'Fingerprint',
      value: certificateIdentity(certificate).fingerprint,
    };
    const failure = failed(badCertificate.details.malformed);
    return { method: 'InternalCertificate', subject, certificateSerial: null, failure };
  }
  const revoked = row.revoked_at === null ? null : failed(badCertificate.details.revoked);
  const wrongType = row.type === 'Authentication' ? null : failed(badCertificate.details.malformed);
  // Test data can let a certificate end earlier than it says itself.
  const ended = row.valid_to > engine.clock.nowMs() ? null : failed(badCertificate.details.notValid);
  return {
    method: 'InternalCertificate',
    subject: { type: row.subject_type as SubjectIdentifier['type'], value: row.subject_value },
    certificateSerial: serialNumber,
    failure: revoked ?? ended ?? wrongType,
  };
}

function subjectDetailsOf(certificate: X509Certificate): SubjectDetails {
  const { givenNames, uniqueIdentifier: _, ...names } = subjectOf(certificate);
  return givenNames === undefined ? names : { ...names, givenNames };
}

function allowedIpsOf({ AuthorizationPolicy }: AuthTokenRequest): AllowedIps | null {
  if (AuthorizationPolicy === undefined) return null;
  const { Ip4Address, Ip4Range, Ip4Mask } = AuthorizationPolicy.AllowedIps;
  const policy = { ip4Addresses: Ip4Address ?? [], ip4Ranges: Ip4Range ?? [], ip4Masks: Ip4Mask ?? [] };
  if (!isWellFormedPolicy(policy))
    throw refusal(21401, apiTexts.wrongFormat('AuthorizationPolicy.AllowedIps'));
  return policy;
}
