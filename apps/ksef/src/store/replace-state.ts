/** The rows of a database exchanged for those of another, or for none: in one transaction, whatever tables there are. */
import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from './sqlite.ts';

/** What belongs to the installation, not to its state: keys, secrets, the steps of the database's shape. */
const kept: ReadonlySet<string> = new Set(['migrations', 'authorities', 'secrets']);

/**
 * Empties every table and fills it from a database of the same shape, if one is given. Nothing else may use the
 * connection meanwhile. Throws what SQLite throws, and then nothing has changed.
 * @param source file or URI of the other database
 * @param facts written to `control_state` in the same transaction
 */
export function replaceState(
  database: DatabaseSync,
  source: string | null,
  facts: Readonly<Record<string, unknown>>,
): void {
  if (source !== null) database.prepare('ATTACH ? AS replacement').run(source);
  try {
    // References between tables hold again once all of them are filled.
    database.exec('PRAGMA foreign_keys = OFF');
    inTransaction(database, () => {
      for (const table of tablesOf(database)) replaceRows(database, table, source !== null);
      const write = database.prepare('INSERT OR REPLACE INTO control_state (name, value) VALUES (?, ?)');
      for (const [name, fact] of Object.entries(facts)) write.run(name, JSON.stringify(fact));
    });
  } finally {
    database.exec('PRAGMA foreign_keys = ON');
    if (source !== null) database.exec('DETACH replacement');
  }
}

function tablesOf(database: DatabaseSync): string[] {
  const rows = database
    .prepare(
      "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    )
    .all() as { name: string }[];
  return rows.map(({ name }) => name).filter((name) => !kept.has(name));
}

function replaceRows(database: DatabaseSync, table: string, hasSource: boolean): void {
  database.exec(`DELETE FROM main."${table}"`);
  if (!hasSource) return;
  const columns = database.prepare('SELECT name FROM pragma_table_info(?)').all(table) as { name: string }[];
  const list = columns.map(({ name }) => `"${name}"`).join(', ');
  database.exec(`INSERT INTO main."${table}" (${list}) SELECT ${list} FROM replacement."${table}"`);
}
