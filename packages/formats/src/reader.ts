/** The engine that reads: walks the bytes once and the tables beside them, and builds the document. */
import { ScanError } from './byte-cursor.ts';
import { applyWhiteSpace, isBlank } from './characters.ts';
import type { ContentModel } from './content-model.ts';
import { type FormatName, formatOfRoot, runtimeOf } from './formats.ts';
import { isSignature } from './fragment.ts';
import { repetitions } from './identity.ts';
import type { Problem } from './problem.ts';
import { ProblemLog, TooManyProblems } from './problem-log.ts';
import type { Runtime, RuntimeType } from './runtime.ts';
import { Scanner } from './scanner.ts';
import { facetProblem, isSameValue } from './simple-value.ts';
import type { AttributeRow, ElementRow, SimpleTypeRow, WildcardRow } from './table.ts';

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const XSI_HINTS = ['schemaLocation', 'noNamespaceSchemaLocation'];

export interface Limits {
  /** Levels of elements, the root being the first. */
  readonly depth: number;
  readonly sizeBytes: number;
  /** Reading ends when this many problems are found. */
  readonly problems: number;
}

/** Deep enough for every format, large enough for a receipt of 10,000 invoices. */
export const defaultLimits: Limits = { depth: 100, sizeBytes: 20_000_000, problems: 100 };

/** The deepest that an option may ask for: the reader recurses once a level. */
const MAX_DEPTH = 1000;

export interface ReaderOptions {
  readonly formats: readonly FormatName[];
  readonly limits: Limits;
  /** Judge values by their facets and fixed values too. */
  readonly values: boolean;
}

export interface Reading {
  readonly format: FormatName | null;
  readonly root: Record<string, unknown>;
  readonly problems: readonly Problem[];
}

type Fields = Record<string, unknown>;

/** Reads a document. Never throws for what is in the bytes: it answers the problems. */
export function readDocument(bytes: Uint8Array, options: ReaderOptions): Reading {
  const reader = new Reader(bytes, options);
  return reader.run();
}

class Reader {
  readonly #scanner: Scanner;
  readonly #bytes: Uint8Array;
  readonly #options: ReaderOptions;
  readonly #depthLimit: number;
  readonly #log: ProblemLog;
  #format: FormatName | null = null;
  #runtime: Runtime | null = null;
  readonly #namespaceIndexes = new Map<string, number>();

  constructor(bytes: Uint8Array, options: ReaderOptions) {
    this.#bytes = bytes;
    this.#scanner = new Scanner(bytes);
    this.#options = options;
    this.#log = new ProblemLog(bytes, options.limits.problems);
    this.#depthLimit = Math.min(options.limits.depth, MAX_DEPTH);
  }

