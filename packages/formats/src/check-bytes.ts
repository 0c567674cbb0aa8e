import { isBlank, isDiscouraged, isXmlCharacter } from './characters.ts';
import type { Problem } from './problem.ts';
import { ProblemLog, TooManyProblems } from './problem-log.ts';
import { codePointAt, lengthOf } from './utf8.ts';

/** Largest invoice that KSeF takes, in bytes. */
export const MAX_INVOICE_BYTES = 1_000_000;
/** Largest invoice with attachments that KSeF takes, in bytes. */
export const MAX_INVOICE_WITH_ATTACHMENT_BYTES = 3_000_000;

/** Elements that hold attachments: of FA(3), of UBL. */
const attachments = ['Zalacznik', 'EmbeddedDocumentBinaryObject'];
/** The greatest sizes of an invoice, in bytes. */
export interface InvoiceSizes {
  readonly plain: number;
  readonly withAttachment: number;
}

/** What KSeF allows to whoever has no limits of its own. */
export const usualSizes: InvoiceSizes = {
  plain: MAX_INVOICE_BYTES,
  withAttachment: MAX_INVOICE_WITH_ATTACHMENT_BYTES,
};

/** Nobody reads more places of the same mistake. */
const MAX_PROBLEMS = 20;

/**
 * KSeF's own rules on the bytes of an invoice, beside its schema: XML 1.0 in UTF-8 without a byte order mark, no
 * processing instruction, no DTD, no other encoding declared, no discouraged Unicode characters, be they written as
 * themselves or as references (`&#x90;`), and the size limits (the larger one where the document holds an attachment). A document may break several; each is told, with
 * line and column. Whether it is well-formed is not asked here.
 * Source: the page on verification of an invoice in the official documentation.
 */
export function checkBytes(bytes: Uint8Array, sizes: InvoiceSizes = usualSizes): Problem[] {
  return new ByteRules(bytes, sizes).run();
}

const LESS_THAN = 0x3c;
const AMPERSAND = 0x26;
/** Longer references have leading zeros, or are none. */
const MAX_REFERENCE_BYTES = 40;

/** True for bytes that may be, or begin, a character that is refused. */
function isSuspect(byte: number): boolean {
  return byte >= 0x7f || (byte < 0x20 && !isBlank(byte));
}

class ByteRules {
  readonly #bytes: Uint8Array;
  readonly #log: ProblemLog;
  readonly #sizes: InvoiceSizes;
  #hasAttachment = false;

  constructor(bytes: Uint8Array, sizes: InvoiceSizes) {
    this.#bytes = bytes;
    this.#sizes = sizes;
    this.#log = new ProblemLog(bytes, MAX_PROBLEMS);
  }

  run(): Problem[] {
    try {
      this.#document();
    } catch (error) {
      if (!(error instanceof TooManyProblems)) throw error;
    }
    return this.#log.problems;
  }

