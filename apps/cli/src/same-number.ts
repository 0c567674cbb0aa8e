/**
 * Finds two files of one run that are different invoices under one number. KSeF would take the first and refuse the
 * second; which of the two was meant, only a person knows.
 */
import type { FormatDocument, Problem } from '@kwit/formats';
import { problemOfFailure } from './errors.ts';
import { textOf } from './messages.ts';

/** What KSeF knows an invoice by. Source: official page on the verification of duplicates. */
export function identityOf({ root }: FormatDocument<'FA(3)'>): string {
  const { Podmiot1, Fa } = root;
  return JSON.stringify([Podmiot1.DaneIdentyfikacyjne.NIP, Fa.RodzajFaktury, Fa.P_2]);
}

/** An invoice of this run, as far as it matters here. */
export interface Numbered<Entry> {
  readonly entry: Entry;
  readonly xmlSha256: string;
  /** Asked for only where a number is met again. */
  readonly identity: () => Promise<string>;
}

/** The invoices of a run by their numbers. */
export class NumbersOfRun<Entry> {
  readonly #byNumber = new Map<string, Numbered<Entry>[]>();

  add(number: string, invoice: Numbered<Entry>): void {
    const known = this.#byNumber.get(number);
    if (known) known.push(invoice);
    else this.#byNumber.set(number, [invoice]);
  }

  /** The earlier file of the same invoice number, seller and kind; undefined where there is none. */
  async find(number: string, identity: string): Promise<Numbered<Entry> | undefined> {
    for (const known of this.#byNumber.get(number) ?? [])
      if ((await known.identity()) === identity) return known;
    return undefined;
  }
}

/** Told of the second file; the first one goes to KSeF. */
export const numberRepeated = (number: string, first: string): Problem =>
  problemOfFailure({
    code: 'number-repeated',
    message: textOf('error.number-repeated', { number, first }),
    remedy: textOf('remedy.number-repeated'),
  });
