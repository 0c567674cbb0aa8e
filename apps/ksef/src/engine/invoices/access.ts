/** Who may see an accepted invoice. */
import type { InvoiceParty } from '@kwit/invoice/facts';
import type { InvoiceQuerySubjectType } from '@kwit/ksef-contract';
import type { DocumentFacts } from './facts/document-facts.ts';

/** A context that may see an invoice, and as what. */
export interface InvoiceAccess {
  readonly contextType: 'Nip' | 'InternalId' | 'NipVatUe';
  readonly contextValue: string;
  readonly as: InvoiceQuerySubjectType;
}

/**
 * Seller, buyer, third parties and the authorised party, each by the identifier under which they log in.
 * An EU buyer does so in the context made of the seller's NIP and their VAT number.
 */
export function accessTo({ seller, buyer, thirdParties, authorizedParty }: DocumentFacts): InvoiceAccess[] {
  const access: InvoiceAccess[] = [
    { contextType: 'Nip', contextValue: seller.nip, as: 'Subject1' },
    ...accessOf(buyer, 'Subject2', seller.nip),
    ...thirdParties.flatMap((party) => accessOf(party, 'Subject3', seller.nip)),
  ];
  if (authorizedParty) {
    access.push({ contextType: 'Nip', contextValue: authorizedParty.nip, as: 'SubjectAuthorized' });
  }
  return access;
}

function accessOf(
  { identifier: { type, value } }: InvoiceParty,
  as: InvoiceQuerySubjectType,
  sellerNip: string,
): InvoiceAccess[] {
  if (value === null) return [];
  if (type === 'Nip' || type === 'InternalId') return [{ contextType: type, contextValue: value, as }];
  if (type === 'VatUe') return [{ contextType: 'NipVatUe', contextValue: `${sellerNip}-${value}`, as }];
  return [];
}
