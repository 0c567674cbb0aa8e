/** Looking for invoices, and what is known of those that were found. */
import Type, { type Static } from 'typebox';
import {
  amount,
  day,
  described,
  flag,
  int32,
  list,
  localMoment,
  maybe,
  moment,
  oneOf,
  text,
} from './basic.ts';
import { CurrencyCode } from './currency-codes.ts';
import { KsefNumber, Nip, Sha256HashBase64 } from './identifiers.ts';
import { FormCode } from './online-sessions.ts';
import { hasMore, pageOffset, pageSize } from './paging.ts';
import { InvoicingMode } from './sessions.ts';

export const InvoiceType = oneOf(
  [
    'Vat',
    'Zal',
    'Kor',
    'Roz',
    'Upr',
    'KorZal',
    'KorRoz',
    'VatPef',
    'VatPefSp',
    'KorPef',
    'VatRr',
    'KorVatRr',
  ],
  'Kind of the invoice: seven of FA, three of PEF, two of FA_RR.',
);
export type InvoiceType = Static<typeof InvoiceType>;

export const SortOrder = oneOf(['Asc', 'Desc'], 'Oldest or newest first.');
export type SortOrder = Static<typeof SortOrder>;

/** As what the caller appears on the invoice. */
export const InvoiceQuerySubjectType = oneOf(
  ['Subject1', 'Subject2', 'Subject3', 'SubjectAuthorized'],
  'Seller, buyer, third party, or authorized party.',
);
export type InvoiceQuerySubjectType = Static<typeof InvoiceQuerySubjectType>;

export const InvoiceQueryDateType = oneOf(
  ['Issue', 'Invoicing', 'PermanentStorage'],
  'Day of issue, moment at which KSeF took it, or moment of permanent storage.',
);
export type InvoiceQueryDateType = Static<typeof InvoiceQueryDateType>;

/** The longest range of one query, in days of UTC or of Europe/Warsaw. Since 2.7.1; three months before. */
export const invoiceQueryMaxRangeDays = 100;
/** The most invoices that one set of filters yields; beyond it the answer says `isTruncated`. */
export const invoiceQueryMaxResults = 10_000;

export const InvoiceQueryDateRange = Type.Object({
  dateType: InvoiceQueryDateType,
  from: localMoment('First moment; without an offset, time in Europe/Warsaw.'),
  to: maybe(localMoment('Last moment; now without it.')),
  restrictToPermanentStorageHwmDate: maybe(
    flag('Whether the range ends at the high-water mark; only with `PermanentStorage`.'),
  ),
});
export type InvoiceQueryDateRange = Static<typeof InvoiceQueryDateRange>;

export const AmountType = oneOf(['Brutto', 'Netto', 'Vat'], 'Which amount: gross, net, or tax.');
export type AmountType = Static<typeof AmountType>;

export const InvoiceQueryAmount = Type.Object({
  type: AmountType,
  from: maybe(amount('Least amount.')),
  to: maybe(amount('Greatest amount.')),
});
export type InvoiceQueryAmount = Static<typeof InvoiceQueryAmount>;

export const BuyerIdentifierType = oneOf(['Nip', 'VatUe', 'Other', 'None'], 'Kind of the identifier.');
export type BuyerIdentifierType = Static<typeof BuyerIdentifierType>;

export const BuyerIdentifier = Type.Object({
  type: BuyerIdentifierType,
  value: maybe(text('The identifier.', { maxLength: 50 })),
});
export type BuyerIdentifier = Static<typeof BuyerIdentifier>;

export const InvoiceQueryFormType = oneOf(['FA', 'PEF', 'FA_RR'], 'Name of the form.');
export type InvoiceQueryFormType = Static<typeof InvoiceQueryFormType>;

export const InvoiceQueryFilters = Type.Object({
  subjectType: InvoiceQuerySubjectType,
  dateRange: described(InvoiceQueryDateRange, 'Which days; at most `invoiceQueryMaxRangeDays`.'),
  ksefNumber: maybe(KsefNumber),
  invoiceNumber: maybe(text('Number that the issuer gave, whole.', { maxLength: 256 })),
  amount: maybe(InvoiceQueryAmount, 'Range of an amount.'),
  sellerNip: maybe(Nip, 'NIP of the seller.'),
  buyerIdentifier: maybe(BuyerIdentifier, 'Who bought.'),
  currencyCodes: maybe(list(CurrencyCode, 'Any of these currencies.')),
  invoicingMode: maybe(InvoicingMode),
  isSelfInvoicing: maybe(flag('Whether the buyer issued it.')),
  formType: maybe(InvoiceQueryFormType),
  invoiceTypes: maybe(list(InvoiceType, 'Any of these kinds.')),
  hasAttachment: maybe(flag('Whether it has an attachment.')),
});
export type InvoiceQueryFilters = Static<typeof InvoiceQueryFilters>;

