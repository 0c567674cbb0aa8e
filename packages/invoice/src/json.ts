/**
 * JSON with places: like `JSON.parse`, but it knows where each value stood, keeps decimal literals exact, and refuses
 * what JSON.parse passes in silence (a key written twice).
 */
import { type SyntaxFault, syntaxWording } from './json-messages.ts';
import { InvoiceError, type JsonPath, type Locate, makeProblem, type Position } from './problems.ts';

const maxDepth = 64;
const maxChars = 20_000_000;

export interface ParsedInvoice {
  /** The document. A number that a double cannot hold exactly is kept as its text. */
  readonly value: unknown;
  /** Line and column of a value, or of the nearest value around it. */
  readonly locate: Locate;
}

/**
 * Reads the JSON text of an invoice, as text or as UTF-8 bytes (a byte order mark is allowed).
 * @throws InvoiceError with line and column: 'json-syntax', 'json-duplicate-key', 'json-too-deep', 'json-too-large', 'json-encoding'.
 */
export function parseInvoiceJson(source: string | Uint8Array): ParsedInvoice {
  const text = typeof source === 'string' ? source : decode(source);
  if (text.length > maxChars) throw syntaxError(text, 0, { code: 'json-too-large' });
  const reader = new Reader(text);
  const value = reader.document();
  let lineStarts: readonly number[] | undefined;
  const locate: Locate = (path) => {
    lineStarts ??= lineStartsOf(text);
    return positionOf(lineStarts, reader.offsetOf(value, path));
  };
  return { value, locate };
}

function decode(bytes: Uint8Array): string {
  if (bytes.length > maxChars) throw syntaxError('', 0, { code: 'json-too-large' });
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw syntaxError('', 0, { code: 'json-encoding' });
  }
}

/** Offsets at which the lines of a text start. */
function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function positionOf(lineStarts: readonly number[], offset: number): Position {
  let low = 0;
  let high = lineStarts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return { line: low + 1, column: offset - (lineStarts[low] ?? 0) + 1 };
}

function syntaxError(text: string, offset: number, fault: SyntaxFault): InvoiceError {
  const position =
    text === '' && fault.code !== 'json-syntax' ? null : positionOf(lineStartsOf(text), offset);
  return new InvoiceError([
    makeProblem({ code: fault.code, path: '', position, wording: syntaxWording(fault) }),
  ]);
}

type Container = Record<string, unknown> | unknown[];

