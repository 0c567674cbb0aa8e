/**
 * Rows of the tables in `migrations/002-sessions` and `004-batch`: sessions in which invoices are sent, the invoices, receipts.
 * Moments are microseconds since 1970 (see `engine/invoices/instants.ts`) unless a field says otherwise; JSON is text.
 */
import { type ColumnType, type Generated, type SqlBool, sql } from 'kysely';

/** Null until something is known. */
type Later<Value> = ColumnType<Value | null, Value | null | undefined, Value | null>;

export interface InvoiceSessionRow {
  reference_number: string;
  type: 'Online' | 'Batch';
  context_type: string;
  context_value: string;
  /** Who opened it. */
  author_type: string;
  author_value: string;
  /** How they had proved who they are; UPO names it. */
  proof_kind: 'token' | 'document';
  proof_value: string;
  system_code: string;
  schema_version: string;
  form_value: string;
  /** AES key of the invoices; null where it could not be decrypted. */
  symmetric_key: Later<Uint8Array>;
  initialization_vector: Later<Uint8Array>;
  status_code: number;
  /** JSON list. */
  status_details: Later<string>;
  created_at: number;
  updated_at: number;
  valid_until: number;
  closed_at: Later<number>;
  /** Machine time, milliseconds, before which the closed session is not finished. */
  due_at_ms: Later<number>;
  invoice_count: Generated<number>;
  successful_count: Generated<number>;
  failed_count: Generated<number>;
  /** Whether the checksums of identifiers count in its invoices. */
  checks_identifiers: Generated<number>;
}

export interface InvoiceRow {
  id: Generated<number>;
  reference_number: string;
  session: string;
  ordinal: number;
  status_code: number;
  /** JSON list. */
  status_details: Later<string>;
  /** JSON object. */
  status_extensions: Later<string>;
  /** Base64 SHA-256 of the document, and its size in bytes, as the sender declared them. */
  invoice_hash: string;
  invoice_size: number;
  declared_offline: number;
  hash_of_corrected: Later<string>;
  /** Name of the file in its package. */
  file_name: Later<string>;
  invoicing_date: number;
  /** Machine time, milliseconds, before which the verdict is not shown. */
  due_at_ms: number;
  /** Known once the document was read. */
  invoice_number: Later<string>;
  /** The rest is known of accepted invoices. */
  invoicing_mode: Later<'Online' | 'Offline'>;
  ksef_number: Later<string>;
  acquisition_date: Later<number>;
  /** From this moment on the invoice is found and fetched. */
  permanent_storage_date: Later<number>;
  /** `YYYY-MM-DD`. */
  issue_date: Later<string>;
  /** `RodzajFaktury`. */
  kind: Later<string>;
  invoice_type: Later<string>;
  system_code: string;
  schema_version: string;
  form_value: string;
  seller_nip: Later<string>;
  seller_name: Later<string>;
  buyer_type: Later<string>;
  buyer_value: Later<string>;
  buyer_name: Later<string>;
  /** JSON list. */
  third_subjects: Later<string>;
  /** JSON object. */
  authorized_subject: Later<string>;
  currency: Later<string>;
  net_amount: Later<number>;
  vat_amount: Later<number>;
  gross_amount: Later<number>;
  is_self_invoicing: Later<number>;
  has_attachment: Later<number>;
}

/** The bytes of an invoice: as they came until the verdict, the document itself once it is accepted. */
export interface InvoiceDocumentRow {
  invoice: number;
  encrypted: Uint8Array | null;
  /** The document; with the columns below its raw DEFLATE. */
  content: Uint8Array | null;
  /** Bytes and CRC-32 of the document where it is kept compressed. */
  unpacked_size: Generated<number | null>;
  unpacked_crc32: Generated<number | null>;
}

/** One row for each number that a seller used for a kind of invoice: what makes a duplicate. */
export interface InvoiceUniquenessRow {
  seller_nip: string;
  kind: string;
  invoice_number: string;
  /** The last Polish calendar year in which the number is taken. */
  taken_until_year: number;
  invoice: number;
}

/** Who may see an accepted invoice, and as what; repeats its dates so that one index answers a query. */
export interface InvoiceAccessRow {
  context_type: string;
  context_value: string;
  subject: string;
  invoice: number;
  issue_date: string;
  invoicing_date: number;
  permanent_storage_date: number;
}

/** A signed receipt: of one invoice (`reference` is the invoice's) or a page of a session's. */
export interface UpoRow {
  reference: string;
  session: string;
  /** From 1; null where it is the receipt of one invoice. */
  page: number | null;
  content: Uint8Array;
  /** Base64 SHA-256 of the content. */
  hash: string;
}

export interface SessionTables {
  invoice_sessions: InvoiceSessionRow;
  invoices: InvoiceRow;
  invoice_documents: InvoiceDocumentRow;
  invoice_uniqueness: InvoiceUniquenessRow;
  invoice_access: InvoiceAccessRow;
  upos: UpoRow;
}

/** Invoices of a document, by its Base64 SHA-256: in the words of the index, which knows the first characters alone. */
export const invoiceHasHash = (hash: string) =>
  sql<SqlBool>`(substr(invoices.invoice_hash, 1, 4) = ${hash.slice(0, 4)} AND invoices.invoice_hash = ${hash})`;
