/** The signature in a link of code II. Source: the official page on QR codes. */
import { constants, hash, type KeyObject, verify } from 'node:crypto';

/**
 * What a signature turned out to be: right, or wrong in a way that clients are known to get it wrong.
 * `doubleDigest`: made over the SHA-256 of the text instead of the text; `saltLength`, `padding`: RSA-PSS with another
 * salt than 32 bytes, or PKCS#1 v1.5; `wrong`: nothing that can be told.
 */
export type SignatureVerdict = 'right' | 'doubleDigest' | 'saltLength' | 'padding' | 'wrong';

type Parameters = { padding?: number; saltLength?: number; dsaEncoding?: 'ieee-p1363' | 'der' };

const pss = constants.RSA_PKCS1_PSS_PADDING;
/** The right ways first: RSA-PSS with a salt of 32 bytes; ECDSA as R || S or as DER. */
const rightWays: Record<'rsa' | 'ec', readonly Parameters[]> = {
  rsa: [{ padding: pss, saltLength: 32 }],
  ec: [{ dsaEncoding: 'ieee-p1363' }, { dsaEncoding: 'der' }],
};
const anySalt: Parameters = { padding: pss, saltLength: constants.RSA_PSS_SALTLEN_AUTO };
const pkcs1: Parameters = { padding: constants.RSA_PKCS1_PADDING };

/**
 * Judges a signature with SHA-256.
 * @param texts the link without its signature, in each form that may have been signed
 */
export function judgeSignature(
  key: KeyObject,
  texts: readonly string[],
  signature: Uint8Array,
): SignatureVerdict {
  const kind = key.asymmetricKeyType;
  if (kind !== 'rsa' && kind !== 'ec') return 'wrong';
  const signed = (contents: readonly Uint8Array[], ways: readonly Parameters[]) =>
    contents.some((content) => ways.some((way) => isSigned(key, content, signature, way)));
  const contents = texts.map((text) => Buffer.from(text, 'utf8'));
  if (signed(contents, rightWays[kind])) return 'right';
  const digests = contents.map((content) => hash('sha256', content, 'buffer'));
  if (signed(digests, kind === 'ec' ? rightWays.ec : [anySalt])) return 'doubleDigest';
  if (kind === 'ec') return 'wrong';
  if (signed(contents, [anySalt])) return 'saltLength';
  return signed(contents, [pkcs1]) ? 'padding' : 'wrong';
}

function isSigned(key: KeyObject, content: Uint8Array, signature: Uint8Array, way: Parameters): boolean {
  try {
    return verify('sha256', content, { key, ...way }, signature);
  } catch {
    // The library refuses values that are no signature at all.
    return false;
  }
}