  #document(): void {
    const bytes = this.#bytes;
    const { plain, withAttachment } = this.#sizes;
    // No rule could let a document of this size pass, so its content is not looked at.
    const most = Math.max(plain, withAttachment);
    if (bytes.length > most) {
      this.#tellSize(most);
      return;
    }
    for (let i = this.#start(); i < bytes.length; ) {
      const byte = bytes[i] as number;
      if (byte === LESS_THAN) i = this.#markup(i);
      else if (byte === AMPERSAND) i = this.#reference(i);
      else i = isSuspect(byte) ? this.#character(i) : i + 1;
    }
    const limit = this.#hasAttachment ? withAttachment : plain;
    if (bytes.length > limit) this.#tellSize(limit);
  }

  /** Byte order mark and XML declaration; answers where the rest begins. */
  #start(): number {
    const bytes = this.#bytes;
    let i = 0;
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
      this.#log.tell('ksef-bom', 0);
      i = 3;
    }
    const isUtf16 = (bytes[0] === 0xfe && bytes[1] === 0xff) || (bytes[0] === 0xff && bytes[1] === 0xfe);
    if (isUtf16) {
      this.#log.tell('xml-encoding', 0, { value: 'UTF-16' });
      return bytes.length;
    }
    if (!this.#startsWith('<?xml', i) || !isBlank(bytes[i + 5])) return i;
    const end = this.#after('?>', i);
    const declaration = String.fromCharCode(...bytes.subarray(i, Math.min(end, i + 200)));
    const version = /\sversion\s*=\s*["']([^"']*)["']/.exec(declaration)?.[1] ?? '1.0';
    if (version !== '1.0') this.#log.tell('xml-version', i, { value: version });
    const encoding = /\sencoding\s*=\s*["']([^"']*)["']/.exec(declaration)?.[1] ?? 'UTF-8';
    if (encoding.toUpperCase() !== 'UTF-8') this.#log.tell('xml-encoding', i, { value: encoding });
    return end;
  }

  #markup(i: number): number {
    const next = this.#bytes[i + 1];
    if (next !== 0x21 && next !== 0x3f) {
      if (!this.#hasAttachment) this.#hasAttachment = this.#isAttachment(i + 1);
      return i + 1;
    }
    if (this.#startsWith('<?', i)) {
      const target = /^[^\s?]*/.exec(String.fromCharCode(...this.#bytes.subarray(i + 2, i + 42)))?.[0] ?? '';
      // A declaration in the wrong place is no instruction but broken XML, which reading tells.
      if (target.toLowerCase() !== 'xml') this.#log.tell('ksef-processing-instruction', i, { name: target });
      return this.#characters(i, this.#after('?>', i));
    }
    if (this.#startsWith('<!DOCTYPE', i)) this.#log.tell('xml-dtd', i);
    else if (this.#startsWith('<!--', i)) return this.#characters(i, this.#after('-->', i + 4));
    else if (this.#startsWith('<![CDATA[', i)) return this.#characters(i, this.#after(']]>', i));
    return i + 1;
  }

  #isAttachment(i: number): boolean {
    let start = i;
    for (let j = i; j < i + 60; j += 1) {
      const byte = this.#bytes[j];
      if (byte === 0x3a) start = j + 1;
      else if (byte === undefined || byte === 0x3e || byte === 0x2f || isBlank(byte)) {
        const length = j - start;
        return attachments.some((name) => name.length === length && this.#startsWith(name, start));
      }
    }
    return false;
  }

  #characters(start: number, end: number): number {
    let i = start;
    while (i < end) {
      const byte = this.#bytes[i] as number;
      i = isSuspect(byte) ? this.#character(i) : i + 1;
    }
    return Math.max(i, end);
  }

  #character(i: number): number {
    const codePoint = codePointAt(this.#bytes, i);
    if (codePoint === -1) {
      this.#log.tell('xml-utf8', i);
      return this.#bytes.length;
    }
    this.#judge(codePoint, i);
    return i + lengthOf(codePoint);
  }

  /** A reference by number is the character that it stands for; any other is not asked here. */
  #reference(i: number): number {
    if (this.#bytes[i + 1] !== 0x23) return i + 1;
    const text = String.fromCharCode(...this.#bytes.subarray(i, i + MAX_REFERENCE_BYTES));
    const match = /^&#(?:x([0-9A-Fa-f]+)|([0-9]+));/.exec(text);
    if (match === null) return i + 1;
    const codePoint = match[1] === undefined ? Number(match[2]) : Number.parseInt(match[1], 16);
    this.#judge(codePoint, i);
    return i + match[0].length;
  }

  #judge(codePoint: number, i: number): void {
    const value = `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
    if (!isXmlCharacter(codePoint)) this.#log.tell('xml-character', i, { value });
    else if (isDiscouraged(codePoint)) this.#log.tell('ksef-character', i, { value });
  }

  #after(text: string, from: number): number {
    const first = text.charCodeAt(0);
    for (let i = this.#bytes.indexOf(first, from); i !== -1; i = this.#bytes.indexOf(first, i + 1)) {
      if (this.#startsWith(text, i)) return i + text.length;
    }
    return this.#bytes.length;
  }

  #startsWith(text: string, offset: number): boolean {
    for (let i = 0; i < text.length; i += 1) {
      if (this.#bytes[offset + i] !== text.charCodeAt(i)) return false;
    }
    return true;
  }

  #tellSize(limit: number): void {
    this.#log.tell('xml-size', null, { value: String(this.#bytes.length), limit });
  }
}
