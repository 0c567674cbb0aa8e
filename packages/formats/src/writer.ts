/** The engine that writes: asks the automaton what comes next, so that order is the schema's, not the caller's. */
import { applyWhiteSpace, isXmlCharacter } from './characters.ts';
import type { ContentModel, Position } from './content-model.ts';
import type { FormatName } from './formats.ts';
import { fragmentName, isSignature } from './fragment.ts';
import type { Problem } from './problem.ts';
import { ProblemLog } from './problem-log.ts';
import type { Runtime, RuntimeType } from './runtime.ts';
import type { AttributeRow, ElementRow, SimpleTypeRow } from './table.ts';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';

export interface WriterOptions {
  /** Text that one level is moved in by; empty for a document on one line. */
  readonly indent: string;
}

/** Writes the content of a root element; problems say what of it the format does not take. */
export function writeDocument(
  root: unknown,
  runtime: Runtime,
  options: WriterOptions,
): { text: string; problems: readonly Problem[] } {
  const writer = new Writer(runtime, options);
  return { text: writer.run(root), problems: writer.log.problems };
}

type Fields = Readonly<Record<string, unknown>>;

/** The values of one element name, and how many of them are written. */
interface Queue {
  readonly values: readonly unknown[];
  next: number;
}

class Writer {
  readonly log = new ProblemLog(null);
  readonly #runtime: Runtime;
  readonly #indent: string;

  constructor(runtime: Runtime, options: WriterOptions) {
    this.#runtime = runtime;
    this.log.format = runtime.table.format as FormatName;
    this.#indent = options.indent;
  }

  run(root: unknown): string {
    const { table } = this.#runtime;
    const namespaces = table.namespaces.map((uri, index) => {
      return index === 0 ? ` xmlns="${escapeAttribute(uri)}"` : ` xmlns:n${index}="${escapeAttribute(uri)}"`;
    });
    this.log.path.push(`/${table.root.element}`);
    const element = this.#element(table.root, root, namespaces.join(''));
    this.log.path.pop();
    return DECLARATION + (this.#indent === '' ? '' : '\n') + element;
  }

  #element(row: ElementRow, value: unknown, declarations = ''): string {
    const name = this.#qualified(row);
    const type = this.#runtime.typeOf(row);
    if (type === null) {
      return `<${name}${declarations}>${this.#text(value, row.simple ?? -1)}</${name}>`;
    }
    if (!isFields(value)) {
      this.log.tell('format-shape', null, { name: row.element, expected: ['{ … }'] });
      return '';
    }
    const fields = value;
    const start = `<${name}${declarations}${this.#attributes(type, fields)}`;
    if (type.simple !== null) return `${start}>${this.#textField(type.simple, fields)}</${name}>`;
    const children = this.#children(row, type, fields);
    if (children === '') return `${start}/>`;
    return `${start}>${children}${this.#lineBreak(0)}</${name}>`;
  }

