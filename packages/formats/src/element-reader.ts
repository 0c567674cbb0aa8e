/** Reads elements: walks their bytes and the rows of their table side by side, judges, and builds what is asked for. */
import { AttributeJudge, XSI } from './attribute-judge.ts';
import { applyWhiteSpace, isBlank } from './characters.ts';
import type { ContentModel, Position } from './content-model.ts';
import { escapedUri, FOREIGN_NAMESPACE } from './namespaces.ts';
import { OrderJudge, SIGNATURE } from './order-judge.ts';
import { Ordinals } from './ordinals.ts';
import type { ProblemLog } from './problem-log.ts';
import {
  ANYTHING,
  type ContentType,
  isTextAlone,
  type Runtime,
  RuntimeElement,
  type RuntimeType,
} from './runtime.ts';
import type { Scanner } from './scanner.ts';
import type { SimpleType } from './simple-type.ts';
import type { ElementRow, WildcardRow } from './table.ts';
import { UniqueValues } from './unique-values.ts';

export type Fields = Record<string, unknown>;

export interface ElementOptions {
  /** Judge values by their types too, not structure alone. */
  readonly values: boolean;
  /** How many levels of elements there may be. */
  readonly depth: number;
  /** Names of elements that are judged, and that no document holds. */
  readonly without?: ReadonlySet<string> | undefined;
}

export class ElementReader {
  readonly #scanner: Scanner;
  readonly #bytes: Uint8Array;
  readonly #log: ProblemLog;
  readonly #runtime: Runtime;
  readonly #values: boolean;
  readonly #depthLimit: number;
  readonly #without: ReadonlySet<string> | null;
  readonly #attributes: AttributeJudge;
  readonly #order: OrderJudge;
  readonly #unique: UniqueValues[] = [];

  constructor(scanner: Scanner, log: ProblemLog, runtime: Runtime, options: ElementOptions) {
    this.#scanner = scanner;
    this.#bytes = scanner.bytes;
    this.#log = log;
    this.#runtime = runtime;
    this.#values = options.values;
    this.#depthLimit = options.depth;
    this.#without = options.without ?? null;
    this.#attributes = new AttributeJudge(scanner, log, runtime, options.values);
    this.#order = new OrderJudge(scanner, log, runtime);
  }

  /** The declared element whose start tag was read last, its end tag included. Its value, where documents are built. */
  element(element: RuntimeElement, offset: number, build: boolean): unknown {
    const scanner = this.#scanner;
    const hasAttributes = scanner.attributes.length > 0;
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
    if (isEmpty) this.#order.endOfContent(row, type.model, 0, 0, offset);
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
    const fields: Fields | null = build && element.text === null ? { '@xsi:nil': 'true' } : null;
    if (simple === null && type !== null) this.#attributes.judge(type, fields, offset);
    else this.#attributes.judge(null, null, offset);
    if (!scanner.isEmpty) {
      const isFilled = scanner.text() !== '' || this.#bytes[scanner.position + 1] !== 0x2f;
      if (isFilled || element.row.fixed !== undefined) {
        this.#log.tell('xsd-nil-content', offset, { name: element.name });
      }
      this.#skipTo(nameStart, nameEnd);
    }
    return element.text === null ? fields : '';
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
    const names = this.#runtime.names;
    let ordinals: Ordinals | null = null;
    const isPlain = this.#values && this.#unique.length === 0 && this.#log.path.depth < this.#depthLimit;
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
      const likely = model.likely[state] as Position | null;
      const element = likely === null ? null : likely.element;
      let target = likely === null ? -1 : likely.index;
      let symbol = -1;
      const isLeaf = isPlain && element !== null && this.#isPlainLeaf(element);
      if (!isLeaf && (element === null || !this.#isTagOf(element))) {
        scanner.startTag();
        const { localHash, localStart, nameEnd, namespace } = scanner;
        const id = names.find(localHash, bytes, localStart, nameEnd, namespace);
        symbol = id === -1 ? -1 : (type.symbols[id] as number);
        target = symbol === -1 ? -1 : (model.transitions[state * width + symbol] as number);
        model.likely[state] = target === -1 ? null : (model.positions[target] as Position);
        if (target === -1) target = this.#order.elsewhere(row, model, state, symbol, offset);
      }
      if (target >= 0) {
        const position = model.positions[target] as Position;
        if (target === state - 1 && position.max > 1) {
          if (count === position.max) this.#order.tellTooMany(position, offset);
          count += 1;
        } else {
          if (count < (model.least[state] as number)) this.#order.tellTooFew(row, model, state, offset);
          count = 1;
        }
        state = target + 1;
        if (position.many) ordinals ??= new Ordinals();
        const ordinal = position.many && ordinals !== null ? ordinals.next(position.symbol) : 0;
        if (isLeaf) {
          if (fields !== null) this.#keepLeaf(element, position.many, fields);
        } else if (position.wildcard === null) this.#child(position, ordinal, fields, offset);
        else this.#wild(position.wildcard, fields, mark, offset);
      } else if (target === SIGNATURE) this.#wild(SKIP, fields, mark, offset);
      else {
        ordinals ??= new Ordinals();
        this.#outOfPlace(model, symbol, fields, ordinals, mark, offset);
      }
      namespaces.forget(mark);
    }
    this.#order.endOfContent(row, model, state, count, scanner.position);
  }

