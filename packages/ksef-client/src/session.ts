/** What became of a session and of the invoices in it; works for any session of the context, also of an earlier run. */
import type { AnswerOf, Operations } from '@kwit/ksef-contract';
import { KsefError } from './errors.ts';
import { messages } from './messages.ts';
import type { CallOptions, OperationFunctions } from './operations.ts';
import { type Pace, poll, type WaitOptions } from './polling.ts';

/** An invoice as its session knows it: reference, hash, KSeF number, status. */
export type SessionInvoice = AnswerOf<Operations['getSessionInvoice']>;
/** Status of a session with the counts of its invoices and the list of its receipts. */
export type SessionStatus = AnswerOf<Operations['getSessionStatus']>;

/** One page of the receipt of a whole session; it lists up to 10,000 invoices. */
export interface SessionUpoPage {
  readonly referenceNumber: string;
  /** The signed document, exactly as KSeF sent it. */
  readonly xml: string;
}

/** What sessions need of the client. */
export interface SessionTools {
  readonly operations: OperationFunctions;
  readonly pace: Pace;
}

/** Statuses below this one say that processing goes on; KSeF may add further ones of either kind. */
const firstFinalStatus = 200;
/** The session is open: invoices may still be sent. */
export const openStatus = 100;
/** KSeF has not made the receipt yet. */
const noUpoYet = 21178;

export const isFinal = ({ status }: { status: { code: number } }): boolean => status.code >= firstFinalStatus;
export const isAccepted = ({ status }: SessionInvoice): boolean => status.code === 200;

export class Session {
  /** Reference number of the session, e.g. to find it again in a later run (`client.session(…)`). */
  readonly referenceNumber: string;
  readonly #tools: SessionTools;

  constructor(tools: SessionTools, referenceNumber: string) {
    this.#tools = tools;
    this.referenceNumber = referenceNumber;
  }

