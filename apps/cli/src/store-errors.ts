/**
 * What the database reports, in words. Apart from the store, so that telling an error does not load SQLite.
 */
import { CliError } from './exit.ts';
import { type MessageKey, textOf } from './messages.ts';

/** Result codes of SQLite that a person can do something about. Source: sqlite.org/rescode.html. */
const known: Readonly<Record<number, string>> = {
  5: 'store-busy',
  8: 'store-read-only',
  10: 'disk-full',
  11: 'store-damaged',
  13: 'disk-full',
  14: 'store-unopenable',
  26: 'store-damaged',
};

/** The database that is open, because SQLite's errors do not name it. A command works with one home. */
let openFile = '';

/** Remembers which file the errors to come are about. */
export function nameStore(file: string): void {
  openFile = file;
}

/** Turns an error of SQLite into one that a person can act on; anything else is handed back as it is. */
export function storeError(error: unknown, file: string = openFile): unknown {
  const primary = sqliteCode(error);
  const code = primary === undefined ? undefined : known[primary];
  if (!code) return error;
  return new CliError(code, textOf(`error.${code}` as MessageKey, { file }), {
    remedy: textOf(`remedy.${code}` as MessageKey, { file }),
    cause: error,
  });
}

/** The primary result code of an error of SQLite (the low byte; the rest says more about the same). */
export function sqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number')
    return undefined;
  return error.errcode & 0xff;
}
