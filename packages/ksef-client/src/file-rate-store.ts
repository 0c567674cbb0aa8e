/** A budget of requests that processes of one machine share: a small SQLite file. Needs Node.js 22.13 or newer. */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { furthestAheadMs, nextPlace, type Place, type PlaceRequest, type RateStore } from './rate-store.ts';

/** Nobody holds the lock for longer than a few milliseconds. */
const lockTimeoutMs = 5000;

const schema = `
  CREATE TABLE IF NOT EXISTS places (key TEXT NOT NULL, at REAL NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS places_by_key ON places (key, at);
  CREATE TABLE IF NOT EXISTS pauses (key TEXT PRIMARY KEY, until REAL NOT NULL) STRICT;
`;

/**
 * Keeps the budget in a file. The operating system releases the file's lock where a process ends in the middle, and what
 * it had not finished is undone, so that a kill leaves nothing behind.
 */
export class FileRateStore implements RateStore, Disposable {
  readonly #database: DatabaseSync;
  readonly #statements: Record<
    'fromEnd' | 'take' | 'forget' | 'paused' | 'pause' | 'otherClock',
    StatementSync
  >;

  /** Opens the file, or makes it. Throws what `node:sqlite` throws. */
  constructor(path: string) {
    this.#database = new DatabaseSync(path, { timeout: lockTimeoutMs });
    const prepare = (sql: string) => this.#database.prepare(sql);
    // What a power cut takes is a count of seconds; it is worth no waiting for the disk.
    this.#database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; ${schema}`);
    this.#statements = {
      fromEnd: prepare('SELECT at FROM places WHERE key = ? ORDER BY at DESC LIMIT 1 OFFSET ?'),
      take: prepare('INSERT INTO places VALUES (?, ?)'),
      forget: prepare('DELETE FROM places WHERE key = ? AND at < ?'),
      otherClock: prepare('DELETE FROM places WHERE key = ? AND at > ?'),
      paused: prepare('SELECT until FROM pauses WHERE key = ? AND until <= ?'),
      pause: prepare(
        'INSERT INTO pauses VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET until = max(until, excluded.until)',
      ),
    };
  }

  /**
   * Finds the next free place among those of all processes, and takes it unless it is too late.
   */
  reserve(request: PlaceRequest): Place {
    return this.#alone(() => {
      const { fromEnd, forget, otherClock, paused, take } = this.#statements;
      const { key, now, windows, latest } = request;
      const end = now + furthestAheadMs;
      otherClock.run(key, end);
      forget.run(key, now - Math.max(0, ...windows.map(({ lengthMs }) => lengthMs)));
      const at = nextPlace(request, {
        pausedUntil: numberOf(paused.get(key, end)?.until) ?? 0,
        fromEnd: (n) => numberOf(fromEnd.get(key, n - 1)?.at),
      });
      if (at > latest) return { at, taken: false };
      take.run(key, at);
      return { at, taken: true };
    });
  }

  /**
   * Holds everything of the key back in all processes.
   */
  pause(key: string, until: number): void {
    this.#statements.pause.run(key, until);
  }

  /** Closes the file. */
  [Symbol.dispose](): void {
    this.#database.close();
  }

  #alone<T>(work: () => T): T {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }
}

const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
