/**
 * Tells whether the process that works on a row of the outbox is still alive. Each sending process holds a lock of
 * the operating system on a file of its own; the lock goes with the process, however it ends.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { fileError } from './files.ts';
import { makeFolder } from './folders.ts';
import type { Home } from './home.ts';
import { storeError } from './store-errors.ts';

export interface RunLock {
  /** Name of this run, written into the rows that it claims. */
  readonly id: string;
  release(): void;
}

const fileOf = (home: Home, id: string): string => home.path('runs', `${id}.lock`);

/** SQLite takes the lock for us: its exclusive transaction is a portable lock on an otherwise empty file. */
function lock(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Starts a run. Throws {@link CliError} where the home cannot be written. */
export function startRun(home: Home): RunLock {
  const id = randomUUID();
  const file = fileOf(home, id);
  try {
    makeFolder(home.path('runs'), 0o700);
  } catch (error) {
    throw fileError(error, home.path('runs'));
  }
  const held = locked(file);
  return {
    id,
    release() {
      held.close();
      rmSync(file, { force: true });
    },
  };
}

function locked(file: string): DatabaseSync {
  try {
    return lock(file);
  } catch (error) {
    throw storeError(error, file);
  }
}

/** Whether the process of that run still lives. The file of a dead one is removed. */
export function isRunAlive(home: Home, id: string): boolean {
  const file = fileOf(home, id);
  if (!existsSync(file)) return false;
  try {
    lock(file).close();
  } catch {
    return true;
  }
  rmSync(file, { force: true });
  return false;
}
