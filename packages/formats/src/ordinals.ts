/** Numbers the children of one element by their names: the 1 and 2 of `FaWiersz[1]` and `FaWiersz[2]`. */
export class Ordinals {
  /** Most elements of one name stand together, so the last name and its number are enough for most. */
  #symbol = -1;
  #ordinal = 0;
  #earlier: Map<number, number> | null = null;

  /** The number of one more element of this name, from 1. */
  next(symbol: number): number {
    if (symbol === this.#symbol) this.#ordinal += 1;
    else {
      if (this.#symbol !== -1) {
        this.#earlier ??= new Map();
        this.#earlier.set(this.#symbol, this.#ordinal);
      }
      this.#symbol = symbol;
      this.#ordinal = (this.#earlier?.get(symbol) ?? 0) + 1;
    }
    return this.#ordinal;
  }
}