  #qualified(row: ElementRow): string {
    const namespace = row.namespace ?? 0;
    return namespace === 0 ? row.element : `n${namespace}:${row.element}`;
  }

  #lineBreak(more: number): string {
    return this.#indent === '' ? '' : `\n${this.#indent.repeat(this.log.path.length - 1 + more)}`;
  }

  /** Walks the automaton: of what may come next, takes the first that has a value left. */
  #children(row: ElementRow, type: RuntimeType, fields: Fields): string {
    const { model } = type;
    const queues = this.#queues(type, fields);
    const isLeft = (position: Position | undefined) =>
      position !== undefined && hasMore(queues[position.symbol + 1]);
    let state = 0;
    let count = 0;
    let written = '';
    for (;;) {
      const current = model.positions[state - 1];
      const isAgain = current !== undefined && count < current.max && isLeft(current);
      let target = isAgain ? state - 1 : this.#next(model, state, isLeft);
      if (!isAgain && current !== undefined && count < current.min) {
        this.#tellMissing(row, [current.row?.element ?? '#any']);
      } else if (target === -1 && model.accepts[state] !== true) {
        this.#tellMissing(row, model.required(state));
        target = model.positions.findIndex((position, index) => index >= state && isLeft(position));
      }
      const position = model.positions[target];
      if (position === undefined) break;
      written += this.#lineBreak(1) + this.#item(model, position, queues[position.symbol + 1]);
      count = isAgain ? count + 1 : 1;
      state = target + 1;
    }
    return written + this.#leftovers(row, model, queues);
  }

  #next(model: ContentModel, state: number, isLeft: (position: Position | undefined) => boolean): number {
    return (model.followers[state] ?? []).find((follower) => isLeft(model.positions[follower])) ?? -1;
  }

  #item(model: ContentModel, position: Position, queue: Queue | undefined): string {
    if (queue === undefined) return '';
    const value = queue.values[queue.next];
    queue.next += 1;
    if (position.row === null) return this.#fragment(value, () => true);
    const name = position.row.element;
    this.log.path.push(model.symbols[position.symbol]?.many === true ? `${name}[${queue.next}]` : name);
    const written = this.#element(position.row, value);
    this.log.path.pop();
    return written;
  }

  /** Values that no way through the model takes; a signature beside the model is written last. */
  #leftovers(row: ElementRow, model: ContentModel, queues: readonly Queue[]): string {
    const { table } = this.#runtime;
    const isSigned = row === table.root && table.envelopedSignature === true;
    let written = '';
    for (const [index, queue] of queues.entries()) {
      const name = index === 0 ? '#any' : (model.symbols[index - 1]?.name ?? '');
      if (!hasMore(queue)) continue;
      if (index === 0 && isSigned) {
        for (const value of queue.values.slice(queue.next)) {
          written += this.#lineBreak(1) + this.#fragment(value, isSignature);
        }
      } else this.log.tell('format-conflict', null, { name }, name);
    }
    return written;
  }

  /** An element kept as text, written as it is. */
  #fragment(value: unknown, isAllowed: (namespace: string, local: string) => boolean): string {
    const name = typeof value === 'string' ? fragmentName(value) : null;
    if (typeof value === 'string' && name !== null && isAllowed(name.namespace, name.local)) return value;
    this.log.tell('format-shape', null, { name: '#any', expected: ['<… xmlns="…">…</…>'] }, '#any');
    return '';
  }

  #tellMissing(row: ElementRow, expected: readonly string[]): void {
    this.log.tell('format-missing', null, { name: row.element, expected });
  }

  /** The values to write: elements kept as text first, then by symbol. Keys that the type does not know are told. */
  #queues(type: RuntimeType, fields: Fields): Queue[] {
    const { model } = type;
    const queues: Queue[] = [-1, ...model.symbols.keys()].map(() => ({ values: [], next: 0 }));
    for (const [key, value] of Object.entries(fields)) {
      if (value === undefined || key.startsWith('@')) continue;
      const symbol = model.symbolOf(key);
      if (symbol === -1 && key !== '#any') {
        this.log.tell(
          'format-unknown-key',
          null,
          { name: key, expected: model.symbols.map(({ name }) => name) },
          key,
        );
      } else if (key !== '#any' && model.symbols[symbol]?.many !== true) {
        queues[symbol + 1] = { values: [value], next: 0 };
      } else if (Array.isArray(value)) queues[symbol + 1] = { values: value, next: 0 };
      else this.log.tell('format-shape', null, { name: key, expected: ['[ … ]'] }, key);
    }
    return queues;
  }

  #attributes(type: RuntimeType, fields: Fields): string {
    let written = '';
    for (const [name, row] of type.attributes) {
      const value = fields[`@${name}`];
      if (value !== undefined) written += ` ${name}="${this.#attribute(row, value)}"`;
      else if (row.required === true) this.log.tell('xsd-missing-attribute', null, { name }, `@${name}`);
    }
    for (const key of Object.keys(fields)) {
      if (!key.startsWith('@') || fields[key] === undefined || type.attributes.has(key.slice(1))) continue;
      this.log.tell('xsd-attribute', null, { name: key.slice(1) }, key);
    }
    return written;
  }

  #attribute(row: AttributeRow, value: unknown): string {
    const text = this.#string(value, row.simple, `@${row.attribute}`);
    return escapeAttribute(text);
  }

  #textField(type: SimpleTypeRow, fields: Fields): string {
    for (const key of Object.keys(fields)) {
      if (key.startsWith('@') || key === '#text') continue;
      this.log.tell('format-unknown-key', null, { name: key, expected: ['#text'] }, key);
    }
    const value = fields['#text'];
    if (typeof value === 'string') return escapeText(this.#clean(value, type, '#text'));
    this.log.tell('format-shape', null, { name: '#text', expected: ['"…"'] }, '#text');
    return '';
  }

  #text(value: unknown, simple: number): string {
    return escapeText(this.#string(value, simple, ''));
  }

  #string(value: unknown, simple: number, below: string): string {
    if (typeof value === 'string') return this.#clean(value, this.#runtime.simple(simple), below);
    const name = below === '' ? (this.log.path.at(-1) ?? '') : below;
    this.log.tell('format-shape', null, { name, expected: ['"…"'] }, below);
    return '';
  }

  /** The value as it will be read back; characters that XML cannot carry are told. */
  #clean(value: string, type: SimpleTypeRow, below: string): string {
    const clean = applyWhiteSpace(value, type.whiteSpace);
    const found = firstForbidden(clean);
    if (found !== null) this.log.tell('xml-character', null, { value: found }, below);
    return clean;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasMore(queue: Queue | undefined): boolean {
  return queue !== undefined && queue.next < queue.values.length;
}

function firstForbidden(value: string): string | null {
  for (let i = 0; i < value.length; i += 1) {
    const unit = value.charCodeAt(i);
    if (unit >= 0x20 && unit < 0xd800) continue;
    const codePoint = value.codePointAt(i) ?? 0;
    if (!isXmlCharacter(codePoint)) return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
    if (codePoint > 0xffff) i += 1;
  }
  return null;
}

const textEscapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\r': '&#13;',
};
const attributeEscapes: Readonly<Record<string, string>> = {
  ...textEscapes,
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
};

function escapeText(text: string): string {
  return /[&<>\r]/.test(text)
    ? text.replaceAll(/[&<>\r]/g, (character) => textEscapes[character] ?? '')
    : text;
}

function escapeAttribute(text: string): string {
  return /[&<>"\t\n\r]/.test(text)
    ? text.replaceAll(/[&<>"\t\n\r]/g, (character) => attributeEscapes[character] ?? '')
    : text;
}
