/** The engine that writes: asks the automaton what comes next, so that order is the schema's, not the caller's. */
import { XSI } from './attribute-judge.ts';
import { ByteSink } from './byte-sink.ts';
import { applyWhiteSpace, isXmlCharacter } from './characters.ts';
import { type ContentModel, orderedValues, type Position } from './content-model.ts';
import { DocumentTags } from './document-tags.ts';
import type { FormatName } from './formats.ts';
import { fragmentName, isSignature } from './fragment.ts';
import { escapedUri } from './namespaces.ts';
import type { Problem } from './problem.ts';
import { ProblemLog, TooManyProblems } from './problem-log.ts';
import { type ContentType, type Runtime, RuntimeElement, type RuntimeType, type Tags } from './runtime.ts';
import type { SimpleType } from './simple-type.ts';
import type { AttributeRow } from './table.ts';

export interface WriterOptions {
  /** Text that one level is moved in by; empty for a document on one line. */
  readonly indent: string;
}

/** Writes the content of a root element; problems say what of it the format does not take. */
export function writeDocument(
  root: unknown,
  runtime: Runtime,
  options: WriterOptions,
): { bytes: Uint8Array; problems: readonly Problem[] } {
  return new Writer(runtime, options).run(root);
}

type Fields = Readonly<Record<string, unknown>>;

const encoder = new TextEncoder();
const [EMPTY_END, EQUALS_QUOTE, CLOSING_QUOTE] = ['/>', '="', '"'].map((text) => encoder.encode(text)) as [
  Uint8Array,
  Uint8Array,
  Uint8Array,
  Uint8Array,
];
/** As many levels as are read. */
const MAX_DEPTH = 100;
const AT = 0x40;
const GREATER_THAN = 0x3e;
const TYPE_KEY = '@xsi:type';
const NIL_KEY = '@xsi:nil';

const attributeNames = new Map<string, Uint8Array>();

class Writer {
  readonly #log = new ProblemLog(null);
  readonly #sink = new ByteSink();
  readonly #runtime: Runtime;
  readonly #indent: string;
  readonly #tags: DocumentTags;

  constructor(runtime: Runtime, options: WriterOptions) {
    this.#runtime = runtime;
    this.#log.format = runtime.table.format as FormatName;
    this.#indent = options.indent;
    this.#tags = new DocumentTags(runtime, options.indent === '' ? '' : '\n');
  }

  /**
   * Where a format has several namespaces, the root's content is written first: only then is it known which of them
   * the root has to declare.
   */
  run(root: unknown): { bytes: Uint8Array; problems: readonly Problem[] } {
    const { problems } = this.#log;
    const element = this.#runtime.root;
    const isSimple = this.#runtime.table.namespaces.length === 1;
    this.#log.path.enter(element.name, 0);
    try {
      if (isSimple) this.#sink.put(this.#tags.head(element));
      this.#element(element, root, true);
      if (!isSimple) this.#sink.putFirst(this.#tags.head(element));
      return { bytes: this.#sink.finish(), problems };
    } catch (error) {
      this.#sink.release();
      if (error instanceof TooManyProblems) return { bytes: new Uint8Array(), problems };
      throw error;
    }
  }

  /** @param isRoot its start tag, but for attributes, is written later */
  #element(element: RuntimeElement, value: unknown, isRoot = false): void {
    const sink = this.#sink;
    const tags = this.#tags.of(element);
    const { text } = element;
    if (text !== null && typeof value === 'string') {
      sink.put(tags.whole);
      this.#value(value, text, '', false);
      sink.put(tags.end);
    } else if (text !== null || element.type === null) this.#tellShape(element.name, '"…"', '');
    else if (!isFields(value)) this.#tellShape(element.name, '{ … }', '');
    else {
      if (!isRoot) sink.put(tags.start);
      this.#complex(element, element.type, value, tags);
    }
  }

