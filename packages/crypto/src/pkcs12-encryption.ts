/**
 * Decryption and integrity of key files by password. Sources: RFC 7292 (appendices B and C), RFC 8018 (PBES2).
 * Keys are derived and check values computed by Web Cryptography, in Node.js as in browsers; `node-forge` has what it
 * lacks: Triple DES, RC2, AES of 192 bits (in some browsers), and the key derivation of PKCS#12.
 */

import { binaryText, bytesFrom } from './encoding.ts';
import type { Asn1, Bytes } from './pkcs12-asn1.ts';
import { bytesOf, childrenOf, forgeLibrary, integerOf, oidOf } from './pkcs12-asn1.ts';

/** Something in the file is of a kind that is not supported, or is not what it should be. */
export class Pkcs12Problem extends Error {
  override readonly name = 'Pkcs12Problem';
}

/** Beyond this a derivation would take minutes; files in use have 1 to a million. */
const mostIterations = 5_000_000;

interface Hash {
  /** In Web Cryptography. */
  readonly name: string;
  /** In `node-forge`. */
  readonly forgeName: 'sha1' | 'sha256' | 'sha384' | 'sha512';
  readonly sizeBytes: number;
}

const sha1: Hash = { name: 'SHA-1', forgeName: 'sha1', sizeBytes: 20 };
const sha256: Hash = { name: 'SHA-256', forgeName: 'sha256', sizeBytes: 32 };
const sha384: Hash = { name: 'SHA-384', forgeName: 'sha384', sizeBytes: 48 };
const sha512: Hash = { name: 'SHA-512', forgeName: 'sha512', sizeBytes: 64 };

const hashes: Readonly<Record<string, Hash>> = {
  '1.3.14.3.2.26': sha1,
  '2.16.840.1.101.3.4.2.1': sha256,
  '2.16.840.1.101.3.4.2.2': sha384,
  '2.16.840.1.101.3.4.2.3': sha512,
};
const pseudorandomFunctions: Readonly<Record<string, Hash>> = {
  '1.2.840.113549.2.7': sha1,
  '1.2.840.113549.2.9': sha256,
  '1.2.840.113549.2.10': sha384,
  '1.2.840.113549.2.11': sha512,
};

type CipherName = 'AES-CBC' | '3DES-CBC' | 'RC2';
interface Cipher {
  readonly name: CipherName;
  readonly keyBytes: number;
}

const modernCiphers: Readonly<Record<string, Cipher>> = {
  '2.16.840.1.101.3.4.1.2': { name: 'AES-CBC', keyBytes: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'AES-CBC', keyBytes: 24 },
  '2.16.840.1.101.3.4.1.42': { name: 'AES-CBC', keyBytes: 32 },
  '1.2.840.113549.3.7': { name: '3DES-CBC', keyBytes: 24 },
};
const legacyCiphers: Readonly<Record<string, Cipher>> = {
  '1.2.840.113549.1.12.1.3': { name: '3DES-CBC', keyBytes: 24 },
  '1.2.840.113549.1.12.1.4': { name: '3DES-CBC', keyBytes: 16 },
  '1.2.840.113549.1.12.1.5': { name: 'RC2', keyBytes: 16 },
  '1.2.840.113549.1.12.1.6': { name: 'RC2', keyBytes: 5 },
};
const pbes2 = '1.2.840.113549.1.5.13';
const pbkdf2Oid = '1.2.840.113549.1.5.12';

function checkedIterations(count: number): number {
  if (count >= 1 && count <= mostIterations) return count;
  throw new Pkcs12Problem(`${count} iterations of the key derivation`);
}

/**
 * Decrypts by an `AlgorithmIdentifier` of a file.
 * @returns undefined where the padding shows that the password is wrong
 * @throws {Pkcs12Problem} for an algorithm that is not supported
 */
export async function decryptByPassword(
  algorithm: Asn1,
  encrypted: Bytes,
  password: string,
): Promise<Bytes | undefined> {
  const [identifier, parameters] = childrenOf(algorithm);
  const oid = oidOf(identifier);
  const legacy = legacyCiphers[oid];
  if (oid === pbes2) return decryptPbes2(childrenOf(parameters), encrypted, password);
  if (legacy) return decryptLegacy(legacy, childrenOf(parameters), encrypted, password);
  throw new Pkcs12Problem(`encryption ${oid}`);
}

