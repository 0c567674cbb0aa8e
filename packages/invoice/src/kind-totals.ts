/** The sums of an invoice of each kind: out of its lines, of a payment for an order, or as they are stated. */
import { type Big, decimal, round, sum, zero } from './decimal.ts';
import type { CountedInput, OrderLineInput, SumInput } from './input.ts';
import { type Arithmetic, kinds } from './kinds.ts';
import { isTaxedField, rates } from './rates.ts';
import {
  type ComputedTotals,
  computeRates,
  difference,
  type LineAmounts,
  type RateTotals,
  totalsOfRates,
  vatInGross,
  vatOnNet,
} from './totals.ts';

const optional = (value: string | number | undefined): Big | null =>
  value === undefined ? null : decimal(value);

/** Sums and amount due of the invoice. Amounts that the input does not have count as zero; `checkMeaning` tells what is missing. */
export function computeTotals(input: CountedInput, lines: readonly LineAmounts[]): ComputedTotals {
  const stated = optional(input.grossTotal) ?? undefined;
  const exchangeRate = optional(input.exchangeRate);
  if (input.sums !== undefined) {
    return totalsOfRates(
      input.sums.map((row) => rateOfSum(row, exchangeRate)),
      stated,
    );
  }
  const rows = arithmetics[kinds[input.kind ?? 'VAT'].arithmetic](input, lines);
  return totalsOfRates(rows, stated ?? paymentOf(input, rows));
}

/** An advance with nothing to split it over still states its payment. */
function paymentOf(input: CountedInput, rows: readonly RateTotals[]): Big | undefined {
  const { arithmetic } = kinds[input.kind ?? 'VAT'];
  if (rows.length > 0 || (arithmetic !== 'advance' && arithmetic !== 'advance-correction')) return undefined;
  return paymentChange(input);
}

const arithmetics: Readonly<
  Record<Arithmetic, (input: CountedInput, lines: readonly LineAmounts[]) => RateTotals[]>
> = {
  lines: ratesOfLines,
  advance: (input) => splitPayment(input, paymentAfter(input), ordered(input, false)),
  'advance-correction': (input) => {
    const rateBefore = optional(input.correction?.exchangeRateBefore) ?? optional(input.exchangeRate);
    const before = allocate(paymentBefore(input), ordered(input, true), rateBefore);
    const after = allocate(paymentAfter(input), ordered(input, false), optional(input.exchangeRate));
    return subtract(after, before);
  },
  settlement: (input, lines) => {
    const whole = ratesOfLines(input, lines);
    const advances = (input.advanceInvoices ?? []).map((invoice) =>
      allocate(decimal(invoice.amount ?? 0), whole, optional(input.exchangeRate)),
    );
    return advances.reduce(subtract, whole);
  },
};

function ratesOfLines(input: CountedInput, lines: readonly LineAmounts[]): RateTotals[] {
  return computeRates(lines, {
    exchangeRate: optional(input.exchangeRate),
    vatPerLine: input.vatPerLine === true,
  });
}

const paymentBefore = (input: CountedInput): Big => decimal(input.correction?.amountBefore ?? 0);

/** The payment that an advance invoice documents; on a correction the payment as it should have been. */
function paymentAfter(input: CountedInput): Big {
  if (input.advanceAmount !== undefined) return decimal(input.advanceAmount);
  return paymentBefore(input).plus(sum((input.advancePayments ?? []).map((part) => decimal(part.amount))));
}

const paymentChange = (input: CountedInput): Big => paymentAfter(input).minus(paymentBefore(input));

/** What is ordered, by rate; before a correction the lines that say so, or all where none does. */
function ordered(input: CountedInput, isBefore: boolean): RateTotals[] {
  const lines = input.order?.lines ?? [];
  const before = lines.filter((line) => line.before === true);
  const after = lines.filter((line) => line.before !== true);
  return ratesOfOrder(isBefore && before.length > 0 ? before : after);
}

/** Value and VAT of a line of an order: P_11NettoZ and P_11VatZ; null where it states none. */
export function computeOrderLine(line: OrderLineInput): {
  net: Big | null;
  vat: Big | null;
  percent: Big | null;
} {
  const percent = line.vatRate === 'oss' ? decimal(line.ossRate ?? 0) : rates[line.vatRate].percent;
  const price = optional(line.unitNetPrice);
  const product =
    price === null || line.quantity === undefined ? null : round(decimal(line.quantity).times(price), 2);
  const net = optional(line.netValue) ?? product;
  const computed = net === null ? null : percent === null ? zero : vatOnNet(net, percent);
  return { net, vat: optional(line.vat) ?? computed, percent };
}

function ratesOfOrder(lines: readonly OrderLineInput[]): RateTotals[] {
  const groups = Map.groupBy(
    lines,
    (line) => `${rates[line.vatRate].field} ${computeOrderLine(line).percent?.toFixed() ?? ''}`,
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const amounts = group.map(computeOrderLine);
    return [
      {
        field: rates[first.vatRate].field,
        percent: amounts[0]?.percent ?? null,
        net: sum(amounts.map((line) => line.net ?? zero)),
        vat: sum(amounts.map((line) => line.vat ?? zero)),
        vatInPln: null,
      },
    ];
  });
}

