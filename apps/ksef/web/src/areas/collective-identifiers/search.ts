/** Which collective identifiers the list shows, as the address keeps it. */
import { isDay } from '../../days.ts';
import { nothingBut } from '../../search.ts';

const places = ['here', 'elsewhere'] as const;

export interface IdentifierSearch {
  /** Days, `yyyy-mm-dd`; the last hundred without them. */
  readonly from?: string;
  readonly to?: string;
  readonly number?: string;
  /** So many invoices or more, or fewer. */
  readonly atLeast?: string;
  readonly atMost?: string;
  /** Made in this context, or by another party to the invoices. */
  readonly made?: (typeof places)[number];
  /** KSeF number of an invoice: then it is its identifiers, and nothing else narrows. */
  readonly invoice?: string;
}

const matching =
  (form: RegExp) =>
  (text: string): boolean =>
    form.test(text);

const isRight: Readonly<Record<keyof IdentifierSearch, (text: string) => boolean>> = {
  from: isDay,
  to: isDay,
  number: matching(/^[0-9A-Z-]{1,40}$/),
  atLeast: matching(/^\d{1,5}$/),
  atMost: matching(/^\d{1,5}$/),
  made: matching(/^(here|elsewhere)$/),
  invoice: matching(/^[0-9A-Z-]{1,40}$/),
};

export function identifierSearch(given: Readonly<Record<string, unknown>>): IdentifierSearch {
  const names = Object.keys(isRight) as (keyof IdentifierSearch)[];
  const right = names.flatMap((name) => {
    const value = String(given[name] ?? '');
    return isRight[name](value) ? [[name, value] as const] : [];
  });
  return nothingBut(given, Object.fromEntries(right));
}
