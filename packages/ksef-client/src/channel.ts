/** Hands values from several producers to one consumer; a producer waits until its value has been taken. */
export class Channel<T> implements AsyncIterable<T> {
  readonly #waiting: { value: T; taken: () => void }[] = [];
  #wake: (() => void) | undefined;
  #closed = false;

  /** Resolves once the consumer has taken the value, or nobody will any more. */
  put(value: T): Promise<void> {
    if (this.#closed) return Promise.resolve();
    return new Promise((taken) => {
      this.#waiting.push({ value, taken });
      this.#wake?.();
    });
  }

  /** Nothing more comes; values that are waiting are still handed out to a consumer that goes on. */
  close(): void {
    this.#closed = true;
    for (const { taken } of this.#waiting) taken();
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, void> {
    for (;;) {
      const next = this.#waiting.shift();
      if (next) {
        next.taken();
        yield next.value;
      } else if (this.#closed) {
        return;
      } else {
        await new Promise<void>((wake) => {
          this.#wake = wake;
        });
      }
    }
  }
}
