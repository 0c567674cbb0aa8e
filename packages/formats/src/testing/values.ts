/** Values for a simple type: right ones, and such as stand just at or past its facets. */
import { applyWhiteSpace } from '../characters.ts';
import type { SimpleType } from '../simple-type.ts';
import { sampleOf } from './pattern-samples.ts';
import type { Random } from './random.ts';

const PLAIN: Readonly<Record<string, readonly string[]>> = {
  string: ['a', 'Zażółć 1', 'x y', '😀', 'A-1/2'],
  normalizedString: ['a', 'Zażółć 1', 'x  y', '😀', 'A-1/2'],
  token: ['a', 'Zażółć 1', 'x y', '😀', 'A-1/2'],
  boolean: ['true', 'false', '0', '1'],
  decimal: ['0', '1', '-1.5', '123.45', '0.001', '99999999', '+.5', '7.'],
  date: ['2026-02-01', '2024-02-29', '2026-12-31Z', '2030-06-15', '2026-02-01+02:00', '2006-01-02'],
  time: ['10:00:00', '24:00:00', '23:59:59.999Z', '00:00:00-14:00'],
  dateTime: [
    '2026-02-01T10:00:00Z',
    '2026-02-01T10:00:00.123+01:00',
    '2026-02-01T24:00:00Z',
    '2030-01-01T00:00:00',
  ],
  anyURI: ['urn:a:b', 'https://example.com/a?b=c#d', '../a', '', 'ż', '%20'],
  language: ['pl', 'en-GB', 'x-klingon-1'],
  base64Binary: ['', 'AAAA', 'YQ==', 'YWI=', 'YW Jj', 'QUJDREVG'],
  ID: ['a1', '_b', 'ż-2', 'c.3'],
};
/** Texts for patterns that chance rarely meets. */
const PATTERNED = ['192.168.0.1', '10.0.0.1-10.0.0.9', '10.0.0.0/8', 'a@b.pl', '2026-02-01', '1111111111'];
const INTEGERS = ['0', '1', '2', '3', '12', '007', '+5', '-1', '100'];

/** Texts that are wrong for some type or other, or right in an unusual way. */
const ODD: readonly string[] = [
  ...[
    '',
    ' ',
    '0',
    '1',
    '2',
    '01',
    '+1',
    '-1',
    ' 1 ',
    '1.0',
    '.5',
    '5.',
    '.',
    '-',
    '+',
    '1e3',
    'INF',
    'NaN',
    'abc',
    'true',
    'TRUE',
  ],
  ...[
    '2026-01-01',
    '2026-01-01Z',
    '2026-02-30',
    '2024-02-29',
    '2023-02-29',
    '1900-02-29',
    '2000-02-29',
    '0000-01-01',
  ],
  ...[
    '2006-01-01',
    '2005-12-31',
    '2050-01-01',
    '2050-01-02',
    '12026-01-01',
    '02026-01-01',
    '-0001-01-01',
    '-0004-02-29',
    '2026-1-1',
  ],
  ...[
    '2025-09-01T00:00:00Z',
    '2025-08-31T23:59:59Z',
    '2025-09-01T00:00:00',
    '2025-09-01T24:00:00Z',
    '2025-09-01T24:00:01Z',
  ],
  ...[
    '2026-01-01T10:00:60Z',
    '2026-01-01T10:00:00.Z',
    '2026-01-01T10:00:00+14:00',
    '2026-01-01T10:00:00+14:01',
    '2026-01-01T10:00:00+13:60',
  ],
  ...[
    '2026-01-01 10:00:00',
    '2026-01-01t10:00:00Z',
    '2026-01-01T10:00Z',
    '2050-01-01T23:59:59Z',
    '10:00:00',
    '10:00',
    '25:00:00',
  ],
  ...[
    '9999999999',
    '1234567890',
    '12.34',
    '12.345',
    '-0.5',
    '-0',
    '0.0',
    '100.000001',
    '0.0000001',
    '00.1',
    '1,5',
    '1 5',
  ],
  ...[
    '1234567890123456',
    '12345678901234567',
    '1234567890123456.12',
    '123456789012345678901234',
    '1234567890123456789012345',
    '0.1234567890123456789012345',
  ],
  ...['128', '127', '-128', '-129', '9223372036854775807', '18446744073709551616'],
  ...[
    'a@b',
    'a@',
    'https://a.pl',
    'http://[::1]/',
    'a b',
    'a:b',
    ':a',
    '1:b',
    '%zz',
    '##',
    'a#b#c',
    '<',
    'http://a b/',
    '\\',
    '[a]',
    'ż:a',
  ],
  ...['AAA=', 'AAB=', 'AA==', 'AB==', 'A===', 'AAA', 'A A A A', '=AAA', 'AA=A', 'AA = =', 'AA  AA', 'żAAA'],
  ...['pl', 'pl-PL', 'abcdefghi', 'x-y', 'i-', 'pl_PL', '1a', 'a1', '-a', 'a b c'],
  ...[
    'a  b',
    '\ta',
    'a\nb',
    'a ',
    ' a',
    '\u00a0',
    '٣',
    '１',
    '\u0085',
    '\u2028',
    'e\u0301',
    '\ud7ff',
    '\ue000',
    '\ufffd',
    '\u{10ffff}',
  ],
];

