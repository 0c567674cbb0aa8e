/** Packages on their way, in the database of the command: their state, and which rows of the outbox are in them. */
import type { BatchState } from '@kwit/ksef-client';
import { type Store, transaction } from './store.ts';

export interface BatchStore {
  /** The state as it was saved last; undefined where there is none. */
  find(id: string): BatchState | undefined;
  /** Saves a state; its rows know from the first time on that they are in it, and from closing on that KSeF may have them. */
  save(state: BatchState): void;
  /** Rows that are in the package. */
  rowsOf(id: string): number[];
  /** Forgets the package; what is still in it is as if it had never been. */
  forget(id: string): void;
}

/** The name of a row's invoice in its package. */
export const fileNameOf = (rowId: number): string => `${rowId}.xml`;
export const rowIdOf = (fileName: string): number => Number(/^\d+/.exec(fileName)?.[0] ?? 0);

export function batchStoreOf(store: Store): BatchStore {
  return {
    find(id) {
      const row = store.prepare('SELECT state FROM batches WHERE id = ?').get(id);
      return typeof row?.state === 'string' ? (JSON.parse(row.state) as BatchState) : undefined;
    },
    save: (state) =>
      transaction(store, () => {
        const isNew = store.prepare('SELECT 1 FROM batches WHERE id = ?').get(state.id) === undefined;
        store
          .prepare(
            'INSERT INTO batches (id, state) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET state = excluded.state',
          )
          .run(state.id, JSON.stringify(state));
        if (isNew) {
          const enter = store.prepare('UPDATE outbox SET batch_id = ? WHERE id = ?');
          for (const { fileName } of state.invoices) enter.run(state.id, rowIdOf(fileName));
        }
        const isPossiblyTaken = state.step === 'closing' || state.step === 'closed';
        // Most steps, such as another part sent, change nothing about the rows.
        store
          .prepare(
            `UPDATE outbox SET state = ?1, session_reference = ?2, changed_at = ?3
             WHERE batch_id = ?4 AND (state IS NOT ?1 OR session_reference IS NOT ?2)`,
          )
          .run(
            isPossiblyTaken ? 'sending' : 'stored',
            state.session?.referenceNumber ?? null,
            new Date().toISOString(),
            state.id,
          );
      }),
    rowsOf: (id) =>
      store
        .prepare('SELECT id FROM outbox WHERE batch_id = ? ORDER BY id')
        .all(id)
        .map((row) => Number(row.id)),
    forget: (id) =>
      transaction(store, () => {
        store
          .prepare(
            "UPDATE outbox SET state = 'stored', session_reference = NULL, batch_id = NULL WHERE batch_id = ?",
          )
          .run(id);
        store.prepare('DELETE FROM batches WHERE id = ?').run(id);
      }),
  };
}
