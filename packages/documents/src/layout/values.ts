/**
 * Figures, dates and accounts as people write them. Texts of the document are rewritten letter by letter, never through
 * floats; whatever is not what it should be is handed back as it is, because a document that is shown says what it says.
 */
import type { DocumentLanguage } from './layout.ts';

/** Polish: `1 234,50`, `26.11.2026`. English: `1,234.50`, `2026-11-26`. */
export type ValueStyle = 'pl' | 'en';

/** A bilingual document has its figures once, the Polish way. */
export const styleOf = (language: DocumentLanguage): ValueStyle => (language === 'en' ? 'en' : 'pl');

/** Keeps what belongs together on one line. */
export const noBreakSpace = '\u00a0';
const minus = '\u2212';

const separators: Readonly<Record<ValueStyle, { readonly thousands: string; readonly decimal: string }>> = {
  pl: { thousands: noBreakSpace, decimal: ',' },
  en: { thousands: ',', decimal: '.' },
};

/** No format has longer ones; documents that were not judged may have anything. */
const longestDecimal = 64;

/** A decimal of XML. */
const decimalShape = /^([+-]?)0*(\d*)(?:\.(\d*))?$/;

/**
 * A decimal with thousands apart, a true minus and the decimals that it has.
 * @param leastDecimals filled up with zeros
 */
export function decimalText(text: string, style: ValueStyle, leastDecimals = 0): string {
  if (text.length === 0 || text.length > longestDecimal) return text;
  const parts = decimalShape.exec(text);
  if (parts === null) return text;
  const [, sign, whole = '', fraction = ''] = parts;
  const { thousands, decimal } = separators[style];
  const decimals = fraction.padEnd(leastDecimals, '0');
  const isNegative = sign === '-' && /[1-9]/.test(text);
  const digits = grouped(whole === '' ? '0' : whole, thousands);
  return `${isNegative ? minus : ''}${digits}${decimals === '' ? '' : decimal}${decimals}`;
}

function grouped(digits: string, separator: string): string {
  if (digits.length <= 3) return digits;
  const first = digits.length % 3;
  let text = digits.slice(0, first);
  for (let at = first; at < digits.length; at += 3) {
    text += `${at === 0 ? '' : separator}${digits.slice(at, at + 3)}`;
  }
  return text;
}

/** An amount of money: at least two decimals; the currency behind it, where it is given. */
export function amountText(text: string, style: ValueStyle, currency?: string): string {
  const amount = decimalText(text, style, 2);
  return currency === undefined ? amount : `${amount}${noBreakSpace}${currency}`;
}

/** `23` for `23.00`: rates of tax are known by their whole numbers. */
export const withoutZeros = (text: string): string =>
  /^-?\d+\.\d+$/.test(text) ? text.replace(/\.?0+$/, '') : text;

export const percentText = (text: string, style: ValueStyle): string => `${decimalText(text, style)}%`;

/** A day of XML; some formats allow a time zone behind it. */
const dateShape = /^(\d{4})-(\d{2})-(\d{2})(Z|[+-]\d{2}:\d{2})?$/;

export function dateText(text: string, style: ValueStyle): string {
  const parts = dateShape.exec(text);
  if (parts === null) return text;
  const [, year = '', month = '', day = '', zone] = parts;
  const date = calendarDay(year, month, day, style);
  return zone === undefined ? date : `${date} (${zone})`;
}

const calendarDay = (year: string, month: string, day: string, style: ValueStyle): string =>
  style === 'pl' ? `${day}.${month}.${year}` : `${year}-${month}-${day}`;

/** A moment of XML: day, time, fractions of a second, zone. */
const momentShape =
  /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-4]):([0-5]\d):([0-5]\d)(?:\.(\d+))?(?:(Z)|([+-])(\d{2}):(\d{2}))?$/;

/** A moment in Polish time; one without a zone is taken to be in it already. */
export function momentText(text: string, style: ValueStyle): string {
  const parts = momentShape.exec(text);
  // Years of the first and the last century are none that a program would write, and JavaScript takes some for others.
  if (parts === null || text.startsWith('00') || text.startsWith('99')) return text;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', fraction = ''] = parts;
  const [, , , , , , , , utc, sign, zoneHours, zoneMinutes] = parts;
  const rest = /[1-9]/.test(fraction) ? `${separators[style].decimal}${fraction}` : '';
  if (utc === undefined && sign === undefined) {
    return `${calendarDay(year, month, day, style)} ${hour}:${minute}:${second}${rest}`;
  }
  // JavaScript would take 30 February for 2 March.
  if (new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() !== Number(day))
    return text;
  const aheadMinutes = (Number(zoneHours ?? 0) * 60 + Number(zoneMinutes ?? 0)) * (sign === '-' ? -1 : 1);
  const time = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute) - aheadMinutes,
    Number(second),
  );
  return `${inPoland(time, style)}${rest}`;
}

function inPoland(time: number, style: ValueStyle): string {
  const [date = '', clock = ''] = new Date(time + aheadOfUtc(time)).toISOString().split('T');
  const [year = '', month = '', day = ''] = date.split('-');
  return `${calendarDay(year, month, day, style)} ${clock.slice(0, 8)}`;
}

/** Making a formatter costs more than a hundred uses of it, and a use more than all else here together. */
let polishTime: Intl.DateTimeFormat | undefined;
let lastHour = Number.NaN;
let lastAhead = 0;

/** Milliseconds; the same for a whole hour, and moments of one document are close to each other. */
function aheadOfUtc(time: number): number {
  const hour = Math.floor(time / 3_600_000);
  if (hour === lastHour) return lastAhead;
  polishTime ??= new Intl.DateTimeFormat('en', {
    timeZone: 'Europe/Warsaw',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of polishTime.formatToParts(time)) part[type] = Number(value);
  const { year = 0, month = 0, day = 0, hour: polishHour, minute, second } = part;
  const polish = Date.UTC(year, month - 1, day, polishHour, minute, second);
  lastHour = hour;
  lastAhead = polish - Math.floor(time / 1_000) * 1_000;
  return lastAhead;
}

/** A Polish account number as banks print it (2 digits, then fours), an IBAN in fours; any other as it is. */
export function accountText(text: string): string {
  const number = text.replaceAll(' ', '');
  if (/^\d{26}$/.test(number)) return `${number.slice(0, 2)}${noBreakSpace}${inFours(number.slice(2))}`;
  return /^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(number) ? inFours(number) : text;
}

const inFours = (text: string): string => text.match(/.{1,4}/gs)?.join(noBreakSpace) ?? text;
