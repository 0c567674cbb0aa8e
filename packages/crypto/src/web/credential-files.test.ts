/** Files made by openssl, as a browser reads them. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type Credential,
  certificatePem,
  createSelfSignedCertificate,
  encryptedKeyPem,
  verifyXades,
} from '../index.ts';
import { hasOpenssl, temporaryFolder } from '../openssl.testing.ts';
import { loginRequest } from '../xades.testing.ts';
import {
  certificatePemOnWeb,
  encryptedKeyPemOnWeb,
  generateWebKeyPair,
  loadWebCredential,
  loadWebPkcs12,
  signCanonicalXadesOnWeb,
  type WebCredential,
  webCertificateFacts,
} from './index.ts';

const password = 'zażółć gęślą jaźń';
const code = (name: string) => expect.objectContaining({ code: name });
const bytes = (text: string | Uint8Array): Uint8Array =>
  typeof text === 'string' ? new TextEncoder().encode(text) : Uint8Array.from(text);
const keyPem = ({ privateKey }: Credential): string =>
  privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** What openssl makes of a file; the password is in the environment, because a command line may not carry it. */
function openssl(input: string, ...command: string[]): Uint8Array {
  using folder = temporaryFolder();
  writeFileSync(folder.file('in.pem'), input);
  const env = { ...process.env, SECRET: password };
  execFileSync('openssl', [...command, '-in', folder.file('in.pem'), '-out', folder.file('out')], {
    env,
    stdio: 'pipe',
  });
  return Uint8Array.from(readFileSync(folder.file('out')));
}

/** That a credential signs, and by the key of its certificate. */
async function expectToSign({ certificate, privateKey }: WebCredential, original: Credential): Promise<void> {
  expect(Buffer.from(certificate)).toEqual(original.certificate.raw);
  expect(privateKey.extractable).toBe(false);
  const signed = await signCanonicalXadesOnWeb(bytes(loginRequest()), { certificate, privateKey });
  const verified = verifyXades(Buffer.from(signed), {
    now: new Date(),
    allowSelfSigned: true,
    trustedAuthorities: [],
  });
  expect(verified.certificate.raw).toEqual(original.certificate.raw);
}

let ec: Credential;
let rsa: Credential;
beforeAll(async () => {
  ec = await createSelfSignedCertificate({ subject: { commonName: 'Łucja' }, keyKind: 'EC' });
  rsa = await createSelfSignedCertificate({ subject: { commonName: 'Firma' }, keyKind: 'RSA' });
});
const pairs = [
  ['EC P-256', () => ec, () => rsa],
  ['RSA 2048', () => rsa, () => ec],
] as const;

