import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { decryptContent, newSymmetricKey, type SymmetricKey, sha256Base64 } from '@kwit/crypto';
import type {
  ExportInvoicesResponse,
  InvoiceExportRequest,
  InvoiceExportStatusResponse,
  InvoiceMetadata,
  InvoicePackage,
  QueryInvoicesMetadataResponse,
} from '@kwit/ksef-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Company, faultsOf, logIn } from '../../test/company.ts';
import { sendPackage, unpacked, zip } from '../../test/package.ts';
import { sampleInvoice } from '../../test/sample-invoice.ts';
import { removeFolder, temporaryFolder } from '../../test/temporary-folder.ts';
import { until } from '../../test/until.ts';
import { type Ksef, startKsef } from '../index.ts';

const issueDate = '2026-03-10';
const range = { dateType: 'PermanentStorage', from: '2026-03-01T00:00:00Z' } as const;
let ksef: Ksef;
let company: Company;
const sent = new Map<string, string>();

beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off', clock: `${issueDate}T11:00:00Z` });
  company = await logIn(ksef, '1111111111');
  const texts = Array.from({ length: 130 }, () => sampleInvoice({ issueDate }));
  await sendPackage(company, await zip(texts.map((text, index) => [`${index}.xml`, text])));
  for (const text of texts) sent.set(sha256Base64(text), text);
});
afterAll(() => ksef.close());

async function ask(
  changes: Partial<InvoiceExportRequest> = {},
  key: SymmetricKey = newSymmetricKey(),
  who = company,
) {
  const request = {
    encryption: await who.encryptionOf(key),
    filters: { subjectType: 'Subject1', dateRange: range },
    ...changes,
  };
  return who.post<ExportInvoicesResponse>('/invoices/exports', request);
}

const state = async (reference: string, who = company) =>
  (await who.get<InvoiceExportStatusResponse>(`/invoices/exports/${reference}`)).body;

const finalState = (reference: string) =>
  until(async () => {
    const found = await state(reference);
    return found.status.code >= 200 ? found : undefined;
  });

async function exported(changes: Partial<InvoiceExportRequest> = {}) {
  const key = newSymmetricKey();
  const { status, body } = await ask(changes, key);
  expect(status).toBe(201);
  const found = await finalState(body.referenceNumber);
  if (!found.package) throw new Error(`no package: ${JSON.stringify(found)}`);
  return { found, files: await filesOf(found.package, key), package: found.package };
}

/** Fetches and decrypts the parts, compares them with what is said of them, and unpacks the whole. */
async function filesOf({ parts, compressionType }: InvoicePackage, key: SymmetricKey) {
  const plain: Uint8Array[] = [];
  for (const part of parts) {
    const response = await fetch(part.url, { method: part.method });
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(bytes.length).toBe(part.encryptedPartSize);
    expect(sha256Base64(bytes)).toBe(part.encryptedPartHash);
    expect(response.headers.get('x-ms-meta-hash')).toBe(part.encryptedPartHash);
    const decrypted = decryptContent(bytes, key);
    expect(decrypted.length).toBe(part.partSize);
    expect(sha256Base64(decrypted)).toBe(part.partHash);
    plain.push(decrypted);
  }
  return unpacked(Buffer.concat(plain), compressionType);
}

const metadataIn = (files: Map<string, string>): InvoiceMetadata[] =>
  JSON.parse(files.get('_metadata.json') ?? '').invoices;

