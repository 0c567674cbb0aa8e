/** ISO 8601 durations. Years and months go by the calendar (UTC), everything else by its length. */

const pattern =
  /^([+-])?P(?!$)(?:(\d{1,4})Y)?(?:(\d{1,5})M)?(?:(\d{1,6})W)?(?:(\d{1,7})D)?(?:T(?!$)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:[.,]\d{1,6})?)S)?)?$/;

const secondMs = 1000;
const dayMs = 86_400_000;

/** The moment that a duration after another one is, milliseconds; undefined where the text is no duration. */
export function momentAfter(fromMs: number, duration: string): number | undefined {
  const match = pattern.exec(duration);
  if (!match) return undefined;
  const [, sign, ...texts] = match;
  const direction = sign === '-' ? -1 : 1;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = texts.map(
    (text) => Number((text ?? '0').replace(',', '.')),
  );
  const lengthMs =
    (weeks * 7 + days) * dayMs + Math.round((hours * 3600 + minutes * 60 + seconds) * secondMs);
  return withMonths(fromMs, direction * (years * 12 + months)) + direction * lengthMs;
}

/** So many calendar months later; the last day of the month where that has fewer days. */
function withMonths(fromMs: number, months: number): number {
  if (months === 0) return fromMs;
  const from = new Date(fromMs);
  const first = new Date(fromMs);
  first.setUTCDate(1);
  first.setUTCMonth(first.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(from.getUTCDate(), lastDay));
  return first.getTime();
}
