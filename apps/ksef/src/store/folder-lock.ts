import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { KsefStartError } from '../start-error.ts';

const sqliteBusy = 5;

/**
 * Takes the folder for this process. The lock is one of the operating system, held through a small SQLite
 * file: it goes with the process, however that ends, so nothing stale can be left behind.
 * Throws `KsefStartError` 'data-folder-in-use'. Returns what gives the folder back.
 */
export function lockFolder(folder: string): () => void {
  const file = join(folder, 'ksef.lock');
  createPrivately(file);
  const lock = new DatabaseSync(file, { timeout: 0 });
  try {
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    const busy = ((error as { errcode?: number }).errcode ?? 0) & 0xff;
    if (busy === sqliteBusy) throw new KsefStartError('data-folder-in-use', folder, error);
    throw error;
  }
  return () => {
    if (lock.isOpen) lock.close();
  };
}

/** Makes a file that only its owner may read. SQLite gives its side files the mode of the database. */
export function createPrivately(file: string): void {
  if (!existsSync(file)) writeFileSync(file, '', { mode: 0o600, flag: 'a' });
  chmodSync(file, 0o600);
}
