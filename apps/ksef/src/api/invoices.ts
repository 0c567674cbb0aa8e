import type { Core } from '../core.ts';
import { invoiceDocument, queryMetadata } from '../engine/invoices/reading.ts';
import type { HandlersOf } from './handlers.ts';

export function invoiceHandlers({
  invoicing,
}: Core): HandlersOf<'getInvoiceByKsefNumber' | 'queryInvoiceMetadata'> {
  return {
    getInvoiceByKsefNumber: async ({ path }, { caller, answerHeaders }) => {
      const { content, hash } = await invoiceDocument(await invoicing, caller, path.ksefNumber);
      answerHeaders['x-ms-meta-hash'] = hash;
      return content;
    },
    queryInvoiceMetadata: async ({ query, body }, { caller }) =>
      queryMetadata(await invoicing, caller, body, {
        sortOrder: query.sortOrder ?? 'Asc',
        pageOffset: query.pageOffset ?? 0,
        pageSize: query.pageSize ?? 10,
      }),
  };
}
