import type { Migration } from '../migrations.ts';

/** Sessions, invoices and receipts. Moments are microseconds since 1970, but for columns that end in `_ms`. */
export const sessionsMigration: Migration = {
  name: '002-sessions',
  sql: `
    CREATE TABLE invoice_sessions (
      reference_number TEXT PRIMARY KEY,
      type TEXT NOT NULL,
      context_type TEXT NOT NULL,
      context_value TEXT NOT NULL,
      author_type TEXT NOT NULL,
      author_value TEXT NOT NULL,
      proof_kind TEXT NOT NULL,
      proof_value TEXT NOT NULL,
      system_code TEXT NOT NULL,
      schema_version TEXT NOT NULL,
      form_value TEXT NOT NULL,
      symmetric_key BLOB,
      initialization_vector BLOB,
      status_code INTEGER NOT NULL,
      status_details TEXT,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      valid_until INTEGER NOT NULL,
      closed_at INTEGER,
      due_at_ms INTEGER,
      invoice_count INTEGER NOT NULL DEFAULT 0,
      successful_count INTEGER NOT NULL DEFAULT 0,
      failed_count INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX invoice_sessions_by_context
      ON invoice_sessions (context_type, context_value, type, created_at, reference_number);
    CREATE INDEX invoice_sessions_unfinished
      ON invoice_sessions (status_code, valid_until) WHERE status_code IN (100, 170);

    CREATE TABLE invoices (
      id INTEGER PRIMARY KEY,
      reference_number TEXT NOT NULL UNIQUE,
      session TEXT NOT NULL REFERENCES invoice_sessions (reference_number),
      ordinal INTEGER NOT NULL,
      status_code INTEGER NOT NULL,
      status_details TEXT,
      status_extensions TEXT,
      invoice_hash TEXT NOT NULL,
      invoice_size INTEGER NOT NULL,
      declared_offline INTEGER NOT NULL,
      hash_of_corrected TEXT,
      invoicing_date INTEGER NOT NULL,
      due_at_ms INTEGER NOT NULL,
      invoice_number TEXT,
      invoicing_mode TEXT,
      ksef_number TEXT UNIQUE,
      acquisition_date INTEGER,
      permanent_storage_date INTEGER,
      issue_date TEXT,
      kind TEXT,
      invoice_type TEXT,
      system_code TEXT NOT NULL,
      schema_version TEXT NOT NULL,
      form_value TEXT NOT NULL,
      seller_nip TEXT,
      seller_name TEXT,
      buyer_type TEXT,
      buyer_value TEXT,
      buyer_name TEXT,
      third_subjects TEXT,
      authorized_subject TEXT,
      currency TEXT,
      net_amount REAL,
      vat_amount REAL,
      gross_amount REAL,
      is_self_invoicing INTEGER,
      has_attachment INTEGER,
      UNIQUE (session, ordinal)
    ) STRICT;
    CREATE INDEX invoices_pending ON invoices (id) WHERE status_code < 200;
    CREATE INDEX invoices_failed ON invoices (session, ordinal) WHERE status_code >= 400;
    CREATE INDEX invoices_by_hash ON invoices (invoice_hash);
    CREATE INDEX invoices_by_storage ON invoices (permanent_storage_date);
    CREATE UNIQUE INDEX invoices_corrections ON invoices (hash_of_corrected, seller_nip)
      WHERE ksef_number IS NOT NULL AND hash_of_corrected IS NOT NULL;

    CREATE TABLE invoice_documents (
      invoice INTEGER PRIMARY KEY REFERENCES invoices (id),
      encrypted BLOB,
      content BLOB
    ) STRICT;

    CREATE TABLE invoice_uniqueness (
      seller_nip TEXT NOT NULL,
      kind TEXT NOT NULL,
      invoice_number TEXT NOT NULL,
      taken_until_year INTEGER NOT NULL,
      invoice INTEGER NOT NULL REFERENCES invoices (id),
      PRIMARY KEY (seller_nip, kind, invoice_number)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE invoice_access (
      context_type TEXT NOT NULL,
      context_value TEXT NOT NULL,
      subject TEXT NOT NULL,
      invoice INTEGER NOT NULL REFERENCES invoices (id),
      issue_date TEXT NOT NULL,
      invoicing_date INTEGER NOT NULL,
      permanent_storage_date INTEGER NOT NULL,
      PRIMARY KEY (invoice, context_type, context_value, subject)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX invoice_access_by_storage
      ON invoice_access (context_value, context_type, subject, permanent_storage_date, invoice, invoicing_date, issue_date);
    CREATE INDEX invoice_access_by_invoicing
      ON invoice_access (context_value, context_type, subject, invoicing_date, invoice, permanent_storage_date);
    CREATE INDEX invoice_access_by_issue
      ON invoice_access (context_value, context_type, subject, issue_date, invoice, permanent_storage_date);

    CREATE TABLE upos (
      reference TEXT PRIMARY KEY,
      session TEXT NOT NULL REFERENCES invoice_sessions (reference_number),
      page INTEGER,
      content BLOB NOT NULL,
      hash TEXT NOT NULL,
      UNIQUE (session, page)
    ) STRICT;
  `,
};
