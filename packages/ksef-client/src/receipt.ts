/** The receipt (UPO) of an accepted invoice. */
import { KsefError } from './errors.ts';
import { isXml } from './markup.ts';
import { messages } from './messages.ts';
import type { Acceptance } from './sent-invoice.ts';
import { Session, type SessionTools } from './session.ts';
import { fetchDocument, type StorageTransport, unexpected } from './storage.ts';

/** What fetching receipts needs of the client. */
export type ReceiptTools = SessionTools & { readonly storage: StorageTransport };

/**
 * The receipt, or why it could not be fetched: the invoice is accepted all the same. Its address costs nothing of the
 * limits of requests; where that does not lead to it (not yet, no more, not from here), the operation does.
 */
export async function receiptOf(
  tools: ReceiptTools,
  acceptance: Acceptance,
  signal: AbortSignal | undefined,
): Promise<{ upo: string | undefined; error: KsefError | undefined }> {
  const { sessionReferenceNumber, place, ksefNumber } = acceptance;
  try {
    const byAddress = await receiptByAddress(tools.storage, acceptance, signal);
    if (byAddress !== undefined) return { upo: byAddress, error: undefined };
    const path = { referenceNumber: sessionReferenceNumber, ksefNumber };
    const upo = place
      ? await new Session(tools, sessionReferenceNumber).invoiceUpo(place.referenceNumber, { signal })
      : await tools.operations.getInvoiceUpoByKsefNumber({ path }, { signal });
    return { upo, error: undefined };
  } catch (error) {
    if (!(error instanceof KsefError)) throw error;
    return { upo: undefined, error };
  }
}

async function receiptByAddress(
  storage: StorageTransport,
  { invoice, ksefNumber }: Acceptance,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const url = invoice?.upoDownloadUrl;
  if (!url) return undefined;
  const what = `GET UPO ${ksefNumber}`;
  const request = { operation: 'getInvoiceUpoByReference', what, method: 'GET', url };
  try {
    const upo = await fetchDocument(storage, request, signal);
    if (!isXml(upo)) throw unexpected(request, messages.notXml);
    return upo;
  } catch (error) {
    if (!(error instanceof KsefError) || error.kind === 'aborted') throw error;
    return undefined;
  }
}
