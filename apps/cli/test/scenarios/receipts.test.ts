/** Official receipts (UPO): of an invoice by either of its numbers, of a session page by page, at their addresses. */
import { X509Certificate } from 'node:crypto';
import { sha256Base64, verifyXades } from '@kwit/crypto';
import { read, type Upo43 } from '@kwit/formats';
import { type KsefClient, memoryPartStore, type SessionInvoice } from '@kwit/ksef-client';
import { expect, test } from 'vitest';
import { newNip } from '../../../ksef/test/api.ts';
import { all } from '../client-fixture.testing.ts';
import { invoiceBetween, scenarioKsef, sendAlone } from './scenario.testing.ts';

const scenario = scenarioKsef();

/** What a receipt says; fails where it is none. */
function contentOf(receipt: string): Upo43 {
  const document = read(new TextEncoder().encode(receipt));
  if (document.format !== 'UPO(4.3)') throw new Error(`this is ${document.format}`);
  return document.root;
}

/** What the receipt of an invoice must say of it. */
const entryOf = (nip: string, invoice: SessionInvoice) => ({
  NipSprzedawcy: nip,
  NumerKSeFDokumentu: invoice.ksefNumber,
  NumerFaktury: invoice.invoiceNumber,
  SkrotDokumentu: invoice.invoiceHash,
  TrybWysylki: invoice.invoicingMode,
});

async function everyReceipt(client: KsefClient, session: string, invoice: SessionInvoice) {
  const { operations } = client;
  const path = { referenceNumber: session };
  const byNumber = { ...path, ksefNumber: invoice.ksefNumber ?? '' };
  const byReference = { ...path, invoiceReferenceNumber: invoice.referenceNumber };
  const download = await fetch(invoice.upoDownloadUrl ?? '');
  const text = await download.text();
  expect(download.headers.get('x-ms-meta-hash')).toBe(sha256Base64(text));
  const { upo } = await client.session(session).status();
  const [page] = upo?.pages ?? [];
  const whole = await fetch(page?.downloadUrl ?? '');
  const wholeText = await whole.text();
  expect(whole.headers.get('x-ms-meta-hash')).toBe(sha256Base64(wholeText));
  expect(Date.parse(page?.downloadUrlExpirationDate ?? '')).toBeLessThan(Date.now() + 4 * 86_400_000);
  const receipts = {
    byNumber: await operations.getInvoiceUpoByKsefNumber({ path: byNumber }),
    byReference: await operations.getInvoiceUpoByReference({ path: byReference }),
    atItsAddress: text,
  };
  const pagePath = { ...path, upoReferenceNumber: page?.referenceNumber ?? '' };
  expect(await operations.getSessionUpo({ path: pagePath })).toBe(wholeText);
  return { receipts, whole: wholeText };
}

test.each(['Online', 'Offline'] as const)('an invoice sent as %s has one by all its names', async (mode) => {
  const { nip, client } = await scenario.firm();
  const offlineMode = mode === 'Offline';
  const { session, ...invoice } = await sendAlone(client, invoiceBetween(nip, newNip()), { offlineMode });
  const { receipts, whole } = await everyReceipt(client, session, invoice);
  const authority = new X509Certificate(scenario.ksef.caCertificate);
  for (const receipt of [...Object.values(receipts), whole]) {
    const trust = { now: new Date(), allowSelfSigned: false, trustedAuthorities: [authority] };
    const { signedXml } = verifyXades(new TextEncoder().encode(receipt), trust);
    expect(signedXml).toContain(invoice.ksefNumber);
    expect(contentOf(receipt)).toMatchObject({
      NumerReferencyjnySesji: session,
      NazwaPodmiotuPrzyjmujacego: expect.any(String),
      NazwaStrukturyLogicznej: expect.any(String),
      KodFormularza: 'FA (3)',
      Uwierzytelnienie: { IdKontekstu: { Nip: nip } },
      Dokument: [entryOf(nip, invoice)],
    });
  }
});

test('a package has one with all its invoices in order, and one for each', async () => {
  const { nip, client } = await scenario.firm();
  const documents = Array.from({ length: 20 }, () => ({ bytes: invoiceBetween(nip, newNip()) }));
  let session = '';
  const onState = (state: { session?: { referenceNumber: string } | undefined }) => {
    session = state.session?.referenceNumber ?? session;
  };
  await all(client.sendBatch(documents, { store: memoryPartStore(), onState }));
  const invoices = await all(client.session(session).invoices());
  const [first] = invoices;
  if (!first) throw new Error('there are invoices');
  const { receipts, whole } = await everyReceipt(client, session, first);
  expect(contentOf(receipts.byNumber).Dokument).toMatchObject([entryOf(nip, first)]);
  expect(contentOf(whole)).toMatchObject({
    OpisPotwierdzenia: { Strona: '1', LiczbaStron: '1', CalkowitaLiczbaDokumentow: '20' },
    Dokument: invoices.map((invoice) => entryOf(nip, invoice)),
  });
});