/** A right value; null where none is found soon. */
export function rightValue(type: SimpleType, random: Random): string | null {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const value = applyWhiteSpace(candidate(type, random), type.row.whiteSpace);
    if (type.problem(value) === null) return value;
  }
  // Patterns that chance does not meet: texts that are known to fit some.
  return PATTERNED.find((value) => type.problem(value) === null) ?? null;
}

function candidate(type: SimpleType, random: Random): string {
  const { row } = type;
  if (row.enumeration !== undefined) return random.pick(row.enumeration);
  if (type.members.length > 0) return candidate(random.pick(type.members), random);
  const patterns = row.patterns?.at(-1);
  if (patterns !== undefined && random.below(4) > 0) return sampleOf(random.pick(patterns), random);
  if (patterns !== undefined && random.below(3) === 0) return random.pick(PATTERNED);
  const bounds = [row.minInclusive, row.maxInclusive].filter((bound) => bound !== undefined);
  if (bounds.length > 0 && random.below(3) === 0) return random.pick(bounds);
  const limits = [row.minLength, row.maxLength, row.length].filter((limit) => limit !== undefined);
  if (limits.length > 0 && random.below(4) === 0)
    return random.pick(['x', 'ł', '😀']).repeat(Math.max(1, random.pick(limits)));
  return random.pick(PLAIN[row.base] ?? INTEGERS);
}

/** Any value, right or wrong; mostly one that stands at or past a facet of the type. */
export function anyValue(type: SimpleType | null, random: Random): string {
  if (type === null || random.below(3) === 0) return random.pick(ODD);
  const edges = edgesOf(type, random);
  const value =
    edges.length > 0 && random.below(2) === 0 ? random.pick(edges) : (rightValue(type, random) ?? '');
  return random.below(2) === 0 ? value : spoilt(value, random);
}

function edgesOf({ row, members }: SimpleType, random: Random): string[] {
  const edges: string[] = [];
  for (const limit of [row.length, row.minLength, row.maxLength]) {
    if (limit === undefined || limit > 5000) continue;
    const unit = random.pick(['x', 'ł', '😀', '1']);
    for (const length of [limit - 1, limit, limit + 1]) edges.push(unit.repeat(Math.max(0, length)));
  }
  for (const bound of [row.minInclusive, row.maxInclusive, row.minExclusive, row.maxExclusive]) {
    if (bound !== undefined) edges.push(...near(bound));
  }
  const { totalDigits = 20, fractionDigits = 3 } = row;
  if (row.totalDigits !== undefined || row.fractionDigits !== undefined) {
    for (const more of [-1, 0, 1]) {
      edges.push('9'.repeat(totalDigits + more), `1.${'0'.repeat(Math.max(0, fractionDigits + more))}1`);
      edges.push(
        `${'9'.repeat(Math.max(1, totalDigits - fractionDigits))}.${'9'.repeat(Math.max(0, fractionDigits + more))}`,
      );
      edges.push(
        `-${'9'.repeat(Math.max(1, totalDigits + more))}`,
        `0.${'0'.repeat(Math.max(0, fractionDigits + more))}`,
      );
    }
  }
  if (row.enumeration !== undefined) edges.push(...row.enumeration.slice(0, 5));
  return members.length > 0 ? [...edges, ...edgesOf(random.pick(members), random)] : edges;
}

function near(bound: string): string[] {
  if (/^-?\d+$/.test(bound)) return [String(Number(bound) - 1), bound, String(Number(bound) + 1)];
  const day = 86_400_000;
  const time = Date.parse(bound);
  if (Number.isNaN(time)) return [bound];
  const length = bound.includes('T') ? 19 : 10;
  const shifted = (by: number) =>
    new Date(time + by).toISOString().slice(0, length) + (length === 19 ? 'Z' : '');
  return [
    bound,
    `${bound}Z`,
    bound.replace('Z', ''),
    shifted(-day),
    shifted(day),
    ...(length === 19 ? [shifted(-1000), shifted(1000)] : []),
  ];
}

function spoilt(value: string, random: Random): string {
  const at = random.below(value.length + 1);
  const piece = random.pick(['0', '1', ' ', '  ', 'a', 'Ż', '-', '.', '\t', '\n', '']);
  const cut = random.below(3);
  return (value.slice(0, at) + piece + value.slice(at + cut)).toWellFormed();
}
