/** The invoices of the caller, taken one at a time by several workers; some may have to go into the next session. */
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
  /** Pulls follow each other: an iterator need not bear two at once. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(invoices: Iterable<Item> | AsyncIterable<Item>) {
    this.#iterator =
      Symbol.asyncIterator in invoices ? invoices[Symbol.asyncIterator]() : invoices[Symbol.iterator]();
  }

  async hasMore(): Promise<boolean> {
    const next = await this.next();
    if (next) this.#returned.unshift(next);
    return next !== undefined;
  }

  /** The next invoice, or undefined at the end; throws what the caller's iterator throws. */
  next(): Promise<NumberedItem<Item> | undefined> {
    const pulled = this.#turn.then(() => this.#pull());
    this.#turn = pulled.catch(() => undefined);
    return pulled;
  }

  /** For an invoice that nothing was done with. */
  giveBack(numbered: NumberedItem<Item>): void {
    this.#returned.push(numbered);
  }

  /** Lets the caller's iterator clean up where it was not run to its end. */
  async end(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    await this.#iterator.return?.();
  }

  async #pull(): Promise<NumberedItem<Item> | undefined> {
    const returned = this.#returned.shift();
    if (returned || this.#ended) return returned;
    const { done, value } = await this.#iterator.next();
    if (!done) return { item: value, index: this.#index++ };
    this.#ended = true;
    return undefined;
  }
}
