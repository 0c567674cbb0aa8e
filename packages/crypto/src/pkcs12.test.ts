import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type Credential,
  certificatePem,
  createCertificateAuthority,
  createSelfSignedCertificate,
  fingerprintOf,
  isPkcs12,
  loadPkcs12,
} from './index.ts';
import { hasOpenssl, temporaryFolder } from './openssl.testing.ts';

const password = 'zażółć gęślą jaźń';
const keyPem = ({ privateKey }: Credential): string =>
  privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const code = (name: string) => expect.objectContaining({ code: name });

/** A file made by `openssl pkcs12 -export` of these certificates and keys. */
function made(pem: { certificates?: string; keys?: string }, ...options: string[]): Buffer {
  using folder = temporaryFolder();
  writeFileSync(folder.file('in.pem'), `${pem.keys ?? ''}${pem.certificates ?? ''}`);
  const output = folder.file('out.p12');
  const what = pem.keys === undefined ? ['-nokeys'] : [];
  const command = ['pkcs12', '-export', ...what, '-in', folder.file('in.pem'), '-out', output];
  // By the environment, because a command line may not carry what is no ASCII.
  const env = { ...process.env, P12: password };
  execFileSync('openssl', [...command, '-passout', 'env:P12', ...options], { env, stdio: 'pipe' });
  return readFileSync(output);
}

describe.runIf(hasOpenssl)('a file of openssl', () => {
  let ec: Credential;
  let rsa: Credential;
  let chain: string;
  beforeAll(async () => {
    ec = await createSelfSignedCertificate({ subject: { commonName: 'Łucja' }, keyKind: 'EC' });
    rsa = await createSelfSignedCertificate({ subject: { commonName: 'Firma' }, keyKind: 'RSA' });
    const dates = { validFrom: new Date(0), validTo: new Date(4e12) };
    chain = certificatePem((await createCertificateAuthority({ name: 'CA', ...dates })).certificate);
  });
  const pairs = [
    ['EC', () => ec],
    ['RSA', () => rsa],
  ] as const;
  const aes128 = ['-keypbe', 'AES-128-CBC', '-certpbe', 'AES-192-CBC'];
  const tripleDes = ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1'];
  const kinds: [string, string[]][] = [
    ['as openssl 3 writes it (AES-256)', []],
    ['AES-128 and AES-192, SHA-512 as check', [...aes128, '-macalg', 'sha512']],
    ['-legacy (RC2 of 40 bits and Triple DES)', ['-legacy']],
    ['-legacy with RC2 of 128 bits', ['-legacy', '-certpbe', 'PBE-SHA1-RC2-128']],
    ['Triple DES throughout, as Windows writes it', tripleDes],
    ['Triple DES of two keys', ['-legacy', '-keypbe', 'PBE-SHA1-2DES', '-certpbe', 'PBE-SHA1-2DES']],
    ['certificates in the open', ['-certpbe', 'NONE']],
    ['the key in the open', ['-keypbe', 'NONE', '-certpbe', 'NONE']],
    ['without a check value', ['-nomac']],
  ];

  describe.each(pairs)('with a key of %s', (_kind, pair) => {
    test.each(kinds)('%s', async (_name, options) => {
      const certificates = certificatePem(pair().certificate) + chain;
      const file = made({ keys: keyPem(pair()), certificates }, ...options);
      expect(isPkcs12(file)).toBe(true);
      const { certificate, privateKey } = await loadPkcs12(file, { password });
      expect(certificate.raw).toEqual(pair().certificate.raw);
      expect(privateKey.equals(pair().privateKey)).toBe(true);
      const isOpen = options.includes('NONE') && !options.includes('-nomac');
      if (isOpen) return;
      await expect(loadPkcs12(file, { password: 'inne' })).rejects.toThrow(code('pkcs12-password-wrong'));
      await expect(loadPkcs12(file)).rejects.toThrow(code('pkcs12-password-needed'));
    });
  });

  test('without a check value, a wrong password is told whatever it decrypts to', async () => {
    const file = made(
      { keys: keyPem(ec), certificates: certificatePem(ec.certificate) },
      '-nomac',
      '-legacy',
    );
    for (let attempt = 0; attempt < 300; attempt += 1) {
      await expect(loadPkcs12(file, { password: `inne ${attempt}` })).rejects.toThrow(
        code('pkcs12-password-wrong'),
      );
    }
  });

  test('no key, no certificate, and another key than that of the certificate are told', async () => {
    const certificates = certificatePem(ec.certificate);
    await expect(loadPkcs12(made({ certificates }), { password })).rejects.toThrow(code('pkcs12-no-key'));
    const alone = made({ keys: keyPem(ec) }, '-nocerts');
    await expect(loadPkcs12(alone, { password })).rejects.toThrow(code('pkcs12-no-certificate'));
  });

  test('a key that KSeF does not take is told', async () => {
    using folder = temporaryFolder();
    const key = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    writeFileSync(folder.file('key.pem'), key);
    const request = ['req', '-x509', '-new', '-key', folder.file('key.pem'), '-subj', '/CN=X'];
    const file = made({ keys: key, certificates: execFileSync('openssl', request).toString() });
    await expect(loadPkcs12(file, { password })).rejects.toThrow(code('key-kind-unsupported'));
  });

  test('damaged files are told, and never more than that', async () => {
    const file = made({ keys: keyPem(rsa), certificates: certificatePem(rsa.certificate) }, '-nomac');
    for (let at = 0; at < file.length; at += 7) {
      const damaged = Buffer.from(file);
      damaged[at] = (damaged[at] ?? 0) ^ 0x55;
      const outcome = await loadPkcs12(damaged, { password }).catch((error: Error) => error);
      if (outcome instanceof Error) expect(outcome.name).toBe('CryptoError');
    }
    for (const end of [0, 1, 2, 5, 100, file.length - 1]) {
      await expect(loadPkcs12(file.subarray(0, end), { password })).rejects.toThrow(
        code('pkcs12-unreadable'),
      );
    }
  });
});

