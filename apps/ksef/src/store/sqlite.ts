import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { type DatabaseConnection, type SqliteDatabase, SqliteDialect, SqliteDriver } from 'kysely';

/** How many compiled statements are kept; the rest are compiled again when they come back. */
const statementLimit = 500;

/**
 * Pages of the write-ahead log after which they are taken over into the database: 48 MB. What is written again and
 * again meanwhile (every index of invoices) is taken over once, and hardly while a package of ten thousand is written.
 */
const checkpointPages = 12_000;

/** Pages that are kept in memory: more than a transaction of some hundred invoices touches, so that it writes each once. */
const cacheKilobytes = 4000;

/**
 * Opens a database file (or `:memory:`) for one process. Write-ahead log with `synchronous = NORMAL`: what is
 * committed survives the death of the process at any moment. Throws what SQLite throws, and then leaves nothing open.
 */
export function openSqlite(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: 5000 });
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;');
    database.exec(`PRAGMA wal_autocheckpoint = ${checkpointPages}; PRAGMA cache_size = -${cacheKilobytes}`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Runs work in a transaction of the bare connection. Throws what it throws, and then nothing has changed. */
export function inTransaction(database: DatabaseSync, work: () => void): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    work();
    database.exec('COMMIT');
  } catch (error) {
    // Where the disk is full, SQLite has done so already.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** Kysely over `node:sqlite`: every statement is compiled once and kept. */
export function sqliteDialect(database: DatabaseSync): SqliteDialect {
  const statements = new Map<string, Prepared>();
  const adapter: SqliteDatabase = {
    close: () => database.close(),
    prepare: (sql) => {
      const known = statements.get(sql);
      if (known) return known;
      if (statements.size >= statementLimit) statements.clear();
      const prepared = new Prepared(database.prepare(sql), /^\s*select\b/i.test(sql));
      statements.set(sql, prepared);
      return prepared;
    },
  };
  const dialect = new SqliteDialect({ database: adapter });
  dialect.createDriver = () => new Driver(database, adapter);
  return dialect;
}

class Driver extends SqliteDriver {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync, adapter: SqliteDatabase) {
    super({ database: adapter });
    this.#database = database;
  }

  /** Where the disk is full, SQLite has done so already: another attempt would fail and hide why. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.isTransaction) await super.rollbackTransaction(connection);
  }
}

/** A statement in the form that Kysely's dialect expects. */
class Prepared {
  readonly reader: boolean;
  readonly #statement: StatementSync;
  readonly #onlyReads: boolean;

  constructor(statement: StatementSync, onlyReads: boolean) {
    this.#statement = statement;
    this.#onlyReads = onlyReads;
    this.reader = statement.columns().length > 0;
  }

  all(parameters: readonly unknown[]): unknown[] {
    const values = parameters as SQLInputValue[];
    try {
      return this.#statement.all(...values);
    } catch (error) {
      if (!this.#onlyReads || (error as NodeJS.ErrnoException).code !== 'ERR_OUT_OF_RANGE') throw error;
      return this.#allWithLargeIntegers(values);
    }
  }

  /**
   * Rows with an integer beyond 2^53, which nothing of this program writes, and a database of an earlier version
   * or from elsewhere may hold. The nearest number is good enough for what can only be refused.
   */
  #allWithLargeIntegers(values: SQLInputValue[]): unknown[] {
    this.#statement.setReadBigInts(true);
    try {
      return this.#statement.all(...values).map(withNumbers);
    } finally {
      this.#statement.setReadBigInts(false);
    }
  }

  run(parameters: readonly unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint } {
    return this.#statement.run(...(parameters as SQLInputValue[]));
  }

  iterate(parameters: readonly unknown[]): IterableIterator<unknown> {
    return this.#statement.iterate(...(parameters as SQLInputValue[]));
  }
}

const withNumbers = (row: object): object =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [column, typeof value === 'bigint' ? Number(value) : value]),
  );
