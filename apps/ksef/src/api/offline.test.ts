/** Invoices issued offline: by their day, by declaration, corrected technically, and numbers that stay taken for years. */
import { sha256Base64 } from '@kwit/crypto';
import type { OpenBatchSessionResponse, SessionInvoicesResponse } from '@kwit/ksef-contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newNip } from '../../test/api.ts';
import { type Company, faultsOf, logIn } from '../../test/company.ts';
import { batchOutcome, encryptedParts, sendPackage, upload, zip } from '../../test/package.ts';
import { sampleInvoice } from '../../test/sample-invoice.ts';
import { type Ksef, startKsef } from '../index.ts';
import { pageTexts } from '../pages/texts.ts';

// A second before midnight in Poland.
const lateEvening = '2026-10-03T21:59:59Z';
const day = '2026-10-03';
const seller = newNip();
const texts = pageTexts.pl.invoice;
const invoice = (changes: Parameters<typeof sampleInvoice>[0] = {}) =>
  sampleInvoice({ seller, issueDate: day, ...changes });

let ksef: Ksef;
let company: Company;
beforeEach(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off', clock: lateEvening });
  await ksef.control.freezeClock({ at: lateEvening });
  company = await logIn(ksef, seller);
});
afterEach(() => ksef.close());

const sent = async (document: string, changes: Parameters<Company['send']>[2] = {}) => {
  const session = await company.openSession();
  return company.sendAndWait(session, document, changes);
};

describe('whether an invoice is offline', () => {
  it('is decided by the Polish day on which it is sent, one by one', async () => {
    const session = await company.openSession();
    expect(await company.sendAndWait(session, invoice())).toMatchObject({ invoicingMode: 'Online' });
    await ksef.control.advanceClock({ by: 'PT1S' });
    expect(await company.sendAndWait(session, invoice())).toMatchObject({ invoicingMode: 'Offline' });
    const ofTheDay = await company.sendAndWait(session, invoice({ issueDate: '2026-10-04' }));
    expect(ofTheDay).toMatchObject({
      invoicingMode: 'Online',
      ksefNumber: expect.stringContaining('-20261004-'),
    });
  });

  it('is decided by the Polish day on which the session is opened, in a package', async () => {
    const archive = await zip([['1.xml', invoice()]]);
    const { request, parts } = await encryptedParts(company, archive);
    const { body } = await company.post<OpenBatchSessionResponse>('/sessions/batch', request);
    await ksef.control.advanceClock({ by: 'PT2S' });
    await upload(body.partUploadRequests[0], parts[0]);
    await company.post(`/sessions/batch/${body.referenceNumber}/close`);
    expect((await batchOutcome(company, body.referenceNumber)).successfulInvoiceCount).toBe(1);
    const { body: list } = await company.get<SessionInvoicesResponse>(
      `/sessions/${body.referenceNumber}/invoices`,
    );
    expect(list.invoices[0]).toMatchObject({
      invoicingMode: 'Online',
      ksefNumber: expect.stringContaining('-20261003-'),
    });
  });
});

