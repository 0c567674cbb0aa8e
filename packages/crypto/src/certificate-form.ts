/** Certificates as the X.509 library writes them, for keys of Web Cryptography. Nothing of Node is needed here. */
import type { Extension, KeyUsageFlags, PublicKey } from '@peculiar/x509';
import type { SubjectAttributes } from './certificates.ts';
import { toHex } from './encoding.ts';
import { CryptoError } from './errors.ts';
import { nameOf, type SigningAlgorithm, x509Library } from './x509-library.ts';

/** What a certificate is for; it decides the key usage extension. */
export type CertificateUsage = 'Authentication' | 'Offline' | 'Encryption' | 'Server' | 'Seal';

export interface Validity {
  validFrom: Date;
  validTo: Date;
}

export interface CertificateToBuild extends Validity {
  subject: SubjectAttributes;
  /** Attributes, or the certificate of the issuer (DER). */
  issuer: SubjectAttributes | Uint8Array;
  /** SubjectPublicKeyInfo (DER). */
  publicKey: Uint8Array;
  signingKey: CryptoKey;
  signingAlgorithm: SigningAlgorithm;
  serialNumber: string;
  usage: CertificateUsage | 'Authority';
  hostNames?: readonly { type: 'ip' | 'dns'; value: string }[];
}

/** 16 random bytes in hexadecimal whose first bit is 0, so that the number is positive. */
export function randomSerialNumber(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x01;
  return toHex(bytes);
}

const isEmpty = (subject: SubjectAttributes): boolean => Object.values(subject).flat().length === 0;

/** A certificate (DER). Throws `CryptoError` 'certificate-parameters'. */
export async function buildCertificate(wanted: CertificateToBuild): Promise<Uint8Array<ArrayBuffer>> {
  const validityOk = wanted.validFrom.getTime() < wanted.validTo.getTime();
  if (!/^[0-9A-Fa-f]{2,40}$/.test(wanted.serialNumber) || !validityOk || isEmpty(wanted.subject)) {
    throw new CryptoError('certificate-parameters');
  }
  const x509 = await x509Library();
  const { issuer } = wanted;
  const publicKey = new x509.PublicKey(new Uint8Array(wanted.publicKey));
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: wanted.serialNumber,
    subject: await nameOf(wanted.subject),
    issuer:
      issuer instanceof Uint8Array
        ? new x509.X509Certificate(new Uint8Array(issuer)).subjectName
        : await nameOf(issuer),
    notBefore: wanted.validFrom,
    notAfter: wanted.validTo,
    publicKey,
    signingKey: wanted.signingKey,
    signingAlgorithm: wanted.signingAlgorithm,
    extensions: await extensionsOf(wanted, publicKey),
  });
  return new Uint8Array(certificate.rawData);
}

async function extensionsOf(wanted: CertificateToBuild, publicKey: PublicKey): Promise<Extension[]> {
  const x509 = await x509Library();
  const flags = x509.KeyUsageFlags;
  const usages: Record<CertificateToBuild['usage'], KeyUsageFlags> = {
    Authority: flags.keyCertSign | flags.cRLSign,
    Authentication: flags.digitalSignature,
    Offline: flags.nonRepudiation,
    Encryption: flags.keyEncipherment | flags.dataEncipherment,
    Server: flags.digitalSignature | flags.keyEncipherment,
    Seal: flags.digitalSignature | flags.nonRepudiation,
  };
  const isAuthority = wanted.usage === 'Authority';
  const extensions: Extension[] = [
    new x509.BasicConstraintsExtension(isAuthority, isAuthority ? 0 : undefined, true),
    new x509.KeyUsagesExtension(usages[wanted.usage], true),
    await x509.SubjectKeyIdentifierExtension.create(publicKey),
  ];
  if (wanted.issuer instanceof Uint8Array) {
    const authorityKey = new x509.X509Certificate(new Uint8Array(wanted.issuer)).publicKey;
    extensions.push(await x509.AuthorityKeyIdentifierExtension.create(authorityKey));
  }
  if (wanted.usage === 'Server') {
    extensions.push(new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]));
    const alternatives = [...(wanted.hostNames ?? [])];
    if (alternatives.length > 0) extensions.push(new x509.SubjectAlternativeNameExtension(alternatives));
  }
  return extensions;
}
