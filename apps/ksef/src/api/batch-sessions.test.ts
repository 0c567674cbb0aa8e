import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync, gunzipSync, gzipSync } from 'node:zlib';
import { archiveWriter } from '@kwit/archive';
import { newSymmetricKey, sha256Base64 } from '@kwit/crypto';
import type {
  OpenBatchSessionResponse,
  QueryInvoicesMetadataResponse,
  SessionInvoicesResponse,
  SessionStatusResponse,
  SessionsQueryResponse,
} from '@kwit/ksef-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Company, faultsOf, logIn } from '../../test/company.ts';
import { openFilesBelow, tellsOpenFiles } from '../../test/open-files.ts';
import {
  batchOutcome,
  type EncryptedParts,
  encryptedParts,
  type Files,
  sendPackage,
  sendParts,
  tarGz,
  upload,
  zip,
} from '../../test/package.ts';
import { asFa2, sampleInvoice } from '../../test/sample-invoice.ts';
import { until } from '../../test/until.ts';
import { partBlob } from '../engine/batch/upload-addresses.ts';
import { type Ksef, startKsef } from '../index.ts';

const issueDate = '2026-03-10';
let ksef: Ksef;
let company: Company;

beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off', clock: `${issueDate}T11:00:00Z` });
  company = await logIn(ksef, '1111111111');
});
afterAll(() => ksef.close());

const invoices = (count: number): Files =>
  Array.from({ length: count }, (_, index) => [`faktura-${index + 1}.xml`, sampleInvoice({ issueDate })]);

const listed = async (reference: string) => {
  const { body } = await company.get<SessionInvoicesResponse>(
    `/sessions/${reference}/invoices?pageSize=1000`,
  );
  return body.invoices;
};

