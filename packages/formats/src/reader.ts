/** The engine that reads: walks the bytes once and the tables beside them, judges, and builds the document. */
import { AttributeJudge, XSI } from './attribute-judge.ts';
import { ScanError } from './byte-cursor.ts';
import { applyWhiteSpace, isBlank } from './characters.ts';
import type { ContentModel, Position } from './content-model.ts';
import { type FormatName, formatOfRoot, runtimeOf } from './formats.ts';
import { isSignature } from './fragment.ts';
import { FOREIGN_NAMESPACE } from './namespaces.ts';
import type { Problem } from './problem.ts';
import { ProblemLog, TooManyProblems } from './problem-log.ts';
import {
  ANYTHING,
  type ContentType,
  isTextAlone,
  type Runtime,
  RuntimeElement,
  type RuntimeType,
} from './runtime.ts';
import { Scanner } from './scanner.ts';
import type { SimpleType } from './simple-type.ts';
import type { ElementRow, WildcardRow } from './table.ts';
import { UniqueValues } from './unique-values.ts';

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
  /** Judge values by their types too, not structure alone. */
  readonly values: boolean;
  /** Build the document. */
  readonly build: boolean;
}

export interface Reading {
  readonly format: FormatName | null;
  /** Null where no document was asked for, or no format was found. */
  readonly root: Fields | null;
  readonly problems: readonly Problem[];
}

export type Fields = Record<string, unknown>;

/** Reads a document. Never throws for what is in the bytes: it answers the problems. */
export function readDocument(bytes: Uint8Array, options: ReaderOptions): Reading {
  return new Reader(bytes, options).run();
}

/** Reads a document of one table, whether or not it is one of the known formats. */
export function readAs(
  bytes: Uint8Array,
  runtime: Runtime,
  options: Omit<ReaderOptions, 'formats'>,
): Reading {
  return new Reader(bytes, { ...options, formats: [] }, runtime).run();
}

class Reader {
  readonly #scanner: Scanner;
  readonly #bytes: Uint8Array;
  readonly #options: ReaderOptions;
  readonly #values: boolean;
  readonly #depthLimit: number;
  readonly #log: ProblemLog;
  readonly #given: Runtime | null;
  #format: FormatName | null = null;
  #runtime: Runtime | null = null;
  #attributeJudge: AttributeJudge | null = null;
  #unique: UniqueValues[] = [];

  /** @param given the only table that is expected; null where the root element decides */
  constructor(bytes: Uint8Array, options: ReaderOptions, given: Runtime | null = null) {
    this.#given = given;
    this.#bytes = bytes;
    this.#scanner = new Scanner(bytes);
    this.#options = options;
    this.#values = options.values;
    this.#log = new ProblemLog(bytes, options.limits.problems);
    this.#depthLimit = Math.min(options.limits.depth, MAX_DEPTH);
  }

  run(): Reading {
    let root: Fields | null = null;
    try {
      root = this.#document();
    } catch (error) {
      if (error instanceof ScanError) this.#tellLast(error);
      else if (!(error instanceof TooManyProblems)) throw error;
    }
    return { format: this.#format, root, problems: this.#log.problems };
  }

  #tellLast({ code, offset, facts }: ScanError): void {
    try {
      this.#log.tell(code, offset, facts);
    } catch (error) {
      if (!(error instanceof TooManyProblems)) throw error;
    }
  }

  #document(): Fields | null {
    const { sizeBytes } = this.#options.limits;
    if (this.#bytes.length > sizeBytes) {
      this.#log.tell('xml-size', null, { value: String(this.#bytes.length), limit: sizeBytes });
      return null;
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

  #root(offset: number): Fields | null {
    const scanner = this.#scanner;
    const name = scanner.localName();
    const namespace = scanner.namespaceName();
    const format = this.#formatOf(namespace, name);
    if (format === null) {
      const expected = this.#given === null ? this.#options.formats : [this.#given.table.format];
      this.#log.tell('format-unknown', offset, { name, value: namespace, expected }, name);
      this.#skipElement(1);
      return null;
    }
    this.#format = format;
    this.#log.format = format;
    const runtime = this.#given ?? runtimeOf(format);
    this.#runtime = runtime;
    this.#attributeJudge = new AttributeJudge(scanner, this.#log, runtime, this.#values);
    scanner.namespaces.useNumbers(runtime.namespaceNumbers);
    this.#log.path.enter(name, 0);
    const root = this.#element(runtime.root, offset, this.#options.build);
    this.#log.path.leave();
    return typeof root === 'object' ? (root as Fields | null) : null;
  }

