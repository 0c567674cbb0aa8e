/**
 * Decryption and integrity of PKCS#12 by password. Sources: RFC 7292 (appendices B and C), RFC 8018 (PBES2).
 * The ciphers and hashes are those of `node:crypto`; `node-forge` has what OpenSSL 3 keeps in its legacy provider, which
 * Node does not load: RC2, and the key derivation of PKCS#12.
 */
import { createDecipheriv, createHmac, pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Asn1 } from './pkcs12-asn1.ts';
import { bytesOf, childrenOf, integerOf, oidOf } from './pkcs12-asn1.ts';

/** Something in the file is of a kind that is not supported, or is not what it should be. */
export class Pkcs12Problem extends Error {
  override readonly name = 'Pkcs12Problem';
}

/** Beyond this a derivation would take minutes; files in use have 1 to a million. */
const mostIterations = 5_000_000;

const hashes: Readonly<Record<string, 'sha1' | 'sha256' | 'sha384' | 'sha512'>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
const pseudorandomFunctions: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.8': 'sha224',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
};
const modernCiphers: Readonly<Record<string, { name: string; keyBytes: number }>> = {
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', keyBytes: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'aes-192-cbc', keyBytes: 24 },
  '2.16.840.1.101.3.4.1.42': { name: 'aes-256-cbc', keyBytes: 32 },
  '1.2.840.113549.3.7': { name: 'des-ede3-cbc', keyBytes: 24 },
};
const legacyCiphers: Readonly<Record<string, { name: 'des-ede3-cbc' | 'rc2'; keyBytes: number }>> = {
  '1.2.840.113549.1.12.1.3': { name: 'des-ede3-cbc', keyBytes: 24 },
  '1.2.840.113549.1.12.1.4': { name: 'des-ede3-cbc', keyBytes: 16 },
  '1.2.840.113549.1.12.1.5': { name: 'rc2', keyBytes: 16 },
  '1.2.840.113549.1.12.1.6': { name: 'rc2', keyBytes: 5 },
};
const pbes2 = '1.2.840.113549.1.5.13';
const pbkdf2Oid = '1.2.840.113549.1.5.12';

const deriveKey = promisify(pbkdf2);

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
  encrypted: Buffer,
  password: string,
): Promise<Buffer | undefined> {
  const [identifier, parameters] = childrenOf(algorithm);
  const oid = oidOf(identifier);
  const legacy = legacyCiphers[oid];
  try {
    if (oid === pbes2) return await decryptPbes2(childrenOf(parameters), encrypted, password);
    if (legacy) return await decryptLegacy(legacy, childrenOf(parameters), encrypted, password);
  } catch (error) {
    if (isWrongPadding(error)) return undefined;
    throw error;
  }
  throw new Pkcs12Problem(`encryption ${oid}`);
}

const isWrongPadding = (error: unknown): boolean =>
  /BAD_DECRYPT|WRONG_FINAL_BLOCK|bad decrypt|wrong final block/i.test(String(error));

async function decryptPbes2(
  [derivation, scheme]: readonly Asn1[],
  encrypted: Buffer,
  password: string,
): Promise<Buffer> {
  const [derivationOid, derivationParameters] = childrenOf(derivation);
  if (oidOf(derivationOid) !== pbkdf2Oid) throw new Pkcs12Problem(`derivation ${oidOf(derivationOid)}`);
  const [salt, count, ...rest] = childrenOf(derivationParameters);
  // An optional length of the key may stand before the function; SHA-1 where neither is there.
  const [functionOid] = childrenOf(rest.find((part) => Array.isArray(part.value)));
  const digest = functionOid ? pseudorandomFunctions[oidOf(functionOid)] : 'sha1';
  const [cipherOid, vector] = childrenOf(scheme);
  const cipher = modernCiphers[oidOf(cipherOid)];
  if (!digest || !cipher) throw new Pkcs12Problem(`encryption ${oidOf(cipherOid)}`);
  const iterations = checkedIterations(integerOf(count));
  const key = await deriveKey(password, bytesOf(salt), iterations, cipher.keyBytes, digest);
  return decipher(cipher.name, key, bytesOf(vector), encrypted);
}

async function decryptLegacy(
  { name, keyBytes }: { name: 'des-ede3-cbc' | 'rc2'; keyBytes: number },
  [salt, count]: readonly Asn1[],
  encrypted: Buffer,
  password: string,
): Promise<Buffer> {
  const iterations = checkedIterations(integerOf(count));
  const derive = (purpose: Purpose, length: number) =>
    derivePkcs12(password, bytesOf(salt), purpose, iterations, length, 'sha1');
  const [key, vector] = [await derive(purposes.key, keyBytes), await derive(purposes.vector, 8)];
  if (name === 'rc2') return decryptRc2(key, vector, encrypted);
  // Two keys of Triple DES: the first one is used again as the third.
  const threeKeys = keyBytes === 16 ? Buffer.concat([key, key.subarray(0, 8)]) : key;
  return decipher(name, threeKeys, vector, encrypted);
}

function decipher(name: string, key: Buffer, vector: Buffer, encrypted: Buffer): Buffer {
  const cipher = createDecipheriv(name, key, vector);
  return Buffer.concat([cipher.update(encrypted), cipher.final()]);
}

async function decryptRc2(key: Buffer, vector: Buffer, encrypted: Buffer): Promise<Buffer> {
  const { default: forge } = await import('node-forge');
  const cipher = forge.rc2.createDecryptionCipher(key.toString('latin1'), key.length * 8);
  cipher.start(vector.toString('latin1'));
  cipher.update(forge.util.createBuffer(encrypted.toString('latin1')));
  if (!cipher.finish()) throw new Error('BAD_DECRYPT');
  return Buffer.from(cipher.output.getBytes(), 'latin1');
}

const purposes = { key: 1, vector: 2, mac: 3 } as const;
type Purpose = (typeof purposes)[keyof typeof purposes];

async function derivePkcs12(
  password: string,
  salt: Buffer,
  purpose: Purpose,
  iterations: number,
  length: number,
  hash: 'sha1' | 'sha256' | 'sha384' | 'sha512',
): Promise<Buffer> {
  const { default: forge } = await import('node-forge');
  const digest = forge.md[hash];
  const saltBuffer = forge.util.createBuffer(salt.toString('latin1'));
  const derived = forge.pkcs12.generateKey(
    password,
    saltBuffer,
    purpose,
    iterations,
    length,
    digest.create(),
  );
  return Buffer.from(derived.getBytes(), 'latin1');
}

/**
 * Whether the file's own check value says that the password is right; undefined where the file has none, or one of a
 * kind that is not known here: then the decryption tells.
 */
export async function macFits(
  macData: Asn1 | undefined,
  content: Buffer,
  password: string,
): Promise<boolean | undefined> {
  if (!macData) return undefined;
  const [digestInfo, salt, count] = childrenOf(macData);
  const [algorithm, expected] = childrenOf(digestInfo);
  const hash = hashes[oidOf(childrenOf(algorithm)[0])];
  if (!hash) return undefined;
  const iterations = checkedIterations(count ? integerOf(count) : 1);
  const length = createHmac(hash, '').digest().length;
  const key = await derivePkcs12(password, bytesOf(salt), purposes.mac, iterations, length, hash);
  const actual = createHmac(hash, key).update(content).digest();
  const wanted = bytesOf(expected);
  return actual.length === wanted.length && timingSafeEqual(actual, wanted);
}
