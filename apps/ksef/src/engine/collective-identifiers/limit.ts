import { collectiveIdentifierInvoices } from '@kwit/ksef-contract';
import type { ContextIdentifier } from '../identifiers.ts';

/** The most invoices that one collective identifier made in a context may have. */
export const mostInvoicesIn = (_context: ContextIdentifier): Promise<number> =>
  Promise.resolve(collectiveIdentifierInvoices.maximum);