  #complex(element: RuntimeElement, type: RuntimeType, fields: Fields, tags: Tags): void {
    const sink = this.#sink;
    const start = sink.position;
    const problems = this.#log.problems.length;
    if (type.simple === null && this.#contentAsGiven(type, fields)) {
      if (sink.position === start) sink.put(EMPTY_END);
      else {
        this.#lineBreak(0);
        sink.put(tags.end);
      }
      return;
    }
    sink.position = start;
    this.#log.problems.length = problems;
    this.#contentInOrder(element, type, fields, tags);
  }

  /** Attributes, the end of the start tag, and children; nothing where there is none of these. */
  #contentAsGiven(type: RuntimeType, fields: Fields): boolean {
    const sink = this.#sink;
    if (type.attributes.size > 0) this.#attributes(type, fields);
    const start = sink.position;
    const problems = this.#log.problems.length;
    sink.putByte(GREATER_THAN);
    if (!this.#asBefore(type, fields)) {
      sink.position = start + 1;
      this.#log.problems.length = problems;
      if (!this.#asGiven(type, fields)) return false;
    }
    if (sink.position === start + 1) sink.position = start;
    return type.attributes.size === 0 || sink.position !== start;
  }

  #contentInOrder(element: RuntimeElement, declared: RuntimeType, fields: Fields, tags: Tags): void {
    const sink = this.#sink;
    const type =
      fields[TYPE_KEY] === undefined ? declared : this.#namedType(element, declared, fields[TYPE_KEY]);
    if (fields[NIL_KEY] !== undefined) sink.putText(` xmlns:xsi="${XSI}" xsi:nil="true"`);
    this.#attributes(type, fields);
    const start = sink.position;
    sink.putByte(GREATER_THAN);
    if (type.simple !== null) this.#textField(type, type.simple, fields);
    else {
      this.#inOrder(element, type, fields);
      if (sink.position === start + 1) {
        sink.position = start;
        sink.put(EMPTY_END);
        return;
      }
      this.#lineBreak(0);
    }
    sink.put(tags.end);
  }

  #lineBreak(more: number): void {
    if (this.#indent !== '') this.#sink.putText(`\n${this.#indent.repeat(this.#log.path.depth - 1 + more)}`);
  }

  /** Writes the children where they have the very keys of the element of this type that was written last. */
  #asBefore(type: RuntimeType, fields: Fields): boolean {
    const { plan } = type;
    if (plan === null) return false;
    const { keys, positions, leaves } = plan;
    const sink = this.#sink;
    const isCompact = this.#indent === '';
    const tags = this.#runtime.tags.bytes;
    const problems = this.#log.problems.length;
    let k = 0;
    for (const key in fields) {
      if (key !== keys[k]) return false;
      const position = positions[k] as Position | null;
      const leaf = leaves[k] as RuntimeElement | null;
      k += 1;
      if (position === null) continue;
      const value = fields[key];
      if (leaf !== null && isCompact && typeof value === 'string') {
        const { tagsStart, tagsMiddle, tagsEnd, isCollapsing } = leaf;
        if (sink.leaf(tags, tagsStart, tagsMiddle, tagsEnd, value, isCollapsing)) continue;
      }
      if (!position.many) {
        if (value === undefined) return false;
        this.#child(position, value, 0);
      } else {
        if (!Array.isArray(value)) return false;
        if (value.length < Math.max(position.min, 1) || value.length > position.max) return false;
        for (let i = 0; i < value.length; i += 1) this.#child(position, value[i], i + 1);
      }
    }
    return k === keys.length && this.#log.problems.length === problems;
  }

  /**
   * Writes the children in the order in which they are given, as long as that is the order of the schema. False
   * where it is not, or anything else is to be looked at more closely: what was written is then void.
   */
  #asGiven(type: RuntimeType, fields: Fields): boolean {
    const { model } = type;
    const width = model.symbols.length;
    const keys: string[] = [];
    const positions: (Position | null)[] = [];
    let isRegular = true;
    let state = 0;
    let count = 0;
    // Not Object.keys: engines read the values of a plain loop over keys far faster. Inherited keys, which documents
    // do not have, would be looked at more closely.
    for (const key in fields) {
      const value = fields[key];
      if (value === undefined) {
        isRegular = false;
        continue;
      }
      keys.push(key);
      if (key.charCodeAt(0) === AT) {
        if (!type.attributes.has(key.slice(1))) return false;
        positions.push(null);
        continue;
      }
      const symbol = model.symbolOf(key);
      if (symbol === -1) return false;
      const list = model.symbols[symbol]?.many === true ? value : null;
      if (list !== null && !Array.isArray(list)) return false;
      const times = list === null ? 1 : list.length;
      for (let i = 0; i < times; i += 1) {
        const target = model.transitions[state * width + symbol] as number;
        // Positions only go up: going round again would be another order than that of the schema.
        if (target < 0 || target < state - 1) return false;
        const position = model.positions[target] as Position;
        if (target === state - 1) {
          if (position.max === 1 || count === position.max) return false;
          count += 1;
        } else {
          if (count < (model.least[state] as number)) return false;
          // A list that is spread over several positions is no case for a plan.
          if (i > 0) isRegular = false;
          count = 1;
        }
        if (i === 0) positions.push(position);
        state = target + 1;
        this.#child(position, list === null ? value : list[i], list === null ? 0 : i + 1);
      }
      if (times === 0) isRegular = false;
    }
    const isAccepted = model.accepts[state] === true && count >= (model.least[state] as number);
    if (isAccepted && isRegular) {
      const leaves = positions.map((position) => leafOf(position));
      type.plan = { keys, positions, leaves };
    }
    return isAccepted;
  }

  #child(position: Position, value: unknown, ordinal: number): void {
    if (position.row === null) return;
    position.element ??= new RuntimeElement(position.row, this.#runtime);
    this.#lineBreak(1);
    this.#log.path.enter(position.element.name, ordinal);
    // A document that holds itself would be written for ever.
    if (this.#log.path.depth > MAX_DEPTH) {
      this.#log.tell('xml-depth', null, { limit: MAX_DEPTH });
      throw new TooManyProblems();
    }
    this.#element(position.element, value);
    this.#log.path.leave();
  }

  /** Writes the children in the order of the schema, and tells what is missing, unknown or too much. */
  #inOrder(element: RuntimeElement, type: RuntimeType, fields: Fields): void {
    const { model } = type;
    const lists = this.#lists(type, fields);
    const { steps, missing, left } = orderedValues(
      model,
      lists.map((list) => list.length),
    );
    for (const { position, index } of steps) {
      const list = lists[position.symbol + 1] ?? [];
      if (position.row === null) this.#fragment(list[index], () => true);
      else {
        const isMany = model.symbols[position.symbol]?.many === true;
        this.#child(position, list[index], isMany ? index + 1 : 0);
      }
    }
    for (const expected of missing) this.#log.tell('format-missing', null, { name: element.name, expected });
    for (const [index, from] of left.entries())
      this.#leftover(element, model, lists[index] ?? [], index, from);
  }

  /** Values that no way through the model takes; a signature beside the model is written last. */
  #leftover(
    element: RuntimeElement,
    model: ContentModel,
    list: readonly unknown[],
    index: number,
    from: number,
  ): void {
    if (from >= list.length) return;
    const name = index === 0 ? '#any' : (model.symbols[index - 1]?.name ?? '');
    const isSigned = element === this.#runtime.root && this.#runtime.table.envelopedSignature === true;
    if (index !== 0 || !isSigned) this.#log.tell('format-conflict', null, { name }, name);
    else for (const value of list.slice(from)) this.#fragment(value, isSignature);
  }

  /** An element kept as text, written as it is. */
  #fragment(value: unknown, isAllowed: (namespace: string, local: string) => boolean): void {
    const name = typeof value === 'string' ? fragmentName(value) : null;
    if (typeof value === 'string' && name !== null && isAllowed(name.namespace, name.local)) {
      this.#lineBreak(1);
      this.#sink.putText(value);
    } else this.#tellShape('#any', '<… xmlns="…">…</…>', '#any');
  }

  /** The values to write: elements kept as text first, then by symbol. Keys that the type does not know are told. */
  #lists(type: RuntimeType, fields: Fields): (readonly unknown[])[] {
    const { model } = type;
    const lists: (readonly unknown[])[] = [-1, ...model.symbols.keys()].map(() => []);
    for (const [key, value] of Object.entries(fields)) {
      if (value === undefined || key.startsWith('@')) continue;
      const symbol = model.symbolOf(key);
      if (symbol === -1 && key !== '#any') {
        const expected = model.symbols.map(({ name }) => name);
        this.#log.tell('format-unknown-key', null, { name: key, expected }, key);
      } else if (key !== '#any' && model.symbols[symbol]?.many !== true) lists[symbol + 1] = [value];
      else if (Array.isArray(value)) lists[symbol + 1] = value;
      else this.#tellShape(key, '[ … ]', key);
    }
    for (const key of Object.keys(fields)) {
      if (!key.startsWith('@') || key === TYPE_KEY || key === NIL_KEY || fields[key] === undefined) continue;
      if (!type.attributes.has(key.slice(1)))
        this.#log.tell('xsd-attribute', null, { name: key.slice(1) }, key);
    }
    return lists;
  }

  #attributes(type: RuntimeType, fields: Fields): void {
    for (const [name, row] of type.attributes) {
      const value = fields[`@${name}`];
      if (value !== undefined) this.#attribute(row, value);
      else if (row.required === true) this.#log.tell('xsd-missing-attribute', null, { name }, `@${name}`);
    }
  }

  #attribute({ attribute: name, simple }: AttributeRow, value: unknown): void {
    if (typeof value !== 'string') {
      this.#tellShape(`@${name}`, '"…"', `@${name}`);
      return;
    }
    let bytes = attributeNames.get(name);
    if (bytes === undefined) {
      bytes = encoder.encode(` ${name}`);
      attributeNames.set(name, bytes);
    }
    this.#sink.put(bytes);
    this.#sink.put(EQUALS_QUOTE);
    this.#value(value, this.#runtime.simple(simple), `@${name}`, true);
    this.#sink.put(CLOSING_QUOTE);
  }

  #textField(type: RuntimeType, simple: SimpleType, fields: Fields): void {
    for (const key of Object.keys(fields)) {
      if (key === '#text' || key === TYPE_KEY || key === NIL_KEY || type.attributes.has(key.slice(1)))
        continue;
      if (fields[key] === undefined) continue;
      if (key.startsWith('@')) this.#log.tell('xsd-attribute', null, { name: key.slice(1) }, key);
      else this.#log.tell('format-unknown-key', null, { name: key, expected: ['#text'] }, key);
    }
    const value = fields['#text'];
    if (typeof value === 'string') this.#value(value, simple, '#text', false);
    else this.#tellShape('#text', '"…"', '#text');
  }

  /** The value as it will be read back; characters that XML cannot carry are told. */
  #value(value: string, { row: { whiteSpace } }: SimpleType, below: string, isAttribute: boolean): void {
    if (this.#sink.value(value, whiteSpace, isAttribute)) return;
    const clean = applyWhiteSpace(value, whiteSpace);
    if (this.#sink.value(clean, whiteSpace, isAttribute)) return;
    this.#log.tell('xml-character', null, { value: firstForbidden(clean) }, below);
  }

  /** The type that the document names for an element of a derived type. */
  #namedType(element: RuntimeElement, declared: RuntimeType, value: unknown): RuntimeType {
    const [, uri = '', local = ''] = /^\{(.*)\}(.+)$/.exec(String(value)) ?? [];
    const named: ContentType | null = this.#runtime.typeNamed(uri, local);
    if (named?.type == null || !this.#runtime.isDerived(named, element)) {
      this.#log.tell('xsd-xsi-type', null, { name: element.name, value: String(value) }, TYPE_KEY);
      return declared;
    }
    this.#sink.putText(` xmlns:xsi="${XSI}" xmlns:xt="${escapedUri(uri)}" xsi:type="xt:${local}"`);
    return named.type;
  }

  #tellShape(name: string, expected: string, below: string): void {
    this.#log.tell('format-shape', null, { name, expected: [expected] }, below);
  }
}

/** The element of a position where it is a plain value, not in a list, in the namespace that needs no prefix. */
function leafOf(position: Position | null): RuntimeElement | null {
  const element = position?.element ?? null;
  const isLeaf = element !== null && element.text !== null && element.namespace === 0;
  return isLeaf && position?.many === false ? element : null;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function firstForbidden(value: string): string {
  for (const character of value) {
    const codePoint = character.codePointAt(0) ?? 0;
    if (!isXmlCharacter(codePoint)) return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
  }
  return '';
}
