/** What the schema cannot say about an input and no rule on the finished document would see. */
import { decimal } from './decimal.ts';
import type { Faults } from './faults.ts';
import type { InvoiceInput, LineInput } from './input.ts';
import { missingForTotals } from './kind-totals.ts';
import { kinds } from './kinds.ts';
import { lineNumbers } from './line-numbers.ts';
import type { JsonPath } from './problems.ts';
import { isTaxedField, rates } from './rates.ts';

/** Adds every contradiction of the input to `faults`. */
export function checkMeaning(input: InvoiceInput, faults: Faults): void {
  checkKind(input, faults);
  checkLines(input, faults);
  checkTotals(input, faults);
  checkAdvances(input, faults);
  checkSums(input, faults);
  checkOrder(input, faults);
  checkVehicles(input, faults);
  checkRate(input, faults);
  checkRates(input, faults);
  checkDetails(input, faults);
  checkExclusive(input, ['saleDate', 'period'], [], faults);
  checkShares(input, faults);
  checkPayment(input, faults);
}

function checkKind(input: InvoiceInput, faults: Faults): void {
  if (kinds[input.kind ?? 'VAT'].buyerDetails !== 'required') return;
  for (const field of ['name', 'address'] as const) {
    if (input.buyer[field] === undefined) faults.add('buyer-incomplete', ['buyer', field], undefined, field);
  }
}

const missingFields = {
  advance: ['advance-amount-missing', ['advanceAmount']],
  before: ['amount-before-missing', ['correction', 'amountBefore']],
  remaining: ['remaining-unknown', ['advanceInvoices']],
  order: ['order-without-value', ['order']],
} as const;

/** An amount that the arithmetic of the kind needs. */
function checkTotals(input: InvoiceInput, faults: Faults): void {
  const missing = missingForTotals(input);
  if (missing === null) return;
  const [code, path] = missingFields[missing];
  faults.add(code, path, undefined);
}

/** Amounts that nothing would be made of. */
function checkAdvances(input: InvoiceInput, faults: Faults): void {
  const { arithmetic, isAdvance } = kinds[input.kind ?? 'VAT'];
  const kind = input.kind ?? 'VAT';
  if (input.advanceAmount !== undefined && !isAdvance) {
    faults.add('field-not-of-kind', ['advanceAmount'], input.advanceAmount, 'advanceAmount', kind);
  }
  if (isAdvance) {
    checkExclusive(input, ['sums', 'advanceAmount'], [], faults);
    checkExclusive(input, ['advanceAmount', 'grossTotal'], [], faults);
  }
  (input.advanceInvoices ?? []).forEach((invoice, index) => {
    const path: JsonPath = ['advanceInvoices', index, 'amount'];
    if (invoice.amount === undefined) return;
    if (arithmetic !== 'settlement') faults.add('field-not-of-kind', path, invoice.amount, 'amount', kind);
    else if (input.sums !== undefined) faults.add('fields-exclusive', path, undefined, 'sums', 'amount');
  });
}

function checkSums({ sums }: InvoiceInput, faults: Faults): void {
  (sums ?? []).forEach((row, index) => {
    const path: JsonPath = ['sums', index];
    const { field } = rates[row.vatRate];
    if (row.gross !== undefined && row.vatRate === 'oss' && row.vat === undefined) {
      faults.add('input-missing', [...path, 'vat'], undefined, 'vat');
    }
    if (row.vat !== undefined && !isTaxedField(field))
      faults.add('vat-without-rate', [...path, 'vat'], row.vat);
    if (row.vatInPln !== undefined && (!isTaxedField(field) || field === 'P_13_5')) {
      faults.add('vat-without-rate', [...path, 'vatInPln'], row.vatInPln);
    }
  });
}

