/**
 * Brings invoices of the outbox to their end: sent, decided by KSeF, receipt saved. Every step is written down before
 * and after, and whatever is not known is asked of KSeF before anything is sent again.
 */
import type { KsefClient, OnlineSession, SessionInvoice } from '@kwit/ksef-client';
import type { Connection } from './connections.ts';
import { folderNameOf } from './environments.ts';
import { writeWhole } from './files.ts';
import type { Home } from './home.ts';
import type { Ksef } from './ksef.ts';
import type { Outbox, OutboxRow, Refusal } from './outbox.ts';

/** How an invoice came to its end in this run. */
export interface Delivered {
  readonly row: OutboxRow;
  /** KSeF had it from an earlier attempt; nothing was sent in this run. */
  readonly recovered: boolean;
}

export interface Sender {
  /** Takes one row to `accepted` (with its receipt) or `rejected`. Throws where the end is not known yet. */
  deliver(row: OutboxRow): Promise<Delivered>;
  /** Asks KSeF about a row without sending anything; the row as it is then known. */
  refresh(row: OutboxRow): Promise<OutboxRow>;
  /** Closes the session that was opened; hands back why this did not work, if it did not. */
  close(): Promise<unknown>;
}

export interface SenderOptions {
  readonly ksef: Ksef;
  readonly outbox: Outbox;
  readonly home: Home;
  readonly signal: AbortSignal;
}

/** The session takes no more invoices: full, closed by time, or to be replaced. */
const sessionOverCodes = [21155, 21180, 21184];
/** KSeF knows no session of this number. */
const unknownSessionCode = 21173;

interface KsefErrorShape {
  kind: string;
  mayHaveBeenAccepted: boolean;
  text: { pl: string };
  codes: readonly { code: number; description: string; details: readonly string[] }[];
  hasCode(code: number): boolean;
}

/** Known by its shape; the class would have to be loaded first. */
export const asKsefError = (error: unknown): KsefErrorShape | undefined =>
  error instanceof Error && error.name === 'KsefError' ? (error as unknown as KsefErrorShape) : undefined;

