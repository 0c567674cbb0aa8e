/** Rules on lines: their numbers, values, rates and marks. */
import type { Fa3 } from '@kwit/formats';
import { isGs1Number } from '../checksums.ts';
import { absolute, cents, rounded, scaled } from '../scaled.ts';
import { token } from '../text.ts';
import { percentOf } from './expected.ts';
import { type Line, numbered, type Placed } from './places.ts';
import type { Finding, Rule, RuleContext } from './rule.ts';

/** Kinds whose lines the law lets nobody leave out. */
const kindsWithLines = ['VAT', 'ROZ', 'UPR'];

function* withoutLines(_: Fa3, { view }: RuleContext): Generator<Finding> {
  if (kindsWithLines.includes(view.kind) && view.lines.length === 0) yield { path: '/Faktura/Fa/FaWiersz' };
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
function* repeated(lines: readonly Numbered[], element: string): Generator<Finding> {
  const seen = [new Set<string>(), new Set<string>()] as const;
  for (const { path, number, isBefore } of lines) {
    const numbers = seen[isBefore ? 1 : 0];
    if (numbers.has(number)) yield { path: `${path}/${element}`, value: number, words: { number } };
    numbers.add(number);
  }
}

function* repeatedNumbers(_: Fa3, context: RuleContext): Generator<Finding> {
  if (context.view.lines.length > 1) yield* repeated(linesOf(context), 'NrWierszaFa');
  if (context.view.orderLines.length > 1) yield* repeated(orderLinesOf(context), 'NrWierszaZam');
}

/** A line that was taken off altogether is shown with zeros after the correction, so that both states are there. */
function* withoutAfter(lines: readonly Numbered[], element: string): Generator<Finding> {
  const after = new Set(lines.filter((line) => !line.isBefore).map((line) => line.number));
  for (const { path, number, isBefore } of lines) {
    if (isBefore && !after.has(number)) yield { path: `${path}/${element}`, value: '1', words: { number } };
  }
}

function* unpairedLines(_: Fa3, context: RuleContext): Generator<Finding> {
  if (!context.view.isCorrection) return;
  yield* withoutAfter(linesOf(context), 'StanPrzed');
  yield* withoutAfter(orderLinesOf(context), 'StanPrzedZ');
}

function* beforeElsewhere(_: Fa3, context: RuleContext): Generator<Finding> {
  if (context.view.isCorrection) return;
  for (const { path, part } of context.view.lines) {
    if (part.StanPrzed !== undefined) yield { path: `${path}/StanPrzed`, value: part.StanPrzed };
  }
  for (const { path, part } of context.view.orderLines) {
    if (part.StanPrzedZ !== undefined) yield { path: `${path}/StanPrzedZ`, value: part.StanPrzedZ };
  }
}

function* namelessLines(_: Fa3, { view }: RuleContext): Generator<Finding> {
  if (view.isCorrection) return;
  for (const { path, part } of view.lines) if (part.P_7 === undefined) yield { path: `${path}/P_7` };
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

function* valueDiffers(_: Fa3, { view }: RuleContext): Generator<Finding> {
  for (const { path, part } of view.lines) {
    const isGross = part.P_9A === undefined;
    const text = isGross ? part.P_11A : part.P_11;
    const stated = scaled(text, 2);
    if (stated === null) continue;
    const possible = products(part);
    if (possible.length === 0 || possible.some((value) => absolute(value - stated) <= 1n)) continue;
    const [expected = 0n] = possible;
    const words = { expected: amountText(expected) };
    yield { path: `${path}/${isGross ? 'P_11A' : 'P_11'}`, value: text, words };
  }
}

const amountText = (value: bigint): string =>
  `${value / 100n}.${absolute(value % 100n)
    .toString()
    .padStart(2, '0')}`;

function* lineVatDiffers(_: Fa3, { view }: RuleContext): Generator<Finding> {
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
      yield { path: `${path}/P_11Vat`, value: part.P_11Vat, words: { expected: amountText(expected) } };
    }
  }
}