  run(): Reading {
    let root: Fields = {};
    try {
      root = this.#document();
    } catch (error) {
      if (error instanceof ScanError) this.#log.tell(error.code, error.offset, error.facts);
      else if (!(error instanceof TooManyProblems)) throw error;
    }
    return { format: this.#format, root, problems: this.#log.problems };
  }

  #document(): Fields {
    const { sizeBytes } = this.#options.limits;
    if (this.#bytes.length > sizeBytes) {
      this.#log.tell('xml-size', null, { value: String(this.#bytes.length), limit: sizeBytes });
      return {};
    }
    const scanner = this.#scanner;
    scanner.prolog();
    scanner.skipMisc();
    const offset = scanner.position;
    if (this.#bytes[offset] !== 0x3c) scanner.malformed('no-root', offset);
    scanner.startTag();
    const root = this.#root(offset);
    scanner.skipMisc();
    if (scanner.position < this.#bytes.length) scanner.malformed('after-root', scanner.position);
    return root;
  }

  #root(offset: number): Fields {
    const scanner = this.#scanner;
    const name = scanner.localName();
    const format = formatOfRoot(scanner.namespace, name);
    if (format === null || !this.#options.formats.includes(format)) {
      this.#log.tell('format-unknown', offset, {
        name,
        value: scanner.namespace,
        expected: this.#options.formats,
      });
      this.#skipElement(1);
      return {};
    }
    this.#format = format;
    this.#log.format = format;
    const runtime = runtimeOf(format);
    this.#runtime = runtime;
    for (const [index, uri] of runtime.table.namespaces.entries()) this.#namespaceIndexes.set(uri, index);
    this.#namespaceIndexes.set('', this.#namespaceIndexes.get('') ?? -1);
    this.#log.path.push(`/${name}`);
    const type = runtime.typeOf(runtime.table.root);
    if (type === null) throw new Error(`the root element of ${format} has no elements`);
    const root = this.#complex(runtime.table.root, type, offset);
    this.#log.path.pop();
    return root;
  }

  /** The element whose start tag was read last, by its complex type. */
  #complex(row: ElementRow, type: RuntimeType, offset: number): Fields {
    const scanner = this.#scanner;
    if (this.#log.path.length > this.#depthLimit)
      scanner.fail('xml-depth', offset, { limit: this.#depthLimit });
    const { nameStart, nameEnd, isEmpty } = scanner;
    const fields: Fields = {};
    this.#attributes(type.attributes, fields, offset);
    if (type.simple !== null) {
      fields['#text'] = this.#simple(row, type.simple, offset);
    } else if (isEmpty) {
      this.#endOfContent(row, type.model, 0, 0, offset);
    } else {
      this.#children(row, type, fields);
      scanner.endTag(nameStart, nameEnd);
    }
    if (row.identity !== undefined && this.#options.values) this.#judgeIdentity(row, fields, offset);
    return fields;
  }

  #judgeIdentity(row: ElementRow, fields: Fields, offset: number): void {
    for (const constraint of row.identity ?? []) {
      for (const { path, value } of repetitions(constraint, fields)) {
        this.#log.tell('xsd-unique', offset, { value }, path.join('/'));
      }
    }
  }

  /** Text content of the element whose start tag was read last, its end tag included. */
  #simple(row: ElementRow, type: SimpleTypeRow, offset: number): string {
    const scanner = this.#scanner;
    const { nameStart, nameEnd } = scanner;
    let text = '';
    if (!scanner.isEmpty) {
      text = scanner.text();
      while (this.#bytes[scanner.position + 1] !== 0x2f) {
        this.#unexpectedInText();
        text += scanner.text();
      }
      scanner.endTag(nameStart, nameEnd);
    }
    const value = applyWhiteSpace(text, type.whiteSpace);
    if (this.#options.values) this.#judge(value, type, row.fixed, offset);
    return value;
  }

  /** An element where only text may stand. */
  #unexpectedInText(): void {
    const scanner = this.#scanner;
    const offset = scanner.position;
    if (offset >= this.#bytes.length) scanner.malformed('unexpected-end', offset);
    const mark = scanner.namespaces.mark;
    scanner.startTag();
    this.#log.tell(
      'xsd-unexpected-element',
      offset,
      { name: scanner.localName(), expected: [] },
      scanner.tagName(),
    );
    this.#skipElement(mark);
  }

  #judge(value: string, type: SimpleTypeRow, fixed: string | undefined, offset: number, below = ''): void {
    const runtime = this.#runtime;
    if (runtime === null) return;
    const found = facetProblem(value, type, (index) => runtime.simple(index));
    if (found !== null) this.#log.tell(found.code, offset, { ...found.facts, value }, below);
    else if (fixed !== undefined && !isSameValue(value, fixed, type)) {
      this.#log.tell('xsd-fixed', offset, { value, limit: fixed }, below);
    }
  }

  #children(row: ElementRow, type: RuntimeType, fields: Fields): void {
    const scanner = this.#scanner;
    const bytes = this.#bytes;
    const { model } = type;
    let state = 0;
    let count = 0;
    for (;;) {
      while (isBlank(bytes[scanner.position])) scanner.position += 1;
      const offset = scanner.position;
      if (bytes[offset] !== 0x3c) {
        this.#textAmongElements(row);
        continue;
      }
      const next = bytes[offset + 1];
      if (next === 0x2f) break;
      if (next === 0x21 || next === 0x3f) {
        this.#textAmongElements(row);
        continue;
      }
      const mark = scanner.namespaces.mark;
      scanner.startTag();
      const target = this.#step(row, type, state, count, offset);
      if (target >= 0) {
        const position = model.positions[target];
        const isAgain = target === state - 1 && (position?.max ?? 1) > 1;
        count = isAgain ? count + 1 : 1;
        state = target + 1;
        if (position?.row != null) this.#child(position.row, type, position.symbol, fields, offset);
        else this.#wildcard(fields, mark, offset);
      } else if (target === OUT_OF_PLACE) {
        this.#outOfPlace(type, fields, mark, offset);
      } else this.#wildcard(fields, mark, offset);
      scanner.namespaces.forget(mark);
    }
    this.#endOfContent(row, model, state, count, scanner.position);
  }

  /**
   * The position that takes the element whose start tag was read last. Where none does, tells so; it then
   * answers the position to go on from, or OUT_OF_PLACE, or SIGNATURE for what stands outside the model.
   */
  #step(row: ElementRow, type: RuntimeType, state: number, count: number, offset: number): number {
    const scanner = this.#scanner;
    const { model } = type;
    const namespace = this.#namespaceIndexes.get(scanner.namespace) ?? -2;
    const { localHash, localStart, nameEnd } = scanner;
    const id = this.#names().find(localHash, this.#bytes, localStart, nameEnd, namespace);
    const symbol = id === -1 ? -1 : (type.symbols[id] ?? -1);
    const current = model.positions[state - 1];
    if (symbol !== -1) {
      const target = model.transitions[state * model.symbols.length + symbol] ?? -1;
      if (target !== -1) {
        const isAgain = target === state - 1 && current !== undefined && current.max > 1;
        if (isAgain && count === current.max) this.#tellTooMany(current.row, current.max, offset);
        else if (!isAgain && current !== undefined && count < current.min)
          this.#tellMissing(row, model, state, offset);
        return target;
      }
    }
    const wildcard = model.hasWildcard ? this.#wildcardTarget(model, state) : -1;
    if (wildcard !== -1) return wildcard;
    if (this.#isSignature()) return SIGNATURE;
    return this.#misplaced(row, model, state, symbol, offset);
  }

  /** The element is not allowed here: because something before it is missing, or because it is not at all. */
  #misplaced(row: ElementRow, model: ContentModel, state: number, symbol: number, offset: number): number {
    const ahead = model.positions.findIndex(
      (position, index) => position.symbol === symbol && index >= state,
    );
    const followers = model.followers[state] ?? [];
    const isSkipped =
      symbol !== -1 &&
      ahead !== -1 &&
      followers.some((follower) => model.positions[follower]?.firm === true && follower < ahead);
    if (isSkipped) {
      this.#tellMissing(row, model, state, offset);
      return ahead;
    }
    const name = this.#scanner.localName();
    const expected = model.expected(state);
    this.#log.tell('xsd-unexpected-element', offset, { name, expected }, this.#scanner.tagName());
    return OUT_OF_PLACE;
  }

  /** An element told to be in the wrong place is still read where the type knows it, so that it can be judged. */
  #outOfPlace(type: RuntimeType, fields: Fields, mark: number, offset: number): void {
    const scanner = this.#scanner;
    const namespace = this.#namespaceIndexes.get(scanner.namespace) ?? -2;
    const { localHash, localStart, nameEnd } = scanner;
    const id = this.#names().find(localHash, this.#bytes, localStart, nameEnd, namespace);
    const symbol = id === -1 ? -1 : (type.symbols[id] ?? -1);
    const position = type.model.positions.find((candidate) => candidate.symbol === symbol);
    if (symbol === -1 || position?.row == null) this.#skipElement(mark);
    else this.#child(position.row, type, symbol, fields, offset);
  }

  #names() {
    if (this.#runtime === null) throw new Error('no format is chosen');
    return this.#runtime.names;
  }

  #child(row: ElementRow, type: RuntimeType, symbol: number, fields: Fields, offset: number): void {
    const name = row.element;
    const isMany = type.model.symbols[symbol]?.many === true;
    const list = isMany ? listIn(fields, name) : null;
    this.#log.path.push(list === null ? name : `${name}[${list.length + 1}]`);
    const value = this.#value(row, offset);
    this.#log.path.pop();
    if (list === null) fields[name] ??= value;
    else list.push(value);
  }

  #value(row: ElementRow, offset: number): unknown {
    const runtime = this.#runtime;
    if (runtime === null) throw new Error('no format is chosen');
    const type = runtime.typeOf(row);
    if (type !== null) return this.#complex(row, type, offset);
    if (this.#log.path.length > this.#depthLimit) {
      this.#scanner.fail('xml-depth', offset, { limit: this.#depthLimit });
    }
    if (this.#scanner.attributes.length > 0) this.#attributes(NO_ATTRIBUTES, {}, offset);
    return this.#simple(row, runtime.simple(row.simple ?? -1), offset);
  }

  #attributes(rows: ReadonlyMap<string, AttributeRow>, fields: Fields, offset: number): void {
    const { attributes } = this.#scanner;
    for (const attribute of attributes) {
      const row = rows.get(attribute.local);
      if (row !== undefined && attribute.namespace === '' && row.namespace === undefined) {
        fields[`@${attribute.local}`] = this.#attributeValue(row, attribute.value, attribute.offset);
      } else if (attribute.namespace !== XSI || !XSI_HINTS.includes(attribute.local)) {
        const name = attribute.name;
        this.#log.tell('xsd-attribute', attribute.offset, { name, value: attribute.value }, `@${name}`);
      }
    }
    if (rows.size === 0) return;
    for (const [name, row] of rows) {
      if (row.required !== true || Object.hasOwn(fields, `@${name}`)) continue;
      this.#log.tell('xsd-missing-attribute', offset, { name }, `@${name}`);
    }
  }

  #attributeValue(row: AttributeRow, text: string, offset: number): string {
    const type = this.#runtime?.simple(row.simple);
    if (type === undefined) return text;
    const value = applyWhiteSpace(text, type.whiteSpace);
    if (this.#options.values) this.#judge(value, type, row.fixed, offset, `@${row.attribute}`);
    return value;
  }

  /** What stands among elements beside them: comments and instructions pass, text does not. */
  #textAmongElements(row: ElementRow): void {
    const scanner = this.#scanner;
    const offset = scanner.position;
    if (offset >= this.#bytes.length) scanner.malformed('unexpected-end', offset, row.element);
    if (scanner.startsWith('<!--')) scanner.comment();
    else if (scanner.startsWith('<?')) scanner.instruction();
    else if (scanner.text().trim() !== '') this.#log.tell('xsd-text', offset, { name: row.element });
  }

  #endOfContent(row: ElementRow, model: ContentModel, state: number, count: number, offset: number): void {
    const current = model.positions[state - 1];
    const isShort = current !== undefined && count < current.min;
    if (isShort || model.accepts[state] !== true) this.#tellMissing(row, model, state, offset);
  }

  #isSignature(): boolean {
    if (this.#log.path.length !== 1 || this.#runtime?.table.envelopedSignature !== true) return false;
    return isSignature(this.#scanner.namespace, this.#scanner.localName());
  }

  #wildcardTarget(model: ContentModel, state: number): number {
    const { namespace } = this.#scanner;
    const own = this.#runtime?.table.namespaces[0] ?? '';
    const takes = ({ namespaces }: WildcardRow) =>
      namespaces === '##any' ||
      (namespaces === '##other' ? namespace !== own && namespace !== '' : namespaces.includes(namespace));
    return (model.wildcards[state] ?? []).find((p) => takes(model.positions[p]?.wildcard ?? NOTHING)) ?? -1;
  }

  /** Keeps the element as text that stands by itself: prefixes declared further up are declared in it again. */
  #wildcard(fields: Fields, mark: number, offset: number): void {
    const scanner = this.#scanner;
    const { nameEnd } = scanner;
    scanner.position = offset;
    scanner.namespaces.forget(mark);
    scanner.namespaces.noteOuter(mark);
    scanner.startTag();
    this.#skipElement(mark);
    const outer = scanner.namespaces.endNotes();
    const declared = [...outer]
      .map(([prefix, uri]) => ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeUri(uri)}"`)
      .join('');
    const start = scanner.slice(offset, nameEnd, false);
    listIn(fields, '#any').push(start + declared + scanner.slice(nameEnd, scanner.position, false));
  }

  #skipElement(mark: number): void {
    this.#scanner.skipElement(mark, this.#log.path.length, this.#depthLimit);
  }

  #tellMissing(row: ElementRow, model: ContentModel, state: number, offset: number): void {
    const expected = model.required(state);
    const current = model.positions[state - 1]?.row?.element;
    const names = expected.length > 0 || current === undefined ? expected : [current];
    this.#log.tell('xsd-missing-element', offset, { name: row.element, expected: names });
  }

  #tellTooMany(row: ElementRow | null, max: number, offset: number): void {
    this.#log.tell('xsd-too-many', offset, { name: row?.element ?? '', limit: max }, row?.element);
  }
}

const OUT_OF_PLACE = -1;
const SIGNATURE = -2;
const NO_ATTRIBUTES: ReadonlyMap<string, AttributeRow> = new Map();
const NOTHING: WildcardRow = { namespaces: [], process: 'skip' };

/** The list under a key, made where it is absent. */
function listIn(fields: Fields, key: string): unknown[] {
  const known = fields[key];
  if (Array.isArray(known)) return known;
  const list: unknown[] = [];
  fields[key] = list;
  return list;
}

function escapeUri(uri: string): string {
  return uri.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