/** Value of the order with VAT, after a correction: WartoscZamowienia. */
export function orderValue(input: CountedInput): Big {
  const { order } = input;
  if (order?.value !== undefined) return decimal(order.value);
  return sum(ordered(input, false).map(grossOf));
}

const grossOf = (row: RateTotals): Big => row.net.plus(row.vat ?? zero);

/**
 * Splits a payment over rates in the proportion of their gross values; the last takes what rounding leaves. The tax is the one
 * in the payment: payment × rate ÷ (100 + rate) (art. 106f ust. 1 pkt 3 of the VAT act).
 */
function allocate(payment: Big, shares: readonly RateTotals[], exchangeRate: Big | null): RateTotals[] {
  const whole = sum(shares.map(grossOf));
  if (whole.eq(0)) return [];
  let left = payment;
  return shares.map((share, index) => {
    const isLast = index === shares.length - 1;
    const gross = isLast ? left : round(payment.times(grossOf(share)).div(whole), 2);
    left = left.minus(gross);
    const vat = share.percent === null ? zero : vatInGross(gross, share.percent);
    return { ...share, net: gross.minus(vat), vat, vatInPln: inPln(share, vat, exchangeRate) };
  });
}

/** Several payments with exchange rates of their own are split one by one as far as PLN goes. */
function splitPayment(input: CountedInput, payment: Big, shares: readonly RateTotals[]): RateTotals[] {
  const whole = allocate(payment, shares, optional(input.exchangeRate));
  const parts = input.advancePayments ?? [];
  if (!parts.some((part) => part.exchangeRate !== undefined)) return whole;
  const split = parts.map((part) =>
    allocate(decimal(part.amount), shares, optional(part.exchangeRate ?? input.exchangeRate)),
  );
  return whole.map((row, index) => {
    const amounts = split.map((rows) => rows[index]?.vatInPln ?? null);
    return amounts.includes(null) ? row : { ...row, vatInPln: sum(amounts.map((amount) => amount ?? zero)) };
  });
}

const inPln = ({ field }: Pick<RateTotals, 'field'>, vat: Big, exchangeRate: Big | null): Big | null =>
  exchangeRate === null || !isTaxedField(field) || field === 'P_13_5'
    ? null
    : round(vat.times(exchangeRate), 2);

const keyOf = (row: RateTotals): string => `${row.field} ${row.percent?.toFixed() ?? ''}`;

/** The rows of the one less those of the other, whichever rates either has. */
function subtract(after: readonly RateTotals[], before: readonly RateTotals[]): RateTotals[] {
  const keys = new Set([...after, ...before].map(keyOf));
  return [...keys].flatMap((key) => {
    const left = after.find((row) => keyOf(row) === key);
    const right = before.find((row) => keyOf(row) === key);
    const base = left ?? right;
    if (base === undefined) return [];
    const nothing = { net: zero, vat: null, vatInPln: null };
    return [{ ...base, ...difference(left ?? nothing, right ?? nothing) }];
  });
}

/** A sum that is stated. */
function rateOfSum(row: SumInput, exchangeRate: Big | null): RateTotals {
  const { field, percent } = rates[row.vatRate];
  const gross = optional(row.gross);
  const net = optional(row.net);
  const stated = optional(row.vat);
  const vat = stated ?? computedVat(net, gross, percent, row.vatRate === 'oss');
  const amount = net ?? (gross ?? zero).minus(vat ?? zero);
  const computed = vat === null ? null : inPln({ field }, vat, exchangeRate);
  return { field, percent, net: amount, vat, vatInPln: optional(row.vatInPln) ?? computed };
}

function computedVat(net: Big | null, gross: Big | null, percent: Big | null, isOss: boolean): Big | null {
  if (isOss) return null;
  if (percent === null) return zero;
  return net === null ? vatInGross(gross ?? zero, percent) : vatOnNet(net, percent);
}

/** Whether the sums need something that the input does not have: the fields one of which would help. */
export function missingForTotals(input: CountedInput): 'advance' | 'before' | 'remaining' | 'order' | null {
  if (input.sums !== undefined) return null;
  const { arithmetic } = kinds[input.kind ?? 'VAT'];
  if (arithmetic === 'settlement') {
    const invoices = input.advanceInvoices ?? [];
    return invoices.some((invoice) => invoice.amount === undefined) ? 'remaining' : null;
  }
  if (arithmetic === 'lines') return null;
  const isStated = input.advanceAmount !== undefined || input.advancePayments !== undefined;
  if (arithmetic === 'advance' && !isStated) return 'advance';
  if (isStated && arithmetic === 'advance-correction' && input.correction?.amountBefore === undefined) {
    return 'before';
  }
  const isSplit = isStated && input.order !== undefined;
  return isSplit && sum(ordered(input, false).map(grossOf)).eq(0) ? 'order' : null;
}
