import { execFileSync } from 'node:child_process';
import { CryptographyService } from 'ksef-client-ts';
import { expect, test } from 'vitest';
import { createCsr, generateKeyPair, publicKeyId, readCsr, type SubjectAttributes } from './index.ts';
import { hasOpenssl, temporaryFolder } from './openssl.testing.ts';

const subject: SubjectAttributes = {
  commonName: 'Firma Żółta',
  countryName: 'PL',
  organizationName: 'Firma Żółta sp. z o.o.',
  organizationIdentifier: 'VATPL-1111111111',
  uniqueIdentifier: '7a-5',
};

test.each(['EC', 'RSA'] as const)('a request with an %s key comes back', async (kind) => {
  const keyPair = await generateKeyPair(kind);
  const request = await readCsr(await createCsr({ subject, keyPair }));
  expect(request.subject).toEqual(subject);
  expect(request.attributes).toContainEqual(['2.5.4.97', 'VATPL-1111111111']);
  expect(publicKeyId(request.publicKey)).toBe(publicKeyId(keyPair.publicKey));
  expect(request).toMatchObject(
    kind === 'EC' ? { keyKind: 'EC', curve: 'prime256v1' } : { keyKind: 'RSA', bits: 2048 },
  );
});

test('given names keep their order', async () => {
  const keyPair = await generateKeyPair('EC');
  const person = {
    commonName: 'A B',
    givenNames: ['Zofia', 'Anna'],
    surname: 'B',
    serialNumber: 'TINPL-1111111111',
  };
  expect((await readCsr(await createCsr({ subject: person, keyPair }))).subject).toEqual(person);
});

test('a request changed after signing is refused', async () => {
  const der = Buffer.from(await createCsr({ subject, keyPair: await generateKeyPair('EC') }));
  der.write('VATPL-2222222222', der.indexOf('VATPL-1111111111'));
  await expect(readCsr(der)).rejects.toMatchObject({ code: 'csr-signature' });
});

test.each([
  new Uint8Array(),
  Buffer.from('0102', 'hex'),
  Buffer.from('3003020100', 'hex'),
  Buffer.alloc(5000, 0x30),
])('bytes that are no request are refused', async (bytes) => {
  await expect(readCsr(bytes)).rejects.toMatchObject({ code: 'csr-unreadable' });
});

test.each(['ec', 'rsa'] as const)('the request that ksef-client-ts makes (%s) is read', async (kind) => {
  const fields = {
    commonName: 'Firma Żółta',
    countryCode: 'PL',
    organizationName: 'Firma Żółta sp. z o.o.',
    organizationIdentifier: 'VATPL-1111111111',
  };
  const service = CryptographyService.prototype;
  const made = kind === 'ec' ? await service.generateCsrEcdsa(fields) : await service.generateCsrRsa(fields);
  const request = await readCsr(made.csrDer);
  const { countryCode, ...names } = fields;
  expect(request.subject).toEqual({ ...names, countryName: countryCode });
});

test('bytes after a request, or missing at its end, are refused', async () => {
  const der = Buffer.from(await createCsr({ subject, keyPair: await generateKeyPair('EC') }));
  for (const bytes of [Buffer.concat([der, Buffer.of(0)]), Buffer.concat([der, der]), der.subarray(0, -1)]) {
    await expect(readCsr(bytes)).rejects.toMatchObject({ code: 'csr-unreadable' });
  }
});

test.runIf(hasOpenssl)('hashes and keys that are not allowed are told as what they are', async () => {
  using folder = temporaryFolder();
  const code = async (...options: string[]) => {
    const name = ['-subj', '/CN=X', '-nodes', '-keyout', folder.file('k'), '-outform', 'DER'];
    const der = execFileSync('openssl', ['req', '-new', ...options, ...name], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return readCsr(der).then(
      () => 'read',
      (error) => error.code,
    );
  };
  const rsa = ['-newkey', 'rsa:2048'];
  const ec = (curve: string) => ['-newkey', 'ec', '-pkeyopt', `ec_paramgen_curve:${curve}`];
  expect(await code(...rsa, '-sha224')).toBe('csr-algorithm');
  expect(await code(...rsa, '-md5')).toBe('csr-algorithm');
  expect(await code(...rsa, '-sha224', '-sigopt', 'rsa_padding_mode:pss')).toBe('csr-algorithm');
  expect(await code(...ec('P-256'), '-sha224')).toBe('csr-algorithm');
  expect(await code(...ec('secp256k1'))).toBe('csr-key');
  expect(await code('-newkey', 'ed25519')).toBe('csr-key');
});

test.runIf(hasOpenssl)('requests signed by RSA-PSS, SHA-1 and on another curve are read', async () => {
  using folder = temporaryFolder();
  const request = async (key: string[], ...signing: string[]) => {
    const name = [
      '-subj',
      '/CN=X/serialNumber=TINPL-1111111111',
      '-nodes',
      '-keyout',
      folder.file('k'),
      '-outform',
      'DER',
    ];
    return readCsr(
      execFileSync('openssl', ['req', '-new', ...key, ...name, ...signing], {
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );
  };
  const rsa = ['-newkey', 'rsa:2048'];
  const pss = await request(
    rsa,
    '-sha256',
    '-sigopt',
    'rsa_padding_mode:pss',
    '-sigopt',
    'rsa_pss_saltlen:32',
  );
  expect(pss).toMatchObject({ keyKind: 'RSA', bits: 2048, subject: { serialNumber: 'TINPL-1111111111' } });
  for (const [hash, salt] of [
    ['sha384', '48'],
    ['sha512', '64'],
    ['sha512', '20'],
  ] as const) {
    const strong = await request(
      rsa,
      `-${hash}`,
      '-sigopt',
      'rsa_padding_mode:pss',
      '-sigopt',
      `rsa_pss_saltlen:${salt}`,
    );
    expect(strong.keyKind).toBe('RSA');
  }
  expect(await request(rsa, '-sha1')).toMatchObject({ keyKind: 'RSA' });
  expect(await request(['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-384'], '-sha384')).toMatchObject({
    curve: 'secp384r1',
  });
});