describe('an export', () => {
  it.each(['Zip', 'TarGz'] as const)(
    '(%s) has every invoice byte for byte, and its metadata',
    async (compressionType) => {
      const { found, files, package: done } = await exported({ compressionType });
      expect(found).toMatchObject({
        status: { code: 200, description: 'Eksport faktur zakończony sukcesem' },
        completedDate: expect.any(String),
        packageExpirationDate: expect.any(String),
        package: { invoiceCount: 130, isTruncated: false, compressionType },
      });
      expect(done).not.toHaveProperty('lastPermanentStorageDate');
      expect(done.permanentStorageHwmDate).toEqual(expect.any(String));
      expect(done.size).toBe(done.parts.reduce((sum, { partSize }) => sum + partSize, 0));
      const suffix = compressionType === 'Zip' ? 'zip' : 'tar.gz';
      expect(done.parts[0]?.partName).toMatch(new RegExp(`^\\d{8}-EH-.{24}-001\\.${suffix}\\.aes$`));
      const metadata = metadataIn(files);
      const { body: query } = await company.post<QueryInvoicesMetadataResponse>(
        '/invoices/query/metadata?pageSize=250',
        { subjectType: 'Subject1', dateRange: range },
      );
      expect(metadata).toEqual(query.invoices);
      expect(files.size).toBe(131);
      for (const { ksefNumber, invoiceHash } of metadata) {
        expect(files.get(`${ksefNumber}.xml`)).toBe(sent.get(invoiceHash));
      }
    },
  );

  it('of metadata alone has no invoices in it', async () => {
    const { files, package: done } = await exported({ onlyMetadata: true });
    expect([...files.keys()]).toEqual(['_metadata.json']);
    expect(metadataIn(files)).toHaveLength(130);
    expect(done.invoiceCount).toBe(130);
  });

  it('keeps to its filters; nothing found is a package without parts', async () => {
    const number =
      sent
        .values()
        .next()
        .value?.match(/<P_2>([^<]*)/)?.[1] ?? '';
    const filters = { subjectType: 'Subject1', dateRange: range, invoiceNumber: number } as const;
    const { files } = await exported({ filters });
    expect(metadataIn(files).map(({ invoiceNumber }) => invoiceNumber)).toEqual([number]);
    const { body } = await ask({ filters: { ...filters, subjectType: 'Subject3' } });
    expect(await finalState(body.referenceNumber)).toMatchObject({
      status: { code: 200 },
      package: { invoiceCount: 0, size: 0, parts: [], isTruncated: false },
    });
  });

  it('beyond what is stored for good is refused later, an impossible range at once', async () => {
    const beyond = { ...range, from: '2026-03-20T00:00:00Z', restrictToPermanentStorageHwmDate: true };
    const { body } = await ask({ filters: { subjectType: 'Subject1', dateRange: beyond } });
    expect((await finalState(body.referenceNumber)).status).toEqual({
      code: 420,
      description: 'Zakres filtrowania wykracza poza dostępny zakres danych',
      details: [
        'Parametr dateRange.from jest późniejszy niż PermanentStorageHwmDate przy włączonym restrictToPermanentStorageHwmDate.',
      ],
    });
    const long = { ...range, to: '2026-12-01T00:00:00Z' };
    const refused = await ask({ filters: { subjectType: 'Subject1', dateRange: long } });
    expect(faultsOf(refused.body)[0]?.code).toBe(21405);
  });

  it('under a key that cannot be read fails later', async () => {
    const encryption = await company.encryptionOf(newSymmetricKey());
    encryption.encryptedSymmetricKey = Buffer.alloc(256, 3).toString('base64');
    const { body } = await ask({ encryption });
    expect((await finalState(body.referenceNumber)).status).toMatchObject({
      code: 415,
      details: ['Rozszyfrowania klucza symetrycznego zakończone błędem'],
    });
  });

  it('belongs to its context, and its parts to their addresses', async () => {
    const { found, package: done } = await exported();
    const reference = done.parts[0]?.partName.slice(0, 36) ?? '';
    const stranger = await logIn(ksef, '5265877635');
    expect((await stranger.get(`/invoices/exports/${reference}`)).status).toBe(403);
    const unknown = await company.get('/invoices/exports/20260310-EH-0000000000-0000000000-00');
    expect(faultsOf(unknown.body)[0]?.code).toBe(21175);
    const url = found.package?.parts[0]?.url ?? '';
    for (const wrong of [
      url.replace(/\?.*/, ''),
      url.replace(/sig=[^&]*/, 'sig=AA'),
      url.replace('-001.', '-002.'),
    ]) {
      expect((await fetch(wrong)).status).toBe(404);
    }
  });
});

