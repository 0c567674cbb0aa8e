/** Which collective identifiers the list shows, as the address keeps it. */
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

const forms: Readonly<Record<keyof IdentifierSearch, RegExp>> = {
  from: /^\d{4}-\d{2}-\d{2}$/,
  to: /^\d{4}-\d{2}-\d{2}$/,
  number: /^[0-9A-Z-]{1,40}$/,
  atLeast: /^\d{1,5}$/,
  atMost: /^\d{1,5}$/,
  made: /^(here|elsewhere)$/,
  invoice: /^[0-9A-Z-]{1,40}$/,
};

export function identifierSearch(given: Readonly<Record<string, unknown>>): IdentifierSearch {
  const names = Object.keys(forms) as (keyof IdentifierSearch)[];
  const right = names.flatMap((name) => {
    const value = String(given[name] ?? '');
    return forms[name].test(value) ? [[name, value] as const] : [];
  });
  return Object.fromEntries(right);
}