const whiteSpace = /[ \t\n\r]*/y;
// From the space on, but the quote and the backslash.
const plainText = /[ !#-[\]-\u{10ffff}]*/uy;
const numberLiteral = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const wordLiteral = /[A-Za-z]+/y;
const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** Recursive descent over the text; the depth is bounded, so is the stack. */
class Reader {
  private readonly text: string;
  private at = 0;
  private readonly offsets = new WeakMap<Container, Map<string | number, number>>();
  private rootOffset = 0;

  constructor(text: string) {
    this.text = text;
    if (text.charCodeAt(0) === 0xfeff) this.at = 1;
  }

  document(): unknown {
    this.skip();
    this.rootOffset = this.at;
    const value = this.value(0);
    this.skip();
    if (this.at < this.text.length) this.fail('end');
    return value;
  }

  /** Offset of the value at the path; where the path leads nowhere, of the last value that exists. */
  offsetOf(root: unknown, path: JsonPath): number {
    let offset = this.rootOffset;
    let value = root;
    for (const step of path) {
      if (typeof value !== 'object' || value === null) break;
      const next = this.offsets.get(value as Container)?.get(step);
      if (next === undefined) break;
      offset = next;
      value = (value as Record<string | number, unknown>)[step];
    }
    return offset;
  }

  private value(depth: number): unknown {
    const char = this.text[this.at];
    if (char === '{') return this.object(depth + 1);
    if (char === '[') return this.array(depth + 1);
    if (char === '"') return this.string();
    if (char === '-' || (char !== undefined && char >= '0' && char <= '9')) return this.number();
    return this.word();
  }

  private object(depth: number): Record<string, unknown> {
    this.enter(depth);
    // No prototype: a key such as __proto__ is then a key like any other.
    const result: Record<string, unknown> = Object.create(null);
    const offsets = new Map<string | number, number>();
    this.offsets.set(result, offsets);
    if (this.closes('}')) return result;
    for (;;) {
      const keyAt = this.at;
      if (this.text[this.at] !== '"') this.fail('key');
      const key = this.string();
      if (offsets.has(key)) throw syntaxError(this.text, keyAt, { code: 'json-duplicate-key', key });
      this.skip();
      if (this.text[this.at] !== ':') this.fail('colon');
      this.at += 1;
      this.skip();
      offsets.set(key, this.at);
      result[key] = this.value(depth);
      if (this.ends('}')) return result;
    }
  }

  private array(depth: number): unknown[] {
    this.enter(depth);
    const result: unknown[] = [];
    const offsets = new Map<string | number, number>();
    this.offsets.set(result, offsets);
    if (this.closes(']')) return result;
    for (;;) {
      offsets.set(result.length, this.at);
      result.push(this.value(depth));
      if (this.ends(']')) return result;
    }
  }

  private enter(depth: number): void {
    if (depth > maxDepth) throw syntaxError(this.text, this.at, { code: 'json-too-deep' });
    this.at += 1;
    this.skip();
  }

  private closes(bracket: string): boolean {
    if (this.text[this.at] !== bracket) return false;
    this.at += 1;
    return true;
  }

  /** After a member: the closing bracket ends the container, a comma leads to the next member. */
  private ends(bracket: string): boolean {
    this.skip();
    if (this.closes(bracket)) return true;
    if (this.text[this.at] !== ',') this.fail('comma');
    this.at += 1;
    this.skip();
    return false;
  }

  private string(): string {
    this.at += 1;
    let result = '';
    for (;;) {
      result += this.match(plainText);
      const char = this.text[this.at];
      if (char === '"') {
        this.at += 1;
        return result;
      }
      if (char !== '\\') this.fail(char === undefined ? 'quote' : 'control');
      result += this.escape();
    }
  }

  private escape(): string {
    const char = this.text[this.at + 1] ?? '';
    const plain = escapes[char];
    if (plain !== undefined) {
      this.at += 2;
      return plain;
    }
    const code = this.text.slice(this.at + 2, this.at + 6);
    if (char !== 'u' || !/^[0-9a-fA-F]{4}$/.test(code)) this.fail('escape');
    this.at += 6;
    return String.fromCharCode(Number.parseInt(code, 16));
  }

  private number(): number | string {
    const literal = this.match(numberLiteral);
    if (literal === '' || /[0-9.]/.test(this.text[this.at] ?? '')) this.fail('number');
    const value = Number(literal);
    return isExact(literal, value) ? value : literal;
  }

  private word(): unknown {
    const start = this.at;
    const word = this.match(wordLiteral);
    if (word === 'true') return true;
    if (word === 'false') return false;
    if (word === 'null') return null;
    this.at = start;
    return this.fail('value');
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }

  private skip(): void {
    this.match(whiteSpace);
  }

  private fail(expected: Extract<SyntaxFault, { code: 'json-syntax' }>['expected']): never {
    const found = this.text.codePointAt(this.at);
    throw syntaxError(this.text, this.at, {
      code: 'json-syntax',
      expected,
      found: found === undefined ? undefined : String.fromCodePoint(found),
    });
  }
}

/** Whether the double prints the digits that were written; exponents and trailing zeros do not count. */
function isExact(literal: string, value: number): boolean {
  if (!Number.isFinite(value)) return false;
  const digits = (text: string): string => {
    const mantissa = text.replace(/[eE].*$/, '').replace('-', '');
    return mantissa.replace('.', '').replace(/^0+/, '').replace(/0+$/, '');
  };
  const written = digits(literal);
  return written === digits(String(value)) && (written !== '' || value === 0);
}
