/** Rules on the sums of the invoice against its lines. KSeF takes wrong sums, so these are the only guard. */
import type { Fa3 } from '@kwit/formats';
import { isTaxedField, type NetField, netFields, vatFields } from '../rates.ts';
import { absolute, cents, powers, rounded, scaled, showCents } from '../scaled.ts';
import { type Expected, sumScale } from './expected.ts';
import type { Rule, RuleContext } from './rule.ts';

/** Advances, settlements and their corrections state parts of their lines; collective corrections have no values on theirs. */
const kindsThatSumLines = ['VAT', 'KOR'];

const sumsOf = ({ view }: RuleContext): ReadonlyMap<NetField, Expected> | null =>
  kindsThatSumLines.includes(view.kind) && view.lines.length > 0 ? view.sums() : null;

/** Tax may be rounded line by line or once: half a grosz a line, and one for the sum. */
const isNear = (stated: bigint, expected: bigint, lines: number): boolean =>
  absolute(stated * powers(sumScale - 2) - expected) <= BigInt(lines) * 50_000_000n + 100_000_000n;

const show = (amount: bigint): string => showCents(rounded(amount, sumScale, 2));

function netDiffers(invoice: Fa3, context: RuleContext): void {
  const sums = sumsOf(context);
  if (sums === null) return;
  for (const field of netFields) {
    const text = invoice.Fa[field];
    const expected = sums.get(field);
    if (text === undefined && expected === undefined) continue;
    if (isNear(cents(text), expected?.net ?? 0n, expected?.lines ?? 0)) continue;
    context.tell({
      path: `/Faktura/Fa/${field}`,
      value: text,
      words: { field, expected: show(expected?.net ?? 0n) },
    });
  }
}

function vatDiffers(invoice: Fa3, context: RuleContext): void {
  for (const [net, expected] of sumsOf(context) ?? []) {
    if (!isTaxedField(net)) continue;
    const field = vatFields[net].vat;
    const text = invoice.Fa[field];
    // The tax of another country may be left out.
    if (text === undefined && net === 'P_13_5') continue;
    if (isNear(cents(text), expected.vat, expected.lines)) continue;
    context.tell({
      path: `/Faktura/Fa/${field}`,
      value: text,
      words: { field, expected: show(expected.vat) },
    });
  }
}

const taxFields = Object.values(vatFields).map((fields) => fields.vat);

function grossDiffers({ Fa }: Fa3, { view, tell }: RuleContext): void {
  let expected = 0n;
  let isStated = view.kind === 'VAT' && view.lines.length > 0;
  for (const field of netFields) {
    if (Fa[field] === undefined) continue;
    isStated = true;
    expected += cents(Fa[field]);
  }
  for (const field of taxFields) if (Fa[field] !== undefined) expected += cents(Fa[field]);
  const isUnknown = Fa.P_13_5 !== undefined && Fa.P_14_5 === undefined;
  if (!isStated || isUnknown || scaled(Fa.P_15, 2) === expected) return;
  tell({ path: '/Faktura/Fa/P_15', value: Fa.P_15, words: { expected: showCents(expected) } });
}

/** The lowest and the highest percentage that goes to a sum. */
const percentRanges = {
  P_13_1: [22n, 23n],
  P_13_2: [7n, 8n],
  P_13_3: [5n, 5n],
  P_13_4: [3n, 4n],
} as const;

/** Invoices without lines that would tell: the tax must still agree with some rate of its sum. */
function vatAgainstRate({ Fa }: Fa3, { view, tell }: RuleContext): void {
  if (view.lines.length > 0) return;
  for (const [net, [low, high]] of Object.entries(percentRanges) as [
    keyof typeof percentRanges,
    [bigint, bigint],
  ][]) {
    if (Fa[net] === undefined) continue;
    const field = vatFields[net].vat;
    const base = absolute(cents(Fa[net]));
    const tax = cents(Fa[net]) < 0n ? -cents(Fa[field]) : cents(Fa[field]);
    if (tax * 100n >= base * low - 500n && tax * 100n <= base * high + 500n) continue;
    const expected = showCents((cents(Fa[net]) * high) / 100n);
    tell({ path: `/Faktura/Fa/${field}`, value: Fa[field], words: { field, expected } });
  }
}

const taxedFields = Object.values(vatFields);

function vatInPlnMissing({ Fa }: Fa3, { view, tell }: RuleContext): void {
  if (view.isInPln) return;
  for (const { vat, vatInPln } of taxedFields) {
    if (vatInPln === undefined || Fa[vatInPln] !== undefined) continue;
    const stated = scaled(Fa[vat], 2);
    if (stated === null || stated === 0n) continue;
    tell({ path: `/Faktura/Fa/${vatInPln}`, words: { field: vatInPln, currency: Fa.KodWaluty } });
  }
}

