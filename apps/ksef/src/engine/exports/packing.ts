/**
 * Packing exports: 100 → 200, or the status that says why not. Cut off anywhere, it begins again: nothing of an
 * export is told before all of it is there.
 */
import { createCipheriv, createHash } from 'node:crypto';
import { type ArchiveWriter, archiveWriter } from '@kwit/archive';
import type { SymmetricKey } from '@kwit/crypto';
import {
  type ExportStatusName,
  exportMaxInvoices,
  exportMaxSizeBytes,
  exportPartMaxSizeBytes,
  exportStatuses,
  type InvoiceMetadata,
  type InvoiceQueryFilters,
} from '@kwit/ksef-contract';
import type { Selectable } from 'kysely';
import { usedUp } from '../../buffer-garbage.ts';
import type { ExportPartRow, ExportRow } from '../../store/exports.ts';
import type { Queries } from '../../store/store.ts';
import type { Background } from '../background.ts';
import { dueRowsOf } from '../due-rows.ts';
import { type Instant, microsecondsPerDay, millisecondsOf } from '../invoices/instants.ts';
import type { Invoicing } from '../invoices/invoicing.ts';
import { contentColumns, type KeptDocument, keptDocument } from '../invoices/kept-document.ts';
import { findMetadata, type Range, rangeOf } from '../metadata.ts';
import { exportBlob, exportFolder } from './export-addresses.ts';

/** Names of this work in the background. */
export const exportWork = 'exports';
const expiryWork = 'export-expiry';

/** How long a package is kept. */
const packageDays = 3;
const metadataPage = 1000;
/** Documents that are in memory at once: so many, and unless it is a single one, no more bytes than this. */
const documentPage = 64;
const documentPageBytes = 2_000_000;

type Export = Selectable<ExportRow>;

export function registerExports(background: Background, prepared: Promise<Invoicing>): void {
  background.register({
    name: exportWork,
    due: async (nowMs, limit) => dueRowsOf((await prepared).engine.store.db, 'exports').due(nowMs, limit),
    nextDueAt: async () => dueRowsOf((await prepared).engine.store.db, 'exports').nextDueAt(),
    run: async (reference) => {
      const invoicing = await prepared;
      try {
        await packExport(invoicing, reference);
      } catch (error) {
        // The next attempt begins anew, and a disk may be full of what this one left.
        await invoicing.engine.store.blobs.remove(exportFolder(reference));
        throw error;
      }
    },
    giveUp: async (reference) => {
      const { details } = exportStatuses.cancelledBySystem;
      await finish(await prepared, reference, 'cancelledBySystem', [details.internal]);
    },
  });
  background.register({
    name: expiryWork,
    due: async (_, limit) => {
      const { engine, instants } = await prepared;
      const rows = await engine.store.db
        .selectFrom('exports')
        .select('reference_number')
        .where('expires_at', '<=', instants.clock())
        .where('status_code', '=', exportStatuses.succeeded.code)
        .limit(limit)
        .execute();
      return rows.map((row) => row.reference_number);
    },
    nextDueAt: async () => {
      const { engine } = await prepared;
      const { end } = await engine.store.db
        .selectFrom('exports')
        .select(({ fn }) => fn.min('expires_at').as('end'))
        .where('status_code', '=', exportStatuses.succeeded.code)
        .executeTakeFirstOrThrow();
      return end === null ? null : engine.clock.machineMsOf(Math.ceil(millisecondsOf(end)));
    },
    run: async (reference) => forget(await prepared, reference),
    giveUp: async (reference) => markExpired((await prepared).engine.store.db, reference),
  });
}

async function forget({ engine }: Invoicing, reference: string): Promise<void> {
  await engine.store.blobs.remove(exportFolder(reference));
  await markExpired(engine.store.db, reference);
}

async function markExpired(db: Queries, reference: string): Promise<void> {
  await db
    .updateTable('exports')
    .set({ status_code: exportStatuses.expired.code })
    .where('reference_number', '=', reference)
    .execute();
}