export function createSender({ ksef, outbox, home, signal }: SenderOptions): Sender {
  const { client, connection } = ksef;
  let opened: Promise<OnlineSession> | undefined;
  /** Sessions of earlier runs that this one has closed, so that nothing can arrive in them any more. */
  const closedBefore = new Map<string, Promise<void>>();

  function session(): Promise<OnlineSession> {
    opened ??= ksef
      .loggedIn(() => client.openOnlineSession({ signal }))
      .catch((error) => {
        opened = undefined;
        throw error;
      });
    return opened;
  }

  async function send(row: OutboxRow, isRepeated = false): Promise<OutboxRow> {
    const open = await session();
    const sending = outbox.change(row, { state: 'sending', sessionReference: open.referenceNumber });
    try {
      const taken = await ksef.loggedIn(() => open.send(outbox.xmlOf(sending.id), { signal }));
      return outbox.change(sending, { state: 'sent', invoiceReference: taken.referenceNumber });
    } catch (error) {
      const failure = asKsefError(error);
      if (failure?.mayHaveBeenAccepted) return afterLostAnswer(open, sending, error);
      // Definitely not taken: nothing is under way any more.
      const stored = outbox.change(sending, { state: 'stored', sessionReference: null });
      if (failure && !isRepeated && sessionOverCodes.some((code) => failure.hasCode(code))) {
        opened = undefined;
        return send(stored, true);
      }
      if (failure?.kind !== 'refused') throw error;
      const [reason] = failure.codes;
      return outbox.change(stored, {
        state: 'rejected',
        refusal: {
          code: reason?.code ?? null,
          description: reason?.description ?? failure.text.pl,
          details: reason?.details ?? [],
        },
      });
    }
  }

  /** The answer to sending was lost: the session knows whether the invoice arrived. */
  async function afterLostAnswer(open: OnlineSession, row: OutboxRow, error: unknown): Promise<OutboxRow> {
    const found = await open.findByHash(row.xmlSha256, { signal }).catch(() => undefined);
    // Not there now does not mean that it will not be: the next run closes the session before it decides.
    if (!found) throw error;
    return outbox.change(row, { state: 'sent', invoiceReference: found.referenceNumber });
  }

  /**
   * A row of a run that was cut off while sending. First the session is asked; then it is closed, so that nothing can
   * arrive late, and asked again; only then is it certain that KSeF does not have it.
   */
  async function reconcile(row: OutboxRow): Promise<OutboxRow> {
    const reference = row.sessionReference;
    if (!reference) return outbox.change(row, { state: 'stored' });
    const earlier = client.session(reference);
    const ask = () => ksef.loggedIn(() => earlier.findByHash(row.xmlSha256, { signal }));
    try {
      let found = await ask();
      if (!found) {
        await closeEarlier(reference);
        found = await ask();
      }
      return found
        ? outbox.change(row, { state: 'sent', invoiceReference: found.referenceNumber })
        : outbox.change(row, { state: 'stored', sessionReference: null });
    } catch (error) {
      if (!asKsefError(error)?.hasCode(unknownSessionCode)) throw error;
      return outbox.change(row, { state: 'stored', sessionReference: null });
    }
  }

  /** Whether the session of a row that was being sent has it; decides nothing where it has not. */
  async function askSession(row: OutboxRow): Promise<OutboxRow> {
    if (!row.sessionReference) return row;
    const earlier = client.session(row.sessionReference);
    try {
      const found = await ksef.loggedIn(() => earlier.findByHash(row.xmlSha256, { signal }));
      return found ? outbox.change(row, { state: 'sent', invoiceReference: found.referenceNumber }) : row;
    } catch (error) {
      if (!asKsefError(error)?.hasCode(unknownSessionCode)) throw error;
      return row;
    }
  }

  function closeEarlier(reference: string): Promise<void> {
    const closing =
      closedBefore.get(reference) ??
      client.operations
        .closeOnlineSession({ path: { referenceNumber: reference } }, { signal, repeatable: true })
        .then(
          () => {},
          (error) => {
            // Closed already, by its time or by the run before: that is what is wanted.
            if (!asKsefError(error)?.hasCode(21180)) throw error;
          },
        );
    closedBefore.set(reference, closing);
    return closing;
  }

  /** What KSeF decided about a row that it has. */
  async function decide(row: OutboxRow, invoice: SessionInvoice): Promise<OutboxRow> {
    const { status } = invoice;
    if (status.code === 200 && invoice.ksefNumber)
      return outbox.change(row, { state: 'accepted', ksefNumber: invoice.ksefNumber, refusal: null });
    const original = await client.originalOfDuplicate(invoice, { signal });
    if (original)
      return outbox.change(row, {
        state: 'accepted',
        ksefNumber: original.ksefNumber,
        sessionReference: original.sessionReferenceNumber,
        invoiceReference: original.invoice?.referenceNumber ?? null,
        refusal: null,
      });
    return outbox.change(row, { state: 'rejected', refusal: refusalOf(status) });
  }

  async function waitForDecision(row: OutboxRow): Promise<OutboxRow> {
    const { sessionReference, invoiceReference } = row;
    if (!sessionReference || !invoiceReference) return reconcile(row);
    const invoice = await ksef.loggedIn(() =>
      client.session(sessionReference).waitForInvoice(invoiceReference, { signal }),
    );
    return decide(row, invoice);
  }

  async function saveReceipt(row: OutboxRow): Promise<OutboxRow> {
    if (row.upoFile || !row.ksefNumber) return row;
    const xml = await ksef.loggedIn(() => receiptOf(client, row, signal));
    const file = receiptFile(home, connection, row.ksefNumber);
    writeWhole(file, xml, { overwrite: true });
    return outbox.change(row, { upoFile: file });
  }

  return {
    async deliver(row) {
      let current = row.state === 'sending' ? await reconcile(row) : row;
      const recovered = current.state !== 'stored';
      if (current.state === 'stored') current = await send(current);
      if (current.state === 'sent') current = await waitForDecision(current);
      if (current.state === 'accepted') current = await saveReceipt(current);
      return { row: current, recovered };
    },
    async refresh(row) {
      const current = row.state === 'sending' ? await askSession(row) : row;
      if (current.state === 'accepted') return saveReceipt(current);
      const { sessionReference, invoiceReference } = current;
      if (current.state !== 'sent' || !sessionReference || !invoiceReference) return current;
      const known = await ksef.loggedIn(() =>
        client.session(sessionReference).invoice(invoiceReference, { signal }),
      );
      if (known.status.code < 200) return current;
      const decided = await decide(current, known);
      return decided.state === 'accepted' ? saveReceipt(decided) : decided;
    },
    async close() {
      const open = await opened?.catch(() => undefined);
      try {
        await open?.close({ deadlineMs: 5_000 });
        return undefined;
      } catch (error) {
        return error;
      }
    },
  };
}

/** What KSeF said when it refused an invoice, as the outbox keeps it. */
export function refusalOf({ code, description, details, extensions }: SessionInvoice['status']): Refusal {
  const original = extensions?.originalKsefNumber;
  return { code, description, details: details ?? [], ...(original ? { original } : {}) };
}

/** The receipt of an accepted invoice, from the session that accepted it. */
export function receiptOf(client: KsefClient, row: OutboxRow, signal: AbortSignal): Promise<string> {
  const { sessionReference, invoiceReference, ksefNumber } = row;
  if (sessionReference && invoiceReference)
    return client.session(sessionReference).invoiceUpo(invoiceReference, { signal });
  return client.operations.getInvoiceUpoByKsefNumber(
    { path: { referenceNumber: sessionReference ?? '', ksefNumber: ksefNumber ?? '' } },
    { signal },
  );
}

/** Where the receipt of an invoice is kept. */
export const receiptFile = (home: Home, connection: Connection, ksefNumber: string): string =>
  receiptPath(home, connection, `${ksefNumber}.xml`);

/** Where a receipt that has this name is kept. */
export const receiptPath = (
  home: Home,
  { baseUrl, environment, contextIdentifier }: Connection,
  name: string,
): string =>
  home.path('upo', folderNameOf(baseUrl, environment), contextIdentifier.replace(/[^\w-]/g, '-'), name);
