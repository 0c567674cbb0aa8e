/** What became of each invoice of a package, matched by file name and hash. */
import { originalsOf } from '../duplicate.ts';
import { KsefError } from '../errors.ts';
import { messages } from '../messages.ts';
import { poll, type WaitOptions } from '../polling.ts';
import { receiptOf } from '../receipt.ts';
import type { Acceptance, SentOutcome } from '../sent-invoice.ts';
import { isAccepted, isFinal, Session, type SessionInvoice, type SessionStatus } from '../session.ts';
import { batchMessages } from './batch-messages.ts';
import type { BatchState, PackedInvoice } from './batch-state.ts';
import type { BatchTools } from './submit-batch.ts';

/** What became of one invoice of a package. */
export type BatchResult = {
  /** Place in the order in which the invoices were given, from 0. */
  readonly index: number;
  /** Name in the package. */
  readonly fileName: string;
  /** SHA-256 of the document, Base64. */
  readonly invoiceHash: string;
} & SentOutcome;

/** Receipts that are fetched at once. */
const receiptsAtOnce = 8;
/** KSeF works on ten thousand invoices for minutes. */
const processingDeadlineMs = 3_600_000;

/** Failures with which nothing more can be asked. */
const concernsAll: ReadonlySet<string> = new Set(['aborted', 'unauthorized']);

/** Waits until KSeF has finished with the package, then yields what became of its invoices, in their order. */
export async function* batchResults(
  tools: BatchTools,
  state: BatchState,
  { upo, ...waiting }: WaitOptions & { upo: boolean },
): AsyncGenerator<BatchResult, void, void> {
  const { signal } = waiting;
  const reference = state.session?.referenceNumber ?? '';
  const session = new Session(tools, reference);
  const status = await processed(tools, session, waiting);
  const known = await listed(session, state.invoices, signal);
  const sent = state.invoices.map((invoice) => ({ ...invoice, known: known.get(invoice) }));
  const originalOf = originalsOf(
    tools,
    sent.flatMap(({ known }) => (known ? [known] : [])),
    { signal },
  );
  for (let at = 0; at < sent.length; at += receiptsAtOnce) {
    const some = sent.slice(at, at + receiptsAtOnce).map(async ({ known, ...invoice }) => {
      if (!known) return { ...invoice, ...missing(invoice, reference, status) };
      return { ...invoice, ...(await outcomeOf(known, invoice)) };
    });
    yield* await Promise.all(some);
  }

  async function outcomeOf(
    invoice: SessionInvoice,
    { fileName, invoiceHash }: PackedInvoice,
  ): Promise<SentOutcome> {
    const place = {
      referenceNumber: invoice.referenceNumber,
      invoiceHash,
      sessionReferenceNumber: reference,
    };
    if (!isFinal(invoice))
      return { outcome: 'unknown', place, error: undecided(fileName, reference, invoice) };
    let accepted: Acceptance | undefined;
    try {
      accepted = isAccepted(invoice)
        ? {
            ksefNumber: invoice.ksefNumber ?? '',
            sessionReferenceNumber: reference,
            place,
            invoice,
            alreadyThere: false,
          }
        : await earlier(invoice);
    } catch (error) {
      // Thousands of sessions may have to be asked, more than an hour allows: the others are told all the same.
      if (!(error instanceof KsefError) || concernsAll.has(error.kind)) throw error;
      return { outcome: 'unknown', place, error };
    }
    if (!accepted) return { outcome: 'rejected', place, invoice };
    const receipt = upo ? await receiptOf(tools, accepted, signal) : { upo: undefined, error: undefined };
    return { outcome: 'accepted', ...accepted, ...receipt };
  }

  async function earlier(duplicate: SessionInvoice): Promise<Acceptance | undefined> {
    const original = await originalOf(duplicate);
    return original && { ...original, alreadyThere: original.sessionReferenceNumber !== reference };
  }
}

/** Unlike an online session a package is on its way from the moment of closing, whatever its status still says. */
function processed(
  tools: BatchTools,
  session: Session,
  { signal, deadlineMs = processingDeadlineMs }: WaitOptions,
): Promise<SessionStatus> {
  return poll(() => session.status({ signal }), isFinal, {
    operation: 'getSessionStatus',
    what: messages.session(session.referenceNumber),
    pace: { ...tools.pace, deadlineMs },
    signal,
  });
}

/** What the session knows of each invoice, each of its entries used once: by file name and hash, else by hash. */
async function listed(
  session: Session,
  invoices: readonly PackedInvoice[],
  signal: AbortSignal | undefined,
): Promise<Map<PackedInvoice, SessionInvoice>> {
  const byName = new Map<string, SessionInvoice>();
  const byHash = new Map<string, Set<SessionInvoice>>();
  const nameAndHash = (fileName: string, hash: string) => `${hash} ${fileName}`;
  for await (const entry of session.invoices({ signal })) {
    const { invoiceFileName, invoiceHash } = entry;
    if (invoiceFileName) byName.set(nameAndHash(invoiceFileName, invoiceHash), entry);
    byHash.set(invoiceHash, (byHash.get(invoiceHash) ?? new Set()).add(entry));
  }
  const known = new Map<PackedInvoice, SessionInvoice>();
  const take = (invoice: PackedInvoice, entry: SessionInvoice | undefined) => {
    if (!entry) return;
    byHash.get(invoice.invoiceHash)?.delete(entry);
    known.set(invoice, entry);
  };
  for (const invoice of invoices) {
    take(invoice, byName.get(nameAndHash(invoice.fileName, invoice.invoiceHash)));
  }
  for (const invoice of invoices) {
    if (!known.has(invoice)) take(invoice, byHash.get(invoice.invoiceHash)?.values().next().value);
  }
  return known;
}

/** An invoice that the finished session does not know was not taken; the status of the session tells why. */
function missing({ fileName }: PackedInvoice, reference: string, { status }: SessionStatus): SentOutcome {
  const operation = 'getSessionStatus';
  const reason = { code: status.code, description: status.description, details: status.details ?? [] };
  const text =
    status.code === 200
      ? batchMessages.notInSession(fileName, reference)
      : messages.failedStatus(messages.session(reference), operation, reason);
  return {
    outcome: 'not-taken',
    error: new KsefError({ kind: 'failed-status', operation, codes: [reason], text }),
  };
}

/** The session has ended, and KSeF says nothing final of the invoice. */
function undecided(fileName: string, reference: string, { status }: SessionInvoice): KsefError {
  const reason = { code: status.code, description: status.description, details: status.details ?? [] };
  return new KsefError({
    kind: 'failed-status',
    operation: 'listSessionInvoices',
    codes: [reason],
    text: batchMessages.undecided(fileName, reference),
    mayHaveBeenAccepted: true,
  });
}
