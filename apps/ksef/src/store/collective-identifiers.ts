/** Rows of the tables in `migrations/008-collective-identifiers`. */

export interface CollectiveIdentifierRow {
  /** `NIP-IZyyyyMM-…`. */
  number: string;
  seller_nip: string;
  /** Where it was made, and by whom. */
  context_type: string;
  context_value: string;
  author_type: string;
  author_value: string;
  invoice_count: number;
  /** Microseconds since 1970. */
  created_at: number;
}

/** An invoice in a collective identifier, with what is paid for it where that was said. */
export interface CollectiveIdentifierInvoiceRow {
  collective_identifier: string;
  ksef_number: string;
  invoice: number;
  amount: number | null;
  currency: string | null;
  description: string | null;
}

export interface CollectiveIdentifierTables {
  collective_identifiers: CollectiveIdentifierRow;
  collective_identifier_invoices: CollectiveIdentifierInvoiceRow;
}
