import {
  constants,
  createCipheriv,
  createDecipheriv,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
} from 'node:crypto';
import { CryptoError } from './errors.ts';
import { sha256Base64 } from './hashes.ts';

/** A key for the content of one session or export. */
export interface SymmetricKey {
  /** AES-256 key, 32 bytes. */
  key: Uint8Array;
  /** 16 bytes. */
  initializationVector: Uint8Array;
}

/** A fresh random key and initialization vector. */
export function newSymmetricKey(): SymmetricKey {
  return { key: randomBytes(32), initializationVector: randomBytes(16) };
}

/** Encrypts an invoice or a part: AES-256-CBC with PKCS#7 padding. */
export function encryptContent(bytes: Uint8Array, symmetric: SymmetricKey): Uint8Array {
  const cipher = createCipheriv('aes-256-cbc', symmetric.key, symmetric.initializationVector);
  return Buffer.concat([cipher.update(bytes), cipher.final()]);
}

/**
 * Undoes `encryptContent`. Throws `CryptoError` 'content-undecryptable' when the key has another
 * length, or the padding shows that key, vector or bytes are not the right ones.
 */
export function decryptContent(bytes: Uint8Array, symmetric: SymmetricKey): Uint8Array {
  try {
    const decipher = createDecipheriv('aes-256-cbc', symmetric.key, symmetric.initializationVector);
    return Buffer.concat([decipher.update(bytes), decipher.final()]);
  } catch (cause) {
    throw new CryptoError('content-undecryptable', { cause });
  }
}

const oaep = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' } as const;

/**
 * Encrypts a symmetric key or a token under a public key that KSeF publishes: RSA-OAEP with SHA-256
 * and MGF1-SHA-256. Throws 'key-kind-unsupported' for a key that is not RSA, 'envelope-too-long'
 * for more than the key can hold (190 bytes for RSA 2048).
 */
export function encryptForKsef(publicKey: KeyObject, bytes: Uint8Array): Uint8Array {
  if (publicKey.asymmetricKeyType !== 'rsa') throw new CryptoError('key-kind-unsupported');
  try {
    return publicEncrypt({ key: publicKey, ...oaep }, bytes);
  } catch (cause) {
    throw new CryptoError('envelope-too-long', { cause });
  }
}

/** Undoes `encryptForKsef`. Throws `CryptoError` 'envelope-undecryptable'. */
export function decryptAsKsef(privateKey: KeyObject, bytes: Uint8Array): Uint8Array {
  if (privateKey.asymmetricKeyType !== 'rsa') throw new CryptoError('key-kind-unsupported');
  try {
    return privateDecrypt({ key: privateKey, ...oaep }, bytes);
  } catch (cause) {
    throw new CryptoError('envelope-undecryptable', { cause });
  }
}

/**
 * The identifier by which KSeF selects a published key: Base64 SHA-256 of the key's
 * SubjectPublicKeyInfo in DER. Source: the official page on public keys.
 */
export function publicKeyId(publicKey: KeyObject): string {
  return sha256Base64(publicKey.export({ type: 'spki', format: 'der' }));
}

/** The identifier of a published certificate: Base64 SHA-256 of its DER. */
export function certificateId(der: Uint8Array): string {
  return sha256Base64(der);
}
