import { createPublicKey, type KeyObject } from 'node:crypto';
import type { Pkcs10CertificateRequest } from '@peculiar/x509';
import type { SubjectAttributes } from './certificates.ts';
import { CryptoError } from './errors.ts';
import type { KeyPair } from './key-pairs.ts';
import {
  attributeOids,
  curves,
  libraryKey,
  nameOf,
  signingAlgorithmOf,
  x509Library,
} from './x509-library.ts';

/** A certificate request whose own signature has been verified. */
export interface CertificateRequest {
  subject: SubjectAttributes;
  /** Every attribute of the subject in its order: object identifier and text (`#` + hex when it is no text). */
  attributes: [oid: string, value: string][];
  publicKey: KeyObject;
  keyKind: 'EC' | 'RSA' | 'other';
  /** Name of the curve as OpenSSL has it (`prime256v1` is P-256); EC only. */
  curve?: string;
  /** Size of the modulus; RSA only. */
  bits?: number;
}

/** A certificate request (PKCS#10, DER) for a subject, signed with its key by SHA-256. */
export async function createCsr(options: {
  subject: SubjectAttributes;
  keyPair: KeyPair;
}): Promise<Uint8Array> {
  const x509 = await x509Library();
  const { privateKey, publicKey } = options.keyPair;
  const signingAlgorithm = signingAlgorithmOf(privateKey);
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name: await nameOf(options.subject),
    keys: {
      privateKey: libraryKey(privateKey, 'sign'),
      publicKey: libraryKey(publicKey, 'verify'),
    },
    signingAlgorithm,
  });
  return new Uint8Array(request.rawData);
}

/**
 * Reads a certificate request and verifies that the key in it signed it.
 * Throws `CryptoError` 'csr-unreadable' (also for bytes after the request), 'csr-key' for a key that is neither RSA
 * nor EC on P-256, P-384 or P-521, 'csr-algorithm' for a signature not by RSA PKCS#1 v1.5, RSA-PSS or ECDSA with
 * SHA-1 or SHA-2 of 256 bits and more, or 'csr-signature'. Which of these keys and which subject are allowed is the
 * caller's to decide. Source: official page on certificates.
 */
export async function readCsr(der: Uint8Array): Promise<CertificateRequest> {
  const x509 = await x509Library();
  if (sequenceLength(der) !== der.length) throw new CryptoError('csr-unreadable');
  const request = await parse(der, (bytes) => new x509.Pkcs10CertificateRequest(bytes));
  const described = describe(request);
  if (!isVerifiable(described)) throw new CryptoError('csr-key');
  if (!signatureHashes.has(hashOf(request))) throw new CryptoError('csr-algorithm');
  if (!(await isSelfConsistent(request))) throw new CryptoError('csr-signature');
  return described;
}

/** Bytes of the DER sequence at the beginning, its header included; NaN where there is none of definite length. */
function sequenceLength(der: Uint8Array): number {
  const [tag, first = Number.NaN] = der;
  if (tag !== 0x30) return Number.NaN;
  if (first < 0x80) return 2 + first;
  const size = first - 0x80;
  if (size === 0 || size > 4) return Number.NaN;
  return der.subarray(2, 2 + size).reduce((length, byte) => length * 256 + byte, 0) + 2 + size;
}

const isVerifiable = ({ keyKind, curve }: CertificateRequest) =>
  keyKind === 'RSA' || (keyKind === 'EC' && curve !== undefined && Object.hasOwn(curves, curve));

const signatureHashes: ReadonlySet<string | undefined> = new Set(['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512']);

/** Undefined for an algorithm that the library does not know, or that has no hash of its own. */
function hashOf(request: Pkcs10CertificateRequest): string | undefined {
  const { hash } = request.signatureAlgorithm as { hash?: { name?: string } };
  return hash?.name;
}

async function parse<T>(der: Uint8Array, reader: (bytes: Uint8Array<ArrayBuffer>) => T): Promise<T> {
  try {
    return reader(new Uint8Array(der));
  } catch (cause) {
    throw new CryptoError('csr-unreadable', { cause });
  }
}

async function isSelfConsistent(request: Pkcs10CertificateRequest): Promise<boolean> {
  try {
    return await request.verify();
  } catch {
    return false;
  }
}

function describe(request: Pkcs10CertificateRequest): CertificateRequest {
  try {
    const publicKey = createPublicKey({
      key: Buffer.from(request.publicKey.rawData),
      format: 'der',
      type: 'spki',
    });
    const attributes = request.subjectName
      .toJSON()
      .flatMap((rdn) => Object.entries(rdn))
      .flatMap(([name, values]) => values.map((value): [string, string] => [oidOf(name), String(value)]));
    return { subject: subjectFrom(attributes), attributes, publicKey, ...keyFacts(publicKey) };
  } catch (cause) {
    throw new CryptoError('csr-unreadable', { cause });
  }
}

// The library writes these types by name and all others by object identifier.
const namedOids: Record<string, string> = {
  CN: '2.5.4.3',
  SN: '2.5.4.4',
  C: '2.5.4.6',
  L: '2.5.4.7',
  ST: '2.5.4.8',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  T: '2.5.4.12',
  G: '2.5.4.42',
  I: '2.5.4.43',
  DC: '0.9.2342.19200300.100.1.25',
  E: '1.2.840.113549.1.9.1',
};
const oidOf = (name: string): string => namedOids[name] ?? name;

function subjectFrom(attributes: readonly [string, string][]): SubjectAttributes {
  const subject: SubjectAttributes = {};
  for (const [attribute, oid] of Object.entries(attributeOids) as [keyof SubjectAttributes, string][]) {
    const values = attributes.filter(([type]) => type === oid).map(([, value]) => value);
    const [first] = values;
    if (first === undefined) continue;
    if (attribute === 'givenNames') subject.givenNames = values;
    else subject[attribute] = first;
  }
  return subject;
}

function keyFacts(key: KeyObject): Pick<CertificateRequest, 'keyKind' | 'curve' | 'bits'> {
  const { namedCurve, modulusLength } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'ec')
    return namedCurve ? { keyKind: 'EC', curve: namedCurve } : { keyKind: 'EC' };
  if (key.asymmetricKeyType !== 'rsa') return { keyKind: 'other' };
  return modulusLength === undefined ? { keyKind: 'RSA' } : { keyKind: 'RSA', bits: modulusLength };
}
