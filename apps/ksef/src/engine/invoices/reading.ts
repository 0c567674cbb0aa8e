/** Fetching what was accepted: an invoice's document, receipts, metadata. */
import type { InvoiceQueryFilters, QueryInvoicesMetadataResponse, SortOrder } from '@kwit/ksef-contract';
import type { Selectable } from 'kysely';
import { refusal } from '../../errors.ts';
import type { InvoiceRow } from '../../store/sessions.ts';
import { findMetadata, rangeOf } from '../metadata.ts';
import type { Instant, InstantSource } from './instants.ts';
import type { Invoicing, Sender } from './invoicing.ts';
import { contentColumns, documentBytes, keptDocument } from './kept-document.ts';
import { ksefNumberInName, pageInName, receiptPaths } from './receipt-paths.ts';
import { invoiceReceipt, type Receipt, sessionReceipt } from './receipts.ts';
import type { SessionRow } from './session-access.ts';

type Invoice = Selectable<InvoiceRow>;

/** The document of an invoice, byte for byte as it was sent. */
export interface StoredDocument {
  readonly content: Uint8Array;
  /** Base64 SHA-256 of the content. */
  readonly hash: string;
}

/**
 * The document of an invoice that the caller's context is a party to; to everyone else it does not exist.
 * Throws `BadRequest` 21164, or 21165 before it is stored for good.
 */
export async function invoiceDocument(
  { engine, instants }: Invoicing,
  { context }: Pick<Sender, 'context'>,
  ksefNumber: string,
): Promise<StoredDocument> {
  const found = await engine.store.db
    .selectFrom('invoices')
    .innerJoin('invoice_access', 'invoice_access.invoice', 'invoices.id')
    .innerJoin('invoice_documents', 'invoice_documents.invoice', 'invoices.id')
    .select(['invoices.invoice_hash', 'invoices.permanent_storage_date', ...contentColumns])
    .where('invoices.ksef_number', '=', ksefNumber)
    .where('invoice_access.context_type', '=', context.type)
    .where('invoice_access.context_value', '=', context.value)
    .executeTakeFirst();
  if (!found) throw refusal(21164, `Faktura o numerze KSeF ${ksefNumber} nie została znaleziona.`);
  const kept = keptDocument(found);
  if (kept === null || (found.permanent_storage_date ?? 0) > instants.now()) {
    throw refusal(
      21165,
      `Faktura o numerze KSeF ${ksefNumber} została przetworzona, ale nie jest jeszcze dostępna do pobrania. Spróbuj ponownie później.`,
    );
  }
  return { content: documentBytes(kept), hash: found.invoice_hash };
}

/** One page of metadata. Throws `BadRequest` 21405 for an impossible range, 21183 for one beyond the data. */
export async function queryMetadata(
  { engine, instants }: Invoicing,
  { context }: Pick<Sender, 'context'>,
  filters: InvoiceQueryFilters,
  page: { sortOrder: SortOrder; pageOffset: number; pageSize: number },
): Promise<QueryInvoicesMetadataResponse> {
  // Whatever is accepted later gets a later moment: up to this one nothing more can appear.
  const now = await instants.mark();
  const mark = markOf(instants, JSON.stringify([context, filters]), page.pageOffset, now);
  const range = rangeOf(filters.dateRange, now, mark);
  if ('kind' in range) {
    if (range.kind === 'invalid') throw refusal(21405, range.detail);
    throw refusal(
      21183,
      'Parametr dateRange.from jest późniejszy niż PermanentStorageHwmDate przy włączonym restrictToPermanentStorageHwmDate.',
    );
  }
  return findMetadata(engine.store.db, { context, filters, ...page }, range, now, mark);
}

/** High-water marks of queries whose pages may still be asked for, the one asked last at the end. */
const marksOf = new WeakMap<InstantSource, Map<string, Instant>>();
const mostMarks = 1000;

/**
 * The high-water mark of a query, the same for all of its pages: whoever goes on from the mark of the last page would miss
 * what was accepted between the pages otherwise. The first page takes a new one.
 */
function markOf(instants: InstantSource, query: string, pageOffset: number, now: Instant): Instant {
  const marks = marksOf.get(instants) ?? new Map<string, Instant>();
  marksOf.set(instants, marks);
  // A state that was put back may be older than what is known of queries.
  const mark = pageOffset === 0 ? now : Math.min(marks.get(query) ?? now, now);
  marks.delete(query);
  marks.set(query, mark);
  const [oldest] = marks.keys();
  if (marks.size > mostMarks && oldest !== undefined) marks.delete(oldest);
  return mark;
}

/** An invoice of a session by its reference number or KSeF number. */
export function invoiceOfSession(
  { engine }: Invoicing,
  session: SessionRow,
  by: { reference: string } | { ksefNumber: string },
): Promise<Invoice | undefined> {
  const ofSession = engine.store.db
    .selectFrom('invoices')
    .selectAll()
    .where('session', '=', session.reference_number);
  return 'reference' in by
    ? ofSession.where('reference_number', '=', by.reference).executeTakeFirst()
    : ofSession.where('ksef_number', '=', by.ksefNumber).executeTakeFirst();
}

export interface LinkedReceipt {
  readonly session: string;
  readonly folder: 'invoice-upo' | 'session-upo';
  readonly name: string;
  readonly query: { se?: string | undefined; sig?: string | undefined };
}

/** The receipt behind an address that was handed out; undefined where the address is not good (any more). */
export async function linkedReceipt(
  invoicing: Invoicing,
  { session: lowerCase, folder, name, query }: LinkedReceipt,
): Promise<Receipt | undefined> {
  const { engine, instants, links } = invoicing;
  const reference = lowerCase.toUpperCase();
  const ksefNumber = folder === 'invoice-upo' ? ksefNumberInName(name) : undefined;
  const page = folder === 'session-upo' ? pageInName(name) : undefined;
  const path = ksefNumber
    ? receiptPaths.ofInvoice(reference, ksefNumber)
    : receiptPaths.ofSession(reference, page ?? 0);
  if ((!ksefNumber && !page) || !links.isGood(path, query, instants.clock())) return undefined;
  const { db } = engine.store;
  if (page) return sessionReceipt(db, reference, { page });
  const session = await db
    .selectFrom('invoice_sessions')
    .selectAll()
    .where('reference_number', '=', reference)
    .executeTakeFirst();
  const invoice =
    session && ksefNumber ? await invoiceOfSession(invoicing, session, { ksefNumber }) : undefined;
  return session && invoice ? invoiceReceipt(invoicing, session, invoice) : undefined;
}