  /** Reads an element that is a plain value and surely a right one, as most are; false, with nothing read, for others. */
  #isPlainLeaf(element: RuntimeElement): boolean {
    const scanner = this.#scanner;
    const start = scanner.position;
    const { judge, tagsStart, tagsMiddle, tagsEnd, namespace, hasSpaceRule } = element;
    const tags = this.#runtime.tags.bytes;
    if (judge === null || !scanner.knownLeaf(tags, tagsStart, tagsMiddle, tagsEnd, namespace)) return false;
    const { textStart, textEnd, textCharacters } = scanner;
    const isFinal = textEnd > textStart && (scanner.isCollapsed || !hasSpaceRule);
    if (isFinal && judge(scanner, textStart, textEnd, textCharacters)) return true;
    scanner.position = start;
    return false;
  }

  /** Reads a start tag where it is that of the element, as most documents have it; false, with nothing read, for others. */
  #isTagOf({ tagsStart, tagsMiddle, namespace }: RuntimeElement): boolean {
    return this.#scanner.knownTag(this.#runtime.tags.bytes, tagsStart, tagsMiddle, namespace);
  }

  #keepLeaf({ name }: RuntimeElement, many: boolean, fields: Fields): void {
    const { textStart, textEnd, textCharacters } = this.#scanner;
    const value = this.#scanner.slice(textStart, textEnd, textCharacters === textEnd - textStart);
    if (many) listIn(fields, name).push(value);
    else fields[name] = value;
  }

  /** An element told to be in the wrong place is still read where the type knows it, so that it can be judged. */
  #outOfPlace(
    model: ContentModel,
    symbol: number,
    fields: Fields | null,
    ordinals: Ordinals,
    mark: number,
    offset: number,
  ): void {
    const position = symbol === -1 ? undefined : model.positions.find((place) => place.symbol === symbol);
    if (position === undefined) this.#skipElement(mark);
    else this.#child(position, position.many ? ordinals.next(symbol) : 0, fields, offset);
  }

  /** @param ordinal which one of its name it is, from 1; 0 where there can be only one */
  #child(position: Position, ordinal: number, fields: Fields | null, offset: number): void {
    position.element ??= new RuntimeElement(position.row as ElementRow, this.#runtime);
    const { element, many } = position;
    const { name } = element;
    const { path } = this.#log;
    path.enter(name, ordinal);
    if (path.depth > this.#depthLimit) this.#scanner.fail('xml-depth', offset, { limit: this.#depthLimit });
    if (this.#unique.length > 0) for (const unique of this.#unique) unique.enter(name, path.depth);
    const isKept = fields !== null && this.#without?.has(name) !== true;
    const value = this.#value(element, offset, isKept);
    path.leave();
    if (!isKept) return;
    if (many) listIn(fields, name).push(value);
    else fields[name] = value;
  }

  /** An element as `element` has it; most are one of two kinds of which there is little to say. */
  #value(element: RuntimeElement, offset: number, build: boolean): unknown {
    if (this.#scanner.attributes.length > 0) return this.element(element, offset, build);
    const { row, simple, type } = element;
    if (simple !== null) return this.#text(row, simple, offset, build);
    if (type === null || !element.isContainer) return this.element(element, offset, build);
    const fields: Fields | null = build ? {} : null;
    const { nameStart, nameEnd, isEmpty } = this.#scanner;
    if (isEmpty) this.#order.endOfContent(row, type.model, 0, 0, offset);
    else {
      this.#children(row, type, fields);
      this.#scanner.endTag(nameStart, nameEnd);
    }
    return fields;
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
      .map(([prefix, uri]) => ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapedUri(uri)}"`)
      .join('');
    const start = scanner.slice(offset, nameEnd, false);
    listIn(fields, '#any').push(start + declared + scanner.slice(nameEnd, scanner.position, false));
  }

  /** Judges an element as a wildcard asks (XML Schema Part 1, Schema-Validity Assessment (Element)). */
  #assess(process: 'strict' | 'lax', offset: number): void {
    const scanner = this.#scanner;
    const name = scanner.localName();
    const runtime = this.#runtime;
    const { localHash, localStart, nameEnd, namespace } = scanner;
    const id =
      namespace === FOREIGN_NAMESPACE
        ? -1
        : runtime.names.find(localHash, this.#bytes, localStart, nameEnd, namespace);
    const global = id === -1 ? null : runtime.global(id);
    this.#log.path.enter(name, 0);
    if (this.#log.path.depth > this.#depthLimit)
      scanner.fail('xml-depth', offset, { limit: this.#depthLimit });
    if (global !== null) this.element(global, offset, false);
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
}

const SKIP: WildcardRow = { namespaces: '##any', process: 'skip' };

/** The list under a key, made where it is absent. */
function listIn(fields: Fields, key: string): unknown[] {
  const known = fields[key];
  if (Array.isArray(known)) return known;
  const list: unknown[] = [];
  fields[key] = list;
  return list;
}
