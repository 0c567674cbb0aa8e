/** Bytes of a document that is being written: UTF-8, escaped, in one buffer that grows. */
import { isXmlCharacter } from './characters.ts';
import type { WhiteSpace } from './table.ts';

/** The longest that one UTF-16 unit can become: `&quot;`. */
const MOST_BYTES = 6;
/** A buffer up to this size is kept for the next document. */
const KEPT_BYTES = 1 << 20;

/** What a unit below 0x80 means to the writer. */
const PLAIN = 0;
const BLANK = 1;
const SPACE = 2;
const ESCAPED = 3;
const FORBIDDEN = 4;

const kinds = (() => {
  const table = new Uint8Array(128);
  for (let code = 0; code < 0x20; code += 1) table[code] = FORBIDDEN;
  table[0x09] = BLANK;
  table[0x0a] = BLANK;
  table[0x20] = SPACE;
  for (const character of '&<>"\r') table[character.charCodeAt(0)] = ESCAPED;
  return table;
})();

/**
 * The UTF-16 unit at an index. The method is taken from the prototype once: engines keep texts in more forms than their
 * caches of methods have room for, and would look it up anew for every character.
 */
const { charCodeAt } = String.prototype;
const unitAt = (text: string, index: number): number => charCodeAt.call(text, index);

const encoder = new TextEncoder();
const escapes = new Map(
  Object.entries({
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    '\r': '&#13;',
    '\t': '&#9;',
    '\n': '&#10;',
  }).map(([character, written]) => [character.charCodeAt(0), encoder.encode(written)]),
);
const QUOTE = 0x22;

let kept = new Uint8Array(1 << 16);

export class ByteSink {
  #bytes: Uint8Array;
  position = 0;

  constructor() {
    this.#bytes = kept;
    // Whoever writes a document while another is being written gets a buffer of their own.
    kept = new Uint8Array(0);
  }

  /** A copy of what was written; gives the buffer back. */
  finish(): Uint8Array {
    const result = this.#bytes.slice(0, this.position);
    this.release();
    return result;
  }

  release(): void {
    if (this.#bytes.length <= KEPT_BYTES) kept = this.#bytes as Uint8Array<ArrayBuffer>;
  }

  #reserve(size: number): Uint8Array {
    const needed = this.position + size;
    if (needed > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2, 1 << 16));
      larger.set(this.#bytes.subarray(0, this.position));
      this.#bytes = larger;
    }
    return this.#bytes;
  }

  /** Puts bytes before all that was written. */
  putFirst(head: Uint8Array): void {
    const bytes = this.#reserve(head.length);
    bytes.copyWithin(head.length, 0, this.position);
    bytes.set(head);
    this.position += head.length;
  }

  putByte(byte: number): void {
    this.#reserve(1)[this.position] = byte;
    this.position += 1;
  }

  /** Bytes as they are. */
  put(piece: Uint8Array): void {
    const bytes = this.#reserve(piece.length);
    let at = this.position;
    for (let i = 0; i < piece.length; i += 1) {
      bytes[at] = piece[i] as number;
      at += 1;
    }
    this.position = at;
  }

  /**
   * An element that is text alone: tags as they are, and between them a value of which nothing has to be escaped.
   * False, with nothing written, where the value is anything else.
   * @param tags and `start`, `middle` where the start tag stands among others; to `end`, the end tag
   */
  leaf(
    tags: Uint8Array,
    start: number,
    middle: number,
    end: number,
    text: string,
    isCollapsing: boolean,
  ): boolean {
    const { length } = text;
    const bytes = this.#reserve(end - start + length * 3);
    let at = this.position;
    for (let i = start; i < middle; i += 1) {
      bytes[at] = tags[i] as number;
      at += 1;
    }
    let previous = isCollapsing ? 0x20 : 0;
    for (let i = 0; i < length; i += 1) {
      const code = unitAt(text, i);
      if (code < 0x80) {
        const kind = kinds[code] as number;
        if (kind !== PLAIN) {
          if (kind !== SPACE || (isCollapsing && (previous === 0x20 || i === length - 1))) return false;
        }
        bytes[at] = code;
        at += 1;
      } else if (code < 0x800) {
        bytes[at] = 0xc0 | (code >> 6);
        bytes[at + 1] = 0x80 | (code & 0x3f);
        at += 2;
      } else {
        if (code >= 0xd800 && (code < 0xe000 || code > 0xfffd)) return false;
        bytes[at] = 0xe0 | (code >> 12);
        bytes[at + 1] = 0x80 | ((code >> 6) & 0x3f);
        bytes[at + 2] = 0x80 | (code & 0x3f);
        at += 3;
      }
      previous = code;
    }
    for (let i = middle; i < end; i += 1) {
      bytes[at] = tags[i] as number;
      at += 1;
    }
    this.position = at;
    return true;
  }

  /** Text as it is, which is known to be one that XML allows. */
  putText(text: string): void {
    const bytes = this.#reserve(text.length * 3);
    this.position += encoder.encodeInto(text, bytes.subarray(this.position)).written;
  }

  /**
   * A value, escaped. False, with nothing written, where the value is not what its white-space rule makes of it,
   * or where it holds a character that XML cannot carry: the caller then says what is to be done.
   */
  value(text: string, rule: WhiteSpace, isAttribute: boolean): boolean {
    const bytes = this.#reserve(text.length * MOST_BYTES);
    const { length } = text;
    const isCollapsing = rule === 'collapse';
    let at = this.position;
    let previous = isCollapsing ? 0x20 : 0;
    for (let i = 0; i < length; i += 1) {
      const code = unitAt(text, i);
      if (code < 0x80) {
        const kind = kinds[code] as number;
        if (kind === PLAIN || kind === SPACE) {
          if (kind === SPACE && isCollapsing && (previous === 0x20 || i === length - 1)) return false;
          bytes[at] = code;
          at += 1;
        } else if (kind === FORBIDDEN) return false;
        else if (rule !== 'preserve' && (kind === BLANK || code === 0x0d)) return false;
        else if (kind === BLANK ? !isAttribute : code === QUOTE && !isAttribute) {
          bytes[at] = code;
          at += 1;
        } else {
          const written = escapes.get(code) as Uint8Array;
          bytes.set(written, at);
          at += written.length;
        }
      } else if (code < 0x800) {
        bytes[at] = 0xc0 | (code >> 6);
        bytes[at + 1] = 0x80 | (code & 0x3f);
        at += 2;
      } else {
        const codePoint = code >= 0xd800 && code < 0xe000 ? (text.codePointAt(i) ?? code) : code;
        if (!isXmlCharacter(codePoint)) return false;
        if (codePoint > 0xffff) {
          bytes[at] = 0xf0 | (codePoint >> 18);
          bytes[at + 1] = 0x80 | ((codePoint >> 12) & 0x3f);
          i += 1;
          at += 2;
        } else {
          bytes[at] = 0xe0 | (codePoint >> 12);
          at += 1;
        }
        bytes[at] = 0x80 | ((codePoint >> 6) & 0x3f);
        bytes[at + 1] = 0x80 | (codePoint & 0x3f);
        at += 2;
      }
      previous = code;
    }
    this.position = at;
    return true;
  }
}
