import { execFileSync } from 'node:child_process';
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type Credential,
  certificatePem,
  createCertificateAuthority,
  createSelfSignedCertificate,
  encryptedKeyPem,
  loadCredential,
} from './index.ts';
import { hasOpenssl, temporaryFolder } from './openssl.testing.ts';

const password = 'zażółć gęślą';
const subject = { commonName: 'X' };
const sameKey = (a: KeyObject, b: KeyObject): boolean => a.equals(b);

describe.each(['EC', 'RSA'] as const)('%s', (keyKind) => {
  let made: Credential;
  let certificate: Buffer;
  beforeAll(async () => {
    made = await createSelfSignedCertificate({ subject, keyKind });
    certificate = Buffer.from(certificatePem(made.certificate));
  });

  const traditional = keyKind === 'EC' ? 'sec1' : 'pkcs1';
  const cipher = 'aes-256-cbc';
  const forms: [string, (key: KeyObject) => string | Buffer, boolean][] = [
    ['PKCS#8 PEM', (key) => key.export({ type: 'pkcs8', format: 'pem' }), false],
    ['PKCS#8 DER', (key) => key.export({ type: 'pkcs8', format: 'der' }), false],
    ['Base64 of PKCS#8 DER', (key) => key.export({ type: 'pkcs8', format: 'der' }).toString('base64'), false],
    ['traditional PEM', (key) => key.export({ type: traditional, format: 'pem' }), false],
    ['traditional DER', (key) => key.export({ type: traditional, format: 'der' }), false],
    ['encrypted PKCS#8 PEM', (key) => encryptedKeyPem(key, password), true],
    [
      'encrypted PKCS#8 DER',
      (key) => key.export({ type: 'pkcs8', format: 'der', cipher, passphrase: password }),
      true,
    ],
    [
      'encrypted traditional PEM',
      (key) => key.export({ type: traditional, format: 'pem', cipher, passphrase: password }),
      true,
    ],
  ];

  test.each(forms)('%s', (_, write, encrypted) => {
    const key = Buffer.from(write(made.privateKey));
    const loaded = loadCredential({ certificate, key, password });
    expect(sameKey(loaded.privateKey, made.privateKey)).toBe(true);
    expect(loaded.certificate.fingerprint256).toBe(made.certificate.fingerprint256);
    if (!encrypted) {
      expect(sameKey(loadCredential({ certificate, key }).privateKey, made.privateKey)).toBe(true);
      return;
    }
    for (const none of [{}, { password: '' }]) {
      expect(() => loadCredential({ certificate, key, ...none })).toThrow(
        expect.objectContaining({ code: 'key-password-needed' }),
      );
    }
    expect(() => loadCredential({ certificate, key, password: 'inne' })).toThrow(
      expect.objectContaining({ code: 'key-password-wrong' }),
    );
  });

  test('certificate as DER, Base64 and PEM with its chain', async () => {
    const other = await createCertificateAuthority({
      name: 'CA',
      validFrom: new Date(0),
      validTo: new Date(1e12),
    });
    const key = Buffer.from(made.privateKey.export({ type: 'pkcs8', format: 'der' }));
    const chain = `${certificatePem(other.certificate)}\n${certificatePem(made.certificate)}`;
    for (const form of [
      made.certificate.raw,
      Buffer.from(made.certificate.raw.toString('base64')),
      Buffer.from(chain),
    ]) {
      expect(loadCredential({ certificate: form, key }).certificate.fingerprint256).toBe(
        made.certificate.fingerprint256,
      );
    }
  });
});

test('a key of another certificate is refused', async () => {
  const [first, second] = [
    await createSelfSignedCertificate({ subject }),
    await createSelfSignedCertificate({ subject }),
  ];
  const key = Buffer.from(encryptedKeyPem(second.privateKey, password));
  expect(() => loadCredential({ certificate: first.certificate.raw, key, password })).toThrow(
    expect.objectContaining({ code: 'key-certificate-mismatch' }),
  );
});

test('what is no key, or no kind of key KSeF takes, is refused', async () => {
  const { certificate } = await createSelfSignedCertificate({ subject });
  const ed25519 = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
  const load = (key: string | Buffer) => () =>
    loadCredential({ certificate: certificate.raw, key: Buffer.from(key), password });
  for (const bad of [
    '',
    'text',
    Buffer.from('3000', 'hex'),
    Buffer.from('30', 'hex'),
    certificate.raw,
    certificatePem(certificate),
  ]) {
    expect(load(bad)).toThrow(expect.objectContaining({ code: 'key-unreadable' }));
  }
  expect(load(ed25519)).toThrow(expect.objectContaining({ code: 'key-kind-unsupported' }));
});

test('a wrong password is called a wrong password, whatever it decrypts to', async () => {
  const { certificate, privateKey } = await createSelfSignedCertificate({ subject });
  const key = Buffer.from(encryptedKeyPem(privateKey, password));
  for (let attempt = 0; attempt < 600; attempt += 1) {
    expect(() => loadCredential({ certificate: certificate.raw, key, password: `wrong ${attempt}` })).toThrow(
      expect.objectContaining({ code: 'key-password-wrong' }),
    );
  }
});

test.runIf(hasOpenssl)('openssl reads our encrypted key, and we read its', async () => {
  using folder = temporaryFolder();
  const { certificate, privateKey } = await createSelfSignedCertificate({ subject });
  writeFileSync(folder.file('key.pem'), encryptedKeyPem(privateKey, 'haslo'));
  const plain = execFileSync('openssl', ['pkey', '-in', folder.file('key.pem'), '-passin', 'pass:haslo']);
  expect(sameKey(createPrivateKey(plain), privateKey)).toBe(true);
  const arguments_ = [
    'pkcs8',
    '-topk8',
    '-in',
    folder.file('key.pem'),
    '-passin',
    'pass:haslo',
    '-passout',
    'pass:inne',
  ];
  const key = execFileSync('openssl', [...arguments_, '-v2', 'aes-128-cbc', '-outform', 'DER']);
  expect(
    sameKey(loadCredential({ certificate: certificate.raw, key, password: 'inne' }).privateKey, privateKey),
  ).toBe(true);
});
