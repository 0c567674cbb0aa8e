/**
 * The arithmetic of lines: their values, and the sums and tax of each rate.
 *
 * VAT is computed once per rate from the sum of its lines, from net or from gross values as the lines are priced
 * (art. 106e ust. 1 pkt 13–14 and ust. 7–8 of the VAT act), or line by line where the invoice says so (ust. 10).
 * On a correction the lines before it are taken off those after it. Every amount is rounded half up to hundredths.
 */
import { type Big, decimal, formatAmount, round, sum, zero } from './decimal.ts';
import type { LineInput } from './input.ts';
import { isTaxedField, type NetField, netFields, rates } from './rates.ts';

export interface LineAmounts {
  readonly basis: 'net' | 'gross';
  /** Price of one unit as stated, net or gross by the basis; null where the line has only a value, or nothing. */
  readonly unitPrice: Big | null;
  /** Discount off the price of one unit, or null. */
  readonly unitDiscount: Big | null;
  /** P_11 on the net basis, P_11A on the gross one; null where the line states none. */
  readonly value: Big | null;
  /** The VAT of the line, rounded: P_11Vat where VAT is stated line by line. */
  readonly vat: Big;
  readonly field: NetField;
  /** Percent of VAT, null where the line states none. */
  readonly percent: Big | null;
  /** The state before a correction. */
  readonly isBefore: boolean;
  /** PLN for one unit of the currency, where the line has a rate of its own. */
  readonly exchangeRate: Big | null;
}

/** One row of the VAT table: what shares the sum and the percentage. */
export interface RateTotals {
  readonly field: NetField;
  readonly percent: Big | null;
  readonly net: Big;
  /** Null where the invoice states none (OSS without its tax). */
  readonly vat: Big | null;
  /** VAT in PLN, where the invoice is in another currency and the rate is known. */
  readonly vatInPln: Big | null;
}

/** One pair of sums as the invoice states them. */
export interface FieldTotals {
  readonly field: NetField;
  readonly net: Big;
  readonly vat: Big | null;
  /** VAT in PLN, where the invoice is in another currency and the sum has Polish VAT. */
  readonly vatInPln: Big | null;
}

export interface ComputedTotals {
  readonly rates: readonly RateTotals[];
  /** In the order of the schema. */
  readonly fields: readonly FieldTotals[];
  readonly net: Big;
  readonly vat: Big;
  /** P_15. */
  readonly gross: Big;
}

/** Totals as decimal text with two places, in the currency of the invoice, for people and machines that call `buildInvoice`. */
export interface InvoiceTotals {
  readonly currency: string;
  readonly net: string;
  readonly vat: string;
  readonly gross: string;
  /** VAT in PLN of an invoice in another currency. */
  readonly vatInPln?: string;
  readonly byRate: readonly {
    readonly field: NetField;
    readonly percent: string | null;
    readonly net: string;
    readonly vat: string | null;
  }[];
}

export const hundred = decimal(100);

/** The VAT in a gross amount, rounded. */
export const vatInGross = (gross: Big, percent: Big): Big =>
  round(gross.times(percent).div(hundred.plus(percent)), 2);

/** The VAT on a net amount, rounded. */
export const vatOnNet = (net: Big, percent: Big): Big => round(net.times(percent).div(hundred), 2);

const optional = (value: string | number | undefined): Big | null =>
  value === undefined ? null : decimal(value);

/** The value of one line. */
export function computeLine(line: LineInput): LineAmounts {
  const isGross = line.unitGrossPrice !== undefined || line.grossValue !== undefined;
  const basis = isGross ? 'gross' : 'net';
  const unitPrice = optional(line.unitNetPrice ?? line.unitGrossPrice);
  const unitDiscount = unitPrice === null ? optional(line.unitDiscount) : discountOf(line, unitPrice);
  const meaning = rates[line.vatRate];
  const percent = line.vatRate === 'oss' ? decimal(line.ossRate ?? 0) : meaning.percent;
  const value = optional(line.netValue ?? line.grossValue) ?? product(line, unitPrice, unitDiscount);
  return {
    basis,
    unitPrice,
    unitDiscount,
    value,
    vat: vatOf(value ?? zero, percent, basis),
    field: meaning.field,
    percent,
    isBefore: line.before === true,
    exchangeRate: optional(line.exchangeRate),
  };
}

function product(line: LineInput, unitPrice: Big | null, unitDiscount: Big | null): Big | null {
  if (unitPrice === null || line.quantity === undefined) return null;
  return round(decimal(line.quantity).times(unitPrice.minus(unitDiscount ?? zero)), 2);
}

function discountOf(line: LineInput, unitPrice: Big): Big | null {
  if (line.unitDiscount !== undefined) return decimal(line.unitDiscount);
  if (line.discountPercent === undefined) return null;
  return round(unitPrice.times(decimal(line.discountPercent)).div(hundred), 8);
}