describe('a package', () => {
  it.each([
    ['Zip', zip, 1],
    ['Zip', zip, 7],
    ['TarGz', tarGz, 1],
    ['TarGz', tarGz, 3],
  ] as const)(
    '%s (%#) in parts becomes invoices with numbers, in its order',
    async (compressionType, pack, parts) => {
      const files = invoices(300);
      const archive = await pack(files);
      const prepared = await encryptedParts(company, archive, { parts });
      prepared.request.batchFile.compressionType = compressionType;
      const reference = await sendParts(company, prepared);
      expect(reference).toMatch(/^\d{8}-SB-/);
      expect((await company.post(`/sessions/batch/${reference}/close`)).status).toBe(204);
      const outcome = await batchOutcome(company, reference);
      expect(outcome).toMatchObject({
        status: { code: 200, description: 'Sesja wsadowa przetworzona pomyślnie' },
        invoiceCount: 300,
        successfulInvoiceCount: 300,
        failedInvoiceCount: 0,
      });
      const found = await listed(reference);
      expect(found.map(({ invoiceFileName }) => invoiceFileName)).toEqual(files.map(([name]) => name));
      expect(found.map(({ ordinalNumber }) => ordinalNumber)).toEqual(files.map((_, index) => index + 1));
      expect(new Set(found.map(({ invoicingDate }) => invoicingDate))).toEqual(
        new Set([outcome.dateCreated]),
      );
      const read = await company.get<string>(`/invoices/ksef/${found[299]?.ksefNumber}`);
      expect(read.body).toBe(files[299]?.[1]);
      const [page] = outcome.upo?.pages ?? [];
      const upo = await company.get<string>(`/sessions/${reference}/upo/${page?.referenceNumber}`);
      expect(upo.body.match(/<NumerKSeFDokumentu>/g)).toHaveLength(300);
      expect(await (await fetch(page?.downloadUrl ?? '')).text()).toBe(upo.body);
    },
  );

  it('with right and wrong invoices keeps the right ones', async () => {
    const twice = sampleInvoice({ issueDate });
    const { reference, outcome } = await sendPackage(
      company,
      await zip([
        ['a/right.xml', twice],
        ['wrong.xml', 'no invoice'],
        ['again.xml', twice],
        ['other.xml', sampleInvoice({ issueDate, seller: '5265877635' })],
        ['late.xml', sampleInvoice({ issueDate: '2026-03-09' })],
      ]),
    );
    expect(outcome).toMatchObject({ invoiceCount: 5, successfulInvoiceCount: 2, failedInvoiceCount: 3 });
    const found = await listed(reference);
    expect(found.map(({ status }) => status.code)).toEqual([200, 450, 440, 410, 200]);
    expect(found[2]?.status.extensions).toEqual({
      originalSessionReferenceNumber: reference,
      originalKsefNumber: found[0]?.ksefNumber,
    });
    expect(found.map(({ invoicingMode }) => invoicingMode)).toEqual([
      'Online',
      undefined,
      undefined,
      undefined,
      'Offline',
    ]);
    const failed = await company.get<SessionInvoicesResponse>(`/sessions/${reference}/invoices/failed`);
    expect(failed.body.invoices.map(({ invoiceFileName }) => invoiceFileName)).toEqual([
      'wrong.xml',
      'again.xml',
      'other.xml',
    ]);
  });

  it('that was issued offline has offline invoices', async () => {
    const { reference } = await sendPackage(company, await zip(invoices(1)), { offlineMode: true });
    expect((await listed(reference))[0]).toMatchObject({ invoicingMode: 'Offline' });
  });

  it('takes FA (2), too, and no invoice of the other form', async () => {
    const formCode = { systemCode: 'FA (2)', schemaVersion: '1-0E', value: 'FA' };
    const { reference } = await sendPackage(
      company,
      await zip([
        ['old.xml', asFa2(sampleInvoice({ issueDate }))],
        ['new.xml', sampleInvoice({ issueDate })],
      ]),
      { formCode },
    );
    const found = await listed(reference);
    expect(found.map(({ status }) => status)).toMatchObject([{ code: 200 }, { code: 450 }]);
    const { body } = await company.post<QueryInvoicesMetadataResponse>('/invoices/query/metadata', {
      subjectType: 'Subject1',
      dateRange: { dateType: 'Issue', from: issueDate },
      ksefNumber: found[0]?.ksefNumber,
    });
    expect(body.invoices).toMatchObject([{ formCode, seller: { nip: '1111111111' } }]);
  });

  it('is listed among sessions of its kind', async () => {
    const { reference } = await sendPackage(company, await zip(invoices(1)));
    const path = `/sessions?sessionType=Batch&referenceNumber=${reference}&statuses=Succeeded`;
    expect((await company.get<SessionsQueryResponse>(path)).body.sessions).toMatchObject([
      { referenceNumber: reference, totalInvoiceCount: 1, successfulInvoiceCount: 1 },
    ]);
    const other = await company.get<SessionsQueryResponse>(path.replace('Batch', 'Online'));
    expect(other.body.sessions).toEqual([]);
  });
});

/** A package whose parts are changed on the way. */
async function outcomeOf(prepared: EncryptedParts) {
  const reference = await sendParts(company, prepared);
  expect((await company.post(`/sessions/batch/${reference}/close`)).status).toBe(204);
  const { status, invoiceCount } = await batchOutcome(company, reference);
  return { code: status.code, detail: status.details?.[0], invoiceCount };
}