  #formatOf(namespace: string, name: string): FormatName | null {
    if (this.#given !== null) {
      const { table, root } = this.#given;
      const isRoot = root.name === name && table.namespaces[0] === namespace;
      return isRoot ? (table.format as FormatName) : null;
    }
    const format = formatOfRoot(namespace, name);
    return format !== null && this.#options.formats.includes(format) ? format : null;
  }

  get #known(): Runtime {
    if (this.#runtime === null) throw new Error('no format is chosen');
    return this.#runtime;
  }

  get #attributes(): AttributeJudge {
    if (this.#attributeJudge === null) throw new Error('no format is chosen');
    return this.#attributeJudge;
  }

  /** The declared element whose start tag was read last, its end tag included. Its value, where documents are built. */
  #element(element: RuntimeElement, offset: number, build: boolean): unknown {
    const scanner = this.#scanner;
    const hasAttributes = scanner.attributes.length > 0;
    if (this.#log.path.depth > this.#depthLimit)
      scanner.fail('xml-depth', offset, { limit: this.#depthLimit });
    let content: ContentType = element;
    if (hasAttributes) {
      content = this.#attributes.effectiveType(element, offset);
      if (this.#attributes.isNil(element.row)) return this.#nil(element, content, offset, build);
    }
    return this.#content(element, content, offset, build);
  }

  #content(element: RuntimeElement | null, content: ContentType, offset: number, build: boolean): unknown {
    const { simple, type } = content;
    const row = element?.row ?? null;
    if (simple !== null) {
      if (this.#scanner.attributes.length > 0) this.#attributes.judge(null, null, offset);
      return this.#text(row, simple, offset, build);
    }
    if (type === null) {
      this.#anything();
      return '';
    }
    if (type.row.abstract === true) this.#log.tell('xsd-abstract', offset, { name: row?.element ?? '' });
    const fields: Fields | null = build && !isTextAlone(type) ? {} : null;
    const { nameStart, nameEnd, isEmpty } = this.#scanner;
    if (type.hasRequired || this.#scanner.attributes.length > 0) this.#attributes.judge(type, fields, offset);
    if (fields !== null && type !== (element?.type ?? null)) this.#noteType(fields);
    if (type.simple !== null) {
      const text = this.#text(row, type.simple, offset, build);
      if (fields === null) return text;
      fields['#text'] = text;
      return fields;
    }
    const mark = this.#unique.length;
    if (row?.identity !== undefined && this.#values) this.#beginUnique(row);
    if (isEmpty) this.#endOfContent(row, type.model, 0, 0, offset);
    else {
      this.#children(row, type, fields);
      this.#scanner.endTag(nameStart, nameEnd);
    }
    this.#unique.length = mark;
    return fields;
  }

  /** A document that has another type than its element declares says so, for the writer. */
  #noteType(fields: Fields): void {
    const named = this.#scanner.attributes.find(
      ({ namespace, local }) => namespace === XSI && local === 'type',
    );
    const [prefix, local] = (named?.value.trim() ?? '').split(':');
    if (named === undefined || prefix === undefined) return;
    const uri = this.#scanner.namespaces.resolve(local === undefined ? '' : prefix) ?? '';
    fields['@xsi:type'] = `{${uri}}${local ?? prefix}`;
  }

  /** An element marked as having no value. */
  #nil(element: RuntimeElement, { simple, type }: ContentType, offset: number, build: boolean): unknown {
    const scanner = this.#scanner;
    const { nameStart, nameEnd } = scanner;
    const fields: Fields | null = build && !element.isText ? { '@xsi:nil': 'true' } : null;
    if (simple === null && type !== null) this.#attributes.judge(type, fields, offset);
    else this.#attributes.judge(null, null, offset);
    if (!scanner.isEmpty) {
      const isFilled = scanner.text() !== '' || this.#bytes[scanner.position + 1] !== 0x2f;
      if (isFilled || element.row.fixed !== undefined) {
        this.#log.tell('xsd-nil-content', offset, { name: element.name });
      }
      this.#skipTo(nameStart, nameEnd);
    }
    return element.isText ? '' : fields;
  }

  /** Passes whatever is left of an element, and its end tag. */
  #skipTo(nameStart: number, nameEnd: number): void {
    const scanner = this.#scanner;
    for (;;) {
      scanner.text();
      if (scanner.position >= this.#bytes.length) scanner.malformed('unexpected-end', scanner.position);
      if (this.#bytes[scanner.position + 1] === 0x2f) break;
      const mark = scanner.namespaces.mark;
      scanner.startTag();
      this.#skipElement(mark);
    }
    scanner.endTag(nameStart, nameEnd);
  }

  #beginUnique(row: ElementRow): void {
    for (const constraint of row.identity ?? []) {
      this.#unique.push(new UniqueValues(constraint, this.#log.path.depth));
    }
  }

  /** Text content of the element whose start tag was read last, its end tag included. */
  #text(row: ElementRow | null, type: SimpleType, offset: number, build: boolean): string {
    const scanner = this.#scanner;
    const { nameStart, nameEnd } = scanner;
    let text = '';
    if (!scanner.isEmpty) {
      const start = scanner.position;
      if (scanner.plainText()) {
        const end = scanner.textEnd;
        const characters = scanner.textCharacters;
        const isFinal = scanner.isCollapsed || type.row.whiteSpace === 'preserve';
        scanner.position = end;
        scanner.endTag(nameStart, nameEnd);
        if (isFinal && end > start && this.#isSure(row, type, start, end, characters)) {
          return build ? scanner.slice(start, end, characters === end - start) : '';
        }
        text = scanner.slice(start, end, characters === end - start);
      } else text = this.#mixedText(nameStart, nameEnd);
    }
    const value = applyWhiteSpace(text, type.row.whiteSpace);
    if (this.#values) this.#judgeText(row, type, text, value, offset);
    return value;
  }

  /** True where nothing about the value is left to be judged. */
  #isSure(row: ElementRow | null, type: SimpleType, start: number, end: number, characters: number): boolean {
    if (!this.#values) return true;
    if (type.plain === null || row?.fixed !== undefined || this.#unique.length > 0) return false;
    return type.plain(this.#scanner, start, end, characters);
  }

  #judgeText(row: ElementRow | null, type: SimpleType, text: string, value: string, offset: number): void {
    const initial = row?.fixed ?? row?.default;
    // An element without any content has the value that its declaration gives it.
    if (text === '' && initial !== undefined) this.#attributes.judgeValue(initial, type, undefined, offset);
    else this.#attributes.judgeValue(value, type, row?.fixed, offset);
    const { depth } = this.#log.path;
    for (const unique of this.#unique) {
      const repeated = unique.add(row?.element ?? '', depth, value);
      if (repeated !== null) this.#log.tell('xsd-unique', offset, { value: repeated });
    }
  }

  /** Text with references, sections and comments in it; elements among it are told. */
  #mixedText(nameStart: number, nameEnd: number): string {
    const scanner = this.#scanner;
    let text = scanner.text();
    while (this.#bytes[scanner.position + 1] !== 0x2f) {
      this.#unexpectedInText();
      text += scanner.text();
    }
    scanner.endTag(nameStart, nameEnd);
    return text;
  }

  /** An element where only text may stand. */
  #unexpectedInText(): void {
    const scanner = this.#scanner;
    const offset = scanner.position;
    if (offset >= this.#bytes.length) scanner.malformed('unexpected-end', offset);
    const mark = scanner.namespaces.mark;
    scanner.startTag();
    const name = scanner.localName();
    this.#log.tell('xsd-unexpected-element', offset, { name, expected: [] }, scanner.tagName());
    this.#skipElement(mark);
  }

  #children(row: ElementRow | null, type: RuntimeType, fields: Fields | null): void {
    const scanner = this.#scanner;
    const bytes = this.#bytes;
    const { namespaces } = scanner;
    const { model } = type;
    const width = model.symbols.length;
    const names = this.#known.names;
    const ordinals = model.hasLists ? new Int32Array(width) : null;
    let state = 0;
    let count = 0;
    for (;;) {
      let offset = scanner.position;
      if (!type.isEmpty) while ((bytes[offset] as number) <= 0x20 && isBlank(bytes[offset])) offset += 1;
      scanner.position = offset;
      const next = bytes[offset + 1];
      if (bytes[offset] !== 0x3c || next === 0x21 || next === 0x3f) {
        this.#textAmongElements(row, type);
        continue;
      }
      if (next === 0x2f) break;
      const mark = namespaces.mark;
      scanner.startTag();
      const id = names.find(scanner.localHash, bytes, scanner.localStart, scanner.nameEnd, scanner.namespace);
      const symbol = id === -1 ? -1 : (type.symbols[id] as number);
      let target = symbol === -1 ? -1 : (model.transitions[state * width + symbol] as number);
      if (target === -1) target = this.#elsewhere(row, model, state, symbol, offset);
      if (target >= 0) {
        const position = model.positions[target] as Position;
        if (target === state - 1 && position.max > 1) {
          if (count === position.max) this.#tellTooMany(position, offset);
          count += 1;
        } else {
          if (count < (model.least[state] as number)) this.#tellMissing(row, model, state, offset);
          count = 1;
        }
        state = target + 1;
        if (position.wildcard === null) this.#child(position, model, fields, ordinals, offset);
        else this.#wild(position.wildcard, fields, mark, offset);
      } else if (target === SIGNATURE) this.#wild(SKIP, fields, mark, offset);
      else this.#outOfPlace(model, symbol, fields, ordinals, mark, offset);
      namespaces.forget(mark);
    }
    this.#endOfContent(row, model, state, count, scanner.position);
  }

  /**
   * The element whose start tag was read last does not lead on by its name. Answers the wildcard that takes it;
   * or SIGNATURE for what stands outside the model; or, after telling what is wrong, the position to go on from,
   * or OUT_OF_PLACE.
   */
  #elsewhere(
    row: ElementRow | null,
    model: ContentModel,
    state: number,
    symbol: number,
    offset: number,
  ): number {
    if (model.hasWildcard) {
      const target = this.#wildcardTarget(model, state);
      if (target !== -1) return target;
    }
    if (this.#isSignature()) return SIGNATURE;
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
    const facts = { name, expected };
    // By its name it would fit: then what is wrong is where the name comes from.
    if (symbol === -1 && expected.includes(name)) {
      const value = this.#scanner.namespaceName();
      this.#log.tell('xsd-namespace', offset, { ...facts, value }, this.#scanner.tagName());
    } else this.#log.tell('xsd-unexpected-element', offset, facts, this.#scanner.tagName());
    return OUT_OF_PLACE;
  }

  #wildcardTarget(model: ContentModel, state: number): number {
    const { namespace } = this.#scanner;
    const takes = (p: number) => this.#known.takes(model.positions[p]?.wildcard ?? NOTHING, namespace);
    const current = model.positions[state - 1];
    const isAgain = current?.wildcard != null && current.max > 1;
    if (isAgain && takes(state - 1)) return state - 1;
    return (model.wildcards[state] ?? []).find(takes) ?? -1;
  }

  #isSignature(): boolean {
    if (this.#log.path.depth !== 1 || this.#known.table.envelopedSignature !== true) return false;
    return isSignature(this.#scanner.namespaceName(), this.#scanner.localName());
  }

  /** An element told to be in the wrong place is still read where the type knows it, so that it can be judged. */
  #outOfPlace(
    model: ContentModel,
    symbol: number,
    fields: Fields | null,
    ordinals: Int32Array | null,
    mark: number,
    offset: number,
  ): void {
    const position = symbol === -1 ? undefined : model.positions.find((place) => place.symbol === symbol);
    if (position === undefined) this.#skipElement(mark);
    else this.#child(position, model, fields, ordinals, offset);
  }

  #child(
    position: Position,
    model: ContentModel,
    fields: Fields | null,
    ordinals: Int32Array | null,
    offset: number,
  ): void {
    position.element ??= new RuntimeElement(position.row as ElementRow, this.#known);
    const { element, symbol } = position;
    const { name } = element;
    const isMany = ordinals !== null && model.symbols[symbol]?.many === true;
    let ordinal = 0;
    if (isMany) {
      ordinal = (ordinals[symbol] as number) + 1;
      ordinals[symbol] = ordinal;
    }
    const { path } = this.#log;
    path.enter(name, ordinal);
    if (this.#unique.length > 0) for (const unique of this.#unique) unique.enter(name, path.depth);
    const value = this.#element(element, offset, fields !== null);
    path.leave();
    if (fields === null) return;
    if (isMany) listIn(fields, name).push(value);
    else fields[name] ??= value;
  }

  /** What stands among elements beside them: comments and instructions pass, text only in mixed content. */
  #textAmongElements(row: ElementRow | null, type: RuntimeType): void {
    const scanner = this.#scanner;
    const offset = scanner.position;
    if (offset >= this.#bytes.length) scanner.malformed('unexpected-end', offset, row?.element);
    if (scanner.startsWith('<!--')) scanner.comment();
    else if (scanner.startsWith('<?')) scanner.instruction();
    else {
      const text = scanner.text();
      const isRefused = type.isEmpty ? text !== '' : /[^ \t\n\r]/.test(text);
      if (isRefused && !type.isMixed) this.#log.tell('xsd-text', offset, { name: row?.element ?? '' });
    }
  }

  #endOfContent(
    row: ElementRow | null,
    model: ContentModel,
    state: number,
    count: number,
    offset: number,
  ): void {
    if (model.accepts[state] !== true || count < (model.least[state] as number)) {
      this.#tellMissing(row, model, state, offset);
    }
  }

  /**
   * An element that a wildcard takes. A document keeps it as text that stands by itself: prefixes declared
   * further up are declared in it again.
   */
  #wild(wildcard: WildcardRow, fields: Fields | null, mark: number, offset: number): void {
    const scanner = this.#scanner;
    const { nameEnd } = scanner;
    if (wildcard.process === 'skip') this.#skipElement(mark);
    else this.#assess(wildcard.process, offset);
    if (fields === null) return;
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

  /** Judges an element as a wildcard asks (XML Schema Part 1, Schema-Validity Assessment (Element)). */
  #assess(process: 'strict' | 'lax', offset: number): void {
    const scanner = this.#scanner;
    const name = scanner.localName();
    const runtime = this.#known;
    const { localHash, localStart, nameEnd, namespace } = scanner;
    const id =
      namespace === FOREIGN_NAMESPACE
        ? -1
        : runtime.names.find(localHash, this.#bytes, localStart, nameEnd, namespace);
    const global = id === -1 ? null : runtime.global(id);
    this.#log.path.enter(name, 0);
    if (this.#log.path.depth > this.#depthLimit)
      scanner.fail('xml-depth', offset, { limit: this.#depthLimit });
    if (global !== null) this.#element(global, offset, false);
    else {
      const type = scanner.attributes.length === 0 ? null : this.#attributes.namedType(name);
      if (type === null && process === 'strict') this.#log.tell('xsd-undeclared', offset, { name });
      this.#content(null, type ?? ANYTHING, offset, false);
    }
    this.#log.path.leave();
  }

  /** The content of an element of which nothing is declared: what is declared further down is judged. */
  #anything(): void {
    const scanner = this.#scanner;
    if (scanner.isEmpty) return;
    const { nameStart, nameEnd } = scanner;
    for (;;) {
      scanner.text();
      const offset = scanner.position;
      if (offset >= this.#bytes.length) scanner.malformed('unexpected-end', offset);
      if (this.#bytes[offset + 1] === 0x2f) break;
      const mark = scanner.namespaces.mark;
      scanner.startTag();
      this.#assess('lax', offset);
      scanner.namespaces.forget(mark);
    }
    scanner.endTag(nameStart, nameEnd);
  }

  #skipElement(mark: number): void {
    this.#scanner.skipElement(mark, this.#log.path.depth, this.#depthLimit);
  }

  #tellMissing(row: ElementRow | null, model: ContentModel, state: number, offset: number): void {
    const expected = model.required(state);
    const current = model.positions[state - 1]?.row?.element;
    const names = expected.length > 0 || current === undefined ? expected : [current];
    this.#log.tell('xsd-missing-element', offset, { name: row?.element ?? '', expected: names });
  }

  #tellTooMany({ row, max }: Position, offset: number): void {
    this.#log.tell('xsd-too-many', offset, { name: row?.element ?? '', limit: max }, row?.element);
  }
}

const OUT_OF_PLACE = -1;
const SIGNATURE = -2;
const NOTHING: WildcardRow = { namespaces: [], process: 'skip' };
const SKIP: WildcardRow = { namespaces: '##any', process: 'skip' };

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