async function decryptPbes2(
  [derivation, scheme]: readonly Asn1[],
  encrypted: Bytes,
  password: string,
): Promise<Bytes | undefined> {
  const [derivationOid, derivationParameters] = childrenOf(derivation);
  if (oidOf(derivationOid) !== pbkdf2Oid) throw new Pkcs12Problem(`derivation ${oidOf(derivationOid)}`);
  const [salt, count, ...rest] = childrenOf(derivationParameters);
  // An optional length of the key may stand before the function; SHA-1 where neither is there.
  const [functionOid] = childrenOf(rest.find((part) => Array.isArray(part.value)));
  const hash = functionOid ? pseudorandomFunctions[oidOf(functionOid)] : sha1;
  const [cipherOid, vector] = childrenOf(scheme);
  const cipher = modernCiphers[oidOf(cipherOid)];
  if (!hash || !cipher) throw new Pkcs12Problem(`encryption ${oidOf(cipherOid)}`);
  const iterations = checkedIterations(integerOf(count));
  const secret = new TextEncoder().encode(password);
  const base = await crypto.subtle.importKey('raw', secret, 'PBKDF2', false, ['deriveBits']);
  const derived = await crypto.subtle.deriveBits(
    { name: 'PBKDF2', hash: hash.name, salt: bytesOf(salt), iterations },
    base,
    cipher.keyBytes * 8,
  );
  return decipher(cipher.name, new Uint8Array(derived), bytesOf(vector), encrypted);
}

async function decryptLegacy(
  { name, keyBytes }: Cipher,
  [salt, count]: readonly Asn1[],
  encrypted: Bytes,
  password: string,
): Promise<Bytes | undefined> {
  const iterations = checkedIterations(integerOf(count));
  const derive = (purpose: Purpose, length: number) =>
    derivePkcs12(password, bytesOf(salt), purpose, iterations, length, sha1);
  const [key, vector] = [await derive(purposes.key, keyBytes), await derive(purposes.vector, 8)];
  // Two keys of Triple DES: the first one is used again as the third.
  const isTwoKeys = name === '3DES-CBC' && keyBytes === 16;
  return decipher(
    name,
    isTwoKeys ? Uint8Array.from([...key, ...key.subarray(0, 8)]) : key,
    vector,
    encrypted,
  );
}

/** Undefined where the padding is wrong. */
async function decipher(
  name: CipherName,
  key: Bytes,
  vector: Bytes,
  encrypted: Bytes,
): Promise<Bytes | undefined> {
  const forge = await forgeLibrary();
  const input = forge.util.createBuffer(binaryText(encrypted));
  if (name === 'RC2') {
    const rc2 = forge.rc2.createDecryptionCipher(binaryText(key), key.length * 8);
    rc2.start(binaryText(vector));
    rc2.update(input);
    return rc2.finish() ? bytesFrom(rc2.output.getBytes()) : undefined;
  }
  const blockBytes = name === 'AES-CBC' ? 16 : 8;
  if (vector.length !== blockBytes) throw new Error('the initialization vector has another length');
  if (encrypted.length === 0 || encrypted.length % blockBytes !== 0) return undefined;
  const cipher = forge.cipher.createDecipher(name, binaryText(key));
  cipher.start({ iv: binaryText(vector) });
  cipher.update(input);
  return cipher.finish() ? bytesFrom(cipher.output.getBytes()) : undefined;
}

const purposes = { key: 1, vector: 2, mac: 3 } as const;
type Purpose = (typeof purposes)[keyof typeof purposes];

async function derivePkcs12(
  password: string,
  salt: Bytes,
  purpose: Purpose,
  iterations: number,
  length: number,
  { forgeName }: Hash,
): Promise<Bytes> {
  const forge = await forgeLibrary();
  const saltBuffer = forge.util.createBuffer(binaryText(salt));
  const digest = forge.md[forgeName].create();
  const derived = forge.pkcs12.generateKey(password, saltBuffer, purpose, iterations, length, digest);
  return bytesFrom(derived.getBytes());
}

/**
 * Whether the file's own check value says that the password is right; undefined where the file has none, or one of a
 * kind that is not known here: then the decryption tells.
 */
export async function macFits(
  macData: Asn1 | undefined,
  content: Bytes,
  password: string,
): Promise<boolean | undefined> {
  if (!macData) return undefined;
  const [digestInfo, salt, count] = childrenOf(macData);
  const [algorithm, expected] = childrenOf(digestInfo);
  const hash = hashes[oidOf(childrenOf(algorithm)[0])];
  if (!hash) return undefined;
  const iterations = checkedIterations(count ? integerOf(count) : 1);
  const key = await derivePkcs12(password, bytesOf(salt), purposes.mac, iterations, hash.sizeBytes, hash);
  const hmac = { name: 'HMAC', hash: hash.name };
  const imported = await crypto.subtle.importKey('raw', key, hmac, false, ['verify']);
  return crypto.subtle.verify('HMAC', imported, bytesOf(expected), content);
}
