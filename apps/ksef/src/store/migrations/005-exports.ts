import type { Migration } from '../migrations.ts';

/** Packages of invoices that were asked for. */
export const exportsMigration: Migration = {
  name: '005-exports',
  sql: `
    CREATE TABLE exports (
      reference_number TEXT PRIMARY KEY,
      context_type TEXT NOT NULL,
      context_value TEXT NOT NULL,
      filters TEXT NOT NULL,
      only_metadata INTEGER NOT NULL,
      compression TEXT NOT NULL,
      symmetric_key BLOB,
      initialization_vector BLOB,
      status_code INTEGER NOT NULL,
      status_details TEXT,
      created_at INTEGER NOT NULL,
      due_at INTEGER,
      completed_at INTEGER,
      expires_at INTEGER,
      invoice_count INTEGER,
      size INTEGER,
      is_truncated INTEGER,
      last_date TEXT,
      high_water_mark INTEGER
    ) STRICT;
    CREATE INDEX exports_due ON exports (due_at) WHERE due_at IS NOT NULL;
    CREATE INDEX exports_by_context ON exports (context_type, context_value, status_code);
    CREATE INDEX exports_kept ON exports (expires_at) WHERE expires_at IS NOT NULL;

    CREATE TABLE export_parts (
      export TEXT NOT NULL REFERENCES exports (reference_number),
      ordinal INTEGER NOT NULL,
      size INTEGER NOT NULL,
      hash TEXT NOT NULL,
      encrypted_size INTEGER NOT NULL,
      encrypted_hash TEXT NOT NULL,
      PRIMARY KEY (export, ordinal)
    ) STRICT, WITHOUT ROWID;
  `,
};
