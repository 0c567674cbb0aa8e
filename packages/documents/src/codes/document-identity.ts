/** What the link of KOD I says of a document, read from it. */
import type { DocumentOf, FormatName, UblPartyType } from '@kwit/formats';
import type { InvoiceIdentity } from './link-parts.ts';

/** The part of the identity that stands in the document (the hash is of its bytes), and who made it. */
export interface IdentityInDocument extends Omit<InvoiceIdentity, 'sha256'> {
  /** In whose name the document is sent: of the buyer where the buyer issues it, of the seller otherwise. */
  readonly issuerNip: string;
}

type InvoiceFormat = Extract<FormatName, 'FA(2)' | 'FA(3)' | 'FA_RR(1)' | 'PEF(3)' | 'PEF_KOR(3)'>;

const readers: {
  readonly [Format in InvoiceFormat]: (root: DocumentOf<Format>['root']) => IdentityInDocument;
} = {
  'FA(2)': structuredIdentity,
  'FA(3)': structuredIdentity,
  // The farmer sells, and the buyer issues: the schema demands the NIP of both.
  'FA_RR(1)': ({ Podmiot1, Podmiot2, FakturaRR }) => ({
    sellerNip: Podmiot1.DaneIdentyfikacyjne.NIP,
    issueDate: FakturaRR.P_4B,
    issuerNip: Podmiot2.DaneIdentyfikacyjne.NIP,
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

/** What FA(2) and FA(3) have alike. */
interface StructuredInvoice {
  readonly Podmiot1: { readonly DaneIdentyfikacyjne: { readonly NIP: string } };
  readonly Podmiot2: { readonly DaneIdentyfikacyjne: { readonly NIP?: string | undefined } };
  readonly Fa: { readonly P_1: string; readonly Adnotacje: { readonly P_17: string } };
}

function structuredIdentity({ Podmiot1, Podmiot2, Fa }: StructuredInvoice): IdentityInDocument {
  const sellerNip = Podmiot1.DaneIdentyfikacyjne.NIP;
  const isSelfInvoicing = Fa.Adnotacje.P_17 === '1';
  const issuerNip = (isSelfInvoicing && Podmiot2.DaneIdentyfikacyjne.NIP) || sellerNip;
  return { sellerNip, issueDate: Fa.P_1, issuerNip };
}

interface UblInvoice {
  readonly IssueDate: string;
  readonly AccountingSupplierParty: { readonly Party?: UblPartyType | undefined };
}

function ublIdentity({ IssueDate, AccountingSupplierParty }: UblInvoice): IdentityInDocument {
  const sellerNip = nipOf(AccountingSupplierParty.Party) ?? '';
  return {
    sellerNip,
    issuerNip: sellerNip,
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
