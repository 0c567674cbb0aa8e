import type { Migration } from '../migrations.ts';

/** What the control side keeps: how the clock stands, Latarnia, scenarios that were made. */
export const controlMigration: Migration = {
  name: '006-control',
  sql: `
    CREATE TABLE control_state (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
