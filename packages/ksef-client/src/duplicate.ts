/** A duplicate of one's own is no failure: the invoice has been accepted already, and only the answer was lost. */
import { KsefError } from './errors.ts';
import { sha256Base64 } from './hashes.ts';
import type { OperationFunctions } from './operations.ts';
import type { Acceptance } from './sent-invoice.ts';
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

/** Whether KSeF said which invoice it had before: that may be this very document. */
export const namesOriginal = ({ status }: SessionInvoice): boolean =>
  status.code === duplicateStatus &&
  Boolean(status.extensions?.originalKsefNumber && status.extensions.originalSessionReferenceNumber);

/**
 * For an invoice that KSeF refused as a duplicate (status 440): the original, if it is the very same document.
 * Undefined where it is another document with the same number, or where this cannot be found out.
 */
export async function originalOfDuplicate(
  tools: SessionTools,
  duplicate: SessionInvoice,
  options: { signal?: AbortSignal | undefined } = {},
): Promise<OriginalInvoice | undefined> {
  const found = await originalsOf(tools, [duplicate], options)(duplicate);
  if (!found) return undefined;
  const { ksefNumber, sessionReferenceNumber, invoice } = found;
  return { ksefNumber, sessionReferenceNumber, ...(invoice && { invoice }) };
}

/**
 * Finds the originals of many duplicates, as {@link originalOfDuplicate} finds each: a session that has several is
 * listed once, when the first of them is asked for.
 */
export function originalsOf(
  tools: SessionTools,
  duplicates: readonly SessionInvoice[],
  options: { signal?: AbortSignal | undefined } = {},
): (duplicate: SessionInvoice) => Promise<FoundOriginal | undefined> {
  const bySession = Map.groupBy(duplicates.filter(namesOriginal), sessionOfOriginal);
  const listings = new Map<string, Promise<Map<string, SessionInvoice> | undefined>>();
  const listingOf = (sessionReferenceNumber: string) => {
    const group = bySession.get(sessionReferenceNumber) ?? [];
    const wanted = new Set(group.map(({ status }) => status.extensions?.originalKsefNumber));
    const session = new Session(tools, sessionReferenceNumber);
    const listing =
      listings.get(sessionReferenceNumber) ?? unlessDenied(() => acceptedOf(session, wanted, options));
    listings.set(sessionReferenceNumber, listing);
    return listing;
  };
  return async (duplicate) => {
    if (!namesOriginal(duplicate)) return undefined;
    const sessionReferenceNumber = sessionOfOriginal(duplicate);
    const ksefNumber = duplicate.status.extensions?.originalKsefNumber ?? '';
    const invoice = (await listingOf(sessionReferenceNumber))?.get(ksefNumber);
    const isSame = invoice
      ? invoice.invoiceHash === duplicate.invoiceHash
      : await unlessDenied(() => hasHash(tools.operations, ksefNumber, duplicate.invoiceHash, options));
    return isSame ? foundOriginal(ksefNumber, sessionReferenceNumber, invoice) : undefined;
  };
}

const sessionOfOriginal = ({ status }: SessionInvoice): string =>
  status.extensions?.originalSessionReferenceNumber ?? '';

/** Where a document has its KSeF number from. */
type FoundOriginal = Omit<Acceptance, 'alreadyThere'>;

const foundOriginal = (
  ksefNumber: string,
  sessionReferenceNumber: string,
  invoice: SessionInvoice | undefined,
): FoundOriginal => ({
  ksefNumber,
  sessionReferenceNumber,
  invoice,
  place: invoice && {
    referenceNumber: invoice.referenceNumber,
    invoiceHash: invoice.invoiceHash,
    sessionReferenceNumber,
  },
});

/** The accepted invoices of a session that have one of these KSeF numbers. */
async function acceptedOf(
  session: Session,
  ksefNumbers: ReadonlySet<string | null | undefined>,
  options: { signal?: AbortSignal | undefined },
): Promise<Map<string, SessionInvoice>> {
  const accepted = new Map<string, SessionInvoice>();
  for await (const invoice of session.invoices(options)) {
    if (!isAccepted(invoice) || !invoice.ksefNumber || !ksefNumbers.has(invoice.ksefNumber)) continue;
    accepted.set(invoice.ksefNumber, invoice);
    if (accepted.size === ksefNumbers.size) break;
  }
  return accepted;
}

async function hasHash(
  operations: OperationFunctions,
  ksefNumber: string,
  invoiceHash: string,
  options: { signal?: AbortSignal | undefined },
): Promise<boolean> {
  const document = await operations.getInvoiceByKsefNumber({ path: { ksefNumber } }, options);
  return (await sha256Base64(document)) === invoiceHash;
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
