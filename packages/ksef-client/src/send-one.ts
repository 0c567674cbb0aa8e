/** One invoice from its bytes to its end: sent once, looked up where the answer was lost, waited for, its UPO fetched. */
import { originalsOf } from './duplicate.ts';
import { asKsefError, KsefError } from './errors.ts';
import { sha256Base64 } from './hashes.ts';
import type { NumberedItem } from './invoice-source.ts';
import { messages } from './messages.ts';
import type { OnlineSession, TakenInvoice } from './online-session.ts';
import { type ReceiptTools, receiptOf } from './receipt.ts';
import {
  type Acceptance,
  bytesOf,
  type InvoicePlace,
  type InvoiceToSend,
  type SentInvoice,
} from './sent-invoice.ts';
import { isAccepted, type SessionInvoice } from './session.ts';

interface SendOneOptions<Item> {
  readonly upo?: boolean | undefined;
  readonly signal: AbortSignal;
  readonly onTaken?: ((item: Item, place: InvoicePlace) => void | Promise<void>) | undefined;
}

/** `sessionEnd`: the session takes no more, and this invoice was not taken either. */
export type Ended<Item extends InvoiceToSend> =
  | {
      readonly result: SentInvoice<Item>;
      /** What the caller's own code has thrown; the result tells of it as well. */
      readonly failure?: { readonly error: unknown };
    }
  | { readonly sessionEnd: KsefError };

/** The session is full (21155), closed or expired (21180), or to be replaced by a new one (21184). */
const sessionIsOver = (error: KsefError): boolean =>
  [21155, 21180, 21184].some((code) => error.hasCode(code));

/** The invoice has its technical correction: perhaps the very one whose answer was lost. */
const correctedAlready = 21166;

export async function sendOne<Item extends InvoiceToSend>(
  tools: ReceiptTools,
  session: OnlineSession,
  { item, index }: NumberedItem<Item>,
  options: SendOneOptions<Item>,
): Promise<Ended<Item>> {
  const startedAt = performance.now();
  const common = () => ({ item, index, durationMs: performance.now() - startedAt });
  let place: InvoicePlace | undefined;
  try {
    const taken = await sendOrFind(session, item, options.signal);
    place = { ...taken, sessionReferenceNumber: session.referenceNumber };
    await options.onTaken?.(item, place);
    const invoice = await session.waitForInvoice(taken.referenceNumber, { signal: options.signal });
    const { sessionReferenceNumber } = place;
    const accepted: Acceptance | undefined = isAccepted(invoice)
      ? { ksefNumber: invoice.ksefNumber ?? '', sessionReferenceNumber, place, invoice, alreadyThere: false }
      : await originalOf(tools, session, invoice, options.signal);
    if (!accepted) return { result: { ...common(), outcome: 'rejected', place, invoice } };
    const receipt =
      options.upo === false
        ? { upo: undefined, error: undefined }
        : await receiptOf(tools, accepted, options.signal);
    return { result: { ...common(), outcome: 'accepted', ...accepted, ...receipt } };
  } catch (thrown) {
    const error = asKsefError(thrown, 'sendInvoice', messages.callerFailed);
    if (!place && sessionIsOver(error)) return { sessionEnd: error };
    const lost = place !== undefined || error.mayHaveBeenAccepted;
    return {
      result: lost
        ? { ...common(), outcome: 'unknown', place, error }
        : { ...common(), outcome: 'not-taken', error },
      ...(thrown !== error && { failure: { error: thrown } }),
    };
  }
}

/**
 * Sends; where the answer is lost, asks the session by hash, and only then sends once more. Should the first one turn
 * up after all, KSeF itself refuses the second as a duplicate, which is recognised as one's own.
 */
async function sendOrFind(
  session: OnlineSession,
  item: InvoiceToSend,
  signal: AbortSignal,
): Promise<TakenInvoice> {
  const { offlineMode, hashOfCorrectedInvoice } = item;
  const bytes = await bytesOf(item, signal);
  const send = () => session.send(bytes, { offlineMode, hashOfCorrectedInvoice, signal });
  try {
    return await send();
  } catch (first) {
    if (!(first instanceof KsefError) || !first.mayHaveBeenAccepted || first.kind === 'aborted') throw first;
    const invoiceHash = await sha256Base64(bytes);
    // A look-up that fails, or is refused, proves nothing.
    const found = await session.findByHash(invoiceHash, { signal }).catch(() => Promise.reject(first));
    if (found) return { referenceNumber: found.referenceNumber, invoiceHash };
    try {
      return await send();
    } catch (second) {
      // Only a plain refusal of the second one settles the matter; otherwise the first may have been accepted.
      const settles =
        second instanceof KsefError && second.kind === 'refused' && !second.hasCode(correctedAlready);
      throw settles ? second : first;
    }
  }
}

/** The document that KSeF had already, if it is this very one. */
async function originalOf(
  tools: ReceiptTools,
  session: OnlineSession,
  duplicate: SessionInvoice,
  signal: AbortSignal,
): Promise<Acceptance | undefined> {
  const original = await originalsOf(tools, [duplicate], { signal })(duplicate);
  return (
    original && { ...original, alreadyThere: original.sessionReferenceNumber !== session.referenceNumber }
  );
}