test('of several keys in a file one has to be chosen, by the fingerprint of its certificate', async () => {
  const { default: forge } = await import('node-forge');
  const first = await createSelfSignedCertificate({ subject: { commonName: 'Pierwszy' }, keyKind: 'RSA' });
  const second = await createSelfSignedCertificate({ subject: { commonName: 'Drugi' }, keyKind: 'RSA' });
  // openssl writes one key only; two files of node-forge are put together.
  const contentsOf = ({ privateKey, certificate }: Credential) => {
    const key = forge.pki.privateKeyFromPem(privateKey.export({ type: 'pkcs1', format: 'pem' }).toString());
    const file = forge.pkcs12.toPkcs12Asn1(
      key,
      forge.pki.certificateFromPem(certificatePem(certificate)),
      'haslo',
      { useMac: false },
    );
    return file;
  };
  const outer = contentsOf(first);
  type Node = import('node-forge').asn1.Asn1;
  const childOf = (node: Node, index: number) => (node.value as Node[])[index] as Node;
  const octets = (file: Node) => childOf(childOf(childOf(file, 1), 1), 0);
  const safes = [outer, contentsOf(second)].flatMap(
    (file) => forge.asn1.fromDer(octets(file).value as string).value as Node[],
  );
  const { Class, Type } = forge.asn1;
  octets(outer).value = forge.asn1
    .toDer(forge.asn1.create(Class.UNIVERSAL, Type.SEQUENCE, true, safes))
    .getBytes();
  const file = Buffer.from(forge.asn1.toDer(outer).getBytes(), 'latin1');

  const error = (await loadPkcs12(file, { password: 'haslo' }).catch((cause) => cause)) as Error;
  expect(error).toMatchObject({ code: 'pkcs12-several' });
  expect(error.message).toContain('CN=Pierwszy');
  expect(error.message).toContain(fingerprintOf(second.certificate));
  for (const { certificate, privateKey } of [first, second]) {
    const fingerprint = certificate.fingerprint256.toLowerCase();
    const chosen = await loadPkcs12(file, { password: 'haslo', fingerprint });
    expect(chosen.certificate.raw).toEqual(certificate.raw);
    expect(chosen.privateKey.equals(privateKey)).toBe(true);
  }
  await expect(loadPkcs12(file, { password: 'haslo', fingerprint: '00' })).rejects.toThrow(
    code('pkcs12-several'),
  );
});

test('what is no PKCS#12 file is told so', async () => {
  const { certificate } = await createSelfSignedCertificate({ subject: { commonName: 'X' } });
  for (const bad of [
    '',
    'text',
    certificate.raw,
    certificatePem(certificate),
    Buffer.from('30030201', 'hex'),
  ]) {
    const bytes = Buffer.from(bad as string);
    expect(isPkcs12(bytes)).toBe(false);
    await expect(loadPkcs12(bytes, { password })).rejects.toThrow(code('pkcs12-unreadable'));
  }
});
