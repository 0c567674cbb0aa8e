/** Rules on lines: their numbers, values, rates and marks. */
import type { Fa3 } from '@kwit/formats';
import { isGs1Number } from '../checksums.ts';
import { absolute, cents, rounded, scaled, scaledNumber } from '../scaled.ts';
import { token } from '../text.ts';
import { percentOf } from './expected.ts';
import { type Line, numbered, type Placed } from './places.ts';
import type { Rule, RuleContext } from './rule.ts';

/** Kinds whose lines the law lets nobody leave out. */
const kindsWithLines = ['VAT', 'ROZ', 'UPR'];

function withoutLines(_: Fa3, { view, tell }: RuleContext): void {
  if (kindsWithLines.includes(view.kind) && view.lines.length === 0) tell({ path: '/Faktura/Fa/FaWiersz' });
}

interface Numbered {
  readonly path: string;
  readonly number: string;
  readonly isBefore: boolean;
}

const linesOf = ({ view }: RuleContext): Numbered[] =>
  view.lines.map(({ path, part }) => ({
    path,
    number: part.NrWierszaFa,
    isBefore: part.StanPrzed !== undefined,
  }));

const orderLinesOf = ({ view }: RuleContext): Numbered[] =>
  view.orderLines.map(({ path, part }) => ({
    path,
    number: part.NrWierszaZam,
    isBefore: part.StanPrzedZ !== undefined,
  }));

/** The state before and the state after a correction share their number. */
function repeated(lines: readonly Numbered[], element: string, tell: RuleContext['tell']): void {
  const seen = [new Set<string>(), new Set<string>()] as const;
  for (const { path, number, isBefore } of lines) {
    const numbers = seen[isBefore ? 1 : 0];
    if (numbers.has(number)) tell({ path: `${path}/${element}`, value: number, words: { number } });
    numbers.add(number);
  }
}

/** Lines with the numbers 1, 2, 3 …, as most have: none of them is there twice. */
const areCounted = (lines: readonly Placed<Line>[]): boolean =>
  lines.every(({ part }, index) => part.NrWierszaFa === String(index + 1));

function repeatedNumbers(_: Fa3, context: RuleContext): void {
  if (context.view.lines.length > 1 && !areCounted(context.view.lines))
    repeated(linesOf(context), 'NrWierszaFa', context.tell);
  if (context.view.orderLines.length > 1) repeated(orderLinesOf(context), 'NrWierszaZam', context.tell);
}

/** A line that was taken off altogether is shown with zeros after the correction, so that both states are there. */
function withoutAfter(lines: readonly Numbered[], element: string, tell: RuleContext['tell']): void {
  const after = new Set(lines.filter((line) => !line.isBefore).map((line) => line.number));
  for (const { path, number, isBefore } of lines) {
    if (isBefore && !after.has(number)) tell({ path: `${path}/${element}`, value: '1', words: { number } });
  }
}

function unpairedLines(_: Fa3, context: RuleContext): void {
  if (!context.view.isCorrection) return;
  withoutAfter(linesOf(context), 'StanPrzed', context.tell);
  withoutAfter(orderLinesOf(context), 'StanPrzedZ', context.tell);
}

function beforeElsewhere(_: Fa3, context: RuleContext): void {
  if (context.view.isCorrection) return;
  for (const { path, part } of context.view.lines) {
    if (part.StanPrzed !== undefined) context.tell({ path: `${path}/StanPrzed`, value: part.StanPrzed });
  }
  for (const { path, part } of context.view.orderLines) {
    if (part.StanPrzedZ !== undefined) context.tell({ path: `${path}/StanPrzedZ`, value: part.StanPrzedZ });
  }
}

function namelessLines(_: Fa3, { view, tell }: RuleContext): void {
  if (view.isCorrection) return;
  for (const { path, part } of view.lines) if (part.P_7 === undefined) tell({ path: `${path}/P_7` });
}

/** Whether a quantity is stated that sells nothing. */
function sellsNothing(text: string | undefined): boolean {
  if (text === undefined) return false;
  const first = text.charCodeAt(0);
  // Most begin with a digit that is no zero.
  return !(first > ZERO && first <= NINE) && /^[\s+]*(-|[0.]+\s*$)/.test(text);
}

const ZERO = 0x30;
const NINE = 0x39;

function quantityNotPositive(_: Fa3, { view, tell }: RuleContext): void {
  if (view.isCorrection) return;
  for (const { path, part } of view.lines) {
    const quantity = part.P_8B ?? '';
    if (sellsNothing(part.P_8B)) tell({ path: `${path}/P_8B`, value: quantity, words: { quantity } });
  }
  for (const { path, part } of view.orderLines) {
    const quantity = part.P_8BZ ?? '';
    if (sellsNothing(part.P_8BZ)) tell({ path: `${path}/P_8BZ`, value: quantity, words: { quantity } });
  }
}

/**
 * Whether quantity times price is the value beyond doubt, in exact numbers of three, four and two decimals: the product is less
 * than one and a half hundredths away, so that its rounding is not more than one away.
 */
