/** Packages of invoices that KSeF makes on request. */
import Type from 'typebox';
import { json, operation } from '../define.ts';
import {
  ExportInvoicesResponse,
  InvoiceExportRequest,
  InvoiceExportStatusResponse,
} from '../schemas/exports.ts';
import { ReferenceNumber } from '../schemas/identifiers.ts';

export const exportOperations = {
  exportInvoices: operation({
    method: 'POST',
    path: '/invoices/exports',
    summary: 'Begins to pack the invoices that meet the filters.',
    permissions: ['InvoiceRead'],
    rateGroup: 'invoiceExport',
    request: json(InvoiceExportRequest),
    answer: { status: 201, content: json(ExportInvoicesResponse) },
    errors: [21181, 21182, 21470, 21405],
  }),
  getExportStatus: operation({
    method: 'GET',
    path: '/invoices/exports/{referenceNumber}',
    summary: 'Where an export stands, and where its parts are; kept for seven days.',
    permissions: ['InvoiceRead'],
    rateGroup: 'invoiceExportStatus',
    pathParameters: Type.Object({ referenceNumber: ReferenceNumber }),
    answer: { status: 200, content: json(InvoiceExportStatusResponse) },
    errors: [21175, 21405],
    gone: true,
  }),
};