it('an export tells its state for seven days and keeps its parts for three', async () => {
  // The clock of a KSeF flows on from where it is started, so the days pass by starting it again later.
  const data = temporaryFolder();
  const at = (clock: string) => startKsef({ port: 0, rateLimits: 'off', data, clock });
  try {
    let running = await at('2026-03-10T11:00:00Z');
    let own = await logIn(running, '1111111111');
    await sendPackage(own, await zip([['a.xml', sampleInvoice({ issueDate })]]));
    const { body } = await ask({}, newSymmetricKey(), own);
    const reference = body.referenceNumber;
    await until(async () => (await state(reference, own)).status.code === 200);
    await running.close();
    for (const [clock, code] of [
      ['2026-03-13T10:00:00Z', 200],
      ['2026-03-13T12:00:00Z', 210],
    ] as const) {
      running = await at(clock);
      own = await logIn(running, '1111111111');
      const found = await state(reference, own);
      expect(found.status.code).toBe(code);
      const [part] = found.package?.parts ?? [];
      if (part) expect((await fetch(part.url)).status).toBe(200);
      await running.close();
    }
    running = await at('2026-03-17T12:00:00Z');
    own = await logIn(running, '1111111111');
    expect((await own.get(`/invoices/exports/${reference}`)).status).toBe(410);
    await running.close();
  } finally {
    removeFolder(data);
  }
});

it('no more than ten exports are under way in a context', async () => {
  const slow = await startKsef({ port: 0, rateLimits: 'off', latency: 'realistic' });
  try {
    const own = await logIn(slow, '1111111111');
    const dateRange = { ...range, from: new Date(Date.now() - 86_400_000).toISOString() };
    const filters = { subjectType: 'Subject1', dateRange } as const;
    for (let count = 0; count < 10; count += 1) {
      expect((await ask({ filters }, newSymmetricKey(), own)).status).toBe(201);
    }
    expect(faultsOf((await ask({ filters }, newSymmetricKey(), own)).body)).toEqual([
      {
        code: 21182,
        details: [
          'Dla uwierzytelnionego podmiotu w bieżącym kontekście osiągnięto maksymalny limit 10 równoczesnych eksportów faktur. Spróbuj ponownie później.',
        ],
      },
    ]);
  } finally {
    await slow.close();
  }
});

it('an export without an end that waits longer than its range may be is packed as it was asked for', async () => {
  const waiting = await startKsef({ port: 0, rateLimits: 'off', clock: `${issueDate}T11:00:00Z` });
  try {
    const own = await logIn(waiting, '1111111111');
    await waiting.control.addFault({ kind: 'stuck', work: ['invoiceExport'] });
    const from = '2025-12-01T11:00:00Z';
    const dateRange = { dateType: 'Invoicing', from } as const;
    const { body } = await ask({ filters: { subjectType: 'Subject1', dateRange } }, newSymmetricKey(), own);
    await waiting.control.advanceClock({ by: 'P2D' });
    await waiting.control.clearFaults();
    const later = await logIn(waiting, '1111111111');
    const { status } = await until(async () => {
      const found = await state(body.referenceNumber, later);
      return found.status.code >= 200 ? found : undefined;
    });
    expect(status.code).toBe(200);
  } finally {
    await waiting.close();
  }
});

it('an export that fails leaves no parts behind', async () => {
  const data = temporaryFolder();
  const broken = await startKsef({ port: 0, rateLimits: 'off', data, logger: false });
  try {
    const own = await logIn(broken, '1111111111');
    await own.sendAndWait(await own.openSession(), sampleInvoice());
    const database = new DatabaseSync(join(data, 'ksef.db'), { timeout: 5000 });
    database.exec(`CREATE TRIGGER defect BEFORE INSERT ON export_parts
      BEGIN SELECT RAISE(ABORT, 'a defect'); END`);
    database.close();
    const from = new Date(Date.now() - 86_400_000).toISOString();
    const filters = { subjectType: 'Subject1', dateRange: { dateType: 'Invoicing', from } } as const;
    const { body } = await ask({ filters }, newSymmetricKey(), own);
    await until(async () => (await state(body.referenceNumber, own)).status.code >= 400);
    expect(readdirSync(join(data, 'blobs', 'exports'))).toEqual([]);
  } finally {
    await broken.close();
    removeFolder(data);
  }
});
