/** A duplicate of one's own is no failure: the invoice has been accepted already, and only the answer was lost. */
import { KsefError } from './errors.ts';
import type { OperationFunctions } from './operations.ts';
import { isAccepted, Session, type SessionInvoice, type SessionTools } from './session.ts';

/** The invoice that KSeF had already when it refused another one as its duplicate. */
export interface OriginalInvoice {
  readonly ksefNumber: string;
  /** Session that it was sent in. */
  readonly sessionReferenceNumber: string;
  /** What that session knows of it; absent where the session cannot be read any more. */
  readonly invoice?: SessionInvoice;
}

/** Status of a duplicate. */
const duplicateStatus = 440;

/**
 * For an invoice that KSeF refused as a duplicate (status 440): the original, if it is the very same document.
 * Undefined where it is another document with the same number, or where this cannot be found out.
 */
export async function originalOfDuplicate(
  tools: SessionTools,
  duplicate: SessionInvoice,
  options: { signal?: AbortSignal | undefined } = {},
): Promise<OriginalInvoice | undefined> {
  const { status, invoiceHash } = duplicate;
  const ksefNumber = status.extensions?.originalKsefNumber;
  const sessionReferenceNumber = status.extensions?.originalSessionReferenceNumber;
  if (status.code !== duplicateStatus || !ksefNumber || !sessionReferenceNumber) return undefined;
  const original = { ksefNumber, sessionReferenceNumber };
  const inSession = await unlessDenied(() =>
    new Session(tools, sessionReferenceNumber).findByHash(invoiceHash, options),
  );
  if (inSession !== undefined && isAccepted(inSession) && inSession.ksefNumber === ksefNumber) {
    return { ...original, invoice: inSession };
  }
  const same = await unlessDenied(() => hasHash(tools.operations, ksefNumber, invoiceHash, options));
  return same ? original : undefined;
}

async function hasHash(
  operations: OperationFunctions,
  ksefNumber: string,
  invoiceHash: string,
  options: { signal?: AbortSignal | undefined },
): Promise<boolean> {
  const document = await operations.getInvoiceByKsefNumber({ path: { ksefNumber } }, options);
  const { sha256Base64 } = await import('@kwit/crypto');
  return sha256Base64(document) === invoiceHash;
}

/** The original may be another subject's or too old to be read: then nothing can be proved. */
async function unlessDenied<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    const denied = error instanceof KsefError && ['refused', 'forbidden', 'gone'].includes(error.kind);
    if (!denied) throw error;
    return undefined;
  }
}
