/** Encryption of contents, and of keys and tokens for KSeF, by Web Cryptography. The counterpart of `envelope.ts`. */

import { fromBase64 } from '../encoding.ts';
import type { SymmetricKey } from '../envelope.ts';
import { CryptoError } from '../errors.ts';
import { publicKeyOf } from './certificate.ts';

/** Web Cryptography takes no memory that is shared between threads; nobody hands it any. */
const asSource = (bytes: Uint8Array): BufferSource => bytes as Uint8Array<ArrayBuffer>;

/** A fresh random key and initialization vector. */
export const newWebSymmetricKey = (): SymmetricKey => ({
  key: crypto.getRandomValues(new Uint8Array(32)),
  initializationVector: crypto.getRandomValues(new Uint8Array(16)),
});

const aes = 'AES-CBC';

/** Encrypts an invoice or a part: AES-256-CBC with PKCS#7 padding. */
export async function encryptContentOnWeb(
  bytes: Uint8Array,
  { key, initializationVector }: SymmetricKey,
): Promise<Uint8Array<ArrayBuffer>> {
  const imported = await crypto.subtle.importKey('raw', asSource(key), aes, false, ['encrypt']);
  const algorithm = { name: aes, iv: asSource(initializationVector) };
  return new Uint8Array(await crypto.subtle.encrypt(algorithm, imported, asSource(bytes)));
}

/** Undoes `encryptContentOnWeb`. Throws `CryptoError` 'content-undecryptable'. */
export async function decryptContentOnWeb(
  bytes: Uint8Array,
  { key, initializationVector }: SymmetricKey,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const imported = await crypto.subtle.importKey('raw', asSource(key), aes, false, ['decrypt']);
    const algorithm = { name: aes, iv: asSource(initializationVector) };
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, imported, asSource(bytes)));
  } catch (cause) {
    throw new CryptoError('content-undecryptable', { cause });
  }
}

/**
 * Encrypts a symmetric key or a token under a certificate that KSeF publishes (Base64 of its DER): RSA-OAEP with
 * SHA-256. Throws `CryptoError` 'certificate-unreadable', 'key-kind-unsupported', 'envelope-too-long'.
 */
export async function encryptForKsefOnWeb(
  certificate: string,
  bytes: Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  const key = await rsaKeyOf(certificate);
  try {
    return new Uint8Array(await crypto.subtle.encrypt('RSA-OAEP', key, asSource(bytes)));
  } catch (cause) {
    throw new CryptoError('envelope-too-long', { cause });
  }
}

async function rsaKeyOf(certificate: string): Promise<CryptoKey> {
  const publicKey = publicKeyOf(derOf(certificate));
  try {
    const algorithm = { name: 'RSA-OAEP', hash: 'SHA-256' };
    return await crypto.subtle.importKey('spki', publicKey, algorithm, false, ['encrypt']);
  } catch (cause) {
    throw new CryptoError('key-kind-unsupported', { cause });
  }
}

function derOf(certificate: string): Uint8Array {
  try {
    return fromBase64(certificate);
  } catch (cause) {
    throw new CryptoError('certificate-unreadable', { cause });
  }
}
