/** The signature in a link of code II, made and judged. Source: the official page on QR codes. */
import { constants, hash, type KeyObject, sign, verify } from 'node:crypto';
import { CryptoError } from './errors.ts';

/**
 * What a signature turned out to be: right, or wrong in a way that clients are known to get it wrong.
 * `doubleDigest`: made over the SHA-256 of the text instead of the text; `saltLength`, `padding`: RSA-PSS with another
 * salt than 32 bytes, or PKCS#1 v1.5; `wrong`: nothing that can be told.
 */
export type LinkSignatureVerdict = 'right' | 'doubleDigest' | 'saltLength' | 'padding' | 'wrong';

type Parameters = { padding?: number; saltLength?: number; dsaEncoding?: 'ieee-p1363' | 'der' };

const pss = constants.RSA_PKCS1_PSS_PADDING;
/** RSA-PSS with a salt of 32 bytes; ECDSA as R || S, which is recommended and shorter, or as DER. */
const rightWays = {
  rsa: [{ padding: pss, saltLength: 32 }],
  ec: [{ dsaEncoding: 'ieee-p1363' }, { dsaEncoding: 'der' }],
} as const satisfies Record<'rsa' | 'ec', readonly Parameters[]>;
const anySalt: Parameters = { padding: pss, saltLength: constants.RSA_PSS_SALTLEN_AUTO };
const pkcs1: Parameters = { padding: constants.RSA_PKCS1_PADDING };

const leastRsaBits = 2048;

/**
 * Signs a link with SHA-256, in the way that is recommended for the kind of key: RSA-PSS for RSA, R || S for EC.
 * @param key of a KSeF certificate of type Offline: RSA of 2048 bits at least, or EC on P-256
 * @param link the address up to its signature, without scheme and without a slash at its end
 *
 * Throws `CryptoError` 'link-key' for any other key.
 */
export function signLink(key: KeyObject, link: string | Uint8Array): Uint8Array {
  const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {};
  const isRsa = key.asymmetricKeyType === 'rsa' && modulusLength >= leastRsaBits;
  if (key.type !== 'private' || (!isRsa && namedCurve !== 'prime256v1')) throw new CryptoError('link-key');
  const [way] = rightWays[isRsa ? 'rsa' : 'ec'];
  return new Uint8Array(
    sign('sha256', typeof link === 'string' ? Buffer.from(link, 'utf8') : link, { key, ...way }),
  );
}

/**
 * Judges a signature with SHA-256.
 * @param texts the link without its signature, in each form that may have been signed
 */
export function judgeLinkSignature(
  key: KeyObject,
  texts: readonly string[],
  signature: Uint8Array,
): LinkSignatureVerdict {
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
