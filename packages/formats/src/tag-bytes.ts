/**
 * The tags of a format's elements as bytes, all in one place: while a document is read or written they are met one
 * after the other, and arrays of their own would each take more memory to reach than the few bytes that they hold.
 */
const encoder = new TextEncoder();

/** Where the tags of an element stand: the start tag up to `middle`, the end tag from there to `end`. */
export interface TagRange {
  readonly start: number;
  readonly middle: number;
  readonly end: number;
}

export class TagBytes {
  /** A larger array takes its place as elements are added. */
  bytes = new Uint8Array(1 << 12);
  #length = 0;

  /** Adds `<name></name>`. */
  add(name: string): TagRange {
    const tags = encoder.encode(`<${name}></${name}>`);
    const start = this.#length;
    const end = start + tags.length;
    if (end > this.bytes.length) {
      const larger = new Uint8Array(Math.max(end, this.bytes.length * 2));
      larger.set(this.bytes);
      this.bytes = larger;
    }
    this.bytes.set(tags, start);
    this.#length = end;
    // The end tag is longer by its slash.
    return { start, middle: start + (tags.length - 1) / 2, end };
  }
}
