/** Changes of an invoice's text, right and wrong ones, for comparing two validators. */
import type { Random } from './random.ts';

const VALUES = [
  ...[
    '',
    '0',
    '1',
    '2',
    '3',
    '8',
    '01',
    '+1',
    '-1',
    ' 1 ',
    '1.0',
    '.5',
    '5.',
    'abc',
    'PLN',
    'PL',
    '23',
    'np I',
    'zw',
  ],
  ...[
    '2026-01-01',
    '2026-01-01Z',
    '2026-02-30',
    '2024-02-29',
    '2006-01-01',
    '2005-12-31',
    '2050-01-01',
    '2050-01-02',
  ],
  ...['2025-08-31T23:59:59Z', '2025-09-01T00:00:00Z', '2025-09-01T00:00:00', '2025-09-02T00:00:00'],
  ...[
    '2025-09-01T24:00:00Z',
    '2025-09-01T10:00:00.123+02:00',
    '2025-09-01T10:00:00.123+15:00',
    '2050-01-01T23:59:59Z',
  ],
  ...[
    '9999999999',
    '1234567890',
    '0234567890',
    '12.34',
    '12.345',
    '-0.5',
    '100',
    '100.000001',
    '0.0000001',
    '00.1',
  ],
  ...[
    '1234567890123456',
    '12345678901234567',
    '1234567890123456.12',
    '1234567890123456.123456',
    '0.123456789',
  ],
  ...['a@b', 'a@', 'https://a.pl/?IPKSeF=123abcdefghij', '123abcdefghij', '123456789', '12345678901234'],
  ...[
    '1234567890-12345',
    'ABCDPLPW',
    'ABCDPLPWXXX',
    'BEZPLATNE',
    'FA',
    'FA ',
    'VAT',
    'KOR',
    'GTU_01',
    '0 WDT',
  ],
  ...['9999999999-20230908-8BEF28-0C8D35-4D', '9999999999-20230908-8BEF280C8D35-4D', 'a  b', '\ta', 'a\nb'],
  ...['&lt;', '<![CDATA[1]]>', '1<!-- c -->', '&#65;', '&#x20;', '&#10;1', '<![CDATA[ ]]>', '٣'],
  ...[13, 14, 16, 17, 20, 21, 50, 51, 256, 257, 512, 513].flatMap((n) => ['x'.repeat(n), '😀'.repeat(n)]),
];
const NAMES = [
  ...[
    'P_1',
    'P_2',
    'P_6',
    'NIP',
    'Nazwa',
    'Adres',
    'FaWiersz',
    'P_7',
    'Foo',
    'KodKraju',
    'BrakID',
    'NrID',
    'Rola',
  ],
  ...[
    'P_13_2',
    'P_14_2',
    'Zalacznik',
    'Stopka',
    'FormaPlatnosci',
    'Platnosc',
    'Podmiot3',
    'JST',
    'GV',
    'P_19',
  ],
  ...[
    'P_19A',
    'P_19N',
    'OkresFa',
    'DataZaplaty',
    'WZ',
    'KodUE',
    'NrVatUE',
    'Email',
    'GLN',
    'DoZaplaty',
    'TP',
  ],
];
const HEADER_ATTRIBUTES = [
  ...['', 'kodSystemowy="FA (2)"', 'kodSystemowy=" FA (3)"', 'kodSystemowy="FA (3)" a="b"'],
  ...['kodSystemowy="FA (3)" xsi:schemaLocation="a b"', 'xsi:kodSystemowy="FA (3)"'],
];
const EXTRA_ATTRIBUTES = [
  '',
  ' a="1"',
  ' xsi:nil="true"',
  ' xsi:nil="false"',
  ' xmlns="urn:x"',
  ' xml:lang="pl"',
];
/**
 * Blank CDATA sections among elements are left out: libxml2 refuses them, while XML Schema Part 1 asks only
 * whether the characters are white space (Validation Rule: Element Locally Valid (Complex Type), clause 2.3).
 */
const AFTER = ['text', '<!-- c -->', '  ', '&#32;', '<![CDATA[x]]>'];

interface Span {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

function replaced(text: string, { start, end }: Pick<Span, 'start' | 'end'>, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}

function leaves(text: string): Span[] {
  return [...text.matchAll(/<(\w+)(?:\s[^>]*)?>[^<]*<\/\1>/g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    name: match[1] ?? '',
  }));
}

/** Elements with all they hold, the root left out. */
function elements(text: string): Span[] {
  return [...text.matchAll(/<(\w+)(?:\s[^>]*)?>/g)].slice(1).flatMap((match) => {
    const close = `</${match[1]}>`;
    const end = text.indexOf(close, match.index);
    return end === -1 ? [] : [{ start: match.index, end: end + close.length, name: match[1] ?? '' }];
  });
}

type Mutation = (text: string, random: Random) => string;

const mutations: readonly Mutation[] = [
  (text, random) => replaced(text, random.pick(elements(text)), ''),
  (text, random) => {
    const span = random.pick(elements(text));
    return replaced(text, { start: span.end, end: span.end }, text.slice(span.start, span.end));
  },
  (text, random) => {
    const { start, end } = random.pick(elements(text));
    const rest = replaced(text, { start, end }, '');
    const { start: to } = random.pick(elements(rest));
    return replaced(rest, { start: to, end: to }, text.slice(start, end));
  },
  withValue,
  withValue,
  withValue,
  (text, random) => {
    const span = random.pick(leaves(text));
    const name = random.pick(NAMES);
    return replaced(text, span, `<${name}>${random.pick(VALUES)}</${name}>`);
  },
  (text, random) => {
    const { start } = random.pick(leaves(text));
    const name = random.pick(NAMES);
    return replaced(text, { start, end: start }, `<${name}>${random.pick(VALUES)}</${name}>`);
  },
  (text, random) => text.replace(/kodSystemowy="[^"]*"/, random.pick(HEADER_ATTRIBUTES)),
  (text, random) => {
    const { start, end, name } = random.pick(leaves(text));
    const leaf = text.slice(start, end).replace(`<${name}`, `<${name}${random.pick(EXTRA_ATTRIBUTES)}`);
    return replaced(text, { start, end }, leaf + random.pick(AFTER));
  },
];

function withValue(text: string, random: Random): string {
  const { start, end, name } = random.pick(leaves(text));
  const open = text.indexOf('>', start) + 1;
  return replaced(text, { start: open, end: end - name.length - 3 }, random.pick(VALUES));
}

/** One or two changes. */
export function mutant(text: string, random: Random): string {
  const once = random.pick(mutations)(text, random);
  return random.below(2) === 0 ? once : random.pick(mutations)(once, random);
}
