/** The table in `migrations/006-control`: small facts of the control side, each JSON under a name. */
import type { DatabaseSync } from 'node:sqlite';
import type { Queries } from './store.ts';

/** The folder that the blobs are in, where it is not the first one. */
export const blobFolderFact = 'blob-folder';
/** Whether the state was ever exchanged. */
export const replacedFact = 'replaced';

export interface ControlStateRow {
  name: string;
  /** JSON. */
  value: string;
}

export interface ControlTables {
  control_state: ControlStateRow;
}

/** The fact under a name; undefined where there is none. */
export async function readFact<Fact>(db: Queries, name: string): Promise<Fact | undefined> {
  const row = await db
    .selectFrom('control_state')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirst();
  return row && (JSON.parse(row.value) as Fact);
}

/** Writes a fact in place of the one that was there. */
export async function writeFact(db: Queries, name: string, fact: unknown): Promise<void> {
  await db
    .replaceInto('control_state')
    .values({ name, value: JSON.stringify(fact) })
    .execute();
}

/** The fact under a name, read before there are queries. */
export function factIn<Fact>(database: DatabaseSync, name: string): Fact | undefined {
  const row = database.prepare('SELECT value FROM control_state WHERE name = ?').get(name);
  return row && (JSON.parse(String(row.value)) as Fact);
}

export async function removeFact(db: Queries, name: string): Promise<void> {
  await db.deleteFrom('control_state').where('name', '=', name).execute();
}
