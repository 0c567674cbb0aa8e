/** The built-in types of XSD that the official schemas use: which texts are theirs, and how values compare. */

/** Answers a negative, zero or positive number; NaN where the order of the two is not determined. */
export type Compare = (a: string, b: string) => number;

export interface BuiltIn {
  /** True where the text is a value of the type. */
  readonly accepts: (value: string) => boolean;
  /** Present where the type has an order; both texts must be accepted ones. */
  readonly compare?: Compare;
}

const DECIMAL = /^([+-]?)(?:0*)(\d*)(?:\.(\d*?)0*)?$/;

/** A decimal without sign of nothing, leading and trailing zeros. */
interface Decimal {
  readonly isNegative: boolean;
  readonly whole: string;
  readonly fraction: string;
}

/** Parts of a decimal number as its value has them; null where the text is none. */
export function decimalOf(value: string): Decimal | null {
  if (!/\d/.test(value)) return null;
  const match = DECIMAL.exec(value);
  if (match === null) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  return { isNegative: sign === '-' && whole + fraction !== '', whole, fraction };
}

const compareDecimals: Compare = (a, b) => {
  const [x, y] = [decimalOf(a), decimalOf(b)];
  if (x === null || y === null) return Number.NaN;
  if (x.isNegative !== y.isNegative) return x.isNegative ? -1 : 1;
  const byLength = x.whole.length - y.whole.length;
  const [p, q] = [x.whole + x.fraction, y.whole + y.fraction];
  const magnitude = byLength !== 0 ? byLength : p < q ? -1 : p > q ? 1 : 0;
  return x.isNegative ? -magnitude : magnitude;
};

const INTEGER = /^[+-]?\d+$/;

function integer(min: string | null, max: string | null): BuiltIn {
  return {
    accepts: (value) =>
      INTEGER.test(value) &&
      (min === null || compareDecimals(value, min) >= 0) &&
      (max === null || compareDecimals(value, max) <= 0),
    compare: compareDecimals,
  };
}

const text: BuiltIn = { accepts: () => true };

const MOMENT =
  /^(-?(?:[1-9]\d{4,}|\d{4}))-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:\d\d)?$/;

interface Moment {
  /** Seconds from an origin, in the time zone of the text; whole. */
  readonly seconds: number;
  readonly fraction: string;
  readonly hasTime: boolean;
  readonly hasZone: boolean;
}

function momentOf(value: string): Moment | null {
  const match = MOMENT.exec(value);
  if (match === null) return null;
  const [, year = '', month = '', day = '', hour, minute = '0', second = '0', digits = '', zone] = match;
  const fraction = digits.replace(/0+$/, '');
  const isMidnight = hour === '24' && Number(minute) === 0 && Number(second) === 0 && fraction === '';
  const hours = Number(hour ?? 0);
  if ((hours > 23 && !isMidnight) || Number(minute) > 59 || Number(second) > 59) return null;
  const days = dayNumber(Number(year), Number(month), Number(day));
  const offset = zoneMinutes(zone);
  if (days === null || offset === null) return null;
  const seconds = days * 86_400 + hours * 3600 + (Number(minute) - offset) * 60 + Number(second);
  return { seconds, fraction, hasTime: hour !== undefined, hasZone: zone !== undefined };
}

/** Days since a fixed day of the proleptic Gregorian calendar; null where there is no such day. */
function dayNumber(year: number, month: number, day: number): number | null {
  if (year === 0 || month < 1 || month > 12 || day < 1) return null;
  const astronomical = year < 0 ? year + 1 : year;
  const isLeap = astronomical % 4 === 0 && (astronomical % 100 !== 0 || astronomical % 400 === 0);
  const lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  if (day > (lengths[month - 1] ?? 0)) return null;
  const y = astronomical - 1;
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
const compareMoments: Compare = (a, b) => {
  const [x, y] = [momentOf(a), momentOf(b)];
  if (x === null || y === null) return Number.NaN;
  const difference = x.seconds - y.seconds;
  if (x.hasZone !== y.hasZone && Math.abs(difference) <= FOURTEEN_HOURS) return Number.NaN;
  if (difference !== 0) return difference;
  return x.fraction < y.fraction ? -1 : x.fraction > y.fraction ? 1 : 0;
};

const builtIns: Readonly<Record<string, BuiltIn>> = {
  string: text,
  normalizedString: text,
  token: text,
  decimal: { accepts: (value) => decimalOf(value) !== null, compare: compareDecimals },
  integer: integer(null, null),
  nonNegativeInteger: integer('0', null),
  positiveInteger: integer('1', null),
  byte: integer('-128', '127'),
  date: { accepts: (value) => momentOf(value)?.hasTime === false, compare: compareMoments },
  dateTime: { accepts: (value) => momentOf(value)?.hasTime === true, compare: compareMoments },
};

/** A built-in type by its name. Throws for one that no format of this package uses. */
export function builtIn(name: string): BuiltIn {
  const known = Object.hasOwn(builtIns, name) ? builtIns[name] : undefined;
  if (known === undefined) throw new Error(`built-in type ${name} is not supported`);
  return known;
}
