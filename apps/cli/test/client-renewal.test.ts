import { createPrivateKey } from 'node:crypto';
import { encryptedKeyPem, loadCredential } from '@kwit/crypto';
import { createKsefClient, type KsefClient, type KsefError } from '@kwit/ksef-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { all, demoNip, failureOf, nip, type TestKsef, testKsef } from './client-fixture.testing.ts';

let ksef: TestKsef;
let owner: KsefClient;
beforeAll(async () => {
  ksef = await testKsef();
  owner = await ksef.clientOf();
});
afterAll(() => ksef[Symbol.asyncDispose]());

const name = 'Certyfikat Firmy';

test('a renewed certificate has a new key and the same subject, and the old one works until it is revoked', async () => {
  const old = await owner.enrollCertificate({ name, usage: 'Authentication' });
  // Under the old certificate itself, as a program does it by night.
  const client = createKsefClient({ baseUrl: ksef.apiUrl });
  await client.logInWithCertificate({ context: nip(demoNip), credential: old.credential });
  let stored = '';
  const renewed = await client.renewCertificate({
    serialNumber: old.serialNumber.toLowerCase(),
    onPrivateKey: (key) => {
      stored = key.export({ type: 'pkcs8', format: 'pem' }).toString();
    },
  });
  expect(renewed.replaces).toMatchObject({
    certificateSerialNumber: old.serialNumber,
    name,
    status: 'Active',
  });
  expect(renewed.serialNumber).not.toBe(old.serialNumber);
  expect(renewed.credential.certificate.subject).toBe(old.credential.certificate.subject);
  expect(renewed.credential.privateKey.equals(old.credential.privateKey)).toBe(false);
  expect(createPrivateKey(stored).equals(renewed.credential.privateKey)).toBe(true);

  for (const { credential } of [old, renewed]) {
    const either = createKsefClient({ baseUrl: ksef.apiUrl });
    await either.logInWithCertificate({ context: nip(demoNip), credential });
  }
  const listed = await all(owner.certificates({ status: 'Active' }));
  const serials = listed.map(({ certificateSerialNumber }) => certificateSerialNumber);
  expect(serials).toEqual(expect.arrayContaining([old.serialNumber, renewed.serialNumber]));

  await owner.revokeCertificate(old.serialNumber, { reason: 'Superseded' });
  const again = (await failureOf(owner.renewCertificate({ serialNumber: old.serialNumber }))) as KsefError;
  expect(again).toMatchObject({ kind: 'refused' });
  expect(again.text.en).toContain('is not active');
});

test('what is stored of a renewal logs in when the old certificate is revoked, and none for offline invoices is touched', async () => {
  const signature = await owner.enrollCertificate({ name, usage: 'Authentication' });
  const offline = await owner.enrollCertificate({ name, usage: 'Offline' });
  const client = createKsefClient({ baseUrl: ksef.apiUrl });
  await client.logInWithCertificate({ context: nip(demoNip), credential: signature.credential });
  // The way that the documentation of `renewCertificate` shows.
  const found = await all(client.certificates({ type: 'Authentication', status: 'Active' }));
  const serials = found.map(({ certificateSerialNumber }) => certificateSerialNumber);
  expect(serials).toContain(signature.serialNumber);
  expect(serials).not.toContain(offline.serialNumber);
  let key = '';
  const { certificatePem } = await client.renewCertificate({
    serialNumber: signature.serialNumber,
    onPrivateKey: (made) => {
      key = encryptedKeyPem(made, 'a long password');
    },
  });
  const files = {
    certificate: Buffer.from(certificatePem),
    key: Buffer.from(key),
    password: 'a long password',
  };
  await client.logInWithCertificate({ context: nip(demoNip), credential: loadCredential(files) });
  await client.revokeCertificate(signature.serialNumber, { reason: 'Superseded' });

  const later = createKsefClient({ baseUrl: ksef.apiUrl });
  await later.logInWithCertificate({ context: nip(demoNip), credential: loadCredential(files) });
  const before = createKsefClient({ baseUrl: ksef.apiUrl });
  const logIn = before.logInWithCertificate({ context: nip(demoNip), credential: signature.credential });
  expect(await failureOf(logIn)).toMatchObject({ kind: 'failed-status' });
});

test('a certificate for offline invoices stays one', async () => {
  const old = await owner.enrollCertificate({ name, usage: 'Offline', keyKind: 'RSA' });
  const renewed = await owner.renewCertificate({ serialNumber: old.serialNumber, name: 'Nowy offline' });
  const [listed] = await all(owner.certificates({ certificateSerialNumber: renewed.serialNumber }));
  expect(listed).toMatchObject({ name: 'Nowy offline', type: 'Offline', status: 'Active' });
});

test('a certificate of somebody else, and one that there is not, cannot be renewed', async () => {
  const other = await ksef.clientOf('2222222222');
  const { serialNumber } = await other.enrollCertificate({ name, usage: 'Authentication' });
  for (const each of [serialNumber, '0123456789ABCDEF']) {
    const error = (await failureOf(owner.renewCertificate({ serialNumber: each }))) as KsefError;
    expect(error).toMatchObject({ kind: 'refused' });
    expect(error.text.pl).toContain('nie należy');
  }
});

test('a renewal ends with the signal before anything is applied for', async () => {
  const controller = new AbortController();
  controller.abort();
  const { serialNumber } = await owner.enrollCertificate({ name, usage: 'Authentication' });
  const before = (await all(owner.certificates())).length;
  const renewal = owner.renewCertificate({ serialNumber, signal: controller.signal });
  expect(await failureOf(renewal)).toMatchObject({ kind: 'aborted' });
  expect(await all(owner.certificates())).toHaveLength(before);
});