function vatInPlnUnused({ Fa }: Fa3, { view, tell }: RuleContext): void {
  if (!view.isInPln) return;
  for (const { vatInPln } of taxedFields) {
    const stated = vatInPln === undefined ? undefined : Fa[vatInPln];
    if (vatInPln !== undefined && stated !== undefined) {
      tell({ path: `/Faktura/Fa/${vatInPln}`, value: stated, words: { field: vatInPln } });
    }
  }
}

/** The one exchange rate of the invoice in six decimals; null where it has none or several. */
export function exchangeRate({ Fa }: Fa3, { view }: RuleContext): bigint | null {
  const rates = new Set(view.lines.map(({ part }) => part.KursWaluty));
  if (Fa.KursWalutyZ !== undefined) rates.add(Fa.KursWalutyZ);
  if (view.lines.length === 0) rates.delete(undefined);
  const [rate] = rates;
  return rates.size === 1 ? scaled(rate, 6) : null;
}

function vatInPlnDiffers(invoice: Fa3, context: RuleContext): void {
  const { Fa } = invoice;
  if (context.view.isInPln || Fa.ZaliczkaCzesciowa !== undefined || Fa.KursWalutyZK !== undefined) return;
  const rate = exchangeRate(invoice, context);
  if (rate === null) return;
  for (const { vat, vatInPln } of taxedFields) {
    const text = vatInPln === undefined ? undefined : Fa[vatInPln];
    if (vatInPln === undefined || text === undefined) continue;
    const expected = rounded(cents(Fa[vat]) * rate, 8, 2);
    // The tax may have been converted line by line, or before it was rounded.
    const lines = BigInt(context.view.lines.length);
    const tolerance = rounded(rate * (lines + 1n), 6, 0) + lines + 1n;
    if (absolute(cents(text) - expected) <= tolerance) continue;
    context.tell({
      path: `/Faktura/Fa/${vatInPln}`,
      value: text,
      words: { field: vatInPln, expected: showCents(expected) },
    });
  }
}

function exchangeRateUnused({ Fa }: Fa3, { view, tell }: RuleContext): void {
  if (!view.isInPln) return;
  if (Fa.KursWalutyZ !== undefined) tell({ path: '/Faktura/Fa/KursWalutyZ', value: Fa.KursWalutyZ });
  for (const { path, part } of view.lines) {
    if (part.KursWaluty !== undefined) tell({ path: `${path}/KursWaluty`, value: part.KursWaluty });
  }
}

function negativeInvoice({ Fa }: Fa3, { view, tell }: RuleContext): void {
  if (!view.isCorrection && view.kind !== 'ROZ' && Fa.P_15.trim().startsWith('-') && cents(Fa.P_15) < 0n) {
    tell({ path: '/Faktura/Fa/P_15', value: Fa.P_15 });
  }
}

export const totalRules: readonly Rule[] = [
  {
    code: 'NET-TOTAL-DIFFERS',
    severity: 'warning',
    enforcedBy: 'law',
    source: 'VAT act, art. 106e ust. 1 pkt 13',
    find: netDiffers,
  },
  {
    code: 'VAT-TOTAL-DIFFERS',
    severity: 'warning',
    enforcedBy: 'law',
    source: 'VAT act, art. 106e ust. 1 pkt 14, ust. 7 and 8',
    find: vatDiffers,
  },
  {
    code: 'VAT-AGAINST-RATE',
    severity: 'warning',
    enforcedBy: 'law',
    source: 'VAT act, art. 106e ust. 1 pkt 14 and art. 106f ust. 1 pkt 3',
    find: vatAgainstRate,
  },
  {
    code: 'GROSS-TOTAL-DIFFERS',
    severity: 'warning',
    enforcedBy: 'law',
    source: 'VAT act, art. 106e ust. 1 pkt 15',
    find: grossDiffers,
  },
  {
    code: 'NEGATIVE-INVOICE',
    severity: 'warning',
    enforcedBy: 'law',
    source: 'VAT act, art. 106j ust. 1',
    find: negativeInvoice,
  },
  {
    code: 'VAT-IN-PLN-MISSING',
    severity: 'error',
    enforcedBy: 'law',
    source: 'VAT act, art. 106e ust. 11; FA(3), P_14_1W to P_14_4W',
    find: vatInPlnMissing,
  },
  {
    code: 'VAT-IN-PLN-DIFFERS',
    severity: 'warning',
    enforcedBy: 'law',
    source: 'VAT act, art. 106e ust. 11; FA(3), KursWaluty and P_14_1W to P_14_4W',
    find: vatInPlnDiffers,
  },
  {
    code: 'VAT-IN-PLN-UNUSED',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'FA(3), P_14_1W to P_14_4W',
    find: vatInPlnUnused,
  },
  {
    code: 'EXCHANGE-RATE-UNUSED',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'FA(3), KursWaluty and KursWalutyZ',
    find: exchangeRateUnused,
  },
];
