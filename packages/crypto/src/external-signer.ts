/** Signatures by a key that is somewhere else: on a card, in a hardware module, in a cloud. */
import { hash, type X509Certificate } from 'node:crypto';
import { CryptoError } from './errors.ts';
import { suits, verifySignatureValue } from './xades-algorithms.ts';
import { type Scheme, signatureMethodOf } from './xades-identifiers.ts';
import { prepareXades, type XadesSignOptions } from './xades-sign.ts';

/** What an external signer is asked to sign by; RSA keys sign by either of the first two, EC keys by the last. */
export type SignerAlgorithm = 'RSA-PKCS1' | 'RSA-PSS' | 'ECDSA';
export type SignerDigest = 'SHA-256' | 'SHA-384' | 'SHA-512';

/** What a signer is told beside the bytes: some devices take the digest instead of the bytes. */
export interface SigningRequest {
  readonly algorithm: SignerAlgorithm;
  readonly digestAlgorithm: SignerDigest;
  /** Digest of the bytes. */
  readonly digest: Uint8Array;
}

/** A certificate and a way to have its key sign. */
export interface ExternalSigner {
  readonly certificate: X509Certificate;
  /** RSA-PKCS1 for RSA and ECDSA for EC without it. RSA-PSS: MGF1 of the same digest, salt as long as the digest. */
  readonly algorithm?: SignerAlgorithm | undefined;
  /** SHA-256 without it. */
  readonly digestAlgorithm?: SignerDigest | undefined;
  /**
   * Signs the bytes (they are to be hashed by `digestAlgorithm`), and gives the signature. ECDSA: R and S one after
   * the other (IEEE P1363), or in DER, which is converted.
   */
  readonly sign: (bytes: Uint8Array, request: SigningRequest) => Uint8Array | Promise<Uint8Array>;
}

const schemes = { 'RSA-PKCS1': 'PKCS1', 'RSA-PSS': 'PSS', ECDSA: 'ECDSA' } as const satisfies Record<
  SignerAlgorithm,
  Scheme
>;
const digestNames = { 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' } as const;

/**
 * Signs an XML document as `signXades` does, by a key that is somewhere else. The signature is verified with the
 * certificate before it is given out, so that a wrong key, algorithm or encoding is told here and not by KSeF.
 *
 * Throws what `signXades` throws, `CryptoError` 'signer-algorithm', 'signer-mismatch', and whatever the signer throws.
 */
export async function signXadesWith(
  xml: string | Uint8Array,
  signer: ExternalSigner,
  options: XadesSignOptions = {},
): Promise<string> {
  const { certificate, digestAlgorithm = 'SHA-256' } = signer;
  const { publicKey } = certificate;
  const algorithm = signer.algorithm ?? (publicKey.asymmetricKeyType === 'ec' ? 'ECDSA' : 'RSA-PKCS1');
  const used = { scheme: schemes[algorithm], digest: digestNames[digestAlgorithm] };
  if (!used.scheme || !used.digest || !suits(publicKey, used)) throw new CryptoError('signer-algorithm');
  const prepared = prepareXades(xml, certificate, signatureMethodOf(used.scheme, used.digest), options);
  const bytes = new TextEncoder().encode(prepared.signedInfo);
  const digest = new Uint8Array(hash(used.digest, bytes, 'buffer'));
  const given = await signer.sign(bytes, { algorithm, digestAlgorithm, digest });
  const value = forms(given, used.scheme, certificate).find((form) =>
    verifySignatureValue(used, publicKey, prepared.signedInfo, form),
  );
  if (!value) throw new CryptoError('signer-mismatch');
  return prepared.signedBy(Buffer.from(value).toString('base64'));
}

/** The value as it may be meant: ECDSA values come in two encodings, which their length does not tell apart for certain. */
function forms(given: Uint8Array, scheme: Scheme, { publicKey }: X509Certificate): Uint8Array[] {
  if (!(given instanceof Uint8Array)) throw new CryptoError('signer-mismatch');
  if (scheme !== 'ECDSA') return [given];
  const plain = ecdsaFromDer(given, coordinateBytes[publicKey.asymmetricKeyDetails?.namedCurve ?? '']);
  return plain ? [given, plain] : [given];
}

/** Length of R and of S, by curve. */
const coordinateBytes: Readonly<Record<string, number>> = { prime256v1: 32, secp384r1: 48, secp521r1: 66 };

/** R || S of an ECDSA signature in DER (SEQUENCE of two INTEGERs); undefined where it is none. */
export function ecdsaFromDer(der: Uint8Array, length: number | undefined): Uint8Array | undefined {
  if (length === undefined || der[0] !== 0x30) return undefined;
  const first = (der[1] ?? 0) === 0x81 ? 3 : 2;
  const r = integerAt(der, first, length);
  const s = r && integerAt(der, r.end, length);
  if (!s || s.end !== der.length) return undefined;
  return Buffer.concat([r.value, s.value]);
}

function integerAt(
  der: Uint8Array,
  start: number,
  length: number,
): { value: Uint8Array; end: number } | undefined {
  const size = der[start + 1] ?? 0;
  const end = start + 2 + size;
  if (der[start] !== 0x02 || size === 0 || end > der.length) return undefined;
  let from = start + 2;
  while (from < end - 1 && der[from] === 0) from += 1;
  if (end - from > length) return undefined;
  const value = new Uint8Array(length);
  value.set(der.subarray(from, end), length - (end - from));
  return { value, end };
}
