/**
 * Judges values from their bytes, without making a text. A judge that answers true is sure; false means that the
 * text has to be made and judged in full. So speed is all that these judges add: the verdict is always that of the
 * full judgement (`simple-type.ts`), which a property test compares with them.
 */
import type { ByteCursor } from './byte-cursor.ts';
import { HASH_PRIME, HASH_SEED, NameTable } from './name-table.ts';
import { automatonOf, type PatternAutomaton } from './pattern-automaton.ts';
import type { SimpleType } from './simple-type.ts';
import type { SimpleTypeRow } from './table.ts';

/**
 * @param cursor the document
 * @param start and `end` where the value stands; it is its own form after its white-space rule, without references
 * @param characters how many characters it has
 */
export type PlainJudge = (cursor: ByteCursor, start: number, end: number, characters: number) => boolean;

const TEXTS = ['string', 'normalizedString', 'token'];
const INTEGERS: Readonly<Record<string, readonly [min: number, max: number]>> = {
  integer: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  nonNegativeInteger: [0, Number.MAX_SAFE_INTEGER],
  positiveInteger: [1, Number.MAX_SAFE_INTEGER],
  byte: [-128, 127],
};

/** The judge of a type; null where its values need their text. */
export function plainJudgeOf(type: SimpleType): PlainJudge | null {
  const { row, members } = type;
  if (row.enumeration !== undefined) return listed(type, row.enumeration);
  if (members.length > 0) return union(type);
  const judge = judgeOfBase(row);
  return judge === null || type.patterns.length === 0 ? judge : withPatterns(judge, type);
}