describe('a package that is refused as a whole', () => {
  it('had another part than declared: 405', async () => {
    const prepared = await encryptedParts(company, await zip(invoices(3)), { parts: 2 });
    const [part] = prepared.parts;
    if (part) part[40] = (part[40] ?? 0) ^ 0xff;
    expect(await outcomeOf(prepared)).toEqual({
      code: 405,
      detail: `Skrót SHA-256 części: '1' nie zgadza się z zadeklarowanym skrótem: '${prepared.request.batchFile.fileParts[0]?.fileHash}'.`,
      invoiceCount: undefined,
    });
  });

  it('had a key that cannot be decrypted: 415', async () => {
    const prepared = await encryptedParts(company, await zip(invoices(1)));
    prepared.request.encryption.encryptedSymmetricKey = Buffer.alloc(256, 7).toString('base64');
    expect(await outcomeOf(prepared)).toMatchObject({
      code: 415,
      detail: 'Rozszyfrowania klucza symetrycznego zakończone błędem',
    });
  });

  it('was encrypted under another key: 435', async () => {
    const prepared = await encryptedParts(company, await zip(invoices(1)));
    prepared.request.encryption = await company.encryptionOf(newSymmetricKey());
    expect([430, 435]).toContain((await outcomeOf(prepared)).code);
  });

  it('had another initialization vector: 430', async () => {
    const prepared = await encryptedParts(company, await zip(invoices(1)));
    prepared.request.encryption.initializationVector = Buffer.alloc(16, 9).toString('base64');
    expect(await outcomeOf(prepared)).toMatchObject({
      code: 430,
      detail: expect.stringContaining(
        'Skrót SHA-256 przesłanej paczki faktur nie jest zgodny z zadeklarowanym skrótem:',
      ),
    });
  });

  it.each([1, 5, 15, 16, 17, 30, 100])(
    'has a part of %i bytes, which is no part at all: 435, or 405 where it is another',
    async (size) => {
      const part = Buffer.alloc(size, 7);
      const prepared = await encryptedParts(company, await zip(invoices(1)));
      const declare = (hash: string) => {
        prepared.parts = [part];
        prepared.request.batchFile.fileParts = [{ ordinalNumber: 1, fileSize: size, fileHash: hash }];
      };
      declare(sha256Base64(part));
      expect(await outcomeOf(prepared)).toMatchObject({
        code: 435,
        detail: "Nie można odszyfrować części: '1'.",
      });
      declare(sha256Base64(Buffer.alloc(size)));
      expect((await outcomeOf(prepared)).code).toBe(405);
    },
  );

  it.each(['Zip', 'TarGz'] as const)(
    'is small and unpacks to very much (%s): 430',
    async (compressionType) => {
      const prepared = await encryptedParts(company, await bomb(compressionType, 60));
      prepared.request.batchFile.compressionType = compressionType;
      expect(await outcomeOf(prepared)).toMatchObject({
        code: 430,
        detail: 'Rozmiar archiwum po rozpakowaniu jest niedopuszczalnie duży w stosunku do rozmiaru paczki.',
      });
    },
  );

  it.each<[string, 'Zip' | 'TarGz', () => Promise<Uint8Array>]>([
    ['no archive', 'Zip', async () => Buffer.from('no archive at all, only a sentence')],
    ['no compressed archive', 'TarGz', async () => Buffer.from('no archive at all, only a sentence')],
    ['a tar archive declared as ZIP', 'Zip', () => tarGz(invoices(2))],
    ['a cut archive', 'TarGz', async () => (await tarGz(invoices(20))).subarray(0, 1000)],
    ['an archive without its end', 'TarGz', async () => (await tarGz(invoices(20))).subarray(0, -4)],
    ['a ZIP whose file is damaged', 'Zip', async () => withDamage(await zip(invoices(3)))],
    [
      'a path that leads out',
      'Zip',
      async () => renamed(await zip([['aaaaaa.xml', 'x']]), 'aaaaaa', '../aaa'),
    ],
    ['a path that leads out', 'TarGz', () => tarGz([['../out.xml', 'x']])],
    ['a file too large', 'Zip', () => zip([['bomb.xml', Buffer.alloc(10_000_001)]])],
    ['a file too large', 'TarGz', () => tarGz([['bomb.xml', Buffer.alloc(10_000_001)]])],
  ])('is %s (%s): 430', async (_, compressionType, archive) => {
    const prepared = await encryptedParts(company, await archive());
    prepared.request.batchFile.compressionType = compressionType;
    expect(await outcomeOf(prepared)).toMatchObject({ code: 430, detail: expect.any(String) });
  });

  it.each(['../a.xml', '/aa/a.xml', 'C:\\a.xml', 'aaa\\a.xml'])(
    'has the name %s: 430, which names it',
    async (name) => {
      const detail = `Niedozwolona nazwa pliku w archiwum: '${name}'.`;
      const packages = [
        {
          compressionType: 'Zip',
          archive: renamed(await zip([['a'.repeat(name.length), 'x']]), 'a'.repeat(name.length), name),
        },
        { compressionType: 'TarGz', archive: await tarGz([[name, 'x']]) },
      ] as const;
      for (const { compressionType, archive } of packages) {
        const prepared = await encryptedParts(company, archive);
        prepared.request.batchFile.compressionType = compressionType;
        expect(await outcomeOf(prepared)).toMatchObject({ code: 430, detail });
      }
    },
  );

  it('has files that the end of its ZIP does not count: 430', async () => {
    const archive = await zip(invoices(3));
    archive.writeUInt16LE(2, archive.length - 22 + 8);
    archive.writeUInt16LE(2, archive.length - 22 + 10);
    const detail = 'Nie można odczytać archiwum.';
    expect(await outcomeOf(await encryptedParts(company, archive))).toMatchObject({ code: 430, detail });
  });

  it.each([
    ['Zip', zip],
    ['TarGz', tarGz],
  ] as const)('has more than ten thousand files (%s): 420', async (compressionType, pack) => {
    const files: Files = Array.from({ length: 10_001 }, (_, index) => [`${index}.xml`, 'x']);
    const prepared = await encryptedParts(company, await pack(files));
    prepared.request.batchFile.compressionType = compressionType;
    expect(await outcomeOf(prepared)).toEqual({
      code: 420,
      detail: "Przekroczono dopuszczalną liczbę faktur w paczce: '10000'. Liczba faktur w paczce: '10001'.",
      invoiceCount: undefined,
    });
  });

  it('is empty: 440', async () => {
    expect(await outcomeOf(await encryptedParts(company, await tarGz([])).then(asTarGz))).toMatchObject({
      code: 440,
      detail: 'Nie przesłano faktur',
    });
  });

  it('has no right invoice: 445', async () => {
    const { outcome } = await sendPackage(company, await zip([['a.xml', 'x']]));
    expect(outcome).toMatchObject({
      status: { code: 445, description: 'Błąd weryfikacji, brak poprawnych faktur' },
      invoiceCount: 1,
      successfulInvoiceCount: 0,
      failedInvoiceCount: 1,
    });
    expect(outcome).not.toHaveProperty('upo');
  });
});

