/** Whether a context may issue an invoice of a seller. Source: the official page on permissions. */
import type { InvoiceFacts } from '@kwit/invoice';
import type { ContextIdentifier } from '../identifiers.ts';

/**
 * A company for itself, its unit (an internal identifier begins with the company's NIP) for the company, and an
 * EU buyer for the seller whose NIP its context names. Everyone else needs a permission between entities
 * (self-invoicing, tax representative, enforcement), and this KSeF knows none of them yet.
 */
const rights: Readonly<Record<ContextIdentifier['type'], (value: string, facts: InvoiceFacts) => boolean>> = {
  Nip: (nip, { seller }) => nip === seller.nip,
  InternalId: (id, { seller }) => id.startsWith(`${seller.nip}-`),
  NipVatUe: (id, { seller, buyer, isSelfInvoicing }) =>
    isSelfInvoicing && buyer.identifier.type === 'VatUe' && id === `${seller.nip}-${buyer.identifier.value}`,
  PeppolId: () => false,
};

export const mayIssue = (context: ContextIdentifier, facts: InvoiceFacts): boolean =>
  rights[context.type](context.value, facts);
