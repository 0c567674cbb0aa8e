/** Proof by others: the npm package `ksef-client-ts`, unchanged, against the local KSeF. */
import { isKsefNumber, readCertificate, verifyXades } from '@kwit/crypto';
import { CertificateService, type KSeFClient, openOnlineSession } from 'ksef-client-ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ksef, startKsef } from '../../src/index.ts';
import { sealOf } from '../api.ts';
import { sampleInvoice } from '../sample-invoice.ts';
import { until } from '../until.ts';
import { newTsClient, polling, tsCompany } from './npm-clients.ts';

const nip = '1111111111';
let ksef: Ksef;

beforeAll(async () => {
  ksef = await startKsef({ port: 0 });
});
afterAll(() => ksef.close());

/** One invoice through an online session of this client: status, number, both receipts. */
async function sendAndCheck(client: KSeFClient): Promise<void> {
  const session = await openOnlineSession(client);
  const reference = await session.sendInvoice(sampleInvoice());
  const invoice = await until(async () => {
    const state = await client.sessionStatus.getSessionInvoice(session.sessionRef, reference);
    return state.status.code >= 200 ? state : undefined;
  });
  expect(invoice.status).toMatchObject({ code: 200 });
  const ksefNumber = invoice.ksefNumber ?? '';
  expect(isKsefNumber(ksefNumber)).toBe(true);

  await session.close();
  const upo = await session.waitForUpoParsed(polling);
  expect(upo).toMatchObject({ invoiceCount: 1, successfulInvoiceCount: 1 });
  const page = upo.pages[0];
  expect(page).toBeDefined();

  const authority = readCertificate(ksef.caCertificate);
  for (const receipt of [
    await client.sessionStatus.getInvoiceUpoByReference(session.sessionRef, reference),
    await client.sessionStatus.getInvoiceUpoByKsefNumber(session.sessionRef, ksefNumber),
    await client.sessionStatus.getSessionUpo(session.sessionRef, page?.referenceNumber ?? ''),
  ]) {
    const verified = await verifyXades(Buffer.from(receipt.upo), {
      now: new Date(),
      allowSelfSigned: false,
      trustedAuthorities: [authority],
    });
    expect(verified.signedXml).toContain(ksefNumber);
  }
  const stored = await client.invoices.getInvoice(ksefNumber);
  expect(stored.xml).toContain(`<NIP>${nip}</NIP>`);
}

describe('ksef-client-ts', () => {
  it.each(['RSA', 'EC'] as const)('logs in with a certificate (%s) and sends an invoice', async (keyKind) => {
    await sendAndCheck(await tsCompany(ksef, nip, await sealOf(nip, { keyKind })));
  });

  it.each(['RSA', 'ECDSA'] as const)('logs in with a seal that it made itself (%s)', async (method) => {
    const seal = await CertificateService.generateCompanySeal('Demo', `VATPL-${nip}`, 'Demo', method);
    await newTsClient(ksef).loginWithCertificate(seal.certificatePem, seal.privateKeyPem, nip);
  });

  it('creates a token, logs in with it and sends an invoice', async () => {
    const owner = await tsCompany(ksef, nip);
    const created = await owner.tokens.generateToken({
      description: 'Token of the test',
      permissions: ['InvoiceWrite', 'InvoiceRead'],
    });
    await until(async () => (await owner.tokens.getToken(created.referenceNumber)).status === 'Active');

    const client = newTsClient(ksef);
    await client.loginWithToken(created.token, nip);
    await sendAndCheck(client);

    await owner.tokens.revokeToken(created.referenceNumber);
    await until(async () => (await owner.tokens.getToken(created.referenceNumber)).status === 'Revoked');
    await expect(newTsClient(ksef).loginWithToken(created.token, nip)).rejects.toThrow();
  });
});
