/**
 * Invoices of Peppol as people read them: PEF (3) and its correction PEF_KOR (3), UBL 2.1. What invoices of EN 16931 use, and the
 * Polish extension, has a place of its own; whatever else UBL allows stands at the end, under names made of its own.
 */
import type { FormatDocument, Pef3, PefKor3, UblPartyType } from '@kwit/formats';
import type { InvoiceLayoutOptions } from '../invoice/invoice-layout.ts';
import { codeSections } from '../layout/code-sections.ts';
import { Cursor } from '../layout/cursor.ts';
import { datum, Fields, footWords, joined, pairs, sectionOf, textBlock } from '../layout/fields.ts';
import type { Block, Field, Layout, LayoutHead, Section, Words } from '../layout/layout.ts';
import { type Voice, voiceOf } from '../layout/voice.ts';
import { states } from '../words/invoice.ts';
import { kindWords, pefWords } from '../words/pef.ts';
import { documentTitles, labelText } from '../words/ubl-codes.ts';
import { allowanceTable } from './allowances.ts';
import { deliveryFields, termsOfDeliveryFields } from './delivery.ts';
import { extensionSections } from './extensions.ts';
import { fieldsBlock, fieldsOf, leafDatum } from './leaf.ts';
import { leftoverFields } from './leftovers.ts';
import { type Line, linesTable, periodFields } from './lines.ts';
import { elementLabel } from './naming.ts';
import { partySection, wrappedPartySection } from './party.ts';
import { meansFields, prepaymentFields, termsFields } from './payment.ts';
import { billingFields, orderFields, projectFields, referenceFields } from './references.ts';
import { taxTable } from './taxes.ts';
import { amountBlock, exchangeRateFields } from './totals.ts';
import { leavesOf, partOf, partsOf, textOf } from './ubl.ts';

export type PefDocument = FormatDocument<'PEF(3)'> | FormatDocument<'PEF_KOR(3)'>;

/** What both have, and what one of them has. */
type Ubl = Omit<Pef3, 'InvoiceLine' | 'DeliveryTerms'> &
  Pick<PefKor3, 'CreditNoteTypeCode' | 'DiscrepancyResponse'> & {
    InvoiceLine?: Line[];
    CreditNoteLine?: Line[];
    DeliveryTerms?: Pef3['DeliveryTerms'] | PefKor3['DeliveryTerms'];
  };
type Root = Cursor<Ubl>;

/** Everything that the invoice says, in reading order. Values are not judged: whatever `read` gives can be shown. */
export function pefLayout(document: PefDocument, options: InvoiceLayoutOptions = {}): Layout {
  const language = options.language ?? 'pl';
  const voice = voiceOf(document.format, language);
  const isCorrection = document.format === 'PEF_KOR(3)';
  const root: Root = new Cursor(isCorrection ? 'CreditNote' : 'Invoice', document.root as Ubl);
  const head = headOf(root, isCorrection, options, voice);
  const sections = considered(root, options, voice);
  const name = joined(' ', head.title.text, head.number?.value.text) ?? '';
  return {
    language,
    metadata: {
      title: name,
      author: nameOf(document.root.AccountingSupplierParty.Party),
      subject: nameOf(document.root.AccountingCustomerParty.Party),
      languageTag: voice.style,
      createdAt: document.root.IssueDate,
    },
    head,
    // Leftovers last, when everything that has a place was taken.
    sections: [...sections, ...section('otherData', leftoverFields(root, voice), voice)],
    foot: footWords(name, options.ksefNumber),
  };
}

const nameOf = (party: UblPartyType | undefined): string =>
  party?.PartyLegalEntity?.[0]?.RegistrationName?.['#text'] ?? party?.PartyName?.[0]?.Name['#text'] ?? '';

function headOf(root: Root, isCorrection: boolean, options: InvoiceLayoutOptions, voice: Voice): LayoutHead {
  const number = textOf(root, 'ID');
  const label = elementLabel(`${root.name}/ID`, voice);
  return {
    title: titleOf(root, isCorrection, voice),
    number: number === undefined ? null : { label, value: datum(number, 'strong') },
    fields: headFields(root, options, voice),
    notice: options.state === undefined ? null : voice.say(states[options.state]),
  };
}

function titleOf(root: Root, isCorrection: boolean, voice: Voice): Words {
  const code = textOf(root, isCorrection ? 'CreditNoteTypeCode' : 'InvoiceTypeCode');
  const usual = isCorrection ? pefWords.otherCreditNote : pefWords.otherInvoice;
  if (code === undefined) return voice.say(usual);
  const label = Object.hasOwn(documentTitles, code) ? documentTitles[code] : undefined;
  return voice.say(label === undefined ? kindWords(usual, code) : labelText(label));
}

function headFields(root: Root, { ksefNumber }: InvoiceLayoutOptions, voice: Voice): Field[] {
  return [
    ...new Fields(voice).text(pefWords.ksefNumber, ksefNumber, 'mono').list,
    ...fieldsOf(root, ['IssueDate', 'IssueTime', 'DueDate', 'TaxPointDate', 'CopyIndicator'], voice),
    ...partsOf(root, 'InvoicePeriod').flatMap((period) => periodFields(period, voice)),
    ...fieldsOf(root, ['DocumentCurrencyCode', 'BuyerReference'], voice),
  ];
}