describe('a technical correction', () => {
  const broken = () => invoice().replace('<P_2>', '<P_2X/><P_2>');
  const correcting = (document: string) => ({
    offlineMode: true,
    hashOfCorrectedInvoice: sha256Base64(document),
  });
  const refusalOf = async (document: string) => {
    const session = await company.openSession();
    return faultsOf((await company.send(session, invoice(), correcting(document))).body);
  };

  it('is sent in any later session, also for what was refused in a package', async () => {
    const document = broken();
    const { outcome } = await sendPackage(company, await zip([['1.xml', document]]), { offlineMode: true });
    expect(outcome).toMatchObject({ failedInvoiceCount: 1 });
    const corrected = await sent(invoice(), correcting(document));
    expect(corrected).toMatchObject({ status: { code: 200 }, invoicingMode: 'Offline' });
    expect(await refusalOf(document)).toMatchObject([{ code: 21166 }]);
  });

  it('takes the place of the refused document behind its QR code', async () => {
    const document = broken();
    expect((await sent(document, { offlineMode: true })).status.code).toBe(450);
    const digest = Buffer.from(sha256Base64(document), 'base64').toString('base64url');
    const path = `${ksef.url}/invoice/${seller}/03-10-2026/${digest}?lang=pl`;
    const shown = async (link: string) => (await fetch(link)).text();
    expect(await shown(path)).toContain(texts.missing);
    const { ksefNumber } = await sent(invoice(), correcting(document));
    const text = await shown(path);
    expect(text).toContain(texts.corrected);
    expect(text).toContain(ksefNumber);
    expect(await shown(path.replace(seller, newNip()))).toContain(texts.missing);
    expect(await shown(path.replace('03-10-2026', '02-10-2026'))).toContain(texts.missing);
  });

  it('is another document than the one that it corrects', async () => {
    const document = invoice();
    const session = await company.openSession();
    expect(faultsOf((await company.send(session, document, correcting(document))).body)).toEqual([
      { code: 21405, details: ["'HashOfCorrectedInvoice' must not be equal to 'InvoiceHash'."] },
    ]);
  });

  it('is not for an invoice that lacked a right, unless it was refused for something else, too', async () => {
    const foreign = invoice({ seller: newNip() });
    expect((await sent(foreign, { offlineMode: true })).status.code).toBe(410);
    expect(await refusalOf(foreign)).toEqual([
      {
        code: 21167,
        details: ['Nie można wysłać korekty technicznej do faktury odrzuconej z powodu braku uprawnień.'],
      },
    ]);
    const wrongDigest = { offlineMode: true, invoiceHash: sha256Base64(foreign), invoiceSize: 5 };
    expect((await sent(foreign, wrongDigest)).status.code).toBe(430);
    expect((await sent(invoice(), correcting(foreign))).status.code).toBe(200);
  });

  it('concerns the invoices of the own context alone', async () => {
    const other = await logIn(ksef, newNip());
    const document = invoice();
    expect((await sent(document, { offlineMode: true })).status.code).toBe(200);
    expect(await refusalOf(document)).toMatchObject([{ code: 21167 }]);
    const session = await other.openSession();
    const answer = await other.send(session, invoice({ seller: other.nip }), correcting(document));
    expect(answer.status).toBe(202);
  });

  it('of a duplicate has to be no duplicate itself', async () => {
    const number = 'OFF/1';
    expect((await sent(invoice({ number }))).status.code).toBe(200);
    const twin = invoice({ number }).replace('</P_2>', ' </P_2>');
    expect((await sent(twin, { offlineMode: true })).status.code).toBe(440);
    expect((await sent(invoice({ number }), correcting(twin))).status.code).toBe(440);
    expect((await sent(invoice({ number: 'OFF/2' }), correcting(twin))).status.code).toBe(200);
  });
});

it('a number stays taken for the ten calendar years after the one of issue', async () => {
  const number = 'DZIESIĘĆ/LAT';
  // Issued the year before it is sent.
  const first = await sent(invoice({ number, issueDate: '2025-12-31' }));
  expect(first.status.code).toBe(200);
  const again = async (at: string, issueDate: string) => {
    await ksef.control.setClock({ at });
    company = await logIn(ksef, seller);
    return (await sent(invoice({ number, issueDate }))).status;
  };
  expect(await again('2035-12-31T22:59:00Z', '2035-12-31')).toMatchObject({
    code: 440,
    extensions: { originalKsefNumber: first.ksefNumber },
  });
  expect(await again('2035-12-31T23:00:00Z', '2036-01-01')).toMatchObject({ code: 200 });
  // Now it is the new one that counts.
  expect(await again('2046-12-31T12:00:00Z', '2046-12-31')).toMatchObject({ code: 440 });
  expect(await again('2047-01-01T12:00:00Z', '2047-01-01')).toMatchObject({ code: 200 });
});
