/** Moments of the clock as its page moves them. */

import { polishDayOf } from '../../../api/server-time.ts';
import { addDays } from '../../../days.ts';

export const units = ['minutes', 'hours', 'days', 'months'] as const;
export type Unit = (typeof units)[number];

const designators: Readonly<Record<Unit, (count: number) => string>> = {
  minutes: (count) => `PT${count}M`,
  hours: (count) => `PT${count}H`,
  days: (count) => `P${count}D`,
  months: (count) => `P${count}M`,
};

/** ISO 8601 duration; negative: back. */
export const durationOf = (count: number, unit: Unit): string =>
  (count < 0 ? '-' : '') + designators[unit](Math.abs(count));

/** The last minute of the month in Poland, or of the next one where that has begun: a moment without offset. */
export function monthEnd(nowMs: number): string {
  const today = polishDayOf(nowMs + 60_000);
  const [year = '', month = ''] = today.split('-');
  const inNextMonth = addDays(`${year}-${month}-28`, 4);
  return `${addDays(`${inNextMonth.slice(0, 7)}-01`, -1)}T23:59:00`;
}

/** What a field for date and time gives, with the seconds that it leaves out where they are 0. */
export const withSeconds = (typed: string): string => (typed.length === 16 ? `${typed}:00` : typed);

const parts = [
  ['days', 86_400_000],
  ['hours', 3_600_000],
  ['minutes', 60_000],
  ['seconds', 1000],
] as const;

/** The two greatest parts of a length of time that are not 0. */
export function lengthParts(ms: number): [part: (typeof parts)[number][0], count: number][] {
  let rest = Math.round(Math.abs(ms) / 1000) * 1000;
  const found: [part: (typeof parts)[number][0], count: number][] = [];
  for (const [part, size] of parts) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) found.push([part, count]);
  }
  return found.slice(0, 2);
}