  /**
   * Status, counts and receipts of the session now.
   *
   * @example
   * const { status, successfulInvoiceCount } = await session.status();
   * console.log(status.description, successfulInvoiceCount);
   */
  status(options: CallOptions = {}): Promise<SessionStatus> {
    return this.#tools.operations.getSessionStatus(
      { path: { referenceNumber: this.referenceNumber } },
      options,
    );
  }

  /**
   * Status of one invoice now, by the reference number that sending it gave.
   *
   * @example
   * const { status } = await session.invoice('20250626-EE-2F15D39000-242207E5C4-1B');
   * console.log(status.code, status.description);
   */
  invoice(invoiceReferenceNumber: string, options: CallOptions = {}): Promise<SessionInvoice> {
    const path = { referenceNumber: this.referenceNumber, invoiceReferenceNumber };
    return this.#tools.operations.getSessionInvoice({ path }, options);
  }

  /**
   * Waits until KSeF has decided about the invoice, and returns it. A rejection is a decision, not an error:
   * look at `status.code` (200 is accepted).
   * @throws {KsefError} `timeout` where KSeF takes longer than the deadline
   *
   * @example
   * const invoice = await session.waitForInvoice('20250626-EE-2F15D39000-242207E5C4-1B', { deadlineMs: 60_000 });
   * console.log(invoice.status.code === 200 ? invoice.ksefNumber : invoice.status.description);
   */
  waitForInvoice(invoiceReferenceNumber: string, options: WaitOptions = {}): Promise<SessionInvoice> {
    const { signal } = options;
    return poll(() => this.invoice(invoiceReferenceNumber, { signal }), isFinal, {
      operation: 'getSessionInvoice',
      what: messages.invoice(invoiceReferenceNumber),
      pace: this.#pace(options),
      signal,
    });
  }

  /**
   * All invoices of the session, page by page as they are taken.
   *
   * @example
   * for await (const { invoiceNumber, status } of session.invoices()) console.log(invoiceNumber, status.code);
   */
  async *invoices(options: CallOptions = {}): AsyncGenerator<SessionInvoice, void, void> {
    const path = { referenceNumber: this.referenceNumber };
    const query = { pageSize: 1000 };
    let headers: { 'x-continuation-token'?: string } = {};
    do {
      const page = await this.#tools.operations.listSessionInvoices({ path, query, headers }, options);
      yield* page.invoices;
      headers = page.continuationToken ? { 'x-continuation-token': page.continuationToken } : {};
    } while (headers['x-continuation-token'] !== undefined);
  }

  /**
   * The invoice with this SHA-256 (Base64), if the session has it: to be asked before anything whose answer was lost
   * is sent again. Of several, the accepted one, else one that is being processed, else a rejected one.
   *
   * @example
   * import { sha256Base64 } from '@kwit/crypto';
   *
   * const found = await session.findByHash(sha256Base64(bytes));
   * console.log(found ? found.referenceNumber : 'KSeF does not have it: it can be sent again');
   */
  async findByHash(invoiceHash: string, options: CallOptions = {}): Promise<SessionInvoice | undefined> {
    let best: SessionInvoice | undefined;
    for await (const invoice of this.invoices(options)) {
      if (invoice.invoiceHash !== invoiceHash) continue;
      if (isAccepted(invoice)) return invoice;
      if (best === undefined || (isFinal(best) && !isFinal(invoice))) best = invoice;
    }
    return best;
  }

  /**
   * The receipt (UPO) of one accepted invoice, exactly as KSeF signed it; waits while KSeF still makes it.
   * @throws {KsefError} `refused` where the invoice was not accepted
   *
   * @example
   * import { writeFile } from 'node:fs/promises';
   *
   * await writeFile('upo.xml', await session.invoiceUpo('20250626-EE-2F15D39000-242207E5C4-1B'));
   */
  async invoiceUpo(invoiceReferenceNumber: string, options: WaitOptions = {}): Promise<string> {
    const { signal } = options;
    const path = { referenceNumber: this.referenceNumber, invoiceReferenceNumber };
    const ask = async () => {
      try {
        return await this.#tools.operations.getInvoiceUpoByReference({ path }, { signal });
      } catch (error) {
        if (!(error instanceof KsefError) || !error.hasCode(noUpoYet)) throw error;
        // A receipt is on its way only where the invoice was accepted.
        if (!isAccepted(await this.invoice(invoiceReferenceNumber, { signal }))) throw error;
        return undefined;
      }
    };
    const upo = await poll(ask, (answer) => answer !== undefined, {
      operation: 'getInvoiceUpoByReference',
      what: messages.invoice(invoiceReferenceNumber),
      pace: this.#pace(options),
      signal,
    });
    return upo ?? '';
  }

  /**
   * Waits until KSeF has finished with the closed session, and returns its status. Look at `status.code`:
   * 200 is done, 445 means that no invoice was right, 440 that nothing was sent.
   * @throws {KsefError} `refused` while the session is open, `timeout` after the deadline
   *
   * @example
   * const { status } = await session.waitUntilProcessed({ signal: AbortSignal.timeout(600_000) });
   * console.log(status.code === 200 ? 'done' : status.description);
   */
  waitUntilProcessed(options: WaitOptions = {}): Promise<SessionStatus> {
    const { signal } = options;
    const operation = 'getSessionStatus';
    const ask = async () => {
      const status = await this.status({ signal });
      if (status.status.code !== openStatus) return status;
      throw new KsefError({ kind: 'refused', operation, text: messages.sessionOpen(this.referenceNumber) });
    };
    return poll(ask, isFinal, {
      operation,
      what: messages.session(this.referenceNumber),
      pace: this.#pace(options),
      signal,
    });
  }

  /**
   * The receipt (UPO) of the whole session, once it is closed and processed; empty where no invoice was right.
   *
   * @example
   * import { writeFile } from 'node:fs/promises';
   *
   * for (const { referenceNumber, xml } of await session.upo()) await writeFile(`${referenceNumber}.xml`, xml);
   */
  async upo(options: WaitOptions = {}): Promise<SessionUpoPage[]> {
    const { upo } = await this.waitUntilProcessed(options);
    const pages: SessionUpoPage[] = [];
    for (const { referenceNumber } of upo?.pages ?? []) {
      const path = { referenceNumber: this.referenceNumber, upoReferenceNumber: referenceNumber };
      const xml = await this.#tools.operations.getSessionUpo({ path }, { signal: options.signal });
      pages.push({ referenceNumber, xml });
    }
    return pages;
  }

  #pace({ deadlineMs }: WaitOptions): Pace {
    return deadlineMs === undefined ? this.#tools.pace : { ...this.#tools.pace, deadlineMs };
  }
}