function asTarGz(prepared: EncryptedParts): EncryptedParts {
  prepared.request.batchFile.compressionType = 'TarGz';
  return prepared;
}

/** Equal files of nearly nothing, each just as large as a file may be. */
async function bomb(compression: 'Zip' | 'TarGz', count: number): Promise<Buffer> {
  const content = Buffer.alloc(10_000_000, ' ');
  const names = Array.from({ length: count }, (_, index) => `${index}.xml`);
  const pieces: Uint8Array[] = [];
  if (compression === 'Zip') {
    const writer = archiveWriter('Zip');
    const file = { deflated: deflateRawSync(content), sizeBytes: content.length, crc32: crc32(content) };
    for (const name of names) pieces.push(await writer.addDeflated({ name, ...file }));
    return Buffer.concat([...pieces, await writer.end()]);
  }
  const [packed, end] = [gunzipSync(await tarGz([['a.xml', content]])), Buffer.alloc(1024)];
  const member = gzipSync(packed.subarray(0, -end.length));
  return Buffer.concat([...names.map(() => member), gzipSync(end)]);
}

/** Changes a byte in the middle of the first file; the directory stays as it is. */
function withDamage(archive: Buffer): Buffer {
  archive[200] = (archive[200] ?? 0) ^ 0xff;
  return archive;
}

const renamed = (archive: Buffer, from: string, to: string): Buffer =>
  Buffer.from(archive.toString('latin1').replaceAll(from, to), 'latin1');

describe('opening', () => {
  it('refuses what cannot be', async () => {
    const { request } = await encryptedParts(company, await zip(invoices(1)), { parts: 2 });
    const refused = async (changes: object, batchFile: object = {}) => {
      const body = { ...request, ...changes, batchFile: { ...request.batchFile, ...batchFile } };
      return faultsOf((await company.post('/sessions/batch', body)).body);
    };
    const [part] = request.batchFile.fileParts;
    expect(await refused({}, { fileSize: 5_000_000_001 })).toEqual([
      { code: 21405, details: ["'fileSize' must be less than or equal to '5000000000'."] },
    ]);
    expect(await refused({}, { fileParts: Array.from({ length: 51 }, () => part) })).toEqual([
      { code: 21161, details: ['Liczba części pliku musi być mniejsza lub równa niż 50.'] },
    ]);
    expect((await refused({}, { fileParts: [part, part] }))[0]?.code).toBe(21405);
    expect((await refused({}, { fileParts: [{ ...part, fileSize: 300_000_000 }] }))[0]?.code).toBe(21157);
    expect(
      (await refused({ formCode: { systemCode: 'PEF (3)', schemaVersion: '2-1', value: 'PEF' } }))[0],
    ).toEqual({ code: 21405, details: ['Wskazany kod formularza nie jest wspierany.'] });
    const unknown = { ...request.encryption, publicKeyId: `${'A'.repeat(43)}=` };
    expect((await refused({ encryption: unknown }))[0]?.code).toBe(21470);
  });
});

