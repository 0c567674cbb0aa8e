import { sql } from 'kysely';
import type { Database, Tables } from '../store/store.ts';
import type { Work } from './background.ts';

/** Tables whose rows wait for work: each has a reference number, and a `due_at` until the work is done. */
type WaitingTable = {
  [Name in keyof Tables]: Tables[Name] extends { reference_number: string; due_at: number | null }
    ? Name
    : never;
}[keyof Tables];

/** How background work finds the rows of a table that are due, oldest first. */
export function dueRowsOf(db: Database, table: WaitingTable): Pick<Work, 'due' | 'nextDueAt'> {
  const from = sql.table(table);
  return {
    due: async (nowMs, limit) => {
      const { rows } = await sql<{ reference_number: string }>`
        SELECT reference_number FROM ${from} WHERE due_at <= ${nowMs} ORDER BY due_at LIMIT ${limit}
      `.execute(db);
      return rows.map((row) => row.reference_number);
    },
    nextDueAt: async () => {
      const { rows } = await sql<{ next: number | null }>`
        SELECT min(due_at) AS next FROM ${from} WHERE due_at IS NOT NULL
      `.execute(db);
      return rows[0]?.next ?? null;
    },
  };
}
