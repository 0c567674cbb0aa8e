/** What a person names on the command line, found in the outbox: by file, number, KSeF number or reference. */
import { existsSync, statSync } from 'node:fs';
import type { ConnectionChoice } from './command.ts';
import { sha256Of } from './document.ts';
import { readInput } from './files.ts';
import type { Outbox, OutboxRow } from './outbox.ts';
import { askedPlace, isIn } from './place.ts';

/** Rows that are meant, newest first; only of the environment and context where these were given. */
export async function rowsMeantBy(
  outbox: Outbox,
  what: string,
  choice: ConnectionChoice,
): Promise<OutboxRow[]> {
  const isFile = existsSync(what) && statSync(what).isFile();
  const found = outbox.search(isFile ? sha256Of(readInput(what)) : what.trim());
  return found.filter(isIn(await askedPlace(choice)));
}

const referenceForm = /^\d{8}-([A-Z]{2})-[0-9A-F]{10}-[0-9A-F]{10}-[0-9A-F]{2}$/;

/** The kind of thing that a reference number names, as its two letters; undefined where it is no reference number. */
export const referenceKind = (text: string): string | undefined =>
  referenceForm.exec(text.trim().toUpperCase())?.[1];

/** Whether a text has the form of a session's reference number. Source: reference numbers of the official contract. */
export const isSessionReference = (text: string): boolean => ['SO', 'SB'].includes(referenceKind(text) ?? '');

/** The connection that a row belongs to, as the choice of one. */
export const connectionOf = (row: OutboxRow): ConnectionChoice => ({
  env: row.baseUrl,
  context: row.contextIdentifier,
});
