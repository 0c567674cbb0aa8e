/** The invoices of the caller, taken one at a time by several workers; some may have to go into the next session. */
import { sendingAborted } from './sent-invoice.ts';

export interface NumberedItem<Item> {
  readonly item: Item;
  /** Place in the caller's order, from 0. */
  readonly index: number;
}

export class InvoiceSource<Item> {
  readonly #iterator: Iterator<Item> | AsyncIterator<Item>;
  readonly #returned: NumberedItem<Item>[] = [];
  #index = 0;
  #ended = false;
  /** What the caller's iterator has thrown when nobody waited for it any more. */
  #failure: { readonly error: unknown } | undefined;
  /** Whether the caller's iterator has been asked and has not answered yet. */
  #isAsked = false;
  /** Pulls follow each other: an iterator need not bear two at once. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(invoices: Iterable<Item> | AsyncIterable<Item>) {
    this.#iterator =
      Symbol.asyncIterator in invoices ? invoices[Symbol.asyncIterator]() : invoices[Symbol.iterator]();
  }

  async hasMore(signal: AbortSignal | undefined): Promise<boolean> {
    const next = await this.next(signal);
    if (next) this.#returned.unshift(next);
    return next !== undefined;
  }

  /**
   * The next invoice, or undefined at the end; throws what the caller's iterator throws. That one may wait for long:
   * what comes after the signal has ended the waiting goes to whoever asks next.
   */
  next(signal: AbortSignal | undefined): Promise<NumberedItem<Item> | undefined> {
    if (signal?.aborted) return Promise.reject(sendingAborted());
    const pulled = this.#turn.then(() => this.#pull());
    return new Promise((resolve, reject) => {
      let isWaitedFor = true;
      const leave = () => {
        isWaitedFor = false;
        reject(sendingAborted());
      };
      signal?.addEventListener('abort', leave, { once: true });
      // One step for both, so that nothing is handed out and given back.
      this.#turn = pulled.then(
        (next) => {
          signal?.removeEventListener('abort', leave);
          if (next && !isWaitedFor) this.giveBack(next);
          else resolve(next);
        },
        (error) => {
          signal?.removeEventListener('abort', leave);
          if (!isWaitedFor) this.#failure = { error };
          reject(error);
        },
      );
    });
  }

  /** For an invoice that nothing was done with. */
  giveBack(numbered: NumberedItem<Item>): void {
    this.#returned.push(numbered);
  }

  /** Lets the caller's iterator clean up where it was not run to its end. */
  async end(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    const cleanedUp = Promise.resolve(this.#iterator.return?.());
    // An iterator that waits cleans up when its waiting ends; nobody waits for that.
    if (this.#isAsked) cleanedUp.catch(() => {});
    else await cleanedUp;
  }

  async #pull(): Promise<NumberedItem<Item> | undefined> {
    const returned = this.#returned.shift();
    if (returned || this.#ended) return returned;
    if (this.#failure) throw this.#failure.error;
    this.#isAsked = true;
    try {
      const { done, value } = await this.#iterator.next();
      if (!done) return { item: value, index: this.#index++ };
    } finally {
      this.#isAsked = false;
    }
    this.#ended = true;
    return undefined;
  }
}
