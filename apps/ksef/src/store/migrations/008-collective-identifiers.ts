import type { Migration } from '../migrations.ts';

/** Collective identifiers and the invoices in them. Moments are microseconds since 1970. */
export const collectiveIdentifiersMigration: Migration = {
  name: '008-collective-identifiers',
  sql: `
    CREATE TABLE collective_identifiers (
      number TEXT PRIMARY KEY,
      seller_nip TEXT NOT NULL,
      context_type TEXT NOT NULL,
      context_value TEXT NOT NULL,
      author_type TEXT NOT NULL,
      author_value TEXT NOT NULL,
      invoice_count INTEGER NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX collective_identifiers_by_context
      ON collective_identifiers (context_value, context_type, created_at DESC, number DESC);
    CREATE INDEX collective_identifiers_by_seller
      ON collective_identifiers (seller_nip, created_at DESC, number DESC);

    CREATE TABLE collective_identifier_invoices (
      collective_identifier TEXT NOT NULL REFERENCES collective_identifiers (number),
      ksef_number TEXT NOT NULL,
      invoice INTEGER NOT NULL REFERENCES invoices (id),
      amount REAL,
      currency TEXT,
      description TEXT,
      PRIMARY KEY (collective_identifier, ksef_number)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX collective_identifier_invoices_by_invoice
      ON collective_identifier_invoices (ksef_number, collective_identifier);
  `,
};
