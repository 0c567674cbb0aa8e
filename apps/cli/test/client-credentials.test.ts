import { createPrivateKey, type KeyObject } from 'node:crypto';
import { createKsefClient, type KsefError } from '@kwit/ksef-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  all,
  demoNip,
  failureOf,
  invoiceXml,
  nip,
  type TestKsef,
  testKsef,
} from './client-fixture.testing.ts';

let ksef: TestKsef;
beforeAll(async () => {
  ksef = await testKsef();
});
afterAll(() => ksef[Symbol.asyncDispose]());

test.each(['EC', 'RSA'] as const)(
  'a certificate with an %s key is enrolled, logs in, sends, and is worth nothing once revoked',
  async (keyKind) => {
    const owner = await ksef.clientOf();
    let kept: KeyObject | undefined;
    const { credential, certificatePem, serialNumber } = await owner.enrollCertificate({
      name: `Certyfikat ${keyKind}`,
      usage: 'Authentication',
      keyKind,
      onPrivateKey: (privateKey) => {
        kept = privateKey;
      },
    });
    expect(serialNumber).toMatch(/^[0-9A-F]{16}$/);
    expect(certificatePem).toContain('BEGIN CERTIFICATE');
    expect(
      kept?.equals(createPrivateKey(credential.privateKey.export({ type: 'pkcs8', format: 'pem' }))),
    ).toBe(true);
    expect(credential.certificate.checkPrivateKey(credential.privateKey)).toBe(true);

    const client = createKsefClient({ baseUrl: ksef.apiUrl });
    await client.logInWithCertificate({ context: nip(demoNip), credential });
    const [sent] = await all(client.sendInvoices([{ bytes: invoiceXml() }]));
    expect(sent?.outcome).toBe('accepted');

    await owner.revokeCertificate(serialNumber, { reason: 'Superseded' });
    const late = createKsefClient({ baseUrl: ksef.apiUrl });
    const error = await failureOf(late.logInWithCertificate({ context: nip(demoNip), credential }));
    expect((error as KsefError).kind).toMatch(/failed-status|refused/);
  },
);

test('a certificate for offline invoices cannot log in', async () => {
  const owner = await ksef.clientOf();
  const { credential } = await owner.enrollCertificate({ name: 'Certyfikat offline', usage: 'Offline' });
  const client = createKsefClient({ baseUrl: ksef.apiUrl });
  const error = await failureOf(client.logInWithCertificate({ context: nip(demoNip), credential }));
  expect((error as KsefError).kind).toMatch(/failed-status|refused/);
});

test('a name that KSeF does not take is refused, and the error names the field', async () => {
  const owner = await ksef.clientOf();
  const error = (await failureOf(
    owner.enrollCertificate({ name: 'a!', usage: 'Authentication' }),
  )) as KsefError;
  expect(error).toMatchObject({ kind: 'refused', operation: 'enrollCertificate' });
  expect(error.hasCode(21405)).toBe(true);
  expect(error.text.pl).toContain('certificateName');
});

test('a token enrols no certificate: the error says which log-in is needed', async () => {
  const owner = await ksef.clientOf();
  const { token } = await owner.createKsefToken({
    description: 'Token do faktur',
    permissions: ['InvoiceWrite'],
  });
  const client = createKsefClient({ baseUrl: ksef.apiUrl });
  await client.logInWithToken({ context: nip(demoNip), token });
  const error = (await failureOf(
    client.enrollCertificate({ name: 'Certyfikat', usage: 'Authentication' }),
  )) as KsefError;
  expect(['forbidden', 'refused']).toContain(error.kind);
  expect(error.text.pl).toContain('certyfikatem');
});

test('a token sends invoices by its permission, and lacks the others', async () => {
  const owner = await ksef.clientOf();
  const { token, referenceNumber } = await owner.createKsefToken({
    description: 'Token tylko do wysyłki',
    permissions: ['InvoiceWrite'],
  });
  const client = createKsefClient({ baseUrl: ksef.apiUrl });
  await client.logInWithToken({ context: nip(demoNip), token });
  const [sent] = await all(client.sendInvoices([{ bytes: invoiceXml() }]));
  if (sent?.outcome !== 'accepted') throw new Error('it is accepted');
  const read = client.operations.getInvoiceByKsefNumber({ path: { ksefNumber: sent.ksefNumber } });
  const error = (await failureOf(read)) as KsefError;
  expect(error).toMatchObject({ kind: 'forbidden', reasonCode: 'missing-permissions' });
  expect(error.security?.requiredAnyOfPermissions).toContain('InvoiceRead');

  const { tokens } = await owner.operations.listTokens({ query: { status: ['Active'], pageSize: 100 } });
  expect(tokens.map((entry) => entry.referenceNumber)).toContain(referenceNumber);
});
