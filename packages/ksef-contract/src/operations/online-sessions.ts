/** Sending invoices one by one. */
import Type from 'typebox';
import { json, none, operation } from '../define.ts';
import { ReferenceNumber } from '../schemas/identifiers.ts';
import {
  OpenOnlineSessionRequest,
  OpenOnlineSessionResponse,
  SendInvoiceRequest,
  SendInvoiceResponse,
} from '../schemas/online-sessions.ts';

const permissions = ['InvoiceWrite', 'PefInvoiceWrite', 'EnforcementOperations'] as const;
const pathParameters = Type.Object({ referenceNumber: ReferenceNumber });

export const onlineSessionOperations = {
  openOnlineSession: operation({
    method: 'POST',
    path: '/sessions/online',
    summary: 'Opens a session for invoices of one schema under one key.',
    permissions,
    rateGroup: 'onlineSession',
    request: json(OpenOnlineSessionRequest),
    answer: { status: 201, content: json(OpenOnlineSessionResponse) },
    errors: [21470, 21405],
  }),
  sendInvoice: operation({
    method: 'POST',
    path: '/sessions/online/{referenceNumber}/invoices',
    summary: 'Takes one encrypted invoice and begins to process it.',
    permissions,
    rateGroup: 'invoiceSend',
    pathParameters,
    request: json(SendInvoiceRequest),
    answer: { status: 202, content: json(SendInvoiceResponse) },
    // 21184 since 2.8.0.
    errors: [21155, 21166, 21167, 21173, 21180, 21184, 21402, 21403, 21405],
  }),
  closeOnlineSession: operation({
    method: 'POST',
    path: '/sessions/online/{referenceNumber}/close',
    summary: 'Closes a session; its receipt is made from then on.',
    permissions,
    // A group of its own since 2.8.0; `onlineSession` before.
    rateGroup: 'onlineSessionClose',
    pathParameters,
    answer: { status: 204, content: none },
    errors: [21173, 21180, 21405],
  }),
};