function isValuePlainlyRight(line: Line, stated: string | undefined): boolean {
  if (line.P_10 !== undefined) return false;
  const product = scaledNumber(line.P_8B, 3) * scaledNumber(line.P_9A ?? line.P_9B, 4);
  const value = scaledNumber(stated, 7);
  return Number.isSafeInteger(product) && Math.abs(product - value) < 150_000;
}

/** Quantity times price, less a discount per unit or on the line (programs do either), in hundredths. */
function products(line: Line): bigint[] {
  const quantity = scaled(line.P_8B, 6);
  const price = scaled(line.P_9A ?? line.P_9B, 8);
  if (quantity === null || price === null) return [];
  const discount = line.P_10 === undefined ? 0n : scaled(line.P_10, 8);
  if (discount === null) return [];
  const perUnit = rounded(quantity * (price - discount), 14, 2);
  return discount === 0n ? [perUnit] : [perUnit, rounded(quantity * price - discount * 1_000_000n, 14, 2)];
}

function valueDiffers(_: Fa3, { view, tell }: RuleContext): void {
  for (const { path, part } of view.lines) {
    const isGross = part.P_9A === undefined;
    const text = isGross ? part.P_11A : part.P_11;
    if (isValuePlainlyRight(part, text)) continue;
    const stated = scaled(text, 2);
    if (stated === null) continue;
    const possible = products(part);
    if (possible.length === 0 || possible.some((value) => absolute(value - stated) <= 1n)) continue;
    const [expected = 0n] = possible;
    const words = { expected: amountText(expected) };
    tell({ path: `${path}/${isGross ? 'P_11A' : 'P_11'}`, value: text, words });
  }
}

const amountText = (value: bigint): string =>
  `${value / 100n}.${absolute(value % 100n)
    .toString()
    .padStart(2, '0')}`;

function lineVatDiffers(_: Fa3, { view, tell }: RuleContext): void {
  for (const { path, part } of view.lines) {
    if (part.P_11Vat === undefined) continue;
    const percent = percentOf(part);
    const net = scaled(part.P_11, 2);
    const gross = scaled(part.P_11A, 2);
    if (percent === null || (net === null && gross === null)) continue;
    const expected =
      net === null
        ? rounded(((gross ?? 0n) * percent * 100n) / (100_000_000n + percent), 4, 2)
        : rounded(net * percent, 10, 2);
    if (absolute(cents(part.P_11Vat) - expected) > 1n) {
      tell({ path: `${path}/P_11Vat`, value: part.P_11Vat, words: { expected: amountText(expected) } });
    }
  }
}

function rateMissing({ Fa }: Fa3, { view, tell }: RuleContext): void {
  if (Fa.P_13_11 !== undefined || Fa.Adnotacje.PMarzy.P_PMarzy !== undefined) return;
  for (const { path, part } of view.lines) {
    const isValued = part.P_11 !== undefined || part.P_11A !== undefined;
    if (isValued && part.P_12 === undefined && part.P_12_XII === undefined) tell({ path: `${path}/P_12` });
  }
}

function rateTwice(_: Fa3, { view, tell }: RuleContext): void {
  for (const { path, part } of view.lines) {
    if (part.P_12_XII !== undefined && part.P_12 !== undefined) {
      tell({ path: `${path}/P_12_XII`, value: part.P_12_XII });
    }
  }
}

/** Rates of before 2011. */
const formerRates = ['22', '7', '3'];

function formerRate({ Fa }: Fa3, { view, tell }: RuleContext): void {
  if (view.isCorrection || !formerRates.some((rate) => view.rates.has(rate))) return;
  for (const { path, part } of view.lines) {
    const day = part.P_6A ?? Fa.P_6 ?? Fa.OkresFa?.P_6_Do ?? Fa.P_1;
    const rate = token(part.P_12 ?? '');
    if (formerRates.includes(rate) && day >= '2011-01-01')
      tell({ path: `${path}/P_12`, value: rate, words: { rate } });
  }
}

/** Codes of GS1 have 8 to 14 digits; what looks otherwise is a code of somebody's own. */
const wrongGtin = (gtin: string | undefined): boolean =>
  gtin !== undefined && /^\d{8}$|^\d{12,14}$/.test(gtin) && !isGs1Number(gtin);

function wrongGtins(_: Fa3, { view, tell }: RuleContext): void {
  for (const { path, part } of view.lines) {
    if (wrongGtin(part.GTIN)) tell({ path: `${path}/GTIN`, value: part.GTIN });
  }
  for (const { path, part } of view.orderLines) {
    if (wrongGtin(part.GTINZ)) tell({ path: `${path}/GTINZ`, value: part.GTINZ });
  }
}

/** Numbers of all lines, of the invoice and of its order. */
const numbersOf = ({ view }: RuleContext): ReadonlySet<string> =>
  new Set([
    ...view.lines.map(({ part }) => part.NrWierszaFa),
    ...view.orderLines.map(({ part }) => part.NrWierszaZam),
  ]);

