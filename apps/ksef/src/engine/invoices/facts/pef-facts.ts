/**
 * The facts of an invoice of Peppol (UBL): PEF (3) and its correction PEF_KOR (3). The schema lets many things be
 * absent that KSeF cannot do without. Where the facts stand is not documented; it follows EN 16931 and the
 * invoices of the Ministry's own test scenarios.
 */
import type { Pef3, PefKor3, UblPartyType } from '@kwit/formats';
import { type InvoiceParty, token } from '@kwit/invoice/facts';
import type { InvoiceType, SystemCode } from '@kwit/ksef-contract';
import { verdictSentences } from '../verdict-sentences.ts';
import type { DocumentFacts, LackingFact } from './document-facts.ts';

/** What invoices and credit notes of UBL have in common, as far as it matters here. */
type Ubl = Pick<
  Pef3 | PefKor3,
  | 'ID'
  | 'IssueDate'
  | 'DocumentCurrencyCode'
  | 'AdditionalDocumentReference'
  | 'AccountingSupplierParty'
  | 'AccountingCustomerParty'
  | 'TaxTotal'
  | 'LegalMonetaryTotal'
>;

/** Names longer than metadata tell are cut. */
const longestName = 512;
const longestIdentifier = 50;
const longestNumber = 256;

/** How an invoice by the Polish extension of UBL calls itself; by the rules of Peppol alone it is a basic one. */
const polishExtension = 'urn:fdc:www.efaktura.gov.pl:';

export function pefFacts(root: Pef3): DocumentFacts | LackingFact {
  const isSpecialised = root.CustomizationID?.['#text'].includes(polishExtension) ?? false;
  return ublFacts(root, 'PEF (3)', isSpecialised ? 'VatPefSp' : 'VatPef');
}

export const pefCorrectionFacts = (root: PefKor3): DocumentFacts | LackingFact =>
  ublFacts(root, 'PEF_KOR (3)', 'KorPef');

function ublFacts(root: Ubl, form: SystemCode, invoiceType: InvoiceType): DocumentFacts | LackingFact {
  const number = token(root.ID['#text']);
  const issueDate = /^\d{4}-\d\d-\d\d/.exec(root.IssueDate)?.[0];
  const seller = root.AccountingSupplierParty.Party ?? {};
  const nip = nipOf(seller);
  if (number === '' || number.length > longestNumber) {
    return { lacking: verdictSentences.pefNumber(longestNumber) };
  }
  if (issueDate === undefined) return { lacking: verdictSentences.pefIssueDate(root.IssueDate) };
  if (nip === undefined) return { lacking: verdictSentences.pefSeller };
  return {
    form,
    kind: invoiceType,
    invoiceType,
    number,
    issueDate,
    seller: { nip, name: nameOf(seller) },
    buyer: buyerOf(root.AccountingCustomerParty.Party ?? {}),
    thirdParties: [],
    authorizedParty: null,
    ...amountsOf(root),
    isSelfInvoicing: false,
    hasAttachment: (root.AdditionalDocumentReference ?? []).some(
      ({ Attachment }) => Attachment?.EmbeddedDocumentBinaryObject !== undefined,
    ),
  };
}

/** The totals of the document in its currency; the tax in PLN where that total is there. */
function amountsOf({
  LegalMonetaryTotal: total,
  DocumentCurrencyCode,
  TaxTotal = [],
}: Ubl): Pick<DocumentFacts, 'currency' | 'net' | 'vat' | 'gross'> {
  const currency = DocumentCurrencyCode?.['#text'].trim() || total.PayableAmount['@currencyID'];
  const taxIn = (code: string) => TaxTotal.find(({ TaxAmount }) => TaxAmount['@currencyID'] === code);
  const tax = taxIn('PLN') ?? taxIn(currency) ?? TaxTotal[0];
  return {
    currency,
    net: (total.TaxExclusiveAmount ?? total.LineExtensionAmount)?.['#text'] ?? '0',
    vat: tax?.TaxAmount['#text'] ?? '0',
    gross: (total.TaxInclusiveAmount ?? total.PayableAmount)['#text'],
  };
}

/** Identifiers of a party: the VAT number before that of its registration. */
function identifiersOf({ PartyTaxScheme = [], PartyLegalEntity = [] }: UblPartyType): string[] {
  const isVat = ({ TaxScheme }: (typeof PartyTaxScheme)[number]) => TaxScheme.ID?.['#text'].trim() === 'VAT';
  return [...PartyTaxScheme.filter(isVat), ...PartyLegalEntity].flatMap(({ CompanyID }) => {
    const value = CompanyID?.['#text'].replace(/\s/g, '') ?? '';
    return value === '' ? [] : [value];
  });
}

/** The first digits of a NIP are never zero, which those of other registers may be. */
const polishNip = /^(?:PL)?([1-9](?:\d[1-9]|[1-9]\d)\d{7})$/;

function nipOf(party: UblPartyType): string | undefined {
  return identifiersOf(party).flatMap((value) => polishNip.exec(value)?.[1] ?? [])[0];
}

const euVatNumber =
  /^(?:AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PT|RO|SE|SI|SK|XI)\w{2,12}$/;

function buyerOf(party: UblPartyType): InvoiceParty {
  const name = nameOf(party);
  const nip = nipOf(party);
  if (nip !== undefined) return { identifier: { type: 'Nip', value: nip }, name };
  const [first] = identifiersOf(party);
  if (first === undefined) return { identifier: { type: 'None', value: null }, name };
  const type = euVatNumber.test(first) ? 'VatUe' : 'Other';
  return { identifier: { type, value: first.slice(0, longestIdentifier) }, name };
}

function nameOf({ PartyName, PartyLegalEntity }: UblPartyType): string | null {
  const name = PartyLegalEntity?.[0]?.RegistrationName ?? PartyName?.[0]?.Name;
  const text = name?.['#text'].trim().replace(/\s+/g, ' ') ?? '';
  return text === '' ? null : [...text].slice(0, longestName).join('');
}
