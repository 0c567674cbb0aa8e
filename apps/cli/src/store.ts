/**
 * The database of the command: one SQLite file in the home, with connections and the outbox.
 */
import { randomBytes } from 'node:crypto';
import { accessSync, chmodSync, constants, existsSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { CliError } from './exit.ts';
import type { Home } from './home.ts';
import { textOf } from './messages.ts';
import { nameStore, storeError } from './store-errors.ts';

/** What brings a database of an older version to the next one; the position is the version. */
const migrations: readonly string[] = [
  `
  CREATE TABLE facts (name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT;
  CREATE TABLE connections (
    id INTEGER PRIMARY KEY,
    environment TEXT NOT NULL,
    base_url TEXT NOT NULL,
    nip TEXT NOT NULL,
    method TEXT NOT NULL,
    certificate_serial TEXT,
    certificate_valid_to TEXT,
    secret TEXT,
    tokens TEXT,
    connected_at TEXT NOT NULL,
    UNIQUE (base_url, nip)
  ) STRICT;
  CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    base_url TEXT NOT NULL,
    nip TEXT NOT NULL,
    file TEXT NOT NULL,
    source_sha256 TEXT NOT NULL,
    xml BLOB NOT NULL,
    xml_sha256 TEXT NOT NULL,
    invoice_number TEXT NOT NULL,
    state TEXT NOT NULL,
    session_reference TEXT,
    invoice_reference TEXT,
    ksef_number TEXT,
    upo_file TEXT,
    refusal TEXT,
    claimed_by TEXT,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    UNIQUE (base_url, nip, source_sha256)
  ) STRICT;
  CREATE INDEX outbox_by_number ON outbox (invoice_number);
  CREATE INDEX outbox_by_ksef_number ON outbox (ksef_number);
  CREATE INDEX outbox_by_reference ON outbox (invoice_reference);
  CREATE INDEX outbox_open ON outbox (state, id) WHERE state IN ('stored', 'sending', 'sent');
  `,
  `
  ALTER TABLE connections ADD COLUMN ksef_identity TEXT;
  `,
  `
  CREATE TABLE batches (id TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT;
  ALTER TABLE outbox ADD COLUMN batch_id TEXT;
  CREATE INDEX outbox_by_batch ON outbox (batch_id) WHERE batch_id IS NOT NULL;
  `,
  `
  CREATE INDEX outbox_by_source ON outbox (source_sha256);
  CREATE INDEX outbox_by_xml ON outbox (xml_sha256);
  `,
  // Apart from the rows: SQLite writes a row anew as a whole whenever its state changes.
  `
  CREATE TABLE documents (outbox_id INTEGER PRIMARY KEY REFERENCES outbox (id), xml BLOB NOT NULL) STRICT;
  INSERT INTO documents SELECT id, xml FROM outbox;
  ALTER TABLE outbox DROP COLUMN xml;
  `,
  // Connections are also those of units, pairs and Peppol providers.
  `
  ALTER TABLE connections RENAME COLUMN nip TO context;
  ALTER TABLE outbox RENAME COLUMN nip TO context;
  `,
];

export type Store = DatabaseSync;

/**
 * Compiles each statement once. A statement that is left to the garbage collector holds kilobytes that the collector
 * does not know of: with a statement for every invoice, hundreds of megabytes.
 */
class Database extends DatabaseSync {
  readonly #statements = new Map<string, StatementSync>();

  override prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = super.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

export const storeFileOf = (home: Home): string => home.path('kwit.db');

/** Opens the database of the home and creates what is missing. Throws {@link CliError}. */
export function openStore(home: Home): Store {
  home.create();
  const file = storeFileOf(home);
  const isNew = !existsSync(file);
  nameStore(file);
  try {
    const store = new Database(file, { timeout: 10_000 });
    if (isNew) chmodSync(file, 0o600);
    // FULL: what is written before sending must also survive a power cut.
    store.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
    migrate(store, file);
    // Closing folds the log into the one file, so that a copy of it is a whole backup.
    process.on('exit', () => store.close());
    return store;
  } catch (error) {
    throw storeError(error, file);
  }
}

/**
 * Opens the database of the home for what only reads. Where there is none, it is as if it were empty; where the home
 * cannot be written, it is read as it stands. Throws {@link CliError}.
 */
export function openStoreToRead(home: Home): Store {
  const file = storeFileOf(home);
  if (!existsSync(file)) {
    // What is no folder is refused as everywhere.
    if (home.exists()) home.create();
    const store = new Database(':memory:');
    migrate(store, file);
    return store;
  }
  if (isWritable(file) && isWritable(home.folder)) return openStore(home);
  nameStore(file);
  try {
    // SQLite would make its files of the log beside the database, were it not told that nobody writes there.
    const place = pathToFileURL(file);
    place.search = existsSync(`${file}-wal`) ? 'mode=ro' : 'immutable=1';
    const store = new Database(place, { readOnly: true, timeout: 10_000 });
    const from = version(store);
    if (from > migrations.length) throw refused('store-newer', file);
    // To bring it forward is to write.
    if (from < migrations.length) throw refused('store-read-only', file);
    return store;
  } catch (error) {
    throw storeError(error, file);
  }
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

const refused = (fault: 'store-newer' | 'store-read-only', file: string): CliError =>
  new CliError(fault, textOf(`error.${fault}`, { file }), { remedy: textOf(`remedy.${fault}`) });

function version(store: Store): number {
  const row = store.prepare('PRAGMA user_version').get();
  return Number(row?.user_version ?? 0);
}

function migrate(store: Store, file: string): void {
  if (version(store) === migrations.length) return;
  transaction(store, () => {
    // Read again: another process may have done it between the first look and the lock.
    const from = version(store);
    if (from > migrations.length) throw refused('store-newer', file);
    for (const step of migrations.slice(from)) store.exec(step);
    store.exec(`PRAGMA user_version = ${migrations.length}`);
  });
}

/** Runs `work` so that all of it is written or nothing; within another transaction as a part of that one. */
export function transaction<Result>(store: Store, work: () => Result): Result {
  if (store.isTransaction) return work();
  store.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    store.exec('COMMIT');
    return result;
  } catch (error) {
    if (store.isTransaction) store.exec('ROLLBACK');
    throw error;
  }
}

/** The salt of this home's database, made on first use. */
export function saltOf(store: Store): Uint8Array {
  store.prepare("INSERT OR IGNORE INTO facts (name, value) VALUES ('salt', ?)").run(randomBytes(16));
  const row = store.prepare("SELECT value FROM facts WHERE name = 'salt'").get();
  return row?.value as Uint8Array;
}
