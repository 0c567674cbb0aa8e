/** The list that was looked at last, so that an invoice leads back to it. */
import type { InvoiceSearch } from './invoice-search.ts';

export const lastListDraft = 'invoices.list';
export const noSearch: InvoiceSearch = {};