export const QueryInvoiceMetadataParameters = Type.Object({
  sortOrder: Type.Optional(described(SortOrder, 'Order by the kind of date asked for.', { default: 'Asc' })),
  pageOffset,
  pageSize: pageSize(250),
});
export type QueryInvoiceMetadataParameters = Static<typeof QueryInvoiceMetadataParameters>;

const name = maybe(text('Name.', { maxLength: 512 }));

export const InvoiceMetadataSeller = Type.Object({ nip: Nip, name });
export type InvoiceMetadataSeller = Static<typeof InvoiceMetadataSeller>;

export const InvoiceMetadataBuyer = Type.Object({ identifier: BuyerIdentifier, name });
export type InvoiceMetadataBuyer = Static<typeof InvoiceMetadataBuyer>;

export const ThirdSubjectIdentifierType = oneOf(
  ['Nip', 'InternalId', 'VatUe', 'Other', 'None'],
  'Kind of the identifier.',
);
export type ThirdSubjectIdentifierType = Static<typeof ThirdSubjectIdentifierType>;

export const ThirdSubjectIdentifier = Type.Object({
  type: ThirdSubjectIdentifierType,
  value: maybe(text('The identifier.', { maxLength: 50 })),
});
export type ThirdSubjectIdentifier = Static<typeof ThirdSubjectIdentifier>;

export const InvoiceMetadataThirdSubject = Type.Object({
  identifier: ThirdSubjectIdentifier,
  name,
  role: int32('Role as the schema numbers it.'),
});
export type InvoiceMetadataThirdSubject = Static<typeof InvoiceMetadataThirdSubject>;

export const InvoiceMetadataAuthorizedSubject = Type.Object({
  nip: Nip,
  name,
  role: int32('Role as the schema numbers it.'),
});
export type InvoiceMetadataAuthorizedSubject = Static<typeof InvoiceMetadataAuthorizedSubject>;

export const InvoiceMetadata = Type.Object({
  ksefNumber: KsefNumber,
  invoiceNumber: text('Number that the issuer gave.', { maxLength: 256 }),
  issueDate: day('Day of issue.'),
  invoicingDate: moment('When KSeF took the invoice.'),
  acquisitionDate: moment('When the KSeF number was given.'),
  permanentStorageDate: moment('When it was stored for good.'),
  seller: described(InvoiceMetadataSeller, 'Who sold.'),
  buyer: described(InvoiceMetadataBuyer, 'Who bought.'),
  netAmount: amount('Sum without tax.'),
  grossAmount: amount('Sum with tax.'),
  vatAmount: amount('Tax.'),
  currency: text('Currency.', { minLength: 3, maxLength: 3 }),
  invoicingMode: InvoicingMode,
  invoiceType: InvoiceType,
  formCode: described(FormCode, 'Schema of the document.'),
  isSelfInvoicing: flag('Whether the buyer issued it.'),
  hasAttachment: flag('Whether it has an attachment.'),
  invoiceHash: described(Sha256HashBase64, 'SHA-256 of the document.'),
  hashOfCorrectedInvoice: maybe(Sha256HashBase64, 'SHA-256 of the document that this one replaces.'),
  thirdSubjects: maybe(list(InvoiceMetadataThirdSubject, 'Third parties.')),
  authorizedSubject: maybe(InvoiceMetadataAuthorizedSubject, 'Authorized party.'),
});
export type InvoiceMetadata = Static<typeof InvoiceMetadata>;

export const QueryInvoicesMetadataResponse = Type.Object({
  hasMore,
  isTruncated: flag('Whether the query met the technical limit and must be narrowed.'),
  permanentStorageHwmDate: maybe(moment('High-water mark: up to here nothing more can appear.')),
  invoices: list(InvoiceMetadata, 'What was found.'),
});
export type QueryInvoicesMetadataResponse = Static<typeof QueryInvoicesMetadataResponse>;
