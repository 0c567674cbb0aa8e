import type { Migration } from '../migrations.ts';

/** Providers of Peppol services that logged in once. Moments are milliseconds since 1970. */
export const peppolMigration: Migration = {
  name: '007-peppol',
  sql: `
    CREATE TABLE peppol_providers (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX peppol_providers_newest_first ON peppol_providers (created_at DESC, id, name);
    INSERT INTO peppol_providers
      SELECT context_value, context_value, min(started_at) FROM authentications
      WHERE method = 'PeppolSignature' AND status_code = 200 AND context_type = 'PeppolId'
      GROUP BY context_value;
  `,
};
