import type { Migration } from '../migrations.ts';

/** Packages of invoices that are sent in parts, and whose invoices may have attachments. */
export const batchMigration: Migration = {
  name: '004-batch',
  sql: `
    CREATE TABLE batch_packages (
      session TEXT PRIMARY KEY REFERENCES invoice_sessions (reference_number),
      compression TEXT NOT NULL,
      file_size INTEGER NOT NULL,
      file_hash TEXT NOT NULL,
      declared_offline INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE batch_parts (
      session TEXT NOT NULL REFERENCES batch_packages (session),
      ordinal INTEGER NOT NULL,
      declared_size INTEGER NOT NULL,
      declared_hash TEXT NOT NULL,
      received_size INTEGER,
      received_hash TEXT,
      PRIMARY KEY (session, ordinal)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE attachment_consents (
      nip TEXT PRIMARY KEY,
      granted_at INTEGER NOT NULL,
      ends_on TEXT
    ) STRICT;

    ALTER TABLE invoices ADD COLUMN file_name TEXT;

    CREATE INDEX invoice_sessions_processing ON invoice_sessions (due_at_ms) WHERE status_code = 150;
  `,
};
