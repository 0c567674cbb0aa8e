/** Time as this KSeF sees it. Deadlines and validity follow it; work that waits in real time does not. */
export interface Clock {
  /** Milliseconds since 1970. */
  nowMs(): number;
  now(): Date;
}

/** A clock that shows `start` (ISO 8601) now and flows on at the usual rate; without `start`, the machine's time. */
export function createClock(start: string | null): Clock {
  const offsetMs = start === null ? 0 : Date.parse(start) - Date.now();
  const nowMs = () => Date.now() + offsetMs;
  return { nowMs, now: () => new Date(nowMs()) };
}

/** A moment as the API writes it: `2026-02-01T12:00:00.123+00:00`. */
export function isoMoment(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '+00:00');
}

const polishDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Warsaw', dateStyle: 'short' });

/** The Polish calendar day (Europe/Warsaw) of a moment, `yyyy-mm-dd`: days in KSeF are Polish days. */
export function polishDayOf(ms: number): string {
  return polishDay.format(ms);
}

const polishTime = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Warsaw',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** How far Polish time is ahead of UTC at a moment, milliseconds. */
function polishOffsetMs(ms: number): number {
  const part: Record<string, string> = {};
  for (const { type, value } of polishTime.formatToParts(ms)) part[type] = value;
  const local = `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}Z`;
  return Date.parse(local) - Math.floor(ms / 1000) * 1000;
}

/**
 * Reads a moment of a request, ISO 8601. Without an offset it is time in Europe/Warsaw; a day alone is its
 * midnight there. @returns milliseconds since 1970, NaN where the text is no moment.
 */
export function momentOf(text: string): number {
  if (/(Z|[+-]\d{2}:\d{2})$/i.test(text) && text.includes('T')) return Date.parse(text);
  const asUtc = Date.parse(text.includes('T') ? `${text}Z` : `${text}T00:00:00Z`);
  if (Number.isNaN(asUtc)) return asUtc;
  const guess = asUtc - polishOffsetMs(asUtc);
  return asUtc - polishOffsetMs(guess);
}
