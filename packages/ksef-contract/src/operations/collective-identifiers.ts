/** Collective identifiers (IZ): one number for many invoices of a seller. */
import Type from 'typebox';
import { json, operation } from '../define.ts';
import {
  CollectiveIdentifierInvoicesQueryRequest,
  CollectiveIdentifierInvoicesQueryResponse,
  CollectiveIdentifiersByKsefNumberQueryResponse,
  CollectiveIdentifiersQueryRequest,
  CollectiveIdentifiersQueryResponse,
  GenerateCollectiveIdentifierRequest,
  GenerateCollectiveIdentifierResponse,
} from '../schemas/collective-identifiers.ts';
import { ContinuationHeaders, KsefNumber } from '../schemas/identifiers.ts';
import { pageSize } from '../schemas/paging.ts';

const shared = {
  permissions: ['InvoiceRead', 'InvoiceWrite', 'CollectiveIdentifierManage'],
  // The three queries since 2.7.1; not counted before.
  rateGroup: 'collectiveIdentifier',
} as const;

export const collectiveIdentifierOperations = {
  createCollectiveIdentifier: operation({
    ...shared,
    method: 'POST',
    path: '/collective-identifiers',
    summary: 'Makes one number for a list of invoices of one seller.',
    request: json(GenerateCollectiveIdentifierRequest),
    answer: { status: 201, content: json(GenerateCollectiveIdentifierResponse) },
    // 71004 and 71005 since 2.8.1.
    errors: [71001, 71002, 71004, 71005, 21405],
  }),
  queryCollectiveIdentifiers: operation({
    ...shared,
    method: 'POST',
    path: '/collective-identifiers/query',
    summary: 'Collective identifiers of the context, and those over its own invoices.',
    query: Type.Object({ pageSize: pageSize(200) }),
    headers: ContinuationHeaders,
    request: json(CollectiveIdentifiersQueryRequest),
    answer: { status: 200, content: json(CollectiveIdentifiersQueryResponse) },
    // 21418 since 2.8.1.
    errors: [21418, 21405],
    repeatable: true,
  }),
  listCollectiveIdentifierInvoices: operation({
    ...shared,
    // Since 2.7.1; GET /collective-identifiers/{collectiveIdentifierNumber}/invoices before.
    method: 'POST',
    path: '/collective-identifiers/invoices',
    summary: 'The invoices of up to ten collective identifiers.',
    query: Type.Object({ pageSize: pageSize(500) }),
    headers: ContinuationHeaders,
    request: json(CollectiveIdentifierInvoicesQueryRequest),
    answer: { status: 200, content: json(CollectiveIdentifierInvoicesQueryResponse) },
    // 21418 since 2.8.1.
    errors: [21418, 21405],
    repeatable: true,
  }),
  listCollectiveIdentifiersOfInvoice: operation({
    ...shared,
    method: 'GET',
    path: '/collective-identifiers/ksef/{ksefNumber}',
    summary: 'The collective identifiers that an invoice is in.',
    pathParameters: Type.Object({ ksefNumber: KsefNumber }),
    query: Type.Object({ pageSize: pageSize(200) }),
    headers: ContinuationHeaders,
    answer: { status: 200, content: json(CollectiveIdentifiersByKsefNumberQueryResponse) },
    // 21418 since 2.8.1.
    errors: [21418, 21405],
  }),
};
