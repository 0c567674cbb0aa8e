import type { InvoiceMetadata, InvoiceQuerySubjectType } from '@kwit/ksef-contract';
import type { InvoiceSearch, Sort } from './invoice-search.ts';

const collator = new Intl.Collator('pl', { numeric: true, sensitivity: 'base' });

/** Only dates are put in order by KSeF; for anything else all invoices have to be here. */
export const isSortedByKsef = (sort: Sort): boolean => sort === 'newest' || sort === 'oldest';

/** The other party from where the context stands. */
export function counterparty(
  { seller, buyer }: InvoiceMetadata,
  subject: InvoiceQuerySubjectType,
): { readonly name: string | null | undefined; readonly identifier: string } {
  return subject === 'Subject1'
    ? { name: buyer.name, identifier: buyer.identifier.value ?? '' }
    : { name: seller.name, identifier: seller.nip };
}

export function sortedRows(
  rows: InvoiceMetadata[],
  sort: NonNullable<InvoiceSearch['sort']>,
  subject: InvoiceQuerySubjectType,
): InvoiceMetadata[] {
  const nameOf = (row: InvoiceMetadata) => {
    const { name, identifier } = counterparty(row, subject);
    return name ?? identifier;
  };
  switch (sort) {
    case 'newest':
    case 'oldest':
      return rows;
    case 'number':
      return rows.toSorted((a, b) => collator.compare(a.invoiceNumber, b.invoiceNumber));
    case 'party':
      return rows.toSorted((a, b) => collator.compare(nameOf(a), nameOf(b)));
    case 'grossDown':
      return rows.toSorted((a, b) => b.grossAmount - a.grossAmount);
    case 'grossUp':
      return rows.toSorted((a, b) => a.grossAmount - b.grossAmount);
  }
}
