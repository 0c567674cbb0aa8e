/** The clock from outside: read, set, moved, stopped, let go; what it is set to survives a restart. */
import { type ClockState, canShow, clockRange, isoMoment, type VirtualClock } from '../../engine/clock.ts';
import type { Engine } from '../../engine/engine.ts';
import { millisecondsOf } from '../../engine/invoices/instants.ts';
import { type Invoicing, keepInstant } from '../../engine/invoices/invoicing.ts';
import { momentOf } from '../../engine/polish-time.ts';
import { readFact, writeFact } from '../../store/control.ts';
import type { Store } from '../../store/store.ts';
import { controlError } from '../errors.ts';
import type { Control } from '../operations.ts';
import { momentAfter } from './duration.ts';

const factName = 'clock';

/** Moments of invoices may be a little ahead of the clock: each has one of its own. */
const aMomentMs = 1000;

/** How the clock stood when the data were used last. */
export const savedClock = (store: Store): Promise<ClockState | undefined> =>
  readFact<ClockState>(store.db, factName);

type ClockControl = Pick<Control, 'readClock' | 'setClock' | 'advanceClock' | 'freezeClock' | 'resumeClock'>;

export function createClockControl(engine: Engine, invoicing: Promise<Invoicing>): ClockControl {
  const { store, clock } = engine;
  const reading = async () => {
    const nowMs = clock.nowMs();
    const invoicesMs = Math.floor(millisecondsOf((await invoicing).instants.now()));
    return {
      now: isoMoment(nowMs),
      frozen: 'frozenAtMs' in clock.state,
      offsetMs: nowMs - Date.now(),
      ...(invoicesMs > nowMs + aMomentMs ? { invoicesUntil: isoMoment(invoicesMs) } : {}),
    };
  };
  const changed = async (change: (clock: VirtualClock) => void) => {
    const { instants } = await invoicing;
    const before = clock.state;
    change(clock);
    try {
      await store.db.transaction().execute(async (db) => {
        await writeFact(db, factName, clock.state);
        await keepInstant(db, instants.latest);
      });
    } catch (error) {
      clock.change(before);
      throw error;
    }
    // Certificates that the new moment asks for are there before anyone is told of it.
    await engine.authorities;
    return reading();
  };
  return {
    readClock: reading,
    setClock: ({ at }) => changed((it) => it.set(inRange(momentOf(at)))),
    advanceClock: ({ by }) => changed((it) => it.set(inRange(after(it.nowMs(), by)))),
    freezeClock: ({ at } = {}) =>
      changed((it) => it.freeze(at === undefined ? undefined : inRange(momentOf(at)))),
    resumeClock: () => changed((it) => it.resume()),
  };
}

function after(nowMs: number, by: string | number): number {
  const ms = typeof by === 'number' ? nowMs + by : momentAfter(nowMs, by);
  if (ms === undefined)
    throw controlError('wrong-form', { field: 'by', allowed: 'PT12H, P7D, -PT30M, 3600000' });
  return ms;
}

function inRange(ms: number): number {
  if (!canShow(ms)) throw controlError('clock-out-of-range', { allowed: clockRange });
  return Math.round(ms);
}
