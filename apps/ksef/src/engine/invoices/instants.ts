import { keepingFew, microsecondsOf, polishDayOf, polishOffsetMs } from '../polish-time.ts';

/**
 * Moments of the invoice side of KSeF: whole microseconds since 1970-01-01T00:00:00Z.
 *
 * Microseconds, because KSeF orders invoices by the moment of their storage and clients continue from the
 * last one they saw: two invoices must never share it. A JavaScript number holds them exactly until 2255.
 */
export type Instant = number;

const microsecondsPerMillisecond = 1000;
export const microsecondsPerDay = 24 * 60 * 60 * 1000 * microsecondsPerMillisecond;

/** Gives moments that only ever grow, whatever the clock says: also when it is set back. */
export interface InstantSource {
  /** What the clock shows, which may go back: for deadlines, validity and retention. */
  clock(): Instant;
  /** The present; two calls may give the same. */
  now(): Instant;
  /** A moment of its own: later than every one given before. */
  next(): Instant;
  /**
   * A moment of its own that may be told as the one up to which nothing more appears: also after a kill no later one is
   * before it, whatever the clock says then.
   */
  mark(): Promise<Instant>;
  /**
   * When an invoice is stored for good: at the given moment, or later, where others that came before it are. In the order
   * in which it is asked for, and never twice the same.
   */
  stored(due: Instant): Instant;
  /** The latest one that was given. */
  readonly latest: Instant;
  /** Begins anew after a moment: every row is another one now. */
  restart(last: Instant): void;
}

/**
 * So far ahead of a mark a moment is kept: at most once in this time one is written, and after a kill moments begin no
 * later than this after the clock.
 */
const keptAhead: Instant = 1_000_000;

/**
 * A source over a clock.
 * @param nowMs the clock, in milliseconds since 1970
 * @param last the latest moment that the database knows, so that a restart never goes back
 * @param keep writes a moment to the database, after which the next start must begin
 */
export function instantSource(
  nowMs: () => number,
  last: Instant,
  keep: (until: Instant) => Promise<void>,
): InstantSource {
  let latest = last;
  let lastStored = last;
  let kept: Instant = 0;
  const clock = () => Math.floor(nowMs() * microsecondsPerMillisecond);
  const present = () => Math.max(clock(), latest);
  const next = () => {
    latest = Math.max(present(), latest + 1);
    return latest;
  };
  return {
    clock,
    now: present,
    next,
    async mark() {
      const mark = next();
      if (mark > kept) {
        await keep(mark + keptAhead);
        kept = Math.max(kept, mark + keptAhead);
      }
      return mark;
    },
    stored(due) {
      lastStored = Math.max(due, lastStored + 1);
      return lastStored;
    },
    get latest() {
      return latest;
    },
    restart: (last) => {
      latest = last;
      lastStored = last;
      kept = 0;
    },
  };
}

export const instantOf = (milliseconds: number): Instant =>
  Math.round(milliseconds * microsecondsPerMillisecond);
export const millisecondsOf = (instant: Instant): number => instant / microsecondsPerMillisecond;

/** The text form that KSeF answers: `2026-01-15T08:30:00.1234560+00:00`. */
export function instantText(instant: Instant): string {
  const milliseconds = Math.floor(instant / microsecondsPerMillisecond);
  const rest = String(instant - milliseconds * microsecondsPerMillisecond).padStart(3, '0');
  return `${new Date(milliseconds).toISOString().slice(0, -1)}${rest}0+00:00`;
}

/** How long it is between two moments by the clocks in Poland, which are put forward and back in between. */
export const warsawSpan = (from: Instant, to: Instant): number =>
  to - from + instantOf(warsawOffsetMs(to) - warsawOffsetMs(from));

/** Whether it is longer than so many days; by the Polish calendar they may be an hour longer, or shorter, than by UTC. */
export const isLongerThan = (from: Instant, to: Instant, days: number): boolean =>
  Math.min(to - from, warsawSpan(from, to)) > days * microsecondsPerDay;

const warsawOffsetMs = (instant: Instant): number => polishOffsetMs(millisecondsOf(instant));

/** The calendar day in Poland at a moment, `YYYY-MM-DD`. */
export const warsawDay = (instant: Instant): string => polishDayOf(millisecondsOf(instant));

/** The moment in the form of UPO: Polish wall clock with its offset, `2026-01-15T09:30:00.123+01:00`. */
export const warsawText = (instant: Instant): string =>
  textOfMillisecond(Math.floor(millisecondsOf(instant)));

const textOfMillisecond = keepingFew((milliseconds) => {
  const offset = polishOffsetMs(milliseconds);
  const wall = milliseconds + offset;
  const offsetMinutes = Math.round(offset / 60_000);
  const hours = String(Math.floor(offsetMinutes / 60)).padStart(2, '0');
  const minutes = String(offsetMinutes % 60).padStart(2, '0');
  return `${new Date(wall).toISOString().slice(0, -1)}+${hours}:${minutes}`;
});

/** Reads ISO 8601, without an offset as Polish time. Undefined where the text is no moment. */
export function parseInstant(text: string): Instant | undefined {
  const instant = microsecondsOf(text);
  return Number.isNaN(instant) ? undefined : instant;
}
