/** Sending a package of invoices. */
import Type from 'typebox';
import { json, none, operation } from '../define.ts';
import { OpenBatchSessionRequest, OpenBatchSessionResponse } from '../schemas/batch-sessions.ts';
import { ReferenceNumber } from '../schemas/identifiers.ts';

const permissions = ['InvoiceWrite', 'EnforcementOperations'] as const;

export const batchSessionOperations = {
  openBatchSession: operation({
    method: 'POST',
    path: '/sessions/batch',
    summary: 'Opens a session for one package, and says where its parts are sent.',
    permissions,
    rateGroup: 'batchSession',
    request: json(OpenBatchSessionRequest),
    answer: { status: 201, content: json(OpenBatchSessionResponse) },
    errors: [21157, 21161, 21470, 21405],
  }),
  closeBatchSession: operation({
    method: 'POST',
    path: '/sessions/batch/{referenceNumber}/close',
    summary: 'Says that all parts are sent; the package is processed from then on.',
    permissions,
    // A group of its own since 2.8.0; `batchSession` before.
    rateGroup: 'batchSessionClose',
    pathParameters: Type.Object({ referenceNumber: ReferenceNumber }),
    answer: { status: 204, content: none },
    errors: [21157, 21173, 21180, 21205, 21208, 21405],
  }),
};
