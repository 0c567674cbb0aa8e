/** What invoices say, without what builds and checks them: whoever only reads them begins sooner with this alone. */
export { isInternalId, isNip, isPesel } from './checksums.ts';
export { type InvoiceFacts, type InvoiceParty, invoiceFacts } from './read-invoice.ts';
export { token } from './text.ts';
export type { InvoiceKind } from './vocabulary.ts';