async function packExport(invoicing: Invoicing, reference: string): Promise<void> {
  const { engine, instants } = invoicing;
  const row = await engine.store.db
    .selectFrom('exports')
    .selectAll()
    .where('reference_number', '=', reference)
    .executeTakeFirst();
  if (row?.status_code !== exportStatuses.inProgress.code) return;
  const { symmetric_key: key, initialization_vector: initializationVector } = row;
  if (key === null || initializationVector === null) {
    return finish(invoicing, reference, 'keyNotDecrypted', JSON.parse(row.status_details ?? '[]'));
  }
  // Whatever is accepted later gets a later moment: up to this one nothing more can appear.
  const now = await instants.mark();
  const filters = JSON.parse(row.filters) as InvoiceQueryFilters;
  // Without an end it ends when it was asked for, and was found possible; by now it may be longer.
  const range = rangeOf(filters.dateRange, row.created_at, now);
  if ('kind' in range) {
    return finish(invoicing, reference, 'beyondHighWaterMark', [
      exportStatuses.beyondHighWaterMark.details.from,
    ]);
  }
  const found = await metadataOf(engine.store.db, row, filters, range, now);
  const packed = await pack(invoicing, row, found.invoices, { key, initializationVector });
  const isTruncated = found.isTruncated || packed.count < found.invoices.length;
  const last = found.invoices[packed.count - 1];
  const isByStorage = filters.dateRange.dateType === 'PermanentStorage';
  await finish(invoicing, reference, 'succeeded', null, {
    parts: packed.parts,
    invoice_count: packed.count,
    size: packed.parts.reduce((sum, { size }) => sum + size, 0),
    is_truncated: Number(isTruncated),
    last_date: isTruncated && last ? last[lastDates[filters.dateRange.dateType]] : null,
    high_water_mark: isByStorage ? Math.min(range.to, now) : null,
  });
}

const lastDates = {
  Issue: 'issueDate',
  Invoicing: 'invoicingDate',
  PermanentStorage: 'permanentStorageDate',
} as const;

/** Metadata of everything that belongs into the package, in the order of the date asked for. */
async function metadataOf(
  db: Queries,
  { context_type, context_value }: Export,
  filters: InvoiceQueryFilters,
  range: Range,
  now: Instant,
): Promise<{ invoices: InvoiceMetadata[]; isTruncated: boolean }> {
  const invoices: InvoiceMetadata[] = [];
  const context = { type: context_type, value: context_value };
  for (let pageOffset = 0; pageOffset * metadataPage < exportMaxInvoices; pageOffset += 1) {
    const query = { context, filters, sortOrder: 'Asc', pageOffset, pageSize: metadataPage } as const;
    const page = await findMetadata(db, query, range, now, now);
    invoices.push(...page.invoices);
    if (!page.hasMore) return { invoices, isTruncated: false };
  }
  return { invoices, isTruncated: true };
}

interface Packed {
  /** Invoices that found room. */
  readonly count: number;
  readonly parts: readonly Omit<ExportPartRow, 'export'>[];
}

async function pack(
  invoicing: Invoicing,
  row: Export,
  invoices: readonly InvoiceMetadata[],
  key: SymmetricKey,
): Promise<Packed> {
  if (invoices.length === 0) return { count: 0, parts: [] };
  const { db } = invoicing.engine.store;
  let count = 0;
  /** The archive piece by piece: invoices as long as there is room, then their metadata. */
  const archive = async function* () {
    const writer = archiveWriter(row.compression);
    if (row.only_metadata === 1) count = invoices.length;
    else {
      for await (const packed of documents(db, writer, invoices)) {
        count += packed.count;
        yield packed.bytes;
      }
    }
    const metadata = Buffer.from(JSON.stringify({ invoices: invoices.slice(0, count) }));
    yield await writer.add({ name: '_metadata.json', content: metadata });
    yield await writer.end();
  };
  const parts = await storeParts(invoicing, row.reference_number, archive(), key);
  return { count, parts };
}

/** Adds documents as long as there is room. */
async function* documents(
  db: Queries,
  writer: ArchiveWriter,
  invoices: readonly InvoiceMetadata[],
): AsyncGenerator<{ count: number; bytes: Uint8Array }, void, void> {
  for await (const page of documentPages(db, invoices)) {
    const pieces: Uint8Array[] = [];
    for (const { ksefNumber, kept } of await keptDocuments(db, page)) {
      const sizeBytes = kept.packed?.sizeBytes ?? kept.content.length;
      if (writer.sizeWith(sizeBytes) > exportMaxSizeBytes) break;
      // As it was kept, in the archive, encrypted.
      usedUp(3 * kept.content.length);
      pieces.push(await addDocument(writer, `${ksefNumber}.xml`, kept));
    }
    yield { count: pieces.length, bytes: joined(pieces) };
    if (pieces.length < page.length) return;
  }
}

/** One large document is not copied once more. */
const joined = ([first, ...others]: readonly Uint8Array[]): Uint8Array =>
  first && others.length === 0 ? first : Buffer.concat(first ? [first, ...others] : []);

/** KSeF numbers of the documents to be read together, in their order. */
async function* documentPages(
  db: Queries,
  invoices: readonly InvoiceMetadata[],
): AsyncGenerator<string[], void, void> {
  for (let first = 0; first < invoices.length; first += documentPage) {
    const some = invoices.slice(first, first + documentPage).map(({ ksefNumber }) => ksefNumber);
    const sizes = await documentSizes(db, some);
    let page: string[] = [];
    let bytes = 0;
    for (const ksefNumber of some) {
      const size = sizes.get(ksefNumber) ?? 0;
      if (page.length > 0 && bytes + size > documentPageBytes) {
        yield page;
        page = [];
        bytes = 0;
      }
      page.push(ksefNumber);
      bytes += size;
    }
    yield page;
  }
}

