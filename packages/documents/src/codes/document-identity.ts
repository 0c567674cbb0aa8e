/** What the link of KOD I says of a document, read from it. */
import type { DocumentOf, FormatName, UblPartyType } from '@kwit/formats';
import type { InvoiceIdentity } from './link-parts.ts';

/** The part of the identity that stands in the document; the hash is of its bytes. */
export type IdentityInDocument = Omit<InvoiceIdentity, 'sha256'>;

type InvoiceFormat = Extract<FormatName, 'FA(2)' | 'FA(3)' | 'FA_RR(1)' | 'PEF(3)' | 'PEF_KOR(3)'>;

const readers: {
  readonly [Format in InvoiceFormat]: (root: DocumentOf<Format>['root']) => IdentityInDocument;
} = {
  'FA(2)': ({ Podmiot1, Fa }) => ({ sellerNip: Podmiot1.DaneIdentyfikacyjne.NIP, issueDate: Fa.P_1 }),
  'FA(3)': ({ Podmiot1, Fa }) => ({ sellerNip: Podmiot1.DaneIdentyfikacyjne.NIP, issueDate: Fa.P_1 }),
  'FA_RR(1)': ({ Podmiot1, FakturaRR }) => ({
    sellerNip: Podmiot1.DaneIdentyfikacyjne.NIP,
    issueDate: FakturaRR.P_4B,
  }),
  'PEF(3)': ublIdentity,
  'PEF_KOR(3)': ublIdentity,
};

/**
 * The seller and the day by which KSeF finds the invoice; undefined where the document is no invoice. UBL lets both be
 * absent, and they are empty then, which `invoiceLink` refuses.
 */
export function documentIdentity(document: DocumentOf<FormatName>): IdentityInDocument | undefined {
  const { format, root } = document;
  if (!Object.hasOwn(readers, format)) return undefined;
  // The record pairs each format with its own root; the union loses that.
  return readers[format as InvoiceFormat](root as never);
}

interface UblInvoice {
  readonly IssueDate: string;
  readonly AccountingSupplierParty: { readonly Party?: UblPartyType | undefined };
}

function ublIdentity({ IssueDate, AccountingSupplierParty }: UblInvoice): IdentityInDocument {
  return {
    sellerNip: nipOf(AccountingSupplierParty.Party) ?? '',
    issueDate: /^\d{4}-\d\d-\d\d/.exec(IssueDate)?.[0] ?? '',
  };
}

/** The first digits of a NIP are never zero, which those of other registers may be. */
const polishNip = /^(?:PL)?([1-9](?:\d[1-9]|[1-9]\d)\d{7})$/;

/** The VAT number before that of the registration. */
function nipOf(party: UblPartyType | undefined): string | undefined {
  const { PartyTaxScheme = [], PartyLegalEntity = [] } = party ?? {};
  const vat = PartyTaxScheme.filter(({ TaxScheme }) => TaxScheme.ID?.['#text'].trim() === 'VAT');
  return [...vat, ...PartyLegalEntity].flatMap(
    ({ CompanyID }) => polishNip.exec((CompanyID?.['#text'] ?? '').replace(/\s/g, ''))?.[1] ?? [],
  )[0];
}
