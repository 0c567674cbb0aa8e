/** Dates, times and durations of XSD 1.0 (XML Schema Part 2, sections 3.2.6 to 3.2.14). */
import type { BuiltIn, Compare } from './lexical.ts';

const YEAR = '(-?(?:[1-9]\\d{4,}|\\d{4}))';
const TIME = '(\\d\\d):(\\d\\d):(\\d\\d(?:\\.\\d+)?)';
const ZONE = '(Z|[+-]\\d\\d:\\d\\d)?';

/** Parts of a value in the order in which the expressions below find them. */
type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'zone';

interface Shape {
  readonly expression: RegExp;
  readonly parts: readonly Part[];
}

const shapes = {
  dateTime: {
    expression: new RegExp(`^${YEAR}-(\\d\\d)-(\\d\\d)T${TIME}${ZONE}$`),
    parts: ['year', 'month', 'day', 'hour', 'minute', 'second', 'zone'],
  },
  date: {
    expression: new RegExp(`^${YEAR}-(\\d\\d)-(\\d\\d)${ZONE}$`),
    parts: ['year', 'month', 'day', 'zone'],
  },
  time: { expression: new RegExp(`^${TIME}${ZONE}$`), parts: ['hour', 'minute', 'second', 'zone'] },
  gYearMonth: { expression: new RegExp(`^${YEAR}-(\\d\\d)${ZONE}$`), parts: ['year', 'month', 'zone'] },
  gYear: { expression: new RegExp(`^${YEAR}${ZONE}$`), parts: ['year', 'zone'] },
  gMonthDay: { expression: new RegExp(`^--(\\d\\d)-(\\d\\d)${ZONE}$`), parts: ['month', 'day', 'zone'] },
  gMonth: { expression: new RegExp(`^--(\\d\\d)${ZONE}$`), parts: ['month', 'zone'] },
  gDay: { expression: new RegExp(`^---(\\d\\d)${ZONE}$`), parts: ['day', 'zone'] },
} satisfies Record<string, Shape>;

interface Moment {
  /** Whole seconds from an origin, in the time zone of the text. */
  readonly seconds: number;
  readonly fraction: string;
  readonly hasZone: boolean;
}

function momentOf(value: string, { expression, parts }: Shape): Moment | null {
  const match = expression.exec(value);
  if (match === null) return null;
  const text: Partial<Record<Part, string>> = {};
  for (const [index, part] of parts.entries()) {
    const found = match[index + 1];
    if (found !== undefined) text[part] = found;
  }
  // 4 is a leap year and month 1 has 31 days: parts that are absent never make a value wrong.
  const days = dayNumber(Number(text.year ?? 4), Number(text.month ?? 1), Number(text.day ?? 1));
  const time = secondsOf(text);
  const offset = zoneMinutes(text.zone);
  if (days === null || time === null || offset === null) return null;
  const [, digits = ''] = (text.second ?? '').split('.');
  return {
    seconds: days * 86_400 + time - offset * 60,
    fraction: digits.replace(/0+$/, ''),
    hasZone: text.zone !== undefined,
  };
}

/** Whole seconds of the day; 24:00:00 is the end of it. */
function secondsOf({ hour = '0', minute = '0', second = '0' }: Partial<Record<Part, string>>): number | null {
  const isMidnight = hour === '24' && Number(minute) === 0 && Number(second) === 0;
  if ((Number(hour) > 23 && !isMidnight) || Number(minute) > 59 || Number(second) >= 60) return null;
  return Number(hour) * 3600 + Number(minute) * 60 + Math.floor(Number(second));
}

/**
 * Days since a fixed day; null where there is no such day. There is no year 0; leap years are counted on the year
 * as written, negative ones too (appendix E).
 */
function dayNumber(year: number, month: number, day: number): number | null {
  if (year === 0 || month < 1 || month > 12 || day < 1) return null;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  if (day > (lengths[month - 1] ?? 0)) return null;
  const y = year - 1;
  const before = y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  return before + lengths.slice(0, month - 1).reduce((sum, length) => sum + length, 0) + day;
}

function zoneMinutes(zone: string | undefined): number | null {
  if (zone === undefined || zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4));
  if (Number(zone.slice(4)) > 59 || minutes > 14 * 60) return null;
  return zone.startsWith('-') ? -minutes : minutes;
}

const FOURTEEN_HOURS = 14 * 3600;

/** A moment without a zone may be up to 14 hours away; where that decides, the order is not determined. */
function compareMoments(x: Moment | null, y: Moment | null): number {
  if (x === null || y === null) return Number.NaN;
  const difference = x.seconds - y.seconds;
  if (x.hasZone !== y.hasZone && Math.abs(difference) <= FOURTEEN_HOURS) return Number.NaN;
  if (difference !== 0) return difference;
  return x.fraction < y.fraction ? -1 : x.fraction > y.fraction ? 1 : 0;
}

function ofShape(shape: Shape): BuiltIn {
  return {
    accepts: (value) => momentOf(value, shape) !== null,
    compare: (a, b) => compareMoments(momentOf(a, shape), momentOf(b, shape)),
  };
}

const DURATION =
  /^(-?)P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

function durationOf(value: string): { months: number; seconds: number } | null {
  const match = DURATION.exec(value);
  if (match === null) return null;
  const [years, months, days, hours, minutes, seconds] = match.slice(2).map((part) => Number(part ?? 0));
  const sign = match[1] === '-' ? -1 : 1;
  const time = (((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0);
  return { months: sign * ((years ?? 0) * 12 + (months ?? 0)), seconds: sign * time };
}

/** Shortest and longest span, in seconds, of a number of months: what four reference days decide (appendix E). */
const compareDurations: Compare = (a, b) => {
  const [x, y] = [durationOf(a), durationOf(b)];
  if (x === null || y === null) return Number.NaN;
  const starts = [
    [1696, 9],
    [1697, 2],
    [1903, 3],
    [1903, 7],
  ] as const;
  const signs = new Set(
    starts.map(([year, month]) => {
      const end = ({ months, seconds }: { months: number; seconds: number }) =>
        Date.UTC(year, month - 1 + months, 1) / 1000 + seconds;
      return Math.sign(end(x) - end(y));
    }),
  );
  const [sign = Number.NaN] = signs;
  return signs.size === 1 ? sign : Number.NaN;
};

/** The built-in types of time. */
export const momentTypes: Readonly<Record<string, BuiltIn>> = {
  ...Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, ofShape(shape)])),
  duration: { accepts: (value) => durationOf(value) !== null, compare: compareDurations },
};
