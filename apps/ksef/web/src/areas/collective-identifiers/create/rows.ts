/** The invoices of a new collective identifier as they are typed. */

import { KsefError } from '@kwit/ksef-client';
import {
  type CollectiveIdentifierInvoice,
  collectiveIdentifierInvoices,
  type GenerateCollectiveIdentifierRequest,
} from '@kwit/ksef-contract';
import { ksefNumberFault, normalizedNumber } from '../numbers.ts';
import type { collectiveIdentifierTexts } from '../texts.ts';

export interface InvoiceRow {
  readonly id: number;
  readonly number: string;
  readonly amount: string;
  readonly currency: string;
  readonly description: string;
}

type Texts = typeof collectiveIdentifierTexts.pl;
/** Sentences by the fields of one row. */
export type RowFaults = Partial<Record<'number' | 'amount' | 'description', string>>;

export const homeCurrency = 'PLN';
const longestDescription = 512;
let ids = 0;

export function emptyRow(): InvoiceRow {
  ids += 1;
  return { id: Date.now() + ids, number: '', amount: '', currency: homeCurrency, description: '' };
}

export const isEmpty = ({ number, amount, description }: InvoiceRow): boolean =>
  `${number}${amount}${description}`.trim() === '';

const decimal = (typed: string): string => typed.replaceAll(/\s/g, '').replace(',', '.');

/**
 * Rows of a text that was copied from somewhere: a line each, with number, amount, currency and description in columns; or
 * numbers in one line with anything between them.
 */
export function rowsIn(text: string): readonly InvoiceRow[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [first = '', amount = '', currency = '', ...rest] = line.split(/[\t;]/).map((cell) => cell.trim());
    const numbers = line.match(/\d{10}-\d{8}-[0-9A-Fa-f]{6}-?[0-9A-Fa-f]{6}-[0-9A-Fa-f]{2}/g) ?? [];
    if (numbers.length > 1) return numbers.map((number) => ({ ...emptyRow(), number }));
    if (line.trim() === '') return [];
    const known = { number: first, amount, currency: currency.toUpperCase() || homeCurrency };
    return [{ ...emptyRow(), ...known, description: rest.join(' ') }];
  });
}

export const requestOf = (rows: readonly InvoiceRow[]): GenerateCollectiveIdentifierRequest => ({
  invoices: rows.filter((row) => !isEmpty(row)).map(invoiceOf),
});

function invoiceOf({ number, amount, currency, description }: InvoiceRow): CollectiveIdentifierInvoice {
  const payment = { amount: Number(decimal(amount)), currency: currency as 'PLN' };
  return {
    ksefNumber: normalizedNumber(number),
    ...(amount.trim() !== '' && { payment }),
    ...(description.trim() !== '' && { description: description.trim() }),
  };
}

/** What is wrong with the rows, by their identifiers; empty where nothing is. */
export function faultsOf(rows: readonly InvoiceRow[], texts: Texts): ReadonlyMap<number, RowFaults> {
  const found = new Map<number, RowFaults>();
  const firstSeller = normalizedNumber(rows.find((row) => !isEmpty(row))?.number ?? '').slice(0, 10);
  const seen = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    if (isEmpty(row)) continue;
    const faults = faultsOfRow(row, firstSeller, seen, texts);
    if (Object.keys(faults).length > 0) found.set(row.id, faults);
    if (!seen.has(normalizedNumber(row.number))) seen.set(normalizedNumber(row.number), index + 1);
  }
  return found;
}

function faultsOfRow(
  { number: typed, amount, description }: InvoiceRow,
  firstSeller: string,
  seen: ReadonlyMap<string, number>,
  texts: Texts,
): RowFaults {
  const number = normalizedNumber(typed);
  const fault = ksefNumberFault(number);
  const before = seen.get(number);
  const wrong =
    (fault && texts.numberFaults[fault]) ??
    (before === undefined ? undefined : texts.repeated(before)) ??
    (number.startsWith(firstSeller) ? undefined : texts.otherSeller(firstSeller));
  const isAmount = amount.trim() === '' || /^-?\d{1,15}(\.\d{1,2})?$/.test(decimal(amount));
  const { length } = description.trim();
  return {
    ...(wrong !== undefined && { number: wrong }),
    ...(!isAmount && { amount: texts.amountForm }),
    ...(length > longestDescription && { description: texts.descriptionLength(length) }),
  };
}

/** Why so many invoices are too few or too many. */
export function countFault(count: number, most: number, texts: Texts): string | undefined {
  if (count < collectiveIdentifierInvoices.minimum) return texts.tooFew;
  return count > most ? texts.tooMany(most) : undefined;
}

const isTold = (texts: Texts, code: number): code is keyof Texts['refusals'] => code in texts.refusals;

/** The reasons of a refusal by the rows that they name; empty where it names none. */
export function refusedRows(
  error: unknown,
  rows: readonly InvoiceRow[],
  texts: Texts,
): ReadonlyMap<number, RowFaults> {
  const found = new Map<number, RowFaults>();
  if (!(error instanceof KsefError)) return found;
  for (const { code, details } of error.codes) {
    if (!isTold(texts, code)) continue;
    for (const row of rows) {
      const number = normalizedNumber(row.number);
      if (number !== '' && details.some((detail) => detail.includes(number)))
        found.set(row.id, { number: texts.refusals[code] });
    }
  }
  return found;
}
