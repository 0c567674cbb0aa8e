/** Writing many rows by few statements: of each table there are only as many of them as there are sizes below. */
import { CompiledQuery } from 'kysely';
import type { Queries, Tables } from './store.ts';

export type Cell = string | number | Uint8Array | null;

/** Rows that one statement writes. */
const statementRows = [100, 20, 5, 1];

const statements = new Map<string, string>();

/** The statement for so many rows, always the same text, so that the compiled one is found again. */
function statementOf(table: string, columns: readonly string[], rows: number, onConflict: string): string {
  const key = `${rows} ${table} ${columns.join()} ${onConflict}`;
  const known = statements.get(key);
  if (known !== undefined) return known;
  const row = `(${columns.map(() => '?').join(', ')})`;
  const values = Array.from({ length: rows }, () => row).join(', ');
  const conflict = onConflict === '' ? '' : ` ON CONFLICT ${onConflict}`;
  const made = `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${values}${conflict}`;
  statements.set(key, made);
  return made;
}

/** What of an item goes into which column. */
export type CellsOf<Table extends keyof Tables, Item> = {
  readonly [Column in keyof Tables[Table]]?: (item: Item) => Cell;
};

/**
 * Inserts a row for each item, in their order; a conflict is an error unless `onConflict` says what comes of it.
 * @param onConflict SQL, as `DO NOTHING`
 */
export async function insertMany<Table extends keyof Tables & string, Item>(
  db: Queries,
  table: Table,
  cells: CellsOf<Table, Item>,
  items: readonly Item[],
  onConflict = '',
): Promise<void> {
  const columns = Object.keys(cells);
  const cellsOf = Object.values(cells) as ((item: Item) => Cell)[];
  let next = 0;
  for (const count of statementRows) {
    for (; items.length - next >= count; next += count) {
      const parameters: Cell[] = [];
      for (let at = next; at < next + count; at += 1) {
        for (const cell of cellsOf) parameters.push(cell(items[at] as Item));
      }
      await db.executeQuery(CompiledQuery.raw(statementOf(table, columns, count, onConflict), parameters));
    }
  }
}