describe('a part', () => {
  const opened = async (parts = 2) => {
    const prepared = await encryptedParts(company, await zip(invoices(3)), { parts });
    const { body } = await company.post<OpenBatchSessionResponse>('/sessions/batch', prepared.request);
    return { ...prepared, reference: body.referenceNumber, requests: body.partUploadRequests };
  };
  const closing = async (reference: string) =>
    faultsOf((await company.post(`/sessions/batch/${reference}/close`)).body);

  it('that is missing keeps the session from being closed; it can be sent again and again', async () => {
    const { reference, requests, parts } = await opened();
    expect(requests).toMatchObject([
      { ordinalNumber: 1, method: 'PUT', headers: { 'x-ms-blob-type': 'BlockBlob' } },
      { ordinalNumber: 2, method: 'PUT', headers: { 'x-ms-blob-type': 'BlockBlob' } },
    ]);
    expect((await upload(requests[0], parts[0])).status).toBe(201);
    expect(await closing(reference)).toEqual([
      { code: 21205, details: ["Nie przesłano zadeklarowanej '2' części pliku."] },
    ]);
    expect((await upload(requests[1], parts[1]?.subarray(16))).status).toBe(201);
    expect(await closing(reference)).toEqual([
      { code: 21157, details: ["Zadeklarowany rozmiar części '2' nie zgadza się z rzeczywistym."] },
    ]);
    expect((await upload(requests[1], parts[1])).status).toBe(201);
    expect(await closing(reference)).toEqual([]);
    expect((await batchOutcome(company, reference)).status.code).toBe(200);
    expect(await closing(reference)).toEqual([
      { code: 21180, details: ['Status sesji (200) uniemożliwia jej zamknięcie.'] },
    ]);
    expect((await upload(requests[1], parts[1])).status).toBe(403);
  });

  it('needs its own address, headers and size', async () => {
    const { requests, parts } = await opened();
    const [first, second] = requests;
    if (!first || !second) throw new Error('two parts were declared');
    const at = (url: string) => upload({ ...first, url }, parts[0]);
    expect((await at(first.url.replace(/sig=[^&]*/, 'sig=AAAA'))).status).toBe(401);
    expect((await at(first.url.replace(/\?.*/, ''))).status).toBe(401);
    expect((await at(first.url.replace(/\/1\?/, '/2?'))).status).toBe(401);
    expect((await at(first.url.replace(/se=\d+/, 'se=99999999999999'))).status).toBe(401);
    expect((await upload(first, parts[0], { authorization: 'Bearer x' })).status).toBe(401);
    expect((await upload({ ...first, headers: {} }, parts[0])).status).toBe(400);
    expect((await upload(first, Buffer.alloc(3_000_000))).status).toBe(400);
    const chunked = await fetch(first.url, {
      method: 'PUT',
      headers: first.headers as Record<string, string>,
      body: new ReadableStream({
        start(controller) {
          controller.enqueue(Buffer.from(parts[0] ?? []));
          controller.close();
        },
      }),
      duplex: 'half',
    } as RequestInit);
    expect(chunked.status).toBe(400);
    const refusal = await at(first.url.replace(/\?.*/, ''));
    expect(refusal.body).toContain('<Error><Code>NoAuthenticationInformation</Code>');
    expect((await upload(second, parts[1])).status).toBe(201);
  });

  it('belongs to a session of its own kind and context', async () => {
    const { reference } = await opened();
    const stranger = await logIn(ksef, '5265877635');
    expect((await stranger.post(`/sessions/batch/${reference}/close`)).status).toBe(403);
    expect(faultsOf((await company.post(`/sessions/online/${reference}/close`)).body)[0]?.code).toBe(21173);
    const online = await company.openSession();
    expect((await closing(online.reference))[0]?.code).toBe(21173);
    expect((await closing('20260310-SB-0000000000-0000000000-00'))[0]?.code).toBe(21173);
  });
});

