/** What became of sessions and of the invoices in them. */
import Type, { type Static } from 'typebox';
import { address, described, int32, list, localMoment, maybe, moment, oneOf, text } from './basic.ts';
import { ContinuationToken, Details, KsefNumber, ReferenceNumber, Sha256HashBase64 } from './identifiers.ts';
import { pageSize } from './paging.ts';
import { StatusInfo } from './status.ts';

export const SessionType = oneOf(['Online', 'Batch'], 'Invoices one by one, or a package of them.');
export type SessionType = Static<typeof SessionType>;

/** `Cancelled`: the time to send ran out, or nothing was sent. */
export const CommonSessionStatus = oneOf(
  ['InProgress', 'Succeeded', 'Failed', 'Cancelled'],
  'Where the session stands, the same words for both kinds.',
);
export type CommonSessionStatus = Static<typeof CommonSessionStatus>;

export const InvoicingMode = oneOf(
  ['Online', 'Offline'],
  'Whether the invoice was issued online or offline.',
);
export type InvoicingMode = Static<typeof InvoicingMode>;

export const ListSessionsParameters = Type.Object({
  pageSize: pageSize(1000),
  sessionType: SessionType,
  referenceNumber: Type.Optional(described(ReferenceNumber, 'Only the session of this number.')),
  dateCreatedFrom: Type.Optional(localMoment('Opened at this moment or later.')),
  dateCreatedTo: Type.Optional(localMoment('Opened at this moment or earlier.')),
  dateClosedFrom: Type.Optional(localMoment('Closed at this moment or later.')),
  dateClosedTo: Type.Optional(localMoment('Closed at this moment or earlier.')),
  dateModifiedFrom: Type.Optional(localMoment('Last changed at this moment or later.')),
  dateModifiedTo: Type.Optional(localMoment('Last changed at this moment or earlier.')),
  statuses: Type.Optional(list(CommonSessionStatus, 'Sessions in these states; all without it.')),
});
export type ListSessionsParameters = Static<typeof ListSessionsParameters>;

export const SessionsQueryResponseItem = Type.Object({
  referenceNumber: described(ReferenceNumber, 'Reference number of the session.'),
  status: described(StatusInfo, 'Where the session stands.'),
  dateCreated: moment('When it was opened.'),
  dateUpdated: moment('When something last happened in it.'),
  validUntil: maybe(moment('When it closes by itself.')),
  totalInvoiceCount: int32('Invoices taken, those under way included.', { minimum: 0 }),
  successfulInvoiceCount: int32('Invoices that were right.', { minimum: 0 }),
  failedInvoiceCount: int32('Invoices that were refused.', { minimum: 0 }),
});
export type SessionsQueryResponseItem = Static<typeof SessionsQueryResponseItem>;

export const SessionsQueryResponse = Type.Object({
  continuationToken: maybe(ContinuationToken),
  sessions: list(SessionsQueryResponseItem, 'Sessions, newest first.'),
});
export type SessionsQueryResponse = Static<typeof SessionsQueryResponse>;

export const UpoPageResponse = Type.Object({
  referenceNumber: described(ReferenceNumber, 'Reference number of the receipt.'),
  downloadUrl: address('Where the receipt is fetched, without a token.'),
  downloadUrlExpirationDate: moment('Until when that address works.'),
});
export type UpoPageResponse = Static<typeof UpoPageResponse>;

export const UpoResponse = Type.Object({
  pages: list(UpoPageResponse, 'Receipts; each lists at most 10,000 invoices.'),
});
export type UpoResponse = Static<typeof UpoResponse>;

export const SessionStatusResponse = Type.Object({
  status: described(
    StatusInfo,
    'Where it stands; codes in `onlineSessionStatuses` and `batchSessionStatuses`.',
  ),
  dateCreated: moment('When it was opened.'),
  dateUpdated: moment('When something last happened in it.'),
  validUntil: maybe(moment('When it closes by itself.', { readOnly: true })),
  upo: maybe(UpoResponse, 'Receipts of the session, once it is closed and they are made.'),
  invoiceCount: maybe(int32('Invoices taken.', { minimum: 0 })),
  successfulInvoiceCount: maybe(int32('Invoices that were right.', { minimum: 0 })),
  failedInvoiceCount: maybe(int32('Invoices that were refused.', { minimum: 0 })),
});
export type SessionStatusResponse = Static<typeof SessionStatusResponse>;

export const InvoiceStatusInfo = Type.Object({
  code: int32('Code of the status.'),
  description: text('What the code means.', { minLength: 1 }),
  details: maybe(Details),
  extensions: Type.Optional(
    Type.Unsafe<Record<string, string | null> | null>({
      type: ['object', 'null'],
      additionalProperties: { type: ['string', 'null'] },
      description: 'Further facts by name; for a duplicate, where the first one is.',
    }),
  ),
});
export type InvoiceStatusInfo = Static<typeof InvoiceStatusInfo>;

export const SessionInvoiceStatusResponse = Type.Object({
  ordinalNumber: int32('Place of the invoice in its session, from 1.', { minimum: 1 }),
  invoiceNumber: maybe(text('Number that the issuer gave.', { maxLength: 256 })),
  ksefNumber: maybe(KsefNumber),
  referenceNumber: described(ReferenceNumber, 'Reference number of the invoice.'),
  invoiceHash: described(Sha256HashBase64, 'SHA-256 of the document.'),
  invoiceFileName: maybe(text('Name of the file in its package.', { maxLength: 128 })),
  acquisitionDate: maybe(moment('When the KSeF number was given.')),
  invoicingDate: moment('When KSeF took the invoice.'),
  permanentStorageDate: maybe(moment('When it was stored for good; comes later than the KSeF number.')),
  upoDownloadUrl: maybe(address('Where the receipt is fetched, without a token.')),
  upoDownloadUrlExpirationDate: maybe(moment('Until when that address works.')),
  invoicingMode: maybe(InvoicingMode),
  status: described(InvoiceStatusInfo, 'Where the invoice stands; codes in `invoiceStatuses`.'),
});
export type SessionInvoiceStatusResponse = Static<typeof SessionInvoiceStatusResponse>;

export const SessionInvoicesResponse = Type.Object({
  continuationToken: maybe(ContinuationToken),
  invoices: list(SessionInvoiceStatusResponse, 'Invoices of the session.'),
});
export type SessionInvoicesResponse = Static<typeof SessionInvoicesResponse>;

/** The official document has one schema for both lists; the Ministry's own test scenarios meet this one without a list. */
export const FailedSessionInvoicesResponse = Type.Object({
  continuationToken: maybe(ContinuationToken),
  invoices: Type.Optional(
    list(SessionInvoiceStatusResponse, 'Invoices of the session; absent where there are none.'),
  ),
});
export type FailedSessionInvoicesResponse = Static<typeof FailedSessionInvoicesResponse>;
