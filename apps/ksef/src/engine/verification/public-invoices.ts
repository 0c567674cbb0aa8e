/**
 * What anyone may learn of an invoice without logging in: with a link, whether it is in KSeF; with its number in KSeF
 * and three facts that only the parties know, the document itself. Source: the official page on QR codes.
 */

import { invoiceHasHash } from '../../store/sessions.ts';
import { millisecondsOf } from '../invoices/instants.ts';
import type { Invoicing } from '../invoices/invoicing.ts';
import { contentColumns, documentBytes, keptDocument } from '../invoices/kept-document.ts';

/** What a link (code I) says of an invoice. */
export interface InvoiceLink {
  sellerNip: string;
  /** P_1, `YYYY-MM-DD`. */
  issueDate: string;
  /** Base64 SHA-256 of the document. */
  hash: string;
}

/** What the holder of an invoice knows of it. */
export interface InvoiceData {
  ksefNumber: string;
  /** P_2. */
  invoiceNumber: string;
  /** NIP, VAT number or other identifier of the buyer; empty where the invoice has none. */
  buyer: string;
  /** P_15 in hundredths; NaN where what was given is no amount. */
  grossHundredths: number;
}

export interface PublicInvoice {
  ksefNumber: string;
  sellerNip: string;
  sellerName: string;
  issueDate: string;
  /** Moment of acceptance, milliseconds since 1970. */
  acceptedMs: number;
  mode: 'Online' | 'Offline';
  /** As `FA (3)`. */
  systemCode: string;
  /** Base64 SHA-256. */
  hash: string;
  /** Whether the document can be fetched already. */
  isStored: boolean;
}

/** The whole of an invoice that can be fetched. */
export interface DisclosedInvoice extends PublicInvoice {
  invoiceNumber: string;
  kind: string;
  buyer: { name: string | null; identifier: string | null };
  currency: string;
  net: number;
  vat: number;
  gross: number;
  content: Uint8Array;
}

/** A link of code II does not name the day. */
type AnyLink = Omit<InvoiceLink, 'issueDate'> & Partial<InvoiceLink>;

/**
 * The accepted invoice that a link is of, or the technical correction that took the place of the refused document that
 * it is of: that one has another `hash`, and the same day, since a correction may not change what an invoice says.
 * Undefined where KSeF has none that fits in every part.
 */
export async function invoiceOfLink(
  { engine, instants }: Invoicing,
  { sellerNip, issueDate, hash }: AnyLink,
): Promise<PublicInvoice | undefined> {
  const ofSeller = accepted(engine).where('seller_nip', '=', sellerNip);
  const fitting = issueDate === undefined ? ofSeller : ofSeller.where('issue_date', '=', issueDate);
  const row =
    (await fitting.where(invoiceHasHash(hash)).orderBy('id', 'desc').executeTakeFirst()) ??
    (await fitting.where('hash_of_corrected', '=', hash).executeTakeFirst());
  return row && publicFacts(row, instants.now());
}

/**
 * The invoice that somebody can describe in every point. Undefined where any of them is wrong: which one is not
 * told, so that nothing can be found out piece by piece. Also undefined before the document is stored.
 */
export async function invoiceOfData(
  { engine, instants }: Invoicing,
  { ksefNumber, invoiceNumber, buyer, grossHundredths }: InvoiceData,
): Promise<DisclosedInvoice | undefined> {
  const row = await accepted(engine)
    .innerJoin('invoice_documents', 'invoice_documents.invoice', 'invoices.id')
    .select(['invoice_number', 'kind', 'buyer_name', 'buyer_value', 'currency', 'net_amount', 'vat_amount'])
    .select(['gross_amount', ...contentColumns])
    .where('ksef_number', '=', ksefNumber)
    .executeTakeFirst();
  const kept = row && keptDocument(row);
  if (!kept) return undefined;
  const facts = publicFacts(row, instants.now());
  const fits =
    plain(row.invoice_number) === plain(invoiceNumber) &&
    bare(row.buyer_value) === bare(buyer) &&
    Math.round((row.gross_amount ?? 0) * 100) === grossHundredths;
  if (!facts.isStored || !fits) return undefined;
  return {
    ...facts,
    invoiceNumber: row.invoice_number ?? '',
    kind: row.kind ?? '',
    buyer: { name: row.buyer_name, identifier: row.buyer_value },
    currency: row.currency ?? '',
    net: row.net_amount ?? 0,
    vat: row.vat_amount ?? 0,
    gross: row.gross_amount ?? 0,
    content: documentBytes(kept),
  };
}

const accepted = ({ store }: Invoicing['engine']) =>
  store.db
    .selectFrom('invoices')
    .select(['ksef_number', 'seller_nip', 'seller_name', 'issue_date', 'acquisition_date'])
    .select(['invoicing_mode', 'system_code', 'invoice_hash', 'permanent_storage_date'])
    .where('ksef_number', 'is not', null);

type Row = Awaited<ReturnType<ReturnType<typeof accepted>['executeTakeFirstOrThrow']>>;

const publicFacts = (row: Row, now: number): PublicInvoice => ({
  ksefNumber: row.ksef_number ?? '',
  sellerNip: row.seller_nip ?? '',
  sellerName: row.seller_name ?? '',
  issueDate: row.issue_date ?? '',
  acceptedMs: millisecondsOf(row.acquisition_date ?? 0),
  mode: row.invoicing_mode ?? 'Online',
  systemCode: row.system_code,
  hash: row.invoice_hash,
  isStored: row.permanent_storage_date !== null && row.permanent_storage_date <= now,
});

/** White space counts as little as it does in the document. */
const plain = (text: string | null) => (text ?? '').trim().replaceAll(/\s+/g, ' ');
const bare = (identifier: string | null) => (identifier ?? '').replaceAll(/[\s-]/g, '').toUpperCase();