function judgeOfBase(row: SimpleTypeRow): PlainJudge | null {
  if (TEXTS.includes(row.base)) return text(row);
  if (row.base === 'decimal') return number(row, false, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
  const bounds = INTEGERS[row.base];
  if (bounds !== undefined) return number(row, true, ...bounds);
  if (row.base === 'date') return date(row);
  return row.base === 'dateTime' ? dateTime(row) : null;
}

/** Texts of the enumeration, as far as the other facets let them be. */
function listed(type: SimpleType, values: readonly string[]): PlainJudge {
  const names = new NameTable();
  for (const value of values) if (value !== '' && type.problem(value) === null) names.add(value, 0);
  return ({ bytes }, start, end) => {
    let hash = HASH_SEED;
    for (let i = start; i < end; i += 1) hash = Math.imul(hash ^ (bytes[i] as number), HASH_PRIME);
    return names.find(hash, bytes, start, end, 0) !== -1;
  };
}

function union(type: SimpleType): PlainJudge | null {
  const judges = type.members.map(({ plain }) => plain).filter((judge) => judge !== null);
  if (judges.length === 0 || type.patterns.length > 0) return null;
  return (cursor, start, end, characters) => judges.some((judge) => judge(cursor, start, end, characters));
}

function text({ length, minLength, maxLength }: SimpleTypeRow): PlainJudge {
  const min = length ?? minLength ?? 0;
  const max = length ?? maxLength ?? Number.POSITIVE_INFINITY;
  return (_, __, ___, characters) => characters >= min && characters <= max;
}

function withPatterns(judge: PlainJudge, { row }: SimpleType): PlainJudge {
  const steps = (row.patterns ?? []).map((step) => step.map(automatonOf).filter((found) => found !== null));
  return (cursor, start, end, characters) => {
    if (!judge(cursor, start, end, characters)) return false;
    for (const step of steps) {
      let isMatch = false;
      for (let i = 0; !isMatch && i < step.length; i += 1) {
        isMatch = (step[i] as PatternAutomaton).matches(cursor.bytes, start, end);
      }
      if (!isMatch) return false;
    }
    return true;
  };
}

const ZERO = 0x30;
const isDigit = (byte: number | undefined) => byte !== undefined && byte >= ZERO && byte <= 0x39;

/**
 * A bound as a number that is itself allowed; the widest where there is none; NaN, which nothing is within, where
 * it cannot be said so. One past an exclusive bound is the next whole number, for whole numbers.
 */
function boundOf(
  inclusive: string | undefined,
  exclusive: string | undefined,
  widest: number,
  next: number,
): number {
  if (inclusive === undefined && exclusive === undefined) return widest;
  const value = inclusive === undefined ? Number(exclusive) + next : Number(inclusive);
  return Number.isSafeInteger(value) ? value : Number.NaN;
}

function number(row: SimpleTypeRow, isInteger: boolean, least: number, most: number): PlainJudge {
  const { minInclusive, minExclusive, maxInclusive, maxExclusive } = row;
  const step = isInteger ? 1 : Number.NaN;
  const min = Math.max(least, boundOf(minInclusive, minExclusive, Number.NEGATIVE_INFINITY, step));
  const max = Math.min(most, boundOf(maxInclusive, maxExclusive, Number.POSITIVE_INFINITY, -step));
  const isBounded = min !== Number.NEGATIVE_INFINITY || max !== Number.POSITIVE_INFINITY;
  const total = row.totalDigits ?? Number.POSITIVE_INFINITY;
  const most15 = isBounded ? Math.min(15, total) : total;
  const fine = isInteger ? 0 : (row.fractionDigits ?? Number.POSITIVE_INFINITY);
  return ({ bytes }, start, end) => {
    const isNegative = bytes[start] === 0x2d;
    let i = isNegative || bytes[start] === 0x2b ? start + 1 : start;
    if (!isDigit(bytes[i])) return false;
    while (i < end && bytes[i] === ZERO) i += 1;
    const first = i;
    let value = 0;
    for (; i < end && isDigit(bytes[i]); i += 1) value = value * 10 + ((bytes[i] as number) - ZERO);
    const whole = i - first;
    let fraction = 0;
    if (i < end && !isInteger && bytes[i] === 0x2e) {
      const point = i;
      for (i += 1; i < end && isDigit(bytes[i]); i += 1) if (bytes[i] !== ZERO) fraction = i - point;
      // Whole numbers are what bounds are compared with.
      if (isBounded && fraction > 0) return false;
    }
    if (i !== end || whole + fraction > most15 || fraction > fine) return false;
    return !isBounded || (isNegative ? -value >= min && -value <= max : value >= min && value <= max);
  };
}

const MONTH_LENGTHS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Digits of a range as a number, -1 where there is another character. */
function digits(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let i = start; i < end; i += 1) {
    const digit = (bytes[i] as number) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** The ten characters of a day from year 1 to 9999 as yyyymmdd; -1 where there is none; 29 February is left to others. */
function day(bytes: Uint8Array, start: number): number {
  if (bytes[start + 4] !== 0x2d || bytes[start + 7] !== 0x2d) return -1;
  const year = digits(bytes, start, start + 4);
  const month = digits(bytes, start + 5, start + 7);
  const dayOfMonth = digits(bytes, start + 8, start + 10);
  if (year < 1 || month < 1 || month > 12 || dayOfMonth < 1) return -1;
  return dayOfMonth > (MONTH_LENGTHS[month] as number) ? -1 : (year * 100 + month) * 100 + dayOfMonth;
}

const encoder = new TextEncoder();

/** A bound that could not be read is one that nothing is within. */
const sure = (bound: number) => (bound < 0 ? Number.NaN : bound);

function date(row: SimpleTypeRow): PlainJudge {
  const bound = (text: string) => sure(text.length === 10 ? day(encoder.encode(text), 0) : -1);
  const min = row.minInclusive === undefined ? 0 : bound(row.minInclusive);
  const max = row.maxInclusive === undefined ? 99_991_231 : bound(row.maxInclusive);
  const isBounded = row.minExclusive !== undefined || row.maxExclusive !== undefined;
  return ({ bytes }, start, end) => {
    if (end - start !== 10 || isBounded) return false;
    const value = day(bytes, start);
    return value > 0 && value >= min && value <= max;
  };
}

/** `…Thh:mm:ss` as hhmmss, -1 where there is no such time; 24:00:00 is left to others. */
function time(bytes: Uint8Array, start: number): number {
  if (bytes[start] !== 0x54 || bytes[start + 3] !== 0x3a || bytes[start + 6] !== 0x3a) return -1;
  const hour = digits(bytes, start + 1, start + 3);
  const minute = digits(bytes, start + 4, start + 6);
  const second = digits(bytes, start + 7, start + 9);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return -1;
  return (hour * 100 + minute) * 100 + second;
}

function moment(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < 19) return -1;
  const days = day(bytes, start);
  const clock = time(bytes, start + 10);
  return days < 0 || clock < 0 ? -1 : days * 1_000_000 + clock;
}

/** Moments in UTC; values with a bound that is not, or with another zone, are left to the full judgement. */
function dateTime(row: SimpleTypeRow): PlainJudge {
  const bound = (text: string) => {
    const bytes = encoder.encode(text);
    return sure(text.length === 20 && text.endsWith('Z') ? moment(bytes, 0, 20) : -1);
  };
  const min = row.minInclusive === undefined ? 0 : bound(row.minInclusive);
  const max = row.maxInclusive === undefined ? Number.POSITIVE_INFINITY : bound(row.maxInclusive);
  const isBounded = row.minExclusive !== undefined || row.maxExclusive !== undefined;
  return ({ bytes }, start, end) => {
    if (isBounded || bytes[end - 1] !== 0x5a) return false;
    const value = moment(bytes, start, end);
    if (value < 0 || value < min || value >= max) return false;
    if (end - start === 20) return true;
    if (bytes[start + 19] !== 0x2e || end - start === 21) return false;
    for (let i = start + 20; i < end - 1; i += 1) if (!isDigit(bytes[i])) return false;
    return true;
  };
}