/** Sections of what has a place, in reading order. */
function considered(root: Root, { codes = [] }: InvoiceLayoutOptions, voice: Voice): readonly Section[] {
  const lines = [...partsOf(root, 'InvoiceLine'), ...partsOf(root, 'CreditNoteLine')];
  // It is told in the head, once for all amounts.
  const currency = textOf(root, 'DocumentCurrencyCode');
  const table = (heading: keyof typeof pefWords, blocksOf: (caption: Words) => readonly Block[]) =>
    sectionOf(voice.say(pefWords[heading]), blocksOf(voice.say(pefWords[heading])));
  const total = partOf(root, 'LegalMonetaryTotal');
  return [
    ...parties(root, voice),
    ...section('correction', correctionFields(root, voice), voice),
    ...table('lines', (caption) => linesTable(caption, lines, currency, voice)),
    ...table('allowancesAndCharges', (caption) =>
      allowanceTable(caption, partsOf(root, 'AllowanceCharge'), currency, voice),
    ),
    ...table('taxes', (caption) => taxTable(caption, partsOf(root, 'TaxTotal'), currency, voice)),
    ...table('withholdingTaxes', (caption) =>
      taxTable(caption, partsOf(root, 'WithholdingTaxTotal'), currency, voice),
    ),
    ...sectionOf(voice.say(pefWords.totals), total === undefined ? [] : [amountBlock(total, voice)]),
    ...payment(root, voice),
    ...delivery(root, voice),
    ...section('references', documentFields(root, voice), voice),
    ...section('accounting', accountingFields(root, voice), voice),
    ...sectionOf(
      voice.say(pefWords.notes),
      textBlock(leavesOf(root, 'Note').map((leaf) => leafDatum(leaf, voice))),
    ),
    ...extensionSections(partOf(root, 'UBLExtensions'), currency, voice),
    ...codeSections(codes, voice),
  ];
}

const section = (heading: keyof typeof pefWords, fields: readonly Field[], voice: Voice) =>
  sectionOf(voice.say(pefWords[heading]), fieldsBlock(fields, 2));

function parties(root: Root, voice: Voice): readonly Section[] {
  const wrapped = [
    'AccountingSupplierParty',
    'AccountingCustomerParty',
    'BuyerCustomerParty',
    'SellerSupplierParty',
  ] as const;
  const single = ['PayeeParty', 'TaxRepresentativeParty'] as const;
  const sections = [
    ...wrapped.flatMap((name) => wrappedPartySection(partOf(root, name), voice)),
    ...single.flatMap((name) => partySection(partOf(root, name), voice)),
  ];
  if (sections.length === 0) return [];
  return [{ heading: voice.say(pefWords.parties), hidesHeading: true, blocks: pairs(sections) }];
}

/** Why this document corrects another one, and which ones it follows. */
function correctionFields(root: Root, voice: Voice): Field[] {
  return [
    ...partsOf(root, 'DiscrepancyResponse').flatMap((response) =>
      fieldsOf(response, ['Description', 'ResponseCode', 'ReferenceID', 'EffectiveDate'], voice),
    ),
    ...partsOf(root, 'BillingReference').flatMap((billing) => billingFields(billing, voice)),
  ];
}

function payment(root: Root, voice: Voice): readonly Section[] {
  return sectionOf(voice.say(pefWords.payment), [
    ...partsOf(root, 'PaymentMeans').flatMap((means) => fieldsBlock(meansFields(means, voice), 2)),
    ...partsOf(root, 'PaymentTerms').flatMap((terms) => fieldsBlock(termsFields(terms, voice), 2)),
    ...partsOf(root, 'PrepaidPayment').flatMap((part) => fieldsBlock(prepaymentFields(part, voice), 2)),
  ]);
}

function delivery(root: Root, voice: Voice): readonly Section[] {
  return sectionOf(voice.say(pefWords.delivery), [
    ...partsOf(root, 'Delivery').flatMap((part) => fieldsBlock(deliveryFields(part, voice), 2)),
    ...partsOf(root, 'DeliveryTerms').flatMap((terms) => fieldsBlock(termsOfDeliveryFields(terms, voice), 2)),
  ]);
}

const documents = [
  'ContractDocumentReference',
  'DespatchDocumentReference',
  'ReceiptDocumentReference',
  'StatementDocumentReference',
  'OriginatorDocumentReference',
  'AdditionalDocumentReference',
] as const;

const documentFields = (root: Root, voice: Voice): Field[] => [
  ...orderFields(partOf(root, 'OrderReference'), voice),
  ...documents.flatMap((name) =>
    partsOf(root, name).flatMap((reference) => referenceFields(reference, voice)),
  ),
  ...partsOf(root, 'ProjectReference').flatMap((project) => projectFields(project, voice)),
];

const exchangeRates = [
  'TaxExchangeRate',
  'PricingExchangeRate',
  'PaymentExchangeRate',
  'PaymentAlternativeExchangeRate',
] as const;

const accountingFields = (root: Root, voice: Voice): Field[] => [
  ...fieldsOf(
    root,
    [
      'TaxCurrencyCode',
      'PricingCurrencyCode',
      'PaymentCurrencyCode',
      'PaymentAlternativeCurrencyCode',
      'AccountingCost',
      'AccountingCostCode',
    ],
    voice,
  ),
  ...exchangeRates.flatMap((name) => partsOf(root, name).flatMap((rate) => exchangeRateFields(rate, voice))),
];
