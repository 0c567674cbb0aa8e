/** The write-ahead log of a database that is in use; apart from all else, as a thread loads it that needs nothing else. */
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';

/**
 * Takes the log over into the database that another connection has open, as far as nobody reads from it. It writes
 * megabytes and waits for the disk, but keeps no one else waiting. Throws what SQLite throws; a file that is not there is
 * not made.
 */
export function takeOverLog(file: string): void {
  const place = pathToFileURL(file);
  place.searchParams.set('mode', 'rw');
  const database = new DatabaseSync(place);
  try {
    database.exec('PRAGMA wal_checkpoint(PASSIVE)');
  } finally {
    database.close();
  }
}
