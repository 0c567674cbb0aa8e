/** An export of more than one part, through the npm packages `ksef-client-ts` and `ksef-client`, unchanged. */
import { randomBytes } from 'node:crypto';
import { exportPartMaxSizeBytes } from '@kwit/ksef-contract';
import { exportAndDownload, unzip, uploadBatch } from 'ksef-client-ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Ksef, startKsef } from '../../src/index.ts';
import { newNip } from '../api.ts';
import { zip } from '../package.ts';
import { sampleInvoice } from '../sample-invoice.ts';
import { company, patience, polling, tsCompany } from './npm-clients.ts';

const count = 26;
const nip = newNip();
let ksef: Ksef;
beforeAll(async () => {
  ksef = await startKsef({ port: 0 });
});
afterAll(() => ksef.close());

/** A table of 2.7 MB that hardly gets smaller: a part of an export has 50 MB. */
function attachment(): string {
  const cell = () => `<WKom>${randomBytes(189).toString('base64')}</WKom>`;
  const row = () => `<Wiersz>${Array.from({ length: 20 }, cell).join('')}</Wiersz>`;
  const columns = '<Kol Typ="txt"><NKom>Odczyt</NKom></Kol>'.repeat(20);
  const table = `<Tabela><TNaglowek>${columns}</TNaglowek>${Array.from({ length: 500 }, row).join('')}</Tabela>`;
  const head = '<MetaDane><ZKlucz>Licznik</ZKlucz><ZWartosc>00112233</ZWartosc></MetaDane>';
  return `<Zalacznik><BlokDanych>${head}${table}</BlokDanych></Zalacznik>`;
}

const numberIn = (invoice: string) => /<P_2>([^<]*)</.exec(invoice)?.[1];

it('fetches all parts and puts them together', { timeout: 180_000 }, async () => {
  const attached = attachment();
  const invoices = Array.from({ length: count }, () =>
    sampleInvoice({ seller: nip }).replace('</Faktura>', `${attached}</Faktura>`),
  );
  const numbers = invoices.map(numberIn).sort();
  const client = await tsCompany(ksef, nip);
  await client.testData.enableAttachment({ nip });
  const archive = await zip(invoices.map((invoice, index) => [`${index}.xml`, invoice]));
  expect(archive.length).toBeGreaterThan(exportPartMaxSizeBytes);
  const sent = await uploadBatch(client, archive, { pollOptions: polling });
  expect(sent.upo).toMatchObject({ invoiceCount: count, successfulInvoiceCount: count });

  const from = new Date(Date.now() - 86_400_000).toISOString() as `${number}-${number}-${number}T${string}`;
  const filters = { subjectType: 'Subject1', dateRange: { dateType: 'PermanentStorage', from } } as const;
  const { decryptedParts } = await exportAndDownload(client, filters, { pollOptions: polling });
  expect(decryptedParts.map(({ length }) => length)).toEqual([exportPartMaxSizeBytes, expect.any(Number)]);
  const files = await unzip(Buffer.concat(decryptedParts));
  expect(files.size).toBe(count + 1);

  const other = await company(ksef, nip);
  const { exports } = other.workflows;
  const started = await exports.startExport({ filters });
  const status = await exports.waitForExport(started.referenceNumber, patience);
  const { invoiceXmlFiles } = await exports.downloadAndProcessPackage(status, started.encryptionData);
  expect(Object.values(invoiceXmlFiles).map(numberIn).sort()).toEqual(numbers);
});
