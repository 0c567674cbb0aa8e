/** Proof by others: the npm package `ksef-client`, unchanged, against the local KSeF. */
import { isKsefNumber, type KeyKind, sha256Base64 } from '@kwit/crypto';
import type { KsefClient } from 'ksef-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ksef, startKsef } from '../../src/index.ts';
import { sealOf } from '../api.ts';
import { sampleInvoice } from '../sample-invoice.ts';
import { until } from '../until.ts';
import { clientIn, newClient, patience } from './npm-clients.ts';

const nip = '1111111111';
const context = { type: 'Nip', value: nip } as const;
const formCode = { systemCode: 'FA (3)', schemaVersion: '1-0E', value: 'FA' } as const;
let ksef: Ksef;

beforeAll(async () => {
  ksef = await startKsef({ port: 0 });
});
afterAll(() => ksef.close());

const clientWith = async (keyKind: KeyKind, packaging?: 'enveloped' | 'enveloping') =>
  clientIn(ksef, context, await sealOf(nip, { keyKind }), packaging);

/** One invoice through an online session of this client: status, number, receipt. */
async function sendAndCheck(client: KsefClient): Promise<void> {
  const session = await client.workflows.sessions.online.open({ formCode });
  const sent = await session.sendInvoice({ invoice: sampleInvoice() });
  const invoice = await until(async () => {
    // This client leaves the answer without a type.
    const state = (await client.sessions.getSessionInvoiceStatus(
      session.referenceNumber,
      sent.referenceNumber,
    )) as { status: { code: number }; ksefNumber?: string };
    return state.status.code >= 200 ? state : undefined;
  });
  expect(invoice.status).toMatchObject({ code: 200 });
  expect(isKsefNumber(invoice.ksefNumber ?? '')).toBe(true);

  await session.close();
  // This client takes 170 («closed») for a failure, so the end of the processing is awaited first.
  await until(async () => (await session.status()).status.code === 200);
  expect(await session.waitForUpo(patience)).toContain(invoice.ksefNumber);
}

describe('ksef-client', () => {
  it.each(['EC', 'RSA'] as const)('logs in with a certificate (%s) and sends an invoice', async (keyKind) => {
    await sendAndCheck(await clientWith(keyKind));
  });

  it('is refused when its enveloping signature adds an attribute that the schema of the request does not have', async () => {
    await expect(clientWith('EC', 'enveloping')).rejects.toMatchObject({
      statusCode: 400,
      responseBody: { exception: { exceptionDetailList: [{ exceptionCode: 21401 }] } },
    });
  });

  it('corrects an offline invoice that was refused', async () => {
    const client = await clientWith('EC');
    const sent = async (
      started: Promise<{ sessionReferenceNumber: string; invoiceReferenceNumber: string }>,
    ) => {
      const { sessionReferenceNumber, invoiceReferenceNumber } = await started;
      return until(async () => {
        const state = await client.sessions.getSessionInvoiceStatus(
          sessionReferenceNumber,
          invoiceReferenceNumber,
        );
        return (state as { status: { code: number } }).status.code >= 200 && state;
      });
    };
    const { offline } = client.workflows;
    const right = sampleInvoice();
    const wrong = right.replace('<KodWaluty>PLN<', '<KodWaluty>XXL<');
    const refused = await sent(offline.sendOfflineInvoice({ formCode, invoice: wrong, waitForUpo: false }));
    expect(refused).toMatchObject({ status: { code: 450 } });
    const corrected = offline.sendOfflineTechnicalCorrection({
      formCode,
      invoice: right,
      hashOfCorrectedInvoice: sha256Base64(wrong),
      waitForUpo: false,
    });
    expect(await sent(corrected)).toMatchObject({ status: { code: 200 }, invoicingMode: 'Offline' });
  });

  it('creates a token, logs in with it and sends an invoice', async () => {
    const owner = await clientWith('EC');
    const created = await owner.tokens.generateToken({
      description: 'Token of the test',
      permissions: ['InvoiceWrite', 'InvoiceRead'],
    });
    await until(async () => (await owner.tokens.getToken(created.referenceNumber)).status === 'Active');
    const client = newClient(ksef);
    client.authManager.setTokens(
      await client.workflows.auth.authenticateWithKsefToken({ token: created.token, context, ...patience }),
    );
    await sendAndCheck(client);
  });
});