function vatOf(value: Big, percent: Big | null, basis: LineAmounts['basis']): Big {
  if (percent === null) return zero;
  return basis === 'net' ? vatOnNet(value, percent) : vatInGross(value, percent);
}

/** How lines are summed up. */
export interface LineOptions {
  /** PLN for one unit of the currency, null for an invoice in PLN or without a rate. */
  readonly exchangeRate: Big | null;
  /** VAT of each line is rounded and summed up, instead of computed from the sum. */
  readonly vatPerLine?: boolean;
}

/** Sums and tax by rate; where lines before a correction are there, they are taken off. Lines without a value do not count. */
export function computeRates(lines: readonly LineAmounts[], options: LineOptions): RateTotals[] {
  const valued = lines.filter((line) => line.value !== null);
  const groups = Map.groupBy(
    valued,
    (line) => `${line.field} ${line.percent?.toFixed() ?? ''} ${line.basis}`,
  );
  return [...groups.values()].map((group) => {
    const after = totalOfState(
      group.filter((line) => !line.isBefore),
      options,
    );
    const before = totalOfState(
      group.filter((line) => line.isBefore),
      options,
    );
    const [first] = group;
    if (first === undefined) throw new Error('a rate without lines');
    return { field: first.field, percent: first.percent, ...difference(after, before) };
  });
}

type Amounts = Pick<RateTotals, 'net' | 'vat' | 'vatInPln'>;

/** What is left of amounts when others are taken off. */
export function difference(after: Amounts, before: Amounts): Amounts {
  const minus = (left: Big | null, right: Big | null): Big | null =>
    left === null && right === null ? null : (left ?? zero).minus(right ?? zero);
  return {
    net: after.net.minus(before.net),
    vat: minus(after.vat, before.vat),
    vatInPln: minus(after.vatInPln, before.vatInPln),
  };
}

/** Lines of one rate and one state. */
function totalOfState(lines: readonly LineAmounts[], options: LineOptions): Amounts {
  const [first] = lines;
  if (first === undefined) return { net: zero, vat: zero, vatInPln: null };
  const value = totalValue(lines);
  const vat = taxOf(lines, options);
  const inPln = isTaxedField(first.field) && first.field !== 'P_13_5' ? taxInPln(lines, options) : null;
  return { net: first.basis === 'net' ? value : value.minus(vat), vat, vatInPln: inPln };
}

const totalValue = (lines: readonly LineAmounts[]): Big => sum(lines.map((line) => line.value ?? zero));

function taxOf(lines: readonly LineAmounts[], { vatPerLine }: LineOptions): Big {
  const [first] = lines;
  if (first === undefined) return zero;
  return vatPerLine === true
    ? sum(lines.map((line) => line.vat))
    : vatOf(totalValue(lines), first.percent, first.basis);
}

/** Each exchange rate converts the tax of its own lines; null where a rate is not known. */
function taxInPln(lines: readonly LineAmounts[], options: LineOptions): Big | null {
  const groups = Map.groupBy(lines, (line) => (line.exchangeRate ?? options.exchangeRate)?.toFixed() ?? '');
  if (groups.has('')) return null;
  return round(sum([...groups].map(([exchangeRate, group]) => taxOf(group, options).times(exchangeRate))), 2);
}

/** The sums of the invoice out of those of its rates. */
export function totalsOfRates(rows: readonly RateTotals[], gross?: Big): ComputedTotals {
  const fields = netFields.flatMap((field) => {
    const own = rows.filter((row) => row.field === field);
    return own.length === 0 ? [] : [totalOfField(field, own)];
  });
  const net = sum(fields.map((row) => row.net));
  const vat = sum(fields.map((row) => row.vat ?? zero));
  return { rates: rows, fields, net, vat, gross: gross ?? net.plus(vat) };
}

function totalOfField(field: NetField, rows: readonly RateTotals[]): FieldTotals {
  const known = (amounts: readonly (Big | null)[]): Big | null => {
    const stated = amounts.filter((amount) => amount !== null);
    return stated.length === 0 ? null : sum(stated);
  };
  return {
    field,
    net: sum(rows.map((row) => row.net)),
    vat: known(rows.map((row) => row.vat)),
    vatInPln: known(rows.map((row) => row.vatInPln)),
  };
}

/** The totals as text. */
export function showTotals(totals: ComputedTotals, currency: string): InvoiceTotals {
  const inPln = totals.fields.flatMap((row) => (row.vatInPln === null ? [] : [row.vatInPln]));
  return {
    currency,
    net: formatAmount(totals.net),
    vat: formatAmount(totals.vat),
    gross: formatAmount(totals.gross),
    ...(inPln.length === 0 ? {} : { vatInPln: formatAmount(sum(inPln)) }),
    byRate: totals.rates.map((row) => ({
      field: row.field,
      percent: row.percent?.toFixed() ?? null,
      net: formatAmount(row.net),
      vat: row.vat === null ? null : formatAmount(row.vat),
    })),
  };
}
