import { perMinute, polishDayOf } from '../clock.ts';

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
  /** Begins anew after a moment: every row is another one now. */
  restart(last: Instant): void;
}

/**
 * A source over a clock.
 * @param nowMs the clock, in milliseconds since 1970
 * @param last the latest moment that the database knows, so that a restart never goes back
 */
export function instantSource(nowMs: () => number, last: Instant = 0): InstantSource {
  let latest = last;
  const clock = () => Math.floor(nowMs() * microsecondsPerMillisecond);
  const present = () => Math.max(clock(), latest);
  return {
    clock,
    now: present,
    next() {
      latest = Math.max(present(), latest + 1);
      return latest;
    },
    restart: (last) => {
      latest = last;
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

const warsawParts = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Warsaw',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** The wall clock in Poland at a moment, as if it were UTC, in milliseconds. */
function warsawWallClock(milliseconds: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of warsawParts.formatToParts(milliseconds)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((milliseconds % 1000) + 1000) % 1000);
}

/** How long it is between two moments by the clocks in Poland, which are put forward and back in between. */
export const warsawSpan = (from: Instant, to: Instant): number =>
  to - from + instantOf(warsawOffsetMs(to) - warsawOffsetMs(from));

/** Whether it is longer than so many days; by the Polish calendar they may be an hour longer, or shorter, than by UTC. */
export const isLongerThan = (from: Instant, to: Instant, days: number): boolean =>
  Math.min(to - from, warsawSpan(from, to)) > days * microsecondsPerDay;

const offsetOf = perMinute((milliseconds) => warsawWallClock(milliseconds) - milliseconds);

const warsawOffsetMs = (instant: Instant): number => offsetOf(Math.floor(millisecondsOf(instant)));

/** The calendar day in Poland at a moment, `YYYY-MM-DD`. */
export const warsawDay = (instant: Instant): string => polishDayOf(millisecondsOf(instant));

/** The moment in the form of UPO: Polish wall clock with its offset, `2026-01-15T09:30:00.123+01:00`. */
export function warsawText(instant: Instant): string {
  const milliseconds = Math.floor(millisecondsOf(instant));
  const offset = offsetOf(milliseconds);
  const wall = milliseconds + offset;
  const offsetMinutes = Math.round(offset / 60_000);
  const hours = String(Math.floor(offsetMinutes / 60)).padStart(2, '0');
  const minutes = String(offsetMinutes % 60).padStart(2, '0');
  return `${new Date(wall).toISOString().slice(0, -1)}+${hours}:${minutes}`;
}

const isoPattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(Z|[+-]\d{2}:\d{2})?)?$/i;

/**
 * Reads an ISO 8601 date or date and time. Without an offset it is Polish wall clock, as KSeF reads it.
 * Undefined when the text is no such moment.
 */
export function parseInstant(text: string): Instant | undefined {
  const match = isoPattern.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', offset] = match;
  const wall = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(wall) || new Date(wall).getUTCDate() !== Number(day)) return undefined;
  const microseconds = Number(fraction.padEnd(6, '0').slice(0, 6));
  const milliseconds = offset === undefined ? utcOfWarsawWallClock(wall) : wall - offsetMs(offset);
  return milliseconds * microsecondsPerMillisecond + microseconds;
}

function offsetMs(offset: string): number {
  if (offset === 'Z' || offset === 'z') return 0;
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/** In the hour that the spring skips, the later reading; in the one that the autumn repeats, the earlier. */
function utcOfWarsawWallClock(wall: number): number {
  const summer = wall - 2 * 3_600_000;
  return warsawWallClock(summer) === wall ? summer : wall - 3_600_000;
}
