/** Writing many rows by one statement: they travel as one JSON parameter, so the statement is the same for any number. */
import { sql } from 'kysely';
import type { Queries, Tables } from './store.ts';

type Cell = string | number | null;

/**
 * Inserts rows; a conflict is an error unless `onConflict` says what comes of it. Blobs cannot be written so.
 * @param onConflict SQL, as `DO NOTHING`
 */
export async function insertMany<Table extends keyof Tables & string>(
  db: Queries,
  table: Table,
  columns: readonly (keyof Tables[Table] & string)[],
  rows: readonly (readonly Cell[])[],
  onConflict = '',
): Promise<void> {
  if (rows.length === 0) return;
  const values = columns.map((_, index) => `value->>${index}`).join(', ');
  const conflict = onConflict === '' ? '' : ` ON CONFLICT ${onConflict}`;
  // Without the condition SQLite would read ON CONFLICT as part of a join.
  const head = `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${values} FROM json_each(`;
  await sql`${sql.raw(head)}${JSON.stringify(rows)}) WHERE true${sql.raw(conflict)}`.execute(db);
}
