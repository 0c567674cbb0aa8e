/** Keys and certificates of Web Cryptography. */
import { buildCertificate, randomSerialNumber, type Validity } from '../certificate-form.ts';
import type { SubjectAttributes } from '../certificates.ts';
import { CryptoError } from '../errors.ts';
import type { KeyKind } from '../key-pairs.ts';
import type { SigningAlgorithm } from '../x509-library.ts';

/** A certificate with a key that signs; the key need not be extractable. */
export interface WebCredential {
  /** DER. */
  readonly certificate: Uint8Array<ArrayBuffer>;
  /** RSASSA-PKCS1-v1_5 with SHA-256, or ECDSA, for `sign`. */
  readonly privateKey: CryptoKey;
}

const hourMs = 3_600_000;
const yearMs = 365 * 24 * hourMs;

const ec = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const rsa = {
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash: 'SHA-256',
} as const;

/** A new key pair of the two kinds KSeF takes: EC on P-256 (recommended), or RSA of 2048 bits. */
export function generateWebKeyPair(kind: KeyKind, extractable: boolean): Promise<CryptoKeyPair> {
  const usages: KeyUsage[] = ['sign', 'verify'];
  return kind === 'EC'
    ? crypto.subtle.generateKey(ec, extractable, usages)
    : crypto.subtle.generateKey(rsa, extractable, usages);
}

/** Parameters for signing with a key: SHA-256 with RSA PKCS#1 v1.5 or ECDSA. Throws 'key-kind-unsupported'. */
export function webSigningAlgorithm({ algorithm }: CryptoKey): SigningAlgorithm {
  if (algorithm.name === 'RSASSA-PKCS1-v1_5') return { name: algorithm.name, hash: 'SHA-256' };
  const { namedCurve } = algorithm as EcKeyAlgorithm;
  if (algorithm.name === 'ECDSA') return { name: 'ECDSA', namedCurve, hash: 'SHA-256' };
  throw new CryptoError('key-kind-unsupported');
}

/**
 * A certificate that signs itself, as KSeF takes it on its test environment. Its key cannot be exported: it stays where
 * it was made (and may be kept in IndexedDB).
 * Throws `CryptoError` 'certificate-parameters' for an empty subject or a validity that ends before it begins.
 */
export async function createSelfSignedWebCredential(
  options: { subject: SubjectAttributes; keyKind?: KeyKind } & Partial<Validity>,
): Promise<WebCredential> {
  const { subject } = options;
  const { privateKey, publicKey } = await generateWebKeyPair(options.keyKind ?? 'EC', false);
  const validFrom = options.validFrom ?? new Date(Date.now() - hourMs);
  const certificate = await buildCertificate({
    subject,
    issuer: subject,
    publicKey: new Uint8Array(await crypto.subtle.exportKey('spki', publicKey)),
    signingKey: privateKey,
    signingAlgorithm: webSigningAlgorithm(privateKey),
    serialNumber: randomSerialNumber(),
    validFrom,
    validTo: options.validTo ?? new Date(validFrom.getTime() + 2 * yearMs),
    usage: 'Seal',
  });
  return { certificate, privateKey };
}
