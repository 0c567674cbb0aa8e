/** The whole state from outside: emptied, kept under a name, put back. */
import type { Core } from '../../core.ts';
import { type ClockState, isoMoment } from '../../engine/clock.ts';
import { keepInstant, latestInstant } from '../../engine/invoices/invoicing.ts';
import { blobFolderFact, replacedFact } from '../../store/control.ts';
import { NewerDatabaseError } from '../../store/migrations.ts';
import { replaceState } from '../../store/replace-state.ts';
import { createSnapshots, DamagedSnapshotError, type PreparedBlobs } from '../../store/snapshots.ts';
import { savedClock } from '../clock/clock-control.ts';
import type { ControlParts } from '../control.ts';
import { controlError } from '../errors.ts';
import { heldWorkFact, releaseHeld } from '../faults/fault-control.ts';
import type { Control } from '../operations.ts';

type StateControl = Pick<
  Control,
  'reset' | 'listSnapshots' | 'takeSnapshot' | 'restoreSnapshot' | 'removeSnapshot'
>;

/** @param startClock how the clock stands where the data do not say */
export function createStateControl(
  { engine, invoicing }: Core,
  { faults, journal, gate }: ControlParts,
  startClock: ClockState,
): StateControl {
  const { store, clock, background } = engine;
  const snapshots = createSnapshots(store);
  background.whenClosed(async () => snapshots.close());

  /** Both or nothing: the rows name the folder of the blobs, and are written in one transaction. */
  const exchange = async (database: string | null, blobs: PreparedBlobs) => {
    const facts = {
      ...(blobs.folder === null ? {} : { [blobFolderFact]: blobs.folder }),
      // Rules outlive the exchange: what they hold from now on is looked for after a kill, whatever the other state says.
      ...(faults.isIdle ? {} : { [heldWorkFact]: true }),
    };
    try {
      await store.exclusively((connection) =>
        replaceState(connection, database, { ...facts, [replacedFact]: true }),
      );
    } catch (error) {
      await blobs.discard();
      throw error;
    }
    // From here on the state is another one, whatever fails.
    store.isReplaced = true;
    engine.limits.forget();
    await blobs.use();
    (await invoicing).instants.restart(await latestInstant(engine));
    clock.change((await savedClock(store)) ?? startClock);
    await engine.authorities;
    // A rule that holds work in the snapshot need not be there any more.
    await releaseHeld(store.db);
  };

  return {
    reset: () =>
      gate.exclusively(async () => {
        await exchange(null, await snapshots.noBlobs());
        faults.clear();
        await journal.functions.clearJournal();
        return { reset: true as const };
      }),
    listSnapshots: async () => ({ snapshots: (await snapshots.list()).map(view) }),
    takeSnapshot: ({ name }) =>
      gate.exclusively(async () => {
        await keepInstant(store.db, (await invoicing).instants.latest);
        const facts = { takenMs: clock.nowMs() };
        await snapshots.take(name, facts);
        return view({ name, ...facts });
      }),
    restoreSnapshot: ({ name }) =>
      gate.exclusively(async () => {
        const known = (await snapshots.list()).find((snapshot) => snapshot.name === name);
        const snapshot = await snapshots.open(name).catch((error: unknown) => {
          throw ofSnapshot(error, name);
        });
        if (!known || !snapshot) throw controlError('no-such-snapshot', { field: 'name', value: name });
        await exchange(snapshot.database, await snapshot.blobs.prepare());
        return view(known);
      }),
    removeSnapshot: async ({ name }) => {
      if (!(await snapshots.remove(name)))
        throw controlError('no-such-snapshot', { field: 'name', value: name });
      return { removed: true as const };
    },
  };
}

const view = ({ name, takenMs }: { name: string; takenMs: number }) => ({ name, taken: isoMoment(takenMs) });

// Primary result codes of SQLite for a file that is damaged or no database: https://sqlite.org/rescode.html
const damaged: readonly number[] = [11, 26];

function ofSnapshot(error: unknown, name: string): unknown {
  if (error instanceof NewerDatabaseError) return controlError('snapshot-newer', { value: name });
  const { errcode } = error as { errcode?: number };
  const isDamaged = error instanceof DamagedSnapshotError || damaged.includes((errcode ?? 0) & 0xff);
  return isDamaged ? controlError('snapshot-damaged', { value: name }) : error;
}
