import { momentOf } from './polish-time.ts';

/**
 * Time as this KSeF sees it. Deadlines, validity and retention follow it; work that only takes its time (the
 * latency of log-ins, invoices, exports) goes by the machine's.
 */
export interface Clock {
  /** Milliseconds since 1970. */
  nowMs(): number;
  now(): Date;
  /**
   * A moment to measure short waits by: it jumps with the clock and flows on while that stands still, when whoever waits
   * would wait for ever. Milliseconds, of use only beside another of these.
   */
  flowingMs(): number;
  /** When, by the machine, this clock will show a moment (milliseconds since 1970); null while it stands still before it. */
  machineMsOf(ms: number): number | null;
}

/** How far a clock is from the machine's, or where it stands. */
export type ClockState = { readonly offsetMs: number } | { readonly frozenAtMs: number };

/** A clock that can be set, moved, stopped and let go again. */
export interface VirtualClock extends Clock {
  readonly state: ClockState;
  /** Shows another moment from now on; one that stands still stands there. */
  set(ms: number): void;
  /** Stands still, at the given moment or at the present one. */
  freeze(ms?: number): void;
  /** Flows again, from the moment that it shows. */
  resume(): void;
  /** Goes to a state that it had before. */
  change(state: ClockState): void;
  /** Called after every change: whoever waits for a moment looks again. */
  onChange(listener: () => void): void;
}

/** @param state where it begins; by default it shows the machine's time */
export function createClock(state: ClockState = { offsetMs: 0 }): VirtualClock {
  const listeners: (() => void)[] = [];
  let current = state;
  const nowMs = () => ('frozenAtMs' in current ? current.frozenAtMs : Date.now() + current.offsetMs);
  let jumpedMs = nowMs() - Date.now();
  const change = (next: ClockState) => {
    const beforeMs = nowMs();
    current = next;
    jumpedMs += nowMs() - beforeMs;
    for (const listener of listeners) listener();
  };
  const flowingFrom = (ms: number): ClockState => ({ offsetMs: ms - Date.now() });
  return {
    nowMs,
    now: () => new Date(nowMs()),
    flowingMs: () => Date.now() + jumpedMs,
    machineMsOf: (ms) => {
      if ('frozenAtMs' in current) return ms <= current.frozenAtMs ? Date.now() : null;
      return ms - current.offsetMs;
    },
    get state() {
      return current;
    },
    set: (ms) => change('frozenAtMs' in current ? { frozenAtMs: ms } : flowingFrom(ms)),
    freeze: (ms = nowMs()) => change({ frozenAtMs: ms }),
    resume: () => change(flowingFrom(nowMs())),
    change,
    onChange: (listener) => {
      listeners.push(listener);
    },
  };
}

/** The authority of this KSeF is good from 2020 to 2099; what it issues must fit in between. */
const earliest = Date.parse('2020-02-01T00:00:00Z');
const latest = Date.parse('2090-01-01T00:00:00Z');
/** Between what the clock keeps, in words. */
export const clockRange = '2020-02-01 – 2090-01-01';

/** Whether the clock can show a moment (milliseconds since 1970). */
export const canShow = (ms: number): boolean => ms >= earliest && ms <= latest;

/** The state of a clock that shows `start` (ISO 8601, without an offset Polish time) now and flows on. */
export const clockStateAt = (start: string): ClockState => ({ offsetMs: momentOf(start) - Date.now() });

/** A moment as the API writes it: `2026-02-01T12:00:00.123+00:00`. */
export function isoMoment(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '+00:00');
}
