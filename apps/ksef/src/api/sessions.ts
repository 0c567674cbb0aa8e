import type { Core } from '../core.ts';
import type { Invoicing } from '../engine/invoices/invoicing.ts';
import { invoiceOfSession, linkedReceipt } from '../engine/invoices/reading.ts';
import { invoiceReceipt, type Receipt, sessionReceipt } from '../engine/invoices/receipts.ts';
import { ownSession } from '../engine/invoices/session-access.ts';
import {
  invoiceView,
  listSessionInvoices,
  listSessions,
  sessionStatus,
  withoutEmptyList,
} from '../engine/invoices/session-views.ts';
import { refusal } from '../errors.ts';
import type { Download } from './downloads.ts';
import type { Call, HandlersOf } from './handlers.ts';

type SessionOperation =
  | 'listSessions'
  | 'getSessionStatus'
  | 'listSessionInvoices'
  | 'listFailedSessionInvoices'
  | 'getSessionInvoice'
  | 'getInvoiceUpoByReference'
  | 'getInvoiceUpoByKsefNumber'
  | 'getSessionUpo';

export function sessionHandlers(core: Core): HandlersOf<SessionOperation> {
  return {
    listSessions: async ({ query, headers }, { caller }) =>
      listSessions(await core.invoicing, caller, query, headers['x-continuation-token']),
    getSessionStatus: async ({ path }, { caller }) => {
      const invoicing = await core.invoicing;
      return sessionStatus(invoicing, await ownSession(invoicing, caller, path.referenceNumber, 'reading'));
    },
    listSessionInvoices: async ({ path, query, headers }, { caller }) => {
      const invoicing = await core.invoicing;
      const session = await ownSession(invoicing, caller, path.referenceNumber, 'reading');
      const token = headers['x-continuation-token'];
      return listSessionInvoices(invoicing, session, 'all', query.pageSize ?? 10, token);
    },
    listFailedSessionInvoices: async ({ path, query, headers }, { caller }) => {
      const invoicing = await core.invoicing;
      const session = await ownSession(invoicing, caller, path.referenceNumber, 'reading');
      const token = headers['x-continuation-token'];
      return withoutEmptyList(
        await listSessionInvoices(invoicing, session, 'failed', query.pageSize ?? 10, token),
      );
    },
    getSessionInvoice: async ({ path }, { caller }) => {
      const invoicing = await core.invoicing;
      const session = await ownSession(invoicing, caller, path.referenceNumber, 'reading');
      const reference = path.invoiceReferenceNumber;
      const invoice = await invoiceOfSession(invoicing, session, { reference });
      if (!invoice) throw noSuchInvoice(reference, path.referenceNumber);
      return invoiceView(invoicing, invoice);
    },
    getInvoiceUpoByReference: async ({ path }, call) => {
      const invoicing = await core.invoicing;
      const session = await ownSession(invoicing, call.caller, path.referenceNumber, 'reading');
      const reference = path.invoiceReferenceNumber;
      const invoice = await invoiceOfSession(invoicing, session, { reference });
      if (!invoice) throw noSuchInvoice(reference, path.referenceNumber);
      if (invoice.ksef_number === null)
        throw noUpoOf(`numerze referencyjnym ${reference}`, path.referenceNumber);
      return handOut(await invoiceReceipt(invoicing, session, invoice), call);
    },
    getInvoiceUpoByKsefNumber: async ({ path }, call) => {
      const invoicing = await core.invoicing;
      const session = await ownSession(invoicing, call.caller, path.referenceNumber, 'reading');
      const invoice = await invoiceOfSession(invoicing, session, { ksefNumber: path.ksefNumber });
      if (!invoice) throw noUpoOf(`numerze KSeF ${path.ksefNumber}`, path.referenceNumber);
      return handOut(await invoiceReceipt(invoicing, session, invoice), call);
    },
    getSessionUpo: async ({ path }, call) => {
      const invoicing = await core.invoicing;
      const session = await ownSession(invoicing, call.caller, path.referenceNumber, 'reading');
      const reference = path.upoReferenceNumber;
      const receipt = await sessionReceipt(invoicing.engine.store.db, session.reference_number, {
        reference,
      });
      if (!receipt) {
        const detail = `UPO o numerze referencyjnym ${reference} dla sesji ${path.referenceNumber} nie zostało znalezione.`;
        throw refusal(21178, detail);
      }
      return handOut(receipt, call);
    },
  };
}

const noUpoOf = (what: string, session: string) =>
  refusal(21178, `UPO o ${what} i numerze referencyjnym sesji ${session} nie zostało znalezione.`);

/** The official tables give this operation no code of its own for it. */
const noSuchInvoice = (reference: string, session: string) =>
  refusal(21405, `Faktura o numerze referencyjnym ${reference} nie została znaleziona w sesji ${session}.`);

function handOut({ content, hash }: Receipt, { answerHeaders }: Call): Uint8Array {
  answerHeaders['x-ms-meta-hash'] = hash;
  return content;
}

/** A receipt by the address that a status carries. */
export async function downloadReceipt(
  folder: 'invoice-upo' | 'session-upo',
  { session = '', name = '', se, sig }: Record<string, string>,
  invoicing: Invoicing,
): Promise<Download | null> {
  const receipt = await linkedReceipt(invoicing, { session, folder, name, query: { se, sig } });
  if (!receipt) return null;
  return {
    bytes: receipt.content,
    contentType: 'application/xml; charset=utf-8',
    headers: { 'x-ms-meta-hash': receipt.hash },
  };
}