function strangeDetails({ Fa }: Fa3, context: RuleContext): void {
  if (Fa.DodatkowyOpis === undefined) return;
  const known = numbersOf(context);
  for (const { path, part } of numbered('/Faktura/Fa/DodatkowyOpis', Fa.DodatkowyOpis)) {
    const number = part.NrWiersza;
    if (number !== undefined && !known.has(number)) {
      context.tell({ path: `${path}/NrWiersza`, value: number, words: { number } });
    }
  }
}

function strangeVehicles({ Fa }: Fa3, context: RuleContext): void {
  const vehicles = Fa.Adnotacje.NoweSrodkiTransportu.NowySrodekTransportu;
  if (vehicles === undefined) return;
  const known = numbersOf(context);
  const place = '/Faktura/Fa/Adnotacje/NoweSrodkiTransportu/NowySrodekTransportu';
  for (const { path, part } of numbered(place, vehicles)) {
    const number = part.P_NrWierszaNST;
    if (!known.has(number))
      context.tell({ path: `${path}/P_NrWierszaNST`, value: number, words: { number } });
  }
}

function wideRows({ Zalacznik }: Fa3, { tell }: RuleContext): void {
  for (const block of numbered('/Faktura/Zalacznik/BlokDanych', Zalacznik?.BlokDanych)) {
    for (const { path, part } of numbered(`${block.path}/Tabela`, block.part.Tabela)) {
      const width = part.TNaglowek.Kol.length;
      const words = { columns: String(width) };
      const wide: Placed<unknown>[] = numbered(`${path}/Wiersz`, part.Wiersz).filter(
        (row) => row.part.WKom.length > width,
      );
      for (const row of wide) tell({ path: row.path, words });
      if ((part.Suma?.SKom.length ?? 0) > width) tell({ path: `${path}/Suma`, words });
    }
  }
}

export const lineRules: readonly Rule[] = [
  {
    code: 'LINES-MISSING',
    severity: 'error',
    enforcedBy: 'law',
    source: 'VAT act, art. 106e ust. 1 pkt 7; FA(3), FaWiersz',
    find: withoutLines,
  },
  {
    code: 'LINE-NAME-MISSING',
    severity: 'error',
    enforcedBy: 'law',
    source: 'VAT act, art. 106e ust. 1 pkt 7 and art. 106j ust. 3 pkt 2',
    find: namelessLines,
  },
  {
    code: 'LINE-NUMBER-REPEATED',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'FA(3), NrWierszaFa and NrWierszaZam',
    find: repeatedNumbers,
  },
  {
    code: 'BEFORE-WITHOUT-AFTER',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'FA(3), StanPrzed and StanPrzedZ',
    find: unpairedLines,
  },
  {
    code: 'BEFORE-OUTSIDE-CORRECTION',
    severity: 'warning',
    authoring: 'error',
    enforcedBy: 'practice',
    source: 'FA(3), StanPrzed and StanPrzedZ',
    find: beforeElsewhere,
  },
  {
    code: 'QUANTITY-NOT-POSITIVE',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'VAT act, art. 106e ust. 1 pkt 8 and art. 106j ust. 1; FA(3), P_8B and P_8BZ',
    find: quantityNotPositive,
  },
  {
    code: 'LINE-VALUE-DIFFERS',
    severity: 'warning',
    enforcedBy: 'law',
    source: 'VAT act, art. 106e ust. 1 pkt 8 to 11; FA(3), P_8B to P_11A',
    find: valueDiffers,
  },
  {
    code: 'LINE-VAT-DIFFERS',
    severity: 'warning',
    enforcedBy: 'law',
    source: 'VAT act, art. 106e ust. 10; FA(3), P_11Vat',
    find: lineVatDiffers,
  },
  {
    code: 'RATE-MISSING',
    severity: 'warning',
    enforcedBy: 'law',
    source: 'VAT act, art. 106e ust. 1 pkt 12',
    find: rateMissing,
  },
  {
    code: 'RATE-TWICE',
    severity: 'warning',
    authoring: 'error',
    enforcedBy: 'practice',
    source: 'FA(3), P_12 and P_12_XII',
    find: rateTwice,
  },
  {
    code: 'RATE-FORMER',
    severity: 'warning',
    enforcedBy: 'law',
    source: 'VAT act, art. 41 and art. 146ea to 146ef; FA(3), TStawkaPodatku',
    find: formerRate,
  },
  {
    code: 'GTIN-CHECKSUM',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'GS1 General Specifications, check digit',
    find: wrongGtins,
  },
  {
    code: 'DETAIL-LINE-UNKNOWN',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'FA(3), DodatkowyOpis/NrWiersza',
    find: strangeDetails,
  },
  {
    code: 'NEW-TRANSPORT-LINE-UNKNOWN',
    severity: 'warning',
    authoring: 'error',
    enforcedBy: 'practice',
    source: 'FA(3), NowySrodekTransportu/P_NrWierszaNST',
    find: strangeVehicles,
  },
  {
    code: 'ATTACHMENT-ROW-TOO-WIDE',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'FA(3), Zalacznik/BlokDanych/Tabela',
    find: wideRows,
  },
];
