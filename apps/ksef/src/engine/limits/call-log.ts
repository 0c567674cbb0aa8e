/** The moments of the latest calls, as many as the largest limit asks for: room grows with use and is used again. */
export class CallLog {
  #moments = new Float64Array(8);
  /** Where the next moment goes. */
  #next = 0;
  #size = 0;

  get latest(): number | undefined {
    return this.nthLatest(1);
  }

  /** The moment of the n-th call from the end (1: the last one); undefined where there were not so many. */
  nthLatest(n: number): number | undefined {
    if (n > this.#size) return undefined;
    const room = this.#moments.length;
    return this.#moments[(this.#next - n + room) % room];
  }

  /** Notes a call; of earlier ones no more than `kept` in all stay known. */
  add(nowMs: number, kept: number): void {
    if (this.#size === this.#moments.length && this.#size < kept) this.#grow(kept);
    const room = this.#moments.length;
    this.#moments[this.#next] = nowMs;
    this.#next = (this.#next + 1) % room;
    this.#size = Math.min(this.#size + 1, room);
  }

  clear(): void {
    this.#size = 0;
  }

  #grow(kept: number): void {
    const larger = new Float64Array(Math.min(this.#moments.length * 2, kept));
    for (let n = this.#size; n >= 1; n -= 1) larger[this.#size - n] = this.nthLatest(n) ?? 0;
    this.#moments = larger;
    this.#next = this.#size % larger.length;
  }
}
