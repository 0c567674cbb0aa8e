/** A position in the bytes of a document, and what every part of the scanner does there. */
import { FORBIDDEN, isBlank, isDiscouraged, isXmlCharacter, MULTIBYTE, textClass } from './characters.ts';
import type { MalformedDetail, MessageCode, MessageFacts } from './messages.ts';
import { codePointAt, lengthOf } from './utf8.ts';

/** Ends the reading: the bytes are not what XML, or this package, accepts. */
export class ScanError extends Error {
  readonly code: MessageCode;
  readonly offset: number;
  readonly facts: MessageFacts;

  constructor(code: MessageCode, offset: number, facts: MessageFacts) {
    super(code);
    this.code = code;
    this.offset = offset;
    this.facts = facts;
  }
}

/** Node's buffers make texts in less time than decoders do; browsers have none. */
const hasBuffer = typeof Buffer !== 'undefined';
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
/** A decoder of another table, which agrees on ASCII; nothing else is asked of it. */
const latin1 = new TextDecoder('latin1');

/** Bytes of a text that may be put together from pieces, and how many letters of two bytes it may have. */
const SHORT = 64;
const MOST_LETTERS = 3;

export class ByteCursor {
  readonly bytes: Uint8Array;
  position = 0;
  /** True once something was met that KSeF's rules on bytes may refuse: a mark, an instruction, a character. */
  isSuspect = false;
  #ascii: string | null = null;
  #buffer: Buffer | null = null;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  fail(code: MessageCode, offset: number, facts: MessageFacts = {}): never {
    throw new ScanError(code, offset, facts);
  }

  malformed(detail: MalformedDetail, offset: number, name?: string): never {
    const atEnd = offset >= this.bytes.length && detail !== 'no-root';
    const facts: MessageFacts = { detail: atEnd ? 'unexpected-end' : detail };
    throw new ScanError('xml-malformed', offset, name === undefined ? facts : { ...facts, name });
  }

  /** Text of a range; one decoding of the whole serves all plain ranges. */
  slice(start: number, end: number, isAscii: boolean): string {
    if (isAscii) {
      this.#ascii ??= hasBuffer ? this.#asBuffer().toString('latin1') : latin1.decode(this.bytes);
      return this.#ascii.substring(start, end);
    }
    return (end - start <= SHORT ? this.#mostlyPlain(start, end) : null) ?? this.#decoded(start, end);
  }

  #decoded(start: number, end: number): string {
    if (hasBuffer) return this.#asBuffer().toString('utf8', start, end);
    return utf8.decode(this.bytes.subarray(start, end));
  }

  /**
   * A short text of plain characters and a few letters of two bytes, put together from the pieces between them: that
   * takes half the time of a decoder. Null where there are many, or other ones.
   */
  #mostlyPlain(start: number, end: number): string | null {
    const { bytes } = this;
    let text = '';
    let from = start;
    let letters = 0;
    for (let i = start; i < end; i += 1) {
      const byte = bytes[i] as number;
      if (byte < 0x80) continue;
      letters += 1;
      const next = bytes[i + 1] as number;
      if (letters > MOST_LETTERS || byte < 0xc2 || byte > 0xdf || i + 1 >= end || (next & 0xc0) !== 0x80)
        return null;
      text += this.slice(from, i, true) + String.fromCharCode(((byte & 0x1f) << 6) | (next & 0x3f));
      i += 1;
      from = i + 1;
    }
    return text + this.slice(from, end, true);
  }

  /** The same bytes, not a copy. */
  #asBuffer(): Buffer {
    this.#buffer ??= Buffer.from(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength);
    return this.#buffer;
  }

  /** Text of a short range that is most likely plain. */
  sliceName(start: number, end: number): string {
    for (let i = start; i < end; i += 1)
      if ((this.bytes[i] as number) > 0x7f) return this.slice(start, end, false);
    return this.slice(start, end, true);
  }

  startsWith(text: string, offset = this.position): boolean {
    for (let i = 0; i < text.length; i += 1) {
      if (this.bytes[offset + i] !== text.charCodeAt(i)) return false;
    }
    return true;
  }

  /** Offset of the next occurrence of an ASCII text, -1 where there is none. */
  find(text: string, from: number): number {
    const first = text.charCodeAt(0);
    for (let i = this.bytes.indexOf(first, from); i !== -1; i = this.bytes.indexOf(first, i + 1)) {
      if (this.startsWith(text, i)) return i;
    }
    return -1;
  }

  skipBlanks(): void {
    while (isBlank(this.bytes[this.position])) this.position += 1;
  }

  /** Offset after the multi-byte character at `i`, which must be one that XML allows. */
  character(i: number): number {
    const first = this.bytes[i] as number;
    const second = this.bytes[i + 1] as number;
    // Letters of Latin scripts, which are most of all: none of them is refused by anybody.
    if (first > 0xc2 && first < 0xe0 && (second & 0xc0) === 0x80) return i + 2;
    const codePoint = codePointAt(this.bytes, i);
    if (codePoint === -1) this.fail('xml-utf8', i);
    if (!isXmlCharacter(codePoint)) this.forbidden(codePoint, i);
    if (isDiscouraged(codePoint)) this.isSuspect = true;
    return i + lengthOf(codePoint);
  }

  checkCharacters(start: number, end: number): void {
    for (let i = start; i < end; ) {
      const byte = this.bytes[i] as number;
      const kind = textClass[byte];
      if (kind === MULTIBYTE) i = this.character(i);
      else if (kind === FORBIDDEN) this.forbidden(byte, i);
      else i += 1;
    }
  }

  forbidden(codePoint: number, offset: number): never {
    const value = `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
    this.fail('xml-character', offset, { value });
  }
}
