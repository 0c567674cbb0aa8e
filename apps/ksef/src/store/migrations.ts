import type { DatabaseSync } from 'node:sqlite';
import { identityMigration } from './migrations/001-identity.ts';
import { sessionsMigration } from './migrations/002-sessions.ts';
import { permissionsMigration } from './migrations/003-permissions.ts';
import { batchMigration } from './migrations/004-batch.ts';
import { exportsMigration } from './migrations/005-exports.ts';
import { controlMigration } from './migrations/006-control.ts';
import { peppolMigration } from './migrations/007-peppol.ts';
import { collectiveIdentifiersMigration } from './migrations/008-collective-identifiers.ts';
import { packedDocumentsMigration } from './migrations/009-packed-documents.ts';
import { limitsMigration } from './migrations/010-limits.ts';
import { shortHashIndexMigration } from './migrations/011-short-hash-index.ts';
import { tokenOfOperationMigration } from './migrations/012-token-of-operation.ts';
import { inTransaction } from './sqlite.ts';

/** One step of the database's shape: SQL that runs once, in one transaction, in the order of the list below. */
export interface Migration {
  name: string;
  sql: string;
}

/** Every step so far. Steps that were published never change; what comes later is a new step at the end. */
const migrations: readonly Migration[] = [
  identityMigration,
  sessionsMigration,
  permissionsMigration,
  batchMigration,
  exportsMigration,
  controlMigration,
  peppolMigration,
  collectiveIdentifiersMigration,
  packedDocumentsMigration,
  limitsMigration,
  shortHashIndexMigration,
  tokenOfOperationMigration,
];

/** The database has steps that this program does not know: a newer version made it. */
export class NewerDatabaseError extends Error {}

/** Brings the database to the newest shape. Throws `NewerDatabaseError`, or what SQLite throws. */
export function migrate(database: DatabaseSync): void {
  database.exec(
    'CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL) STRICT',
  );
  const rows = database.prepare('SELECT name FROM migrations').all() as { name: string }[];
  const applied = new Set(rows.map((row) => row.name));
  const known = new Set(migrations.map((migration) => migration.name));
  const unknown = [...applied].find((name) => !known.has(name));
  if (unknown !== undefined) throw new NewerDatabaseError(unknown);
  const record = database.prepare('INSERT INTO migrations (name, applied_at) VALUES (?, ?)');
  for (const migration of migrations) {
    if (applied.has(migration.name)) continue;
    inTransaction(database, () => {
      database.exec(migration.sql);
      record.run(migration.name, new Date().toISOString());
    });
  }
}