function checkLines(input: InvoiceInput, faults: Faults): void {
  const lines = input.lines ?? [];
  const first = lines.find((line) => line.vatRate !== 'margin' && hasAmount(line));
  lines.forEach((line, index) => {
    const path: JsonPath = ['lines', index];
    checkAmounts(input, line, path, faults);
    if (line.vatRate === 'margin') checkMarginLine(line, path, faults);
    else if (first !== undefined && hasAmount(line) && basisOf(line) !== basisOf(first)) {
      faults.add('price-basis-mixed', path, undefined);
    }
    checkOss(line, path, faults);
    checkDiscount(line, path, faults);
    checkLineRate(input, line, path, faults);
  });
}

const basisOf = (line: LineInput): string =>
  line.unitGrossPrice === undefined && line.grossValue === undefined ? 'net' : 'gross';

const amountFields = ['unitNetPrice', 'unitGrossPrice', 'netValue', 'grossValue'] as const;
const hasAmount = (line: LineInput): boolean => amountFields.some((field) => line[field] !== undefined);

/** Lines of a simplified invoice, or of a discount for a whole period, may name the goods alone (art. 106e ust. 5, 106j ust. 3). */
const mayNameGoodsOnly = (input: InvoiceInput): boolean =>
  input.kind === 'UPR' || input.correction?.period !== undefined;

function checkAmounts(input: InvoiceInput, line: LineInput, path: JsonPath, faults: Faults): void {
  const chosen = amountFields.filter((field) => line[field] !== undefined);
  if (chosen.length === 0 && !mayNameGoodsOnly(input)) {
    faults.add('input-one-missing', path, undefined, amountFields);
  }
  for (const pair of mixedAmounts) {
    const [left, right] = pair.filter((field) => line[field] !== undefined);
    if (left !== undefined && right !== undefined) {
      faults.add('input-one-of', [...path, right], undefined, [left, right]);
      return;
    }
  }
  if (line.unitNetPrice === undefined && line.unitGrossPrice === undefined) return;
  for (const field of ['quantity', 'unit'] as const) {
    if (line[field] === undefined) faults.add('input-missing', [...path, field], undefined, field);
  }
}

const mixedAmounts = [
  ['unitNetPrice', 'unitGrossPrice'],
  ['netValue', 'grossValue'],
  ['unitNetPrice', 'grossValue'],
  ['unitGrossPrice', 'netValue'],
] as const;

function checkLineRate(input: InvoiceInput, line: LineInput, path: JsonPath, faults: Faults): void {
  const rate = line.exchangeRate;
  if (rate === undefined) return;
  const at = [...path, 'exchangeRate'];
  if ((input.currency ?? 'PLN') === 'PLN') faults.add('exchange-rate-unused', at, rate);
  if (decimal(rate).lte(0)) faults.add('not-positive', at, rate);
}

function checkOrder({ order }: InvoiceInput, faults: Faults): void {
  (order?.lines ?? []).forEach((line, index) => {
    const path: JsonPath = ['order', 'lines', index];
    checkOss(line, path, faults);
    if (line.unitNetPrice !== undefined && line.quantity === undefined) {
      faults.add('input-missing', [...path, 'quantity'], undefined, 'quantity');
    }
  });
}

function checkVehicles({ newTransport }: InvoiceInput, faults: Faults): void {
  (newTransport?.vehicles ?? []).forEach((vehicle, index) => {
    const path: JsonPath = ['newTransport', 'vehicles', index];
    checkExclusive(vehicle, ['vin', 'bodyNumber', 'chassisNumber', 'frameNumber'], path, faults);
    for (const [owner, fields] of vehicleFields) {
      const strange = fields.find((field) => vehicle[owner] === undefined && vehicle[field] !== undefined);
      if (strange !== undefined) faults.add('input-missing', [...path, owner], undefined, owner);
    }
  });
}

/** What only one sort of vehicle has, by the field that tells the sort. */
const vehicleFields = [
  ['mileage', ['vin', 'bodyNumber', 'chassisNumber', 'frameNumber', 'type']],
  ['sailingHours', ['hullNumber']],
  ['flyingHours', ['serialNumber']],
] as const;

function checkMarginLine(line: LineInput, path: JsonPath, faults: Faults): void {
  if (line.unitNetPrice !== undefined) {
    faults.add('margin-net-price', [...path, 'unitNetPrice'], line.unitNetPrice);
  }
}