it('a part that was begun in time is taken to its end, and changes nothing where its session ended meanwhile', async () => {
  const data = mkdtempSync(join(tmpdir(), 'ksef-'));
  const running = await startKsef({ port: 0, rateLimits: 'off', data, clock: `${issueDate}T11:00:00Z` });
  try {
    const own = await logIn(running, '1111111111');
    const { request, parts } = await encryptedParts(own, await zip(invoices(3)));
    const { body } = await own.post<OpenBatchSessionResponse>('/sessions/batch', request);
    const [part, bytes] = [body.partUploadRequests[0], Buffer.from(parts[0] ?? [])];
    if (!part) throw new Error('a part was declared');
    expect((await upload(part, bytes)).status).toBe(201);
    const put = httpRequest(part.url, {
      method: 'PUT',
      headers: { ...(part.headers as Record<string, string>), 'content-length': bytes.length },
    });
    const answered = once(put, 'response') as Promise<[IncomingMessage]>;
    put.write(Buffer.alloc(16));
    await until(() => readdirSync(data, { recursive: true }).some((name) => /\/1\.\d+-\d+$/.test(`${name}`)));
    expect((await own.post(`/sessions/batch/${body.referenceNumber}/close`)).status).toBe(204);
    expect((await batchOutcome(own, body.referenceNumber)).status.code).toBe(200);
    put.end(Buffer.alloc(bytes.length - 16));
    const [answer] = await answered;
    answer.resume();
    expect(answer.statusCode).toBe(201);
  } finally {
    await running.close();
    rmSync(data, { recursive: true, force: true });
  }
});

it('a session takes parts for twenty minutes each, and is cancelled afterwards', async () => {
  const data = mkdtempSync(join(tmpdir(), 'ksef-'));
  const at = (clock: string) =>
    startKsef({ port: 0, rateLimits: 'off', data, clock, publicUrl: 'http://localhost:1' });
  try {
    let running = await at('2026-03-10T11:00:00Z');
    let own = await logIn(running, '1111111111');
    const prepared = await encryptedParts(own, await zip(invoices(2)), { parts: 2 });
    const { body } = await own.post<OpenBatchSessionResponse>('/sessions/batch', prepared.request);
    const reference = body.referenceNumber;
    const put = (ordinal: number) => {
      const request = body.partUploadRequests[ordinal - 1];
      const url = (request?.url ?? '').replace('http://localhost:1', running.url);
      return upload(request && { ...request, url }, prepared.parts[ordinal - 1]);
    };
    await running.close();

    running = await at('2026-03-10T11:39:00Z');
    expect((await put(1)).status).toBe(201);
    await running.close();

    running = await at('2026-03-10T11:41:00Z');
    own = await logIn(running, '1111111111');
    expect((await put(2)).status).toBe(403);
    const { body: state } = await own.get<SessionStatusResponse>(`/sessions/${reference}`);
    expect(state.status).toEqual({
      code: 440,
      description: 'Sesja anulowana',
      details: ['Przekroczono czas wysyłki'],
    });
    expect(faultsOf((await own.post(`/sessions/batch/${reference}/close`)).body)).toEqual([
      { code: 21208, details: ['Sesja anulowana, przekroczony czas wysyłki.'] },
    ]);
    const parts = join(data, 'blobs', 'batch');
    await until(() => readdirSync(parts).length === 0);
    await running.close();
  } finally {
    rmSync(data, { recursive: true });
  }
});

it.skipIf(!tellsOpenFiles)('a package that cannot be opened leaves no file open', async () => {
  const data = mkdtempSync(join(tmpdir(), 'ksef-'));
  const running = await startKsef({ port: 0, rateLimits: 'off', data, logger: false });
  try {
    const own = await logIn(running, '1111111111');
    const archive = await zip(invoices(3));
    const lost = await sendParts(own, await encryptedParts(own, archive, { parts: 2 }));
    rmSync(join(data, 'blobs', partBlob(lost, 2)));
    expect((await own.post(`/sessions/batch/${lost}/close`)).status).toBe(204);
    expect((await batchOutcome(own, lost)).status.code).toBe(500);
    const good = await sendPackage(own, archive);
    expect(good.outcome.status.code).toBe(200);
    await until(() => openFilesBelow(join(data, 'blobs')).length === 0);
  } finally {
    await running.close();
    rmSync(data, { recursive: true, force: true });
  }
});
