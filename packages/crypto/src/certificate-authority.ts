import { type KeyObject, randomBytes, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { Extension, KeyUsageFlags, PublicKey } from '@peculiar/x509';
import type { Credential, SubjectAttributes } from './certificates.ts';
import { CryptoError } from './errors.ts';
import { generateKeyPair, type KeyKind, type KeyPair } from './key-pairs.ts';
import { libraryKey, nameOf, signingAlgorithmOf, x509Library } from './x509-library.ts';

/** What a certificate is for; it decides the key usage extension. */
export type CertificateUsage = 'Authentication' | 'Offline' | 'Encryption' | 'Server' | 'Seal';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

interface Issue {
  subject: SubjectAttributes;
  issuer: SubjectAttributes | X509Certificate;
  publicKey: KeyObject;
  signingKey: KeyObject;
  serialNumber: string;
  validFrom: Date;
  validTo: Date;
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

/** 16 random bytes in hexadecimal whose first bit is 0, so that the number is positive. */
export function randomSerialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x01;
  return bytes.toString('hex').toUpperCase();
}

const isEmpty = (subject: SubjectAttributes): boolean => Object.values(subject).flat().length === 0;

async function build(issue: Issue): Promise<Uint8Array> {
  const validityOk = issue.validFrom.getTime() < issue.validTo.getTime();
  if (!/^[0-9A-Fa-f]{2,40}$/.test(issue.serialNumber) || !validityOk || isEmpty(issue.subject)) {
    throw new CryptoError('certificate-parameters');
  }
  const x509 = await x509Library();
  const subject = await nameOf(issue.subject);
  const signingAlgorithm = signingAlgorithmOf(issue.signingKey);
  const issuer =
    issue.issuer instanceof X509Certificate
      ? new x509.X509Certificate(issue.issuer.raw).subjectName
      : await nameOf(issue.issuer);
  const publicKey = new x509.PublicKey(issue.publicKey.export({ type: 'spki', format: 'der' }));
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: issue.serialNumber,
    subject,
    issuer,
    notBefore: issue.validFrom,
    notAfter: issue.validTo,
    publicKey,
    signingKey: libraryKey(issue.signingKey, 'sign'),
    signingAlgorithm,
    extensions: await extensionsOf(issue, publicKey),
  });
  return new Uint8Array(certificate.rawData);
}

async function extensionsOf(issue: Issue, publicKey: PublicKey): Promise<Extension[]> {
  const x509 = await x509Library();
  const flags = x509.KeyUsageFlags;
  const usages: Record<Issue['usage'], KeyUsageFlags> = {
    Authority: flags.keyCertSign | flags.cRLSign,
    Authentication: flags.digitalSignature,
    Offline: flags.nonRepudiation,
    Encryption: flags.keyEncipherment | flags.dataEncipherment,
    Server: flags.digitalSignature | flags.keyEncipherment,
    Seal: flags.digitalSignature | flags.nonRepudiation,
  };
  const isAuthority = issue.usage === 'Authority';
  const extensions: Extension[] = [
    new x509.BasicConstraintsExtension(isAuthority, isAuthority ? 0 : undefined, true),
    new x509.KeyUsagesExtension(usages[issue.usage], true),
    await x509.SubjectKeyIdentifierExtension.create(publicKey),
  ];
  if (issue.issuer instanceof X509Certificate) {
    const authorityKey = new x509.X509Certificate(issue.issuer.raw).publicKey;
    extensions.push(await x509.AuthorityKeyIdentifierExtension.create(authorityKey));
  }
  if (issue.usage === 'Server') {
    extensions.push(new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]));
    const alternatives = (issue.hostNames ?? []).map(
      (value) => ({ type: isIP(value) ? 'ip' : 'dns', value }) as const,
    );
    if (alternatives.length > 0) extensions.push(new x509.SubjectAlternativeNameExtension(alternatives));
  }
  return extensions;
}
