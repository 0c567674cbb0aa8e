import { chmodSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { Kysely, type Transaction } from 'kysely';
import { KsefStartError } from '../start-error.ts';
import type { BatchTables } from './batch.ts';
import { firstBlobFolder } from './blob-folders.ts';
import { type Blobs, createBlobs } from './blobs.ts';
import type { CollectiveIdentifierTables } from './collective-identifiers.ts';
import { blobFolderFact, type ControlTables, factIn, replacedFact } from './control.ts';
import { databaseFile } from './database-file.ts';
import { isDiskFull } from './disk-full.ts';
import type { ExportTables } from './exports.ts';
import { createPrivately, lockFolder } from './folder-lock.ts';
import type { IdentityTables } from './identity.ts';
import type { LimitTables } from './limits.ts';
import { migrate, NewerDatabaseError } from './migrations.ts';
import type { PeppolTables } from './peppol.ts';
import type { PermissionTables } from './permissions.ts';
import type { SessionTables } from './sessions.ts';
import { openSqlite, sqliteDialect } from './sqlite.ts';

/** All tables. Each area declares its own in `store/<area>.ts` with a migration beside. */
export type Tables = BatchTables &
  CollectiveIdentifierTables &
  ControlTables &
  ExportTables &
  IdentityTables &
  LimitTables &
  PeppolTables &
  PermissionTables &
  SessionTables;

export type Database = Kysely<Tables>;

/**
 * The database or a transaction of it. Inside a transaction only the transaction may be used: the database
 * has one connection, and waiting for it there would wait for oneself.
 */
export type Queries = Kysely<Tables> | Transaction<Tables>;

export interface Store {
  db: Database;
  /** Folder of the data, or null in memory. */
  folder: string | null;
  /** Files that are too large for rows. */
  blobs: Blobs;
  /** Runs work on the bare connection while nothing else uses it. */
  exclusively<Result>(work: (database: DatabaseSync) => Result): Promise<Result>;
  /** Whether the state was ever exchanged: then tokens may name log-ins that are not there. */
  isReplaced: boolean;
  /**
   * Writes a file of the data folder, which others may read unless told otherwise; nothing in memory. Returns its path.
   */
  exportFile(name: string, content: string, mode?: number): string | null;
  close(): Promise<void>;
}

/**
 * Opens the data folder (made with mode 0700 where it is missing) or a database in memory.
 * Throws `KsefStartError` and then leaves nothing open.
 */
export function openStore(folder: string | null): Store {
  if (folder === null)
    return storeOf(
      prepared(() => openSqlite(':memory:')),
      null,
      () => {},
    );
  return attempt(folder, () => {
    makeFolder(folder);
    const release = lockFolder(folder);
    try {
      const file = join(folder, databaseFile);
      createPrivately(file);
      return storeOf(
        prepared(() => openSqlite(file)),
        folder,
        release,
      );
    } catch (error) {
      release();
      throw error;
    }
  });
}

function storeOf(database: DatabaseSync, folder: string | null, release: () => void): Store {
  const db = new Kysely<Tables>({ dialect: sqliteDialect(database) });
  return {
    db,
    folder,
    blobs: createBlobs(folder, factIn<string>(database, blobFolderFact) ?? firstBlobFolder),
    exclusively: (work) => db.connection().execute(async () => work(database)),
    isReplaced: factIn<boolean>(database, replacedFact) ?? false,
    exportFile: (name, content, mode = 0o644) => {
      if (folder === null) return null;
      const path = join(folder, name);
      attempt(folder, () => {
        writeFileSync(path, content, { mode });
        // One that was there keeps its mode otherwise.
        chmodSync(path, mode);
      });
      return path;
    },
    close: async () => {
      await db.destroy();
      // Kysely opens on first use; a store that nobody used is closed here.
      if (database.isOpen) database.close();
      release();
    },
  };
}

/**
 * Makes a folder and what is missing above it. Not by `recursive` of `mkdirSync`: that never ends where the
 * system says that a folder is not there and cannot be made either, as below `/proc`.
 */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && statSync(folder).isDirectory()) return;
    const parent = dirname(folder);
    if (code !== 'ENOENT' || existsSync(parent)) throw error;
    makeFolder(parent);
    mkdirSync(folder, { mode: 0o700 });
  }
}

function prepared(open: () => DatabaseSync): DatabaseSync {
  const database = open();
  try {
    migrate(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Runs work on the folder and turns what the system or SQLite says into a sentence for a person. */
function attempt<T>(folder: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw startErrorOf(error, folder);
  }
}

const systemCodes: Record<string, ConstructorParameters<typeof KsefStartError>[0]> = {
  EACCES: 'data-folder-not-writable',
  EPERM: 'data-folder-not-writable',
  EROFS: 'data-folder-not-writable',
  ENOTDIR: 'data-folder-not-a-folder',
  EEXIST: 'data-folder-not-a-folder',
  ELOOP: 'data-folder-not-a-folder',
  EIO: 'data-folder-failing',
  ENOENT: 'data-folder-not-writable',
};

// Primary result codes of SQLite: https://sqlite.org/rescode.html
const sqliteCodes: Record<number, ConstructorParameters<typeof KsefStartError>[0]> = {
  5: 'data-folder-in-use',
  8: 'data-folder-not-writable',
  10: 'data-folder-failing',
  11: 'database-unreadable',
  14: 'data-folder-not-writable',
  26: 'database-unreadable',
};

function startErrorOf(error: unknown, folder: string): unknown {
  if (error instanceof KsefStartError) return error;
  if (error instanceof NewerDatabaseError) return new KsefStartError('database-newer', folder, error);
  if (isDiskFull(error)) return new KsefStartError('disk-full', folder, error);
  const { code, errcode } = error as { code?: string; errcode?: number };
  const known = systemCodes[code ?? ''] ?? sqliteCodes[(errcode ?? 0) & 0xff];
  return known === undefined ? error : new KsefStartError(known, folder, error);
}
