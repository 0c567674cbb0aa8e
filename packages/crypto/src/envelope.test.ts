import { createHash, privateDecrypt, randomBytes } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import {
  certificateId,
  createSelfSignedCertificate,
  decryptAsKsef,
  decryptContent,
  encryptContent,
  encryptForKsef,
  generateKeyPair,
  type KeyPair,
  newSymmetricKey,
  publicKeyId,
} from './index.ts';

let rsa: KeyPair;
beforeAll(async () => {
  rsa = await generateKeyPair('RSA');
});

test('content of every length around the block size comes back', () => {
  const key = newSymmetricKey();
  for (const length of [0, 1, 15, 16, 17, 4096]) {
    const content = randomBytes(length);
    const encrypted = encryptContent(content, key);
    expect(encrypted.length).toBe(Math.floor(length / 16) * 16 + 16);
    expect(Buffer.from(decryptContent(encrypted, key)).equals(content)).toBe(true);
  }
});

test('content that is cut, or a key of another length, is refused with its code', () => {
  const key = newSymmetricKey();
  const encrypted = encryptContent(Buffer.from('faktura'), key);
  expect(() => decryptContent(encrypted.subarray(0, 15), key)).toThrow(
    expect.objectContaining({ code: 'content-undecryptable' }),
  );
  expect(() => decryptContent(encrypted, { ...key, key: key.key.subarray(0, 16) })).toThrow(
    expect.objectContaining({ code: 'content-undecryptable' }),
  );
  expect(() => decryptContent(encrypted, { ...key, initializationVector: Buffer.alloc(3) })).toThrow(
    expect.objectContaining({ code: 'content-undecryptable' }),
  );
});

test('a symmetric key travels under RSA-OAEP with SHA-256', () => {
  const { key } = newSymmetricKey();
  const encrypted = encryptForKsef(rsa.publicKey, key);
  expect(Buffer.from(decryptAsKsef(rsa.privateKey, encrypted)).equals(Buffer.from(key))).toBe(true);
  expect(() => privateDecrypt({ key: rsa.privateKey, oaepHash: 'sha1' }, encrypted)).toThrow();
});

test('what does not fit, or was meant for another key, is refused', async () => {
  const other = await generateKeyPair('RSA');
  const foreign = encryptForKsef(other.publicKey, Buffer.from('x'));
  expect(() => decryptAsKsef(rsa.privateKey, foreign)).toThrow(
    expect.objectContaining({ code: 'envelope-undecryptable' }),
  );
  expect(() => encryptForKsef(rsa.publicKey, Buffer.alloc(191))).toThrow(
    expect.objectContaining({ code: 'envelope-too-long' }),
  );
  const ec = await generateKeyPair('EC');
  expect(() => encryptForKsef(ec.publicKey, Buffer.from('x'))).toThrow(
    expect.objectContaining({ code: 'key-kind-unsupported' }),
  );
});

test('identifiers of a published key and certificate are SHA-256 of their DER', async () => {
  const { certificate } = await createSelfSignedCertificate({ subject: { commonName: 'X' }, keyPair: rsa });
  const spki = rsa.publicKey.export({ type: 'spki', format: 'der' });
  expect(publicKeyId(certificate.publicKey)).toBe(createHash('sha256').update(spki).digest('base64'));
  expect(certificateId(certificate.raw)).toBe(createHash('sha256').update(certificate.raw).digest('base64'));
});
