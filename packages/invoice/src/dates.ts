/** Calendar days as text, YYYY-MM-DD. No time zones except the one that decides which day it is in Poland. */

/** Whether the text is a day that exists in the calendar. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** The last day that FA(3) takes anywhere (TDataT, TData, TDataU). */
export const latestDate = '2050-01-01';

/** The day so many days later (or earlier). */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Making a formatter costs more than a hundred uses of it. */
let polishDay: Intl.DateTimeFormat | undefined;
let known = { minute: Number.NaN, day: '' };

/** The day it is in Poland, where KSeF counts its days. */
export function todayInPoland(now: Date = new Date()): string {
  // Days begin on a full minute everywhere.
  const minute = Math.floor(now.getTime() / 60_000);
  if (known.minute !== minute) known = { minute, day: dayInPoland(now) };
  return known.day;
}

function dayInPoland(now: Date): string {
  polishDay ??= new Intl.DateTimeFormat('en', {
    timeZone: 'Europe/Warsaw',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const parts = polishDay.formatToParts(now);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}
