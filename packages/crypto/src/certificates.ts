import { type KeyObject, X509Certificate } from 'node:crypto';
import { CryptoError } from './errors.ts';
import { sha256Hex } from './hashes.ts';
import { isBase64Text, pemCertificatesIn } from './pem.ts';

/** The subject's attributes that KSeF uses, all as text. Source: the official page on certificates. */
export interface SubjectAttributes {
  commonName?: string;
  surname?: string;
  /** May occur several times, in order. */
  givenNames?: string[];
  /** 2.5.4.5, such as `TINPL-1111111111` or `PNOPL-44051401359`. */
  serialNumber?: string;
  countryName?: string;
  organizationName?: string;
  /** 2.5.4.97, such as `VATPL-1111111111`. */
  organizationIdentifier?: string;
  /** 2.5.4.45 */
  uniqueIdentifier?: string;
}

/** A certificate with its private key. */
export interface Credential {
  certificate: X509Certificate;
  privateKey: KeyObject;
}

/** Whom a certificate names, as KSeF reads it. */
export interface CertificateIdentity {
  /** 'seal': a firm by its NIP; 'person': by NIP or PESEL; 'other': only the fingerprint identifies. */
  kind: 'person' | 'seal' | 'other';
  nip?: string;
  pesel?: string;
  /** SHA-256 of the certificate, 64 upper-case hexadecimal characters. */
  fingerprint: string;
}

function readDer(bytes: Uint8Array): X509Certificate {
  const certificate = new X509Certificate(bytes);
  // OpenSSL passes over what follows the certificate; two readers must never see two things.
  if (certificate.raw.length !== bytes.length) throw new Error('bytes follow the certificate');
  return certificate;
}

/**
 * Reads all certificates of a file: PEM (one or more blocks), DER, or Base64 of DER.
 * Throws `CryptoError` 'certificate-unreadable'.
 */
export function readCertificates(bytes: Uint8Array | string): X509Certificate[] {
  try {
    if (typeof bytes !== 'string' && bytes[0] === 0x30) return [readDer(bytes)];
    const text = typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('latin1');
    const blocks = pemCertificatesIn(text);
    if (blocks.length > 0) return blocks.map(({ whole }) => new X509Certificate(whole));
    if (!isBase64Text(text)) throw new Error('neither PEM, nor DER, nor Base64');
    return [readDer(Buffer.from(text, 'base64'))];
  } catch (cause) {
    throw new CryptoError('certificate-unreadable', { cause });
  }
}

/** Reads one certificate (the first, where a PEM file holds a chain). Throws 'certificate-unreadable'. */
export function readCertificate(bytes: Uint8Array | string): X509Certificate {
  const [first] = readCertificates(bytes);
  if (!first) throw new CryptoError('certificate-unreadable');
  return first;
}

// The names OpenSSL gives to the attribute types.
const names = {
  commonName: 'CN',
  surname: 'SN',
  serialNumber: 'serialNumber',
  countryName: 'C',
  organizationName: 'O',
  organizationIdentifier: 'organizationIdentifier',
  uniqueIdentifier: 'x500UniqueIdentifier',
} as const;

/** The subject of a certificate. Of an attribute that occurs twice, the first; given names all. */
export function subjectOf(certificate: X509Certificate): SubjectAttributes {
  // Node.js 24 leaves `node:tls` without half of its functions where this comes before it was loaded: no HTTPS then.
  process.getBuiltinModule('node:tls');
  const subject = (certificate.toLegacyObject().subject ?? {}) as unknown as Record<
    string,
    string | string[]
  >;
  const all = (name: string): string[] => {
    const value = subject[name];
    return value === undefined ? [] : Array.isArray(value) ? value : [value];
  };
  const attributes: SubjectAttributes = {};
  for (const [attribute, name] of Object.entries(names) as [keyof typeof names, string][]) {
    const [value] = all(name);
    if (value !== undefined) attributes[attribute] = value;
  }
  const givenNames = all('GN');
  return givenNames.length > 0 ? { ...attributes, givenNames } : attributes;
}

/** SHA-256 of the whole certificate, 64 upper-case hexadecimal characters. */
export function fingerprintOf(certificate: X509Certificate): string {
  return sha256Hex(certificate.raw).toUpperCase();
}

/** Serial number of the certificate, upper-case hexadecimal, an even number of characters. */
export function serialNumberOf(certificate: X509Certificate): string {
  const hex = certificate.serialNumber.toUpperCase();
  return hex.length % 2 === 0 ? hex : `0${hex}`;
}

/** The certificate as PEM text. */
export function certificatePem(certificate: X509Certificate): string {
  return certificate.toString();
}

// Source: the official page on XAdES signatures, patterns of serialNumber and organizationIdentifier.
const sealNip = { mark: /VATPL(.*)/, number: /\d{10}/ };
const personPesel = { mark: /(?:PNOPL|PESEL)(.*)/, number: /\d{11}/ };
const personNip = { mark: /(?:TINPL|NIP)(.*)/, number: /\d{10}/ };

/** The number after the first mark: in two steps, for one pattern would look again from every mark. */
const numberIn = (text: string, { mark, number }: typeof sealNip): string | undefined =>
  number.exec(mark.exec(text)?.[1] ?? '')?.[0];

/**
 * Whom a certificate names. A seal has no given name or surname (the official page forbids them);
 * whatever matches no official pattern (Peppol providers, foreign certificates) is 'other' and is
 * known by its fingerprint.
 */
export function certificateIdentity(certificate: X509Certificate): CertificateIdentity {
  const fingerprint = fingerprintOf(certificate);
  const subject = subjectOf(certificate);
  const ofNaturalPerson = subject.givenNames !== undefined || subject.surname !== undefined;
  const seal = ofNaturalPerson ? undefined : numberIn(subject.organizationIdentifier ?? '', sealNip);
  if (seal) return { kind: 'seal', nip: seal, fingerprint };
  const serialNumber = subject.serialNumber ?? '';
  const pesel = numberIn(serialNumber, personPesel);
  if (pesel) return { kind: 'person', pesel, fingerprint };
  const nip = numberIn(serialNumber, personNip);
  if (nip) return { kind: 'person', nip, fingerprint };
  return { kind: 'other', fingerprint };
}
