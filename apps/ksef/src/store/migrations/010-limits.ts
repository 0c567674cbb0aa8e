import type { Migration } from '../migrations.ts';

/** Limits of contexts and subjects, contexts in which nobody logs in, and stricter checks for a session. */
export const limitsMigration: Migration = {
  name: '010-limits',
  sql: `
    CREATE TABLE context_limits (
      kind TEXT NOT NULL,
      type TEXT NOT NULL,
      value TEXT NOT NULL,
      limits TEXT NOT NULL,
      PRIMARY KEY (kind, type, value)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE subject_limits (
      type TEXT NOT NULL,
      value TEXT NOT NULL,
      max_enrollments INTEGER,
      max_certificates INTEGER,
      PRIMARY KEY (type, value)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE blocked_contexts (
      type TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (type, value)
    ) STRICT, WITHOUT ROWID;

    ALTER TABLE invoice_sessions ADD COLUMN checks_identifiers INTEGER NOT NULL DEFAULT 0;
  `,
};
