/** What the schema cannot say about an input and no rule on the finished document would see. */
import { decimal } from './decimal.ts';
import type { Faults } from './faults.ts';
import type { InvoiceInput, LineInput } from './input.ts';
import { kinds, supportedKinds } from './kinds.ts';
import type { JsonPath } from './problems.ts';

/** Adds every contradiction of the input to `faults`. */
export function checkMeaning(input: InvoiceInput, faults: Faults): void {
  checkKind(input, faults);
  checkLines(input, faults);
  checkRate(input, faults);
  checkDetails(input, faults);
  checkExclusive(input, ['saleDate', 'period'], [], faults);
  checkShares(input, faults);
  checkPayment(input, faults);
}

function checkKind(input: InvoiceInput, faults: Faults): void {
  const kind = input.kind ?? 'VAT';
  const meaning = kinds[kind];
  if (meaning === null) faults.add('kind-not-supported', ['kind'], kind, kind, supportedKinds);
  if (meaning?.buyerDetails !== 'required') return;
  for (const field of ['name', 'address'] as const) {
    if (input.buyer[field] === undefined) faults.add('buyer-incomplete', ['buyer', field], undefined, field);
  }
}

function checkLines(input: InvoiceInput, faults: Faults): void {
  const basisOf = (line: LineInput): string => (line.unitGrossPrice === undefined ? 'net' : 'gross');
  const first = input.lines.find((line) => line.vatRate !== 'margin');
  input.lines.forEach((line, index) => {
    const path: JsonPath = ['lines', index];
    if (line.vatRate === 'margin') checkMarginLine(line, path, faults);
    else if (first !== undefined && basisOf(line) !== basisOf(first)) {
      faults.add('price-basis-mixed', path, undefined);
    }
    checkOss(line, path, faults);
    checkDiscount(line, path, faults);
  });
}

function checkMarginLine(line: LineInput, path: JsonPath, faults: Faults): void {
  if (line.unitNetPrice !== undefined) {
    faults.add('margin-net-price', [...path, 'unitNetPrice'], line.unitNetPrice);
  }
}

function checkOss(line: LineInput, path: JsonPath, faults: Faults): void {
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

function checkDetails(input: InvoiceInput, faults: Faults): void {
  (input.details ?? []).forEach((detail, index) => {
    if (detail.line !== undefined && detail.line > input.lines.length) {
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
