/** What became of sessions, of the invoices in them, and the official receipts (UPO). */
import Type from 'typebox';
import { json, operation, xml } from '../define.ts';
import { described } from '../schemas/basic.ts';
import {
  ContinuationHeaders,
  KsefNumber,
  ReferenceNumber,
  Sha256HashBase64,
} from '../schemas/identifiers.ts';
import { pageSize } from '../schemas/paging.ts';
import {
  FailedSessionInvoicesResponse,
  ListSessionsParameters,
  SessionInvoiceStatusResponse,
  SessionInvoicesResponse,
  SessionStatusResponse,
  SessionsQueryResponse,
} from '../schemas/sessions.ts';

const permissions = ['InvoiceWrite', 'Introspection', 'PefInvoiceWrite', 'EnforcementOperations'] as const;
const session = Type.Object({ referenceNumber: ReferenceNumber });
const invoice = Type.Object({ referenceNumber: ReferenceNumber, invoiceReferenceNumber: ReferenceNumber });

const receipt = {
  status: 200,
  content: xml,
  headers: { 'x-ms-meta-hash': described(Sha256HashBase64, 'SHA-256 of the receipt.') },
} as const;

export const sessionOperations = {
  listSessions: operation({
    method: 'GET',
    path: '/sessions',
    summary: 'Sessions of the context, or only the own ones of a caller who may no more than write invoices.',
    permissions: ['InvoiceWrite', 'Introspection', 'EnforcementOperations'],
    rateGroup: 'sessionList',
    query: ListSessionsParameters,
    headers: ContinuationHeaders,
    answer: { status: 200, content: json(SessionsQueryResponse) },
    errors: [21418, 21405],
  }),
  getSessionStatus: operation({
    method: 'GET',
    path: '/sessions/{referenceNumber}',
    summary: 'Where a session stands, and where its receipts are.',
    permissions,
    rateGroup: 'sessionMisc',
    pathParameters: session,
    answer: { status: 200, content: json(SessionStatusResponse) },
    errors: [21173, 21405],
  }),
  listSessionInvoices: operation({
    method: 'GET',
    path: '/sessions/{referenceNumber}/invoices',
    summary: 'The invoices of a session with their states.',
    permissions,
    rateGroup: 'sessionInvoiceList',
    pathParameters: session,
    query: Type.Object({ pageSize: pageSize(1000) }),
    headers: ContinuationHeaders,
    answer: { status: 200, content: json(SessionInvoicesResponse) },
    errors: [21173, 21418, 21405],
  }),
  listFailedSessionInvoices: operation({
    method: 'GET',
    path: '/sessions/{referenceNumber}/invoices/failed',
    summary: 'The invoices of a session that were refused, with the reason.',
    permissions,
    rateGroup: 'sessionInvoiceList',
    pathParameters: session,
    query: Type.Object({ pageSize: pageSize(1000) }),
    headers: ContinuationHeaders,
    answer: { status: 200, content: json(FailedSessionInvoicesResponse) },
    errors: [21173, 21418, 21405],
  }),
  getSessionInvoice: operation({
    method: 'GET',
    path: '/sessions/{referenceNumber}/invoices/{invoiceReferenceNumber}',
    summary: 'One invoice of a session with its state.',
    permissions,
    rateGroup: 'invoiceStatus',
    pathParameters: invoice,
    answer: { status: 200, content: json(SessionInvoiceStatusResponse) },
    errors: [21405],
  }),
  getInvoiceUpoByKsefNumber: operation({
    method: 'GET',
    path: '/sessions/{referenceNumber}/invoices/ksef/{ksefNumber}/upo',
    summary: 'The receipt of one invoice, by its KSeF number.',
    permissions,
    rateGroup: 'sessionMisc',
    pathParameters: Type.Object({ referenceNumber: ReferenceNumber, ksefNumber: KsefNumber }),
    answer: receipt,
    errors: [21178, 21405],
  }),
  getInvoiceUpoByReference: operation({
    method: 'GET',
    path: '/sessions/{referenceNumber}/invoices/{invoiceReferenceNumber}/upo',
    summary: 'The receipt of one invoice, by its reference number.',
    permissions,
    rateGroup: 'sessionMisc',
    pathParameters: invoice,
    answer: receipt,
    errors: [21405],
  }),
  getSessionUpo: operation({
    method: 'GET',
    path: '/sessions/{referenceNumber}/upo/{upoReferenceNumber}',
    summary: 'One receipt of a whole session.',
    permissions,
    rateGroup: 'sessionMisc',
    pathParameters: Type.Object({ referenceNumber: ReferenceNumber, upoReferenceNumber: ReferenceNumber }),
    answer: receipt,
    errors: [21173, 21178, 21405],
  }),
};