describe.runIf(hasOpenssl).each(pairs)('files of openssl with a key of %s', (kind, pair, other) => {
  const pkcs8 = ['pkcs8', '-topk8', '-passout', 'env:SECRET'];
  const traditional = kind.startsWith('EC') ? 'ec' : 'rsa';
  const keys: [string, string[]][] = [
    ['PBES2 with AES-256-CBC', [...pkcs8, '-v2', 'aes-256-cbc']],
    ['PBES2 with AES-256-CBC in DER', [...pkcs8, '-v2', 'aes-256-cbc', '-outform', 'DER']],
    ['PBES2 with AES-128-CBC and SHA-1', [...pkcs8, '-v2', 'aes-128-cbc', '-v2prf', 'hmacWithSHA1']],
    ['PBES2 with Triple DES', [...pkcs8, '-v2', 'des3']],
    [
      'PKCS#12 with Triple DES',
      [...pkcs8, '-v1', 'PBE-SHA1-3DES', '-provider', 'legacy', '-provider', 'default'],
    ],
    ['PKCS#8 that is not encrypted', ['pkcs8', '-topk8', '-nocrypt']],
    ['PKCS#8 in DER', ['pkcs8', '-topk8', '-nocrypt', '-outform', 'DER']],
    ['the traditional form', [traditional, ...(traditional === 'rsa' ? ['-traditional'] : [])]],
  ];

  test.each(keys)('.crt and .key: %s', async (_, command) => {
    const key = openssl(keyPem(pair()), ...command);
    for (const certificate of [certificatePem(pair().certificate), pair().certificate.raw]) {
      await expectToSign(await loadWebCredential({ certificate: bytes(certificate), key, password }), pair());
    }
    const certificate = bytes(certificatePem(other().certificate));
    await expect(loadWebCredential({ certificate, key, password })).rejects.toThrow(
      code('key-certificate-mismatch'),
    );
  });

  test('.key: a password that is wrong or missing is told', async () => {
    const key = openssl(keyPem(pair()), ...pkcs8, '-v2', 'aes-256-cbc');
    const certificate = bytes(certificatePem(pair().certificate));
    for (let attempt = 0; attempt < 300; attempt += 1) {
      await expect(loadWebCredential({ certificate, key, password: `inne ${attempt}` })).rejects.toThrow(
        code('key-password-wrong'),
      );
    }
    await expect(loadWebCredential({ certificate, key })).rejects.toThrow(code('key-password-needed'));
  });

  test('.key: what cannot be decrypted here is told as such', async () => {
    const certificate = bytes(certificatePem(pair().certificate));
    const encrypted = ['-aes256', '-passout', 'env:SECRET'];
    const kinds = [
      [traditional, ...(traditional === 'rsa' ? ['-traditional'] : []), ...encrypted],
      [...pkcs8, '-scrypt'],
    ];
    for (const command of kinds) {
      const key = openssl(keyPem(pair()), ...command);
      await expect(loadWebCredential({ certificate, key, password })).rejects.toThrow(
        code('key-encryption-unsupported'),
      );
    }
  });

  const files: [string, string[]][] = [
    ['as openssl 3 writes it', []],
    ['AES-192', ['-keypbe', 'AES-192-CBC', '-certpbe', 'AES-192-CBC', '-macalg', 'sha512']],
    ['-legacy (RC2 of 40 bits and Triple DES)', ['-legacy']],
    ['Triple DES throughout', ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1']],
  ];
  test.each(files)('.p12: %s', async (_, options) => {
    const pem = keyPem(pair()) + certificatePem(pair().certificate) + certificatePem(other().certificate);
    const file = openssl(pem, 'pkcs12', '-export', '-passout', 'env:SECRET', ...options);
    await expectToSign(await loadWebPkcs12(file, { password }), pair());
    await expect(loadWebPkcs12(file, { password: 'inne' })).rejects.toThrow(code('pkcs12-password-wrong'));
    await expect(loadWebPkcs12(file)).rejects.toThrow(code('pkcs12-password-needed'));
  });

  test('.p12: no key, no certificate, damage', async () => {
    const common = ['pkcs12', '-export', '-passout', 'env:SECRET'];
    const keyless = openssl(certificatePem(pair().certificate), ...common, '-nokeys');
    await expect(loadWebPkcs12(keyless, { password })).rejects.toThrow(code('pkcs12-no-key'));
    const bare = openssl(keyPem(pair()), ...common, '-nocerts');
    await expect(loadWebPkcs12(bare, { password })).rejects.toThrow(code('pkcs12-no-certificate'));
    const whole = openssl(keyPem(pair()) + certificatePem(pair().certificate), ...common, '-nomac');
    for (let at = 0; at < whole.length; at += 13) {
      const damaged = Uint8Array.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ 0x55;
      const outcome = await loadWebPkcs12(damaged, { password }).catch((error: Error) => error);
      if (outcome instanceof Error) expect(outcome.name).toBe('CryptoError');
    }
    await expect(loadWebPkcs12(whole.subarray(0, 100), { password })).rejects.toThrow(
      code('pkcs12-unreadable'),
    );
  });
});

test('what the applications write is read: the key of a browser, and that of Node', async () => {
  const certificate = bytes(certificatePem(ec.certificate));
  const ofNode = bytes(encryptedKeyPem(ec.privateKey, password));
  await expectToSign(await loadWebCredential({ certificate, key: ofNode, password }), ec);
  const { privateKey } = await generateWebKeyPair('EC', true);
  const ofBrowser = bytes(await encryptedKeyPemOnWeb(privateKey, password));
  await expect(loadWebCredential({ certificate, key: ofBrowser, password })).rejects.toThrow(
    code('key-certificate-mismatch'),
  );
});

test('what is no certificate or no key is told so', async () => {
  const certificate = bytes(certificatePem(ec.certificate));
  const key = bytes(keyPem(ec));
  for (const bad of ['', 'text', '<xml/>', keyPem(ec)]) {
    await expect(loadWebCredential({ certificate: bytes(bad), key })).rejects.toThrow(
      code('certificate-unreadable'),
    );
  }
  for (const bad of [
    '',
    'text',
    '<xml/>',
    certificatePem(ec.certificate),
    Buffer.from('30030201ff', 'hex'),
  ]) {
    const outcome = await loadWebCredential({ certificate, key: bytes(bad) }).catch(
      (error: unknown) => error,
    );
    expect(outcome).toEqual(code('key-unreadable'));
  }
  await expect(loadWebPkcs12(bytes('text'), { password })).rejects.toThrow(code('pkcs12-unreadable'));
});

test('a certificate says whom it names and how long it is valid', async () => {
  const facts = await webCertificateFacts(Uint8Array.from(ec.certificate.raw));
  expect(facts).toEqual({
    subject: 'Łucja',
    validFrom: ec.certificate.validFromDate,
    validTo: ec.certificate.validToDate,
  });
  expect(certificatePemOnWeb(ec.certificate.raw)).toContain('BEGIN CERTIFICATE');
});
