/** Lines and columns of a document, worked out only when a problem is told. */

export interface Place {
  /** Both from 1; the column in characters, a line break being LF, CR or CR LF. */
  readonly line: number;
  readonly column: number;
}

/** Counts on from the place asked for last, so that many problems in a long document cost one pass. */
export class Places {
  readonly #bytes: Uint8Array;
  #offset = 0;
  #line = 1;
  #column = 1;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  at(offset: number): Place {
    if (offset < this.#offset) {
      this.#offset = 0;
      this.#line = 1;
      this.#column = 1;
    }
    const bytes = this.#bytes;
    const end = Math.min(offset, bytes.length);
    for (; this.#offset < end; this.#offset += 1) {
      const byte = bytes[this.#offset] ?? 0;
      if (byte === 0x0a || (byte === 0x0d && bytes[this.#offset + 1] !== 0x0a)) {
        this.#line += 1;
        this.#column = 1;
      } else if ((byte & 0xc0) !== 0x80 && byte !== 0x0d) this.#column += 1;
    }
    return { line: this.#line, column: this.#column };
  }
}
