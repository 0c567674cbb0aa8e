/**
 * The built-in types of XSD 1.0: which texts are theirs, how values compare, how long they are. Source: XML Schema
 * Part 2: Datatypes, second edition, section 3.
 */
import { momentTypes } from './moments.ts';
import { isName, isNcName, isNmtoken, isUri } from './names-and-uris.ts';

/** Answers a negative, zero or positive number; NaN where the order of the two is not determined. */
export type Compare = (a: string, b: string) => number;

export interface BuiltIn {
  /** True where the text (after its white-space rule) is a value of the type. */
  readonly accepts: (value: string) => boolean;
  /** Present where the type has an order, or texts that differ can be one value; both texts must be accepted. */
  readonly compare?: Compare;
  /** What the facets of length count, where it is not characters. */
  readonly length?: (value: string) => number;
}

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?$/;

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
  const [, sign = '', digits = '', decimals = ''] = match;
  let start = 0;
  while (digits.charCodeAt(start) === 0x30) start += 1;
  let end = decimals.length;
  while (decimals.charCodeAt(end - 1) === 0x30) end -= 1;
  const [whole, fraction] = [digits.slice(start), decimals.slice(0, end)];
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

const FLOAT = /^(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[Ee][+-]?\d+)?|-?INF|NaN)$/;
const numberOf = (value: string) => Number(value.replace('INF', 'Infinity'));

function float(round: (value: number) => number): BuiltIn {
  return {
    accepts: (value) => FLOAT.test(value),
    compare: (a, b) => {
      const [x, y] = [round(numberOf(a)), round(numberOf(b))];
      return x === y || (Number.isNaN(x) && Number.isNaN(y)) ? 0 : x < y ? -1 : x > y ? 1 : Number.NaN;
    },
  };
}

const isTrue = (value: string) => value === 'true' || value === '1';

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const withoutSpaces = (value: string) => value.replaceAll(' ', '');

/** Groups of four, with the bits that padding leaves over being zero. Single spaces may stand between any two. */
function isBase64(value: string): boolean {
  const text = withoutSpaces(value);
  if (text.length % 4 !== 0 || !BASE64.test(text)) return false;
  if (text.endsWith('==')) return 'AQgw'.includes(text.charAt(text.length - 3));
  return !text.endsWith('=') || 'AEIMQUYcgkosw048'.includes(text.charAt(text.length - 2));
}

function base64Length(value: string): number {
  const text = withoutSpaces(value);
  return (text.length / 4) * 3 - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0);
}

const itemsOf = (value: string) => (value === '' ? [] : value.split(' '));

function list(isItem: (value: string) => boolean): BuiltIn {
  return {
    accepts: (value) => value !== '' && itemsOf(value).every(isItem),
    length: (value) => itemsOf(value).length,
  };
}

const text: BuiltIn = { accepts: () => true };

const builtIns: Readonly<Record<string, BuiltIn>> = {
  ...momentTypes,
  anySimpleType: text,
  string: text,
  normalizedString: text,
  token: text,
  language: { accepts: (value) => /^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*$/.test(value) },
  Name: { accepts: isName },
  NCName: { accepts: isNcName },
  ID: { accepts: isNcName },
  NMTOKEN: { accepts: isNmtoken },
  NMTOKENS: list(isNmtoken),
  anyURI: { accepts: isUri },
  boolean: {
    accepts: (value) => /^(?:true|false|1|0)$/.test(value),
    compare: (a, b) => Number(isTrue(a)) - Number(isTrue(b)),
  },
  decimal: { accepts: (value) => decimalOf(value) !== null, compare: compareDecimals },
  integer: integer(null, null),
  nonPositiveInteger: integer(null, '0'),
  negativeInteger: integer(null, '-1'),
  long: integer('-9223372036854775808', '9223372036854775807'),
  int: integer('-2147483648', '2147483647'),
  short: integer('-32768', '32767'),
  byte: integer('-128', '127'),
  nonNegativeInteger: integer('0', null),
  unsignedLong: integer('0', '18446744073709551615'),
  unsignedInt: integer('0', '4294967295'),
  unsignedShort: integer('0', '65535'),
  unsignedByte: integer('0', '255'),
  positiveInteger: integer('1', null),
  float: float(Math.fround),
  double: float((value) => value),
  hexBinary: {
    accepts: (value) => value.length % 2 === 0 && /^[0-9A-Fa-f]*$/.test(value),
    compare: (a, b) => (a.toLowerCase() === b.toLowerCase() ? 0 : Number.NaN),
    length: (value) => value.length / 2,
  },
  base64Binary: {
    accepts: isBase64,
    compare: (a, b) => (withoutSpaces(a) === withoutSpaces(b) ? 0 : Number.NaN),
    length: base64Length,
  },
};

/** What each built-in type is derived from; those that are not named, from `anySimpleType`. */
const parents: Readonly<Record<string, string>> = {
  normalizedString: 'string',
  token: 'normalizedString',
  language: 'token',
  Name: 'token',
  NMTOKEN: 'token',
  NCName: 'Name',
  ID: 'NCName',
  integer: 'decimal',
  nonPositiveInteger: 'integer',
  negativeInteger: 'nonPositiveInteger',
  long: 'integer',
  int: 'long',
  short: 'int',
  byte: 'short',
  nonNegativeInteger: 'integer',
  unsignedLong: 'nonNegativeInteger',
  unsignedInt: 'unsignedLong',
  unsignedShort: 'unsignedInt',
  unsignedByte: 'unsignedShort',
  positiveInteger: 'nonNegativeInteger',
};

/** A built-in type by its name. Throws for one that no format of this package uses (QName, IDREF, ENTITY …). */
export function builtIn(name: string): BuiltIn {
  const known = Object.hasOwn(builtIns, name) ? builtIns[name] : undefined;
  if (known === undefined) throw new Error(`built-in type ${name} is not supported`);
  return known;
}

/** True where this is the name of a built-in type that the engine knows. */
export function isBuiltIn(name: string): boolean {
  return Object.hasOwn(builtIns, name);
}

/** True where one built-in type is the other, or is derived from it. */
export function isBuiltInDerived(name: string, from: string): boolean {
  if (from === 'anySimpleType') return true;
  for (let at: string | undefined = name; at !== undefined; at = parents[at]) if (at === from) return true;
  return false;
}