function* rateMissing({ Fa }: Fa3, { view }: RuleContext): Generator<Finding> {
  if (Fa.P_13_11 !== undefined || Fa.Adnotacje.PMarzy.P_PMarzy !== undefined) return;
  for (const { path, part } of view.lines) {
    const isValued = part.P_11 !== undefined || part.P_11A !== undefined;
    if (isValued && part.P_12 === undefined && part.P_12_XII === undefined) yield { path: `${path}/P_12` };
  }
}

function* rateTwice(_: Fa3, { view }: RuleContext): Generator<Finding> {
  for (const { path, part } of view.lines) {
    if (part.P_12_XII !== undefined && part.P_12 !== undefined) {
      yield { path: `${path}/P_12_XII`, value: part.P_12_XII };
    }
  }
}

/** Rates of before 2011. */
const formerRates = ['22', '7', '3'];

function* formerRate({ Fa }: Fa3, { view }: RuleContext): Generator<Finding> {
  if (view.isCorrection || !formerRates.some((rate) => view.rates.has(rate))) return;
  for (const { path, part } of view.lines) {
    const day = part.P_6A ?? Fa.P_6 ?? Fa.OkresFa?.P_6_Do ?? Fa.P_1;
    const rate = token(part.P_12 ?? '');
    if (formerRates.includes(rate) && day >= '2011-01-01')
      yield { path: `${path}/P_12`, value: rate, words: { rate } };
  }
}

/** Codes of GS1 have 8 to 14 digits; what looks otherwise is a code of somebody's own. */
const wrongGtin = (gtin: string | undefined): boolean =>
  gtin !== undefined && /^\d{8}$|^\d{12,14}$/.test(gtin) && !isGs1Number(gtin);

function* wrongGtins(_: Fa3, { view }: RuleContext): Generator<Finding> {
  for (const { path, part } of view.lines) {
    if (wrongGtin(part.GTIN)) yield { path: `${path}/GTIN`, value: part.GTIN };
  }
  for (const { path, part } of view.orderLines) {
    if (wrongGtin(part.GTINZ)) yield { path: `${path}/GTINZ`, value: part.GTINZ };
  }
}

/** Numbers of all lines, of the invoice and of its order. */
const numbersOf = ({ view }: RuleContext): ReadonlySet<string> =>
  new Set([
    ...view.lines.map(({ part }) => part.NrWierszaFa),
    ...view.orderLines.map(({ part }) => part.NrWierszaZam),
  ]);

function* strangeDetails({ Fa }: Fa3, context: RuleContext): Generator<Finding> {
  if (Fa.DodatkowyOpis === undefined) return;
  const known = numbersOf(context);
  for (const { path, part } of numbered('/Faktura/Fa/DodatkowyOpis', Fa.DodatkowyOpis)) {
    const number = part.NrWiersza;
    if (number !== undefined && !known.has(number)) {
      yield { path: `${path}/NrWiersza`, value: number, words: { number } };
    }
  }
}

function* strangeVehicles({ Fa }: Fa3, context: RuleContext): Generator<Finding> {
  const vehicles = Fa.Adnotacje.NoweSrodkiTransportu.NowySrodekTransportu;
  if (vehicles === undefined) return;
  const known = numbersOf(context);
  const place = '/Faktura/Fa/Adnotacje/NoweSrodkiTransportu/NowySrodekTransportu';
  for (const { path, part } of numbered(place, vehicles)) {
    const number = part.P_NrWierszaNST;
    if (!known.has(number)) yield { path: `${path}/P_NrWierszaNST`, value: number, words: { number } };
  }
}

function* wideRows({ Zalacznik }: Fa3): Generator<Finding> {
  for (const block of numbered('/Faktura/Zalacznik/BlokDanych', Zalacznik?.BlokDanych)) {
    for (const { path, part } of numbered(`${block.path}/Tabela`, block.part.Tabela)) {
      const width = part.TNaglowek.Kol.length;
      const words = { columns: String(width) };
      const wide: Placed<unknown>[] = numbered(`${path}/Wiersz`, part.Wiersz).filter(
        (row) => row.part.WKom.length > width,
      );
      for (const row of wide) yield { path: row.path, words };
      if ((part.Suma?.SKom.length ?? 0) > width) yield { path: `${path}/Suma`, words };
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