async function documentSizes(
  db: Queries,
  ksefNumbers: readonly string[],
): Promise<Map<string | null, number>> {
  const rows = await db
    .selectFrom('invoices')
    .select(['ksef_number', 'invoice_size'])
    .where('ksef_number', 'in', ksefNumbers)
    .execute();
  return new Map(rows.map((row) => [row.ksef_number, row.invoice_size]));
}

function addDocument(
  writer: ArchiveWriter,
  name: string,
  { content, packed }: KeptDocument,
): Promise<Uint8Array> | Uint8Array {
  return packed === null
    ? writer.add({ name, content })
    : writer.addDeflated({ name, deflated: content, ...packed });
}

async function keptDocuments(
  db: Queries,
  ksefNumbers: readonly string[],
): Promise<{ ksefNumber: string; kept: KeptDocument }[]> {
  const rows = await db
    .selectFrom('invoices')
    .innerJoin('invoice_documents', 'invoice_documents.invoice', 'invoices.id')
    .select(['ksef_number', ...contentColumns])
    .where('ksef_number', 'in', ksefNumbers)
    .execute();
  const found = new Map(rows.map((row) => [row.ksef_number, keptDocument(row)]));
  return ksefNumbers.map((ksefNumber) => {
    const kept = found.get(ksefNumber);
    if (!kept) throw new Error(`the document of ${ksefNumber} is missing`);
    return { ksefNumber, kept };
  });
}

/** Cuts the archive into parts, encrypts each, and stores them. */
async function storeParts(
  { engine }: Invoicing,
  reference: string,
  archive: AsyncIterable<Uint8Array>,
  key: SymmetricKey,
): Promise<Packed['parts']> {
  const parts: Omit<ExportPartRow, 'export'>[] = [];
  const source = cutting(archive);
  for (let ordinal = 1; await source.hasMore(); ordinal += 1) {
    const digest = createHash('sha256');
    let size = 0;
    const counted = async function* () {
      for await (const piece of source.next(exportPartMaxSizeBytes)) {
        digest.update(piece);
        size += piece.length;
        yield piece;
      }
    };
    const written = await engine.store.blobs.receive(
      exportBlob(reference, ordinal),
      encrypted(counted(), key),
      Number.POSITIVE_INFINITY,
    );
    await written.keep();
    parts.push({
      ordinal,
      size,
      hash: digest.digest('base64'),
      encrypted_size: written.sizeBytes,
      encrypted_hash: written.hash,
    });
  }
  return parts;
}

async function* encrypted(pieces: AsyncIterable<Uint8Array>, key: SymmetricKey): AsyncGenerator<Uint8Array> {
  const cipher = createCipheriv('aes-256-cbc', key.key, key.initializationVector);
  for await (const piece of pieces) yield cipher.update(piece);
  yield cipher.final();
}

/** A stream that is read up to a number of bytes, again and again. */
function cutting(stream: AsyncIterable<Uint8Array>) {
  const pieces = stream[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array();
  const fill = async (): Promise<boolean> => {
    while (rest.length === 0) {
      const { value, done } = await pieces.next();
      if (done) return false;
      rest = value;
    }
    return true;
  };
  return {
    hasMore: fill,
    async *next(mostBytes: number): AsyncGenerator<Uint8Array> {
      let room = mostBytes;
      while (room > 0 && (await fill())) {
        const piece = rest.subarray(0, room);
        rest = rest.subarray(piece.length);
        room -= piece.length;
        yield piece;
      }
    },
  };
}

interface Result
  extends Pick<Export, 'invoice_count' | 'size' | 'is_truncated' | 'last_date' | 'high_water_mark'> {
  parts: Packed['parts'];
}

async function finish(
  { engine, instants }: Invoicing,
  reference: string,
  status: ExportStatusName,
  details: readonly string[] | null,
  result?: Result,
): Promise<void> {
  const now = instants.next();
  const { parts = [], ...columns } = result ?? {};
  await engine.store.db.transaction().execute(async (db) => {
    if (parts.length > 0) {
      const rows = parts.map((part) => ({ ...part, export: reference }));
      await db.insertInto('export_parts').values(rows).execute();
    }
    await db
      .updateTable('exports')
      .set({
        ...columns,
        status_code: exportStatuses[status].code,
        status_details: details === null || details.length === 0 ? null : JSON.stringify(details),
        due_at: null,
        completed_at: now,
        expires_at: result ? instants.clock() + packageDays * microsecondsPerDay : null,
      })
      .where('reference_number', '=', reference)
      .execute();
  });
  engine.background.wake(expiryWork);
}
