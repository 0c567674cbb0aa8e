/**
 * The arithmetic of an invoice: values of lines, sums and tax by rate, amount due.
 *
 * VAT is computed once per rate from the sum of its lines, from net or from gross values as the lines are priced
 * (art. 106e ust. 1 pkt 13–14 and ust. 7–8 of the VAT act). Every amount is rounded half up to hundredths.
 */
import { type Big, decimal, formatAmount, round, sum, zero } from './decimal.ts';
import type { LineInput } from './input.ts';
import { isTaxedField, type NetField, netFields, rates } from './rates.ts';

export interface LineAmounts {
  readonly basis: 'net' | 'gross';
  /** Price of one unit as stated, net or gross by the basis. */
  readonly unitPrice: Big;
  /** Discount off the price of one unit, or null. */
  readonly unitDiscount: Big | null;
  /** Quantity times price less discount: P_11 on the net basis, P_11A on the gross one. */
  readonly value: Big;
  readonly field: NetField;
  /** Percent of VAT, null where the line states none. */
  readonly percent: Big | null;
}

/** One row of the VAT table: lines that share the sum and the percentage. */
export interface RateTotals {
  readonly field: NetField;
  readonly percent: Big | null;
  readonly net: Big;
  readonly vat: Big;
}

/** One pair of sums as the invoice states them. */
export interface FieldTotals {
  readonly field: NetField;
  readonly net: Big;
  readonly vat: Big;
  /** VAT in PLN, where the invoice is in another currency and the sum has Polish VAT. */
  readonly vatInPln: Big | null;
}

export interface ComputedTotals {
  readonly rates: readonly RateTotals[];
  /** In the order of the schema. */
  readonly fields: readonly FieldTotals[];
  readonly net: Big;
  readonly vat: Big;
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
    readonly vat: string;
  }[];
}

const hundred = decimal(100);

/** The value of one line. */
export function computeLine(line: LineInput): LineAmounts {
  const basis = line.unitGrossPrice === undefined ? 'net' : 'gross';
  const unitPrice = decimal(line.unitNetPrice ?? line.unitGrossPrice ?? 0);
  const unitDiscount = discountOf(line, unitPrice);
  const value = round(decimal(line.quantity).times(unitPrice.minus(unitDiscount ?? zero)), 2);
  const meaning = rates[line.vatRate];
  const percent = line.vatRate === 'oss' ? decimal(line.ossRate ?? 0) : meaning.percent;
  return { basis, unitPrice, unitDiscount, value, field: meaning.field, percent };
}

function discountOf(line: LineInput, unitPrice: Big): Big | null {
  if (line.unitDiscount !== undefined) return decimal(line.unitDiscount);
  if (line.discountPercent === undefined) return null;
  return round(unitPrice.times(decimal(line.discountPercent)).div(hundred), 8);
}

/**
 * Sums and tax of lines.
 * @param exchangeRate PLN for one unit of the currency, null for an invoice in PLN.
 */
export function computeTotals(lines: readonly LineAmounts[], exchangeRate: Big | null): ComputedTotals {
  const groups = Map.groupBy(lines, (line) => `${line.field} ${line.percent?.toFixed() ?? ''} ${line.basis}`);
  const byRate = [...groups.values()].map(totalOfRate);
  const fields = netFields.flatMap((field) => {
    const rows = byRate.filter((row) => row.field === field);
    return rows.length === 0 ? [] : [totalOfField(field, rows, exchangeRate)];
  });
  const net = sum(fields.map((row) => row.net));
  const vat = sum(fields.map((row) => row.vat));
  return { rates: byRate, fields, net, vat, gross: net.plus(vat) };
}

function totalOfRate(lines: readonly LineAmounts[]): RateTotals {
  const [first] = lines;
  if (first === undefined) throw new Error('a rate without lines');
  const { field, percent, basis } = first;
  const total = sum(lines.map((line) => line.value));
  if (percent === null) return { field, percent, net: total, vat: zero };
  if (basis === 'net')
    return { field, percent, net: total, vat: round(total.times(percent).div(hundred), 2) };
  const vat = round(total.times(percent).div(hundred.plus(percent)), 2);
  return { field, percent, net: total.minus(vat), vat };
}

function totalOfField(field: NetField, rows: readonly RateTotals[], exchangeRate: Big | null): FieldTotals {
  const net = sum(rows.map((row) => row.net));
  const vat = sum(rows.map((row) => row.vat));
  const inPln = exchangeRate !== null && isTaxedField(field) && field !== 'P_13_5';
  return { field, net, vat, vatInPln: inPln ? round(vat.times(exchangeRate), 2) : null };
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
      vat: formatAmount(row.vat),
    })),
  };
}
