import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, it } from 'vitest';
import { removeFolder, temporaryFolder } from '../../test/temporary-folder.ts';
import { takeOverLog } from './take-over-log.ts';

const folder = temporaryFolder();
afterAll(() => removeFolder(folder));

it('brings what is in the log into the file, while the database is in use', () => {
  const file = join(folder, 'a database ? with #signs.db');
  const database = new DatabaseSync(file);
  database.exec(
    'PRAGMA journal_mode = WAL; CREATE TABLE numbers (value INTEGER); INSERT INTO numbers VALUES (7)',
  );
  takeOverLog(file);
  const copy = join(folder, 'copy.db');
  copyFileSync(file, copy);
  database.exec('INSERT INTO numbers VALUES (8)');
  database.close();
  const copied = new DatabaseSync(copy);
  expect(copied.prepare('SELECT value FROM numbers').all()).toEqual([{ value: 7 }]);
  copied.close();
});

it('makes no file where there is none', () => {
  const file = join(folder, 'gone.db');
  expect(() => takeOverLog(file)).toThrow('unable to open database file');
  expect(existsSync(file)).toBe(false);
});
