/** Faults from outside; and letting go of the work that they hold. */
import { sql } from 'kysely';
import type { Engine } from '../../engine/engine.ts';
import { atOnce, never } from '../../engine/latency.ts';
import { writeFact } from '../../store/control.ts';
import type { Database } from '../../store/store.ts';
import type { Control } from '../operations.ts';
import type { Faults } from './faults.ts';

type FaultControl = Pick<Control, 'listFaults' | 'addFault' | 'removeFault' | 'clearFaults'>;

export function createFaultControl({ store, background }: Engine, faults: Faults): FaultControl {
  const release = async (rule?: number) => {
    await releaseHeld(store.db, rule);
    background.wakeAll();
  };
  return {
    listFaults: async () => ({ faults: faults.list() }),
    addFault: async (rule) => {
      // So that a start after a kill knows to look for held work.
      if (rule.kind === 'stuck') await writeFact(store.db, heldWorkFact, true);
      return faults.add(rule);
    },
    removeFault: async ({ id }) => {
      const { fault, number } = faults.remove(id);
      if (fault.kind === 'stuck') await release(number);
      return fault;
    },
    clearFaults: async () => {
      const removed = faults.clear();
      await release();
      return { removed };
    },
  };
}

/** Whether any work may be held. */
export const heldWorkFact = 'held-work';

/** Held work waits for a moment that tells which rule holds it: so many milliseconds before `never`. */
export const heldBy = (rule: number): number => never - rule;
const firstHeld = never - 1_000_000_000;

/** Lets the work go that a rule holds, or all that is held, also by rules of a process that has ended. */
export async function releaseHeld(db: Database, rule?: number): Promise<void> {
  const { rows } = await sql<{ name: string; field: string }>`
    SELECT tables.name AS name, fields.name AS field
    FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS fields
    WHERE tables.type = 'table' AND fields.name IN ('due_at', 'due_at_ms')
  `.execute(db);
  for (const { name, field } of rows) {
    const column = sql.ref(field);
    const isHeld = rule === undefined ? sql`${column} >= ${firstHeld}` : sql`${column} = ${heldBy(rule)}`;
    await sql`UPDATE ${sql.table(name)} SET ${column} = ${atOnce} WHERE ${isHeld}`.execute(db);
  }
}