function checkOss(line: Pick<LineInput, 'vatRate' | 'ossRate'>, path: JsonPath, faults: Faults): void {
  if (line.vatRate === 'oss' && line.ossRate === undefined) faults.add('oss-rate-missing', path, undefined);
  if (line.vatRate !== 'oss' && line.ossRate !== undefined) {
    faults.add('oss-rate-unused', [...path, 'ossRate'], line.ossRate);
  }
  checkPercent(line.ossRate, [...path, 'ossRate'], faults);
}

function checkDiscount(line: LineInput, path: JsonPath, faults: Faults): void {
  if (line.unitDiscount !== undefined && line.discountPercent !== undefined) {
    faults.add('discount-twice', [...path, 'discountPercent'], line.discountPercent);
  }
  const isPriced = line.unitNetPrice !== undefined || line.unitGrossPrice !== undefined;
  if (line.discountPercent !== undefined && !isPriced) {
    faults.add('input-one-missing', path, undefined, ['unitNetPrice', 'unitGrossPrice']);
  }
  checkPercent(line.discountPercent, [...path, 'discountPercent'], faults);
}

function checkPercent(value: string | number | undefined, path: JsonPath, faults: Faults): void {
  if (value === undefined) return;
  const percent = decimal(value);
  if (percent.lt(0) || percent.gt(100)) faults.add('percent-range', path, value);
}

function checkRate(input: InvoiceInput, faults: Faults): void {
  const rate = input.exchangeRate;
  if (rate === undefined) return;
  if ((input.currency ?? 'PLN') === 'PLN') faults.add('exchange-rate-unused', ['exchangeRate'], rate);
  if (decimal(rate).lte(0)) faults.add('not-positive', ['exchangeRate'], rate);
}

function checkRates(input: InvoiceInput, faults: Faults): void {
  const before = input.correction?.exchangeRateBefore;
  if (before !== undefined && input.correction?.amountBefore === undefined) {
    faults.add('input-missing', ['correction', 'amountBefore'], undefined, 'amountBefore');
  }
}

function checkDetails(input: InvoiceInput, faults: Faults): void {
  const known = new Set([...lineNumbers(input.lines ?? []), ...lineNumbers(input.order?.lines ?? [])]);
  (input.details ?? []).forEach((detail, index) => {
    if (detail.line !== undefined && !known.has(detail.line)) {
      faults.add('detail-line-unknown', ['details', index, 'line'], detail.line);
    }
  });
}

function checkShares(input: InvoiceInput, faults: Faults): void {
  (input.thirdParties ?? []).forEach((party, index) => {
    checkPercent(party.share, ['thirdParties', index, 'share'], faults);
  });
}

function checkPayment(input: InvoiceInput, faults: Faults): void {
  const payment = input.payment;
  if (payment === undefined) return;
  checkExclusive(payment, ['method', 'otherMethod'], ['payment'], faults);
  checkExclusive(payment, ['dueDate', 'dueInDays', 'dueDates'], ['payment'], faults);
  checkExclusive(payment, ['paidOn', 'partialPayments'], ['payment'], faults);
  checkExclusive(payment, ['paidOn', 'paidInFull'], ['payment'], faults);
  (payment.partialPayments ?? []).forEach((part, index) => {
    checkExclusive(part, ['method', 'otherMethod'], ['payment', 'partialPayments', index], faults);
  });
  if (
    payment.paidInFull !== undefined &&
    payment.partialPayments === undefined &&
    payment.paidOn === undefined
  ) {
    faults.add('input-missing', ['payment', 'partialPayments'], undefined, 'partialPayments');
  }
}

/** At most one of the fields may be there. */
function checkExclusive<Value extends object>(
  value: Value,
  fields: readonly (keyof Value & string)[],
  path: JsonPath,
  faults: Faults,
): void {
  const [left, right] = fields.filter((field) => value[field] !== undefined);
  if (left !== undefined && right !== undefined) {
    faults.add('fields-exclusive', [...path, right], undefined, left, right);
  }
}
