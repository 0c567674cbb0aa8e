import { type KeyObject, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import {
  buildCertificate,
  type CertificateUsage,
  randomSerialNumber,
  type Validity,
} from './certificate-form.ts';
import type { Credential, SubjectAttributes } from './certificates.ts';
import { generateKeyPair, type KeyKind, type KeyPair } from './key-pairs.ts';
import { libraryKey, signingAlgorithmOf } from './x509-library.ts';

export { type CertificateUsage, randomSerialNumber } from './certificate-form.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

interface Issue extends Validity {
  subject: SubjectAttributes;
  issuer: SubjectAttributes | X509Certificate;
  publicKey: KeyObject;
  signingKey: KeyObject;
  serialNumber: string;
  usage: CertificateUsage | 'Authority';
  hostNames?: readonly string[];
}

/**
 * A certificate that signs itself, as KSeF takes it on its test environment: valid from an hour ago
 * for two years unless told otherwise, EC unless told otherwise.
 * Throws `CryptoError` 'certificate-parameters' for an empty subject or a validity that ends before it begins.
 */
export async function createSelfSignedCertificate(options: {
  subject: SubjectAttributes;
  keyKind?: KeyKind;
  keyPair?: KeyPair;
  validFrom?: Date;
  validTo?: Date;
}): Promise<Credential> {
  const { privateKey, publicKey } = options.keyPair ?? (await generateKeyPair(options.keyKind ?? 'EC'));
  const validFrom = options.validFrom ?? new Date(Date.now() - hourMs);
  const validTo = options.validTo ?? new Date(validFrom.getTime() + 2 * 365 * dayMs);
  const { subject } = options;
  const usage = 'Seal';
  const serialNumber = randomSerialNumber();
  const der = await build({
    subject,
    issuer: subject,
    publicKey,
    signingKey: privateKey,
    serialNumber,
    validFrom,
    validTo,
    usage,
  });
  return { certificate: new X509Certificate(der), privateKey };
}

/** A root certificate with its key (EC P-256), which may sign certificates but no further authorities. */
export async function createCertificateAuthority(options: {
  name: string;
  validFrom: Date;
  validTo: Date;
}): Promise<Credential> {
  const { privateKey, publicKey } = await generateKeyPair('EC');
  const subject: SubjectAttributes = { commonName: options.name, countryName: 'PL' };
  const der = await build({
    subject,
    issuer: subject,
    publicKey,
    signingKey: privateKey,
    serialNumber: randomSerialNumber(),
    validFrom: options.validFrom,
    validTo: options.validTo,
    usage: 'Authority',
  });
  return { certificate: new X509Certificate(der), privateKey };
}

/**
 * Issues a certificate (DER) under an authority. Key usage follows the official page: Authentication
 * has digitalSignature, Offline has nonRepudiation. `hostNames` (DNS names and IP addresses) become
 * subject alternative names of a Server certificate. `serialNumber` is hexadecimal, up to 20 bytes.
 * Throws `CryptoError` 'certificate-parameters'.
 */
export function issueCertificate(options: {
  authority: Credential;
  subject: SubjectAttributes;
  publicKey: KeyObject;
  serialNumber: string;
  validFrom: Date;
  validTo: Date;
  usage: CertificateUsage;
  hostNames?: readonly string[];
}): Promise<Uint8Array> {
  const { authority, ...rest } = options;
  return build({ ...rest, issuer: authority.certificate, signingKey: authority.privateKey });
}

async function build(issue: Issue): Promise<Uint8Array> {
  const { issuer, publicKey, signingKey, hostNames = [], ...rest } = issue;
  return buildCertificate({
    ...rest,
    issuer: issuer instanceof X509Certificate ? issuer.raw : issuer,
    publicKey: publicKey.export({ type: 'spki', format: 'der' }),
    signingKey: libraryKey(signingKey, 'sign'),
    signingAlgorithm: signingAlgorithmOf(signingKey),
    hostNames: hostNames.map((value) => ({ type: isIP(value) ? 'ip' : 'dns', value })),
  });
}
