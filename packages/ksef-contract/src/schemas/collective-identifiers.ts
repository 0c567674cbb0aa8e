/** Collective identifiers (IZ): one number for many invoices of a seller, as in the title of a transfer. */
import Type, { type Static } from 'typebox';
import { amount, described, flag, int32, list, localMoment, maybe, moment, text } from './basic.ts';
import { CurrencyCode } from './currency-codes.ts';
import { CollectiveIdentifierNumber, ContinuationToken, KsefNumber } from './identifiers.ts';

/** Invoices in one collective identifier; the most is a limit of the context, which is this by default. */
export const collectiveIdentifierInvoices = { minimum: 2, maximum: 500 } as const;
/** The most collective identifiers of one context that an invoice may be in. */
export const collectiveIdentifiersPerInvoice = 132;
/** The longest range of a query for collective identifiers, in days. */
export const collectiveIdentifierQueryMaxRangeDays = 100;
/** The most numbers in a query for their invoices. */
export const collectiveIdentifierQueryMaxNumbers = 10;

export const CollectiveIdentifierInvoicePayment = Type.Object({
  amount: amount('What is paid for the invoice.'),
  currency: described(CurrencyCode, 'Currency of the payment.'),
});
export type CollectiveIdentifierInvoicePayment = Static<typeof CollectiveIdentifierInvoicePayment>;

const description = maybe(text('What the payment is for.', { maxLength: 512 }));

export const CollectiveIdentifierInvoice = Type.Object({
  ksefNumber: KsefNumber,
  payment: maybe(CollectiveIdentifierInvoicePayment, 'What is paid for the invoice.'),
  description,
});
export type CollectiveIdentifierInvoice = Static<typeof CollectiveIdentifierInvoice>;

export const GenerateCollectiveIdentifierRequest = Type.Object({
  invoices: list(CollectiveIdentifierInvoice, 'The invoices; how many, see `collectiveIdentifierInvoices`.'),
});
export type GenerateCollectiveIdentifierRequest = Static<typeof GenerateCollectiveIdentifierRequest>;

export const GenerateCollectiveIdentifierResponse = Type.Object({
  collectiveIdentifierNumber: CollectiveIdentifierNumber,
});
export type GenerateCollectiveIdentifierResponse = Static<typeof GenerateCollectiveIdentifierResponse>;

const createdInCurrentContext = flag('Whether it was made in the context of the caller.');

export const CollectiveIdentifiersQueryRequest = Type.Object({
  collectiveIdentifierNumber: maybe(text('Number of a collective identifier.')),
  dateCreatedFrom: localMoment('Made at this moment or later.'),
  dateCreatedTo: localMoment('Made at this moment or earlier.'),
  invoiceCountFrom: maybe(int32('With so many invoices or more.')),
  invoiceCountTo: maybe(int32('With so many invoices or fewer.')),
  createdInCurrentContext: maybe(createdInCurrentContext),
});
export type CollectiveIdentifiersQueryRequest = Static<typeof CollectiveIdentifiersQueryRequest>;

export const CollectiveIdentifiersQueryResponseItem = Type.Object({
  collectiveIdentifierNumber: CollectiveIdentifierNumber,
  dateCreated: moment('When it was made.'),
  invoiceCount: int32('Invoices in it.', { exclusiveMinimum: 0 }),
  createdInCurrentContext,
});
export type CollectiveIdentifiersQueryResponseItem = Static<typeof CollectiveIdentifiersQueryResponseItem>;

export const CollectiveIdentifiersQueryResponse = Type.Object({
  continuationToken: maybe(ContinuationToken),
  collectiveIdentifiers: list(CollectiveIdentifiersQueryResponseItem, 'What was found, newest first.'),
});
export type CollectiveIdentifiersQueryResponse = Static<typeof CollectiveIdentifiersQueryResponse>;

/** Since 2.7.1; one number in the path before. */
export const CollectiveIdentifierInvoicesQueryRequest = Type.Object({
  collectiveIdentifierNumbers: list(
    text('Number of a collective identifier.'),
    'Of which collective identifiers; at most `collectiveIdentifierQueryMaxNumbers`.',
  ),
});
export type CollectiveIdentifierInvoicesQueryRequest = Static<
  typeof CollectiveIdentifierInvoicesQueryRequest
>;

export const CollectiveIdentifierInvoicesQueryResponseItemPayment = Type.Object({
  amount: amount('What is paid for the invoice.'),
  currency: text('Currency of the payment.', { minLength: 3, maxLength: 3 }),
});
export type CollectiveIdentifierInvoicesQueryResponseItemPayment = Static<
  typeof CollectiveIdentifierInvoicesQueryResponseItemPayment
>;

export const CollectiveIdentifierInvoicesQueryResponseItem = Type.Object({
  ksefNumber: KsefNumber,
  // Since 2.7.1.
  collectiveIdentifierNumber: text('In which collective identifier the invoice is.'),
  payment: maybe(CollectiveIdentifierInvoicesQueryResponseItemPayment, 'What is paid for the invoice.'),
  description,
  detailsHidden: flag('Whether payment and description are there and the caller may not see them.'),
});
export type CollectiveIdentifierInvoicesQueryResponseItem = Static<
  typeof CollectiveIdentifierInvoicesQueryResponseItem
>;

export const CollectiveIdentifierInvoicesQueryResponse = Type.Object({
  continuationToken: maybe(ContinuationToken),
  invoices: list(CollectiveIdentifierInvoicesQueryResponseItem, 'Invoices, by KSeF number from the last.'),
});
export type CollectiveIdentifierInvoicesQueryResponse = Static<
  typeof CollectiveIdentifierInvoicesQueryResponse
>;

export const CollectiveIdentifiersByKsefNumberQueryResponseItem = Type.Object({
  collectiveIdentifierNumber: CollectiveIdentifierNumber,
  createdInCurrentContext,
  dateCreated: moment('When it was made.'),
});
export type CollectiveIdentifiersByKsefNumberQueryResponseItem = Static<
  typeof CollectiveIdentifiersByKsefNumberQueryResponseItem
>;

export const CollectiveIdentifiersByKsefNumberQueryResponse = Type.Object({
  continuationToken: maybe(ContinuationToken),
  collectiveIdentifiers: list(
    CollectiveIdentifiersByKsefNumberQueryResponseItem,
    'What was found, newest first.',
  ),
});
export type CollectiveIdentifiersByKsefNumberQueryResponse = Static<
  typeof CollectiveIdentifiersByKsefNumberQueryResponse
>;
