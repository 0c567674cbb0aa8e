import { constants, hash, type KeyObject, verify } from 'node:crypto';
import type { Scheme, SignatureAlgorithm } from './xades-identifiers.ts';

/** Digest algorithms of the official page, by identifier: their names in `node:crypto`. */
const digests: ReadonlyMap<string, string> = new Map([
  ['http://www.w3.org/2000/09/xmldsig#sha1', 'sha1'],
  ['http://www.w3.org/2001/04/xmlenc#sha256', 'sha256'],
  ['http://www.w3.org/2001/04/xmldsig-more#sha384', 'sha384'],
  ['http://www.w3.org/2001/04/xmlenc#sha512', 'sha512'],
  ['http://www.w3.org/2007/05/xmldsig-more#sha3-256', 'sha3-256'],
  ['http://www.w3.org/2007/05/xmldsig-more#sha3-384', 'sha3-384'],
  ['http://www.w3.org/2007/05/xmldsig-more#sha3-512', 'sha3-512'],
]);

/** Base64 digest by an algorithm of the official page; undefined for any other. */
export function digestBy(identifier: string, content: Uint8Array | string): string | undefined {
  const name = digests.get(identifier);
  return name === undefined ? undefined : hash(name, content, 'base64');
}

/** Whether keys of this kind sign by this algorithm. */
export function suits(key: KeyObject, { scheme }: SignatureAlgorithm): boolean {
  if (scheme === 'ECDSA') return key.asymmetricKeyType === 'ec';
  return key.asymmetricKeyType === 'rsa' || (scheme === 'PSS' && key.asymmetricKeyType === 'rsa-pss');
}

/** Whether a signature over a text is right. ECDSA values are R || S of fixed length (XMLDSig 1.1). */
export function verifySignatureValue(
  { scheme, digest }: SignatureAlgorithm,
  key: KeyObject,
  signed: string,
  value: Uint8Array,
): boolean {
  const bytes = Buffer.from(signed, 'utf8');
  try {
    return verify(digest, bytes, { key, ...parametersOf[scheme] }, value);
  } catch {
    // The library refuses, for example, a digest that the parameters of the key exclude.
    return false;
  }
}

const parametersOf = {
  ECDSA: { dsaEncoding: 'ieee-p1363' },
  PKCS1: { padding: constants.RSA_PKCS1_PADDING },
  PSS: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST },
} as const satisfies Record<Scheme, object>;

const strongCurve = /^(?:prime256v1|secp(?:256k1|384r1|521r1)|brainpoolP(?:256|320|384|512)[rt]1)$/;

/** Whether a key has the least strength of the official page: RSA of 2048 bits, EC of 256 bits. */
export function isStrongEnough(key: KeyObject): boolean {
  const { modulusLength = 0, namedCurve = '' } = key.asymmetricKeyDetails ?? {};
  return key.asymmetricKeyType === 'ec' ? strongCurve.test(namedCurve) : modulusLength >= 2048;
}
