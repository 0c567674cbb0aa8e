/** Reading invoices. */
import Type from 'typebox';
import { json, operation, xml } from '../define.ts';
import { described } from '../schemas/basic.ts';
import { KsefNumber, Sha256HashBase64 } from '../schemas/identifiers.ts';
import {
  InvoiceQueryFilters,
  QueryInvoiceMetadataParameters,
  QueryInvoicesMetadataResponse,
} from '../schemas/invoices.ts';

export const invoiceOperations = {
  getInvoiceByKsefNumber: operation({
    method: 'GET',
    path: '/invoices/ksef/{ksefNumber}',
    summary: 'The document of an invoice, byte for byte as it was sent.',
    permissions: ['InvoiceRead'],
    rateGroup: 'invoiceDownload',
    pathParameters: Type.Object({ ksefNumber: KsefNumber }),
    answer: {
      status: 200,
      content: xml,
      headers: { 'x-ms-meta-hash': described(Sha256HashBase64, 'SHA-256 of the document.') },
    },
    errors: [21164, 21165, 21405],
  }),
  queryInvoiceMetadata: operation({
    method: 'POST',
    path: '/invoices/query/metadata',
    summary: 'What is known of the invoices that meet the filters, page by page.',
    permissions: ['InvoiceRead'],
    rateGroup: 'invoiceMetadata',
    query: QueryInvoiceMetadataParameters,
    request: json(InvoiceQueryFilters),
    answer: { status: 200, content: json(QueryInvoicesMetadataResponse) },
    errors: [21183, 21405],
    repeatable: true,
  }),
};
