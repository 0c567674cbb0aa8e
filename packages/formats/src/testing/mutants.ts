/** Changes of a document's text, right and wrong ones, for comparing two validators. */
import { type FormatName, runtimeOf } from '../formats.ts';
import type { Runtime } from '../runtime.ts';
import type { SimpleType } from '../simple-type.ts';
import type { Random } from './random.ts';
import { anyValue } from './values.ts';

/** Where an element stands in the text; `inner` is what is between its tags. */
interface Span {
  readonly start: number;
  readonly end: number;
  readonly innerStart: number;
  readonly innerEnd: number;
  readonly name: string;
  readonly isLeaf: boolean;
}

const encoder = new TextEncoder();

/** Elements of a text as the generator and the examples write them, the root first. */
export function spansOf(text: string): Span[] {
  const open: { name: string; start: number; innerStart: number; isLeaf: boolean }[] = [];
  const spans: Span[] = [];
  for (const match of text.matchAll(
    /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[[\s\S]*?\]\]>|<(\/?)([\w:.-]+)([^<>]*?)(\/?)>/g,
  )) {
    const [tag, slash, name, , empty] = match;
    if (name === undefined) continue;
    const end = match.index + tag.length;
    if (slash === '/') {
      const element = open.pop();
      if (element !== undefined) spans.push({ ...element, end, innerEnd: match.index });
    } else {
      for (const parent of open) parent.isLeaf = false;
      if (empty === '/')
        spans.push({ name, start: match.index, end, innerStart: end, innerEnd: end, isLeaf: false });
      else open.push({ name, start: match.index, innerStart: end, isLeaf: true });
    }
  }
  return spans.sort((a, b) => a.start - b.start);
}

const ATTRIBUTES = [
  ...[
    'a="b"',
    'xml:lang="pl"',
    'xsi:nil="true"',
    'xsi:nil="false"',
    'xsi:nil=""',
    'xsi:schemaLocation="urn:a b.xsd"',
  ],
  ...[
    'xsi:schemaLocation="a"',
    'xsi:noNamespaceSchemaLocation="a.xsd"',
    'xsi:foo="1"',
    'a="b" a="c"',
    'xmlns="urn:x"',
  ],
  ...[
    'xmlns=""',
    'xmlns:y="urn:y" y:a="1"',
    'y:a="1"',
    'xmlns:xml="urn:x"',
    'xmlns:xmlns="urn:x"',
    'xmlns:y=""',
  ],
  ...[
    'a=b',
    'a',
    "a='b\"c'",
    'a="<"',
    'a="&amp;"',
    'a="&x;"',
    'xsi:type="xsd:string"',
    'xsi:type="xsd:token"',
    'xsi:type=""',
  ],
  ...[
    'xsi:type="xsd:decimal"',
    'xsi:type="xsd:date"',
    'xsi:type="xsd:anyType"',
    'xsi:type="nope:a"',
    'xsi:type="a:b:c"',
    'xsi:type=" xsd:token "',
  ],
];
const PIECES = [
  ...[
    '&amp;',
    '&lt;',
    '&#65;',
    '&#x41;',
    '&#10;',
    '&#32;',
    '&#0;',
    '&#xD800;',
    '&#x110000;',
    '&x;',
    '&',
    '&;',
    '&#;',
    '&#x;',
    '&#xG;',
  ],
  ...[
    '<![CDATA[a]]>',
    '<![CDATA[ ]]>',
    '<![CDATA[]]>',
    '<![CDATA[<&]]>',
    '<![CDATA[',
    ']]>',
    '<!-- c -->',
    '<!-- a -- b -->',
  ],
  ...[
    '<!---->',
    '<!-->',
    '<?p d?>',
    '<?p?>',
    '<?xml a?>',
    '<? p?>',
    '<',
    '>',
    '</',
    '<a',
    '<a/>',
    '<a></a>',
    '<b></a>',
    '</a>',
  ],
  ...[
    '\u0001',
    '\u000b',
    '\ufffe',
    '\uffff',
    '\ufeff',
    '\u0085',
    '\u007f',
    'text',
    ' ',
    '\t',
    '\n',
    '\r\n',
    '\r',
    '\u2028',
    'é',
    '"',
    "'",
  ],
  ...['<!DOCTYPE a>', '<!ENTITY a "b">', '<a b="c">', '=', '/', '?>', '-->', '<q:z/>', '<z xmlns="urn:z"/>'],
];
const BYTES = [
  [0xff],
  [0xc0, 0xaf],
  [0xe0, 0x80, 0xaf],
  [0xed, 0xa0, 0x80],
  [0xf4, 0x90, 0x80, 0x80],
  [0x80],
  [0xe2, 0x82],
  [0],
];

/** Makes mutants of documents of one format. */
export class Mutator {
  readonly #random: Random;
  readonly #runtime: Runtime;
  readonly #names: readonly string[];
  readonly #types = new Map<string, SimpleType>();
  readonly #typeNames: readonly string[];

  constructor(format: FormatName, random: Random) {
    this.#random = random;
    this.#runtime = runtimeOf(format);
    const { table } = this.#runtime;
    this.#names = this.#runtime.names.names;
    const text = JSON.stringify([table.root, table.types, table.elements ?? []]);
    for (const [, name = '', kind, index] of text.matchAll(
      /"element":"([\w.-]+)"(?:,"namespace":-?\d+)?,"(simple|type)":(\d+)/g,
    )) {
      const simple = kind === 'simple' ? Number(index) : table.types[Number(index)]?.simple;
      if (simple !== undefined) this.#types.set(name, this.#runtime.simple(simple));
    }
    const named = [...table.types, ...table.simpleTypes].filter(({ name }) => name !== undefined);
    this.#typeNames = named.map(
      ({ name = '', namespace = 0 }) => `xmlns:t="${table.namespaces[namespace]}" xsi:type="t:${name}"`,
    );
  }

  /** One to three changes, mostly one. */
  mutant(text: string): Uint8Array {
    let changed = text;
    const times = 1 + Math.max(0, this.#random.below(5) - 2);
    for (let i = 0; i < times; i += 1) changed = this.#once(changed);
    const bytes = encoder.encode(changed);
    return this.#random.below(40) === 0 ? this.#withBadBytes(bytes) : bytes;
  }

  #withBadBytes(bytes: Uint8Array): Uint8Array {
    const at = this.#random.below(bytes.length);
    return Uint8Array.from([...bytes.subarray(0, at), ...this.#random.pick(BYTES), ...bytes.subarray(at)]);
  }

  #once(text: string): string {
    const random = this.#random;
    const spans = spansOf(text);
    const [root, ...elements] = spans;
    if (root === undefined || elements.length === 0) return text;
    const leaves = elements.filter(({ isLeaf }) => isLeaf);
    const kind = random.below(16);
    const span = random.pick(elements);
    const leaf = leaves.length === 0 ? span : random.pick(leaves);
    if (kind === 0) return replaced(text, span.start, span.end, '');
    if (kind === 1) return replaced(text, span.end, span.end, text.slice(span.start, span.end));
    if (kind === 2) return this.#moved(text, span);
    if (kind === 3) return this.#renamed(text, span);
    if (kind <= 8) return this.#revalued(text, leaf);
    if (kind === 9) return this.#attributed(text, random.below(4) === 0 ? root : span);
    if (kind === 10) return this.#reattributed(text);
    if (kind === 11) return this.#renamespaced(text);
    if (kind === 12) return this.#pieced(text, leaf.innerStart, leaf.innerEnd);
    if (kind === 13) return this.#pieced(text, span.innerStart, span.innerEnd);
    if (kind === 14) return this.#added(text, span);
    return this.#broken(text);
  }

  #moved(text: string, span: Span): string {
    const rest = replaced(text, span.start, span.end, '');
    const [, ...others] = spansOf(rest);
    if (others.length === 0) return rest;
    const { start, end } = this.#random.pick(others);
    const to = this.#random.below(2) === 0 ? start : end;
    return replaced(rest, to, to, text.slice(span.start, span.end));
  }

  #renamed(text: string, span: Span): string {
    const [prefix, local] = span.name.includes(':') ? span.name.split(':') : ['', span.name];
    const name = this.#random.pick([this.#random.pick(this.#names), `${local}x`, 'ż', '1', local ?? '']);
    const other = this.#random.pick([prefix, prefix, prefix, 'nope', '', 'cac', 'p']);
    const whole = other === '' ? name : `${other}:${name}`;
    const source = text.slice(span.start, span.end);
    const start = source.replace(span.name, whole);
    return replaced(text, span.start, span.end, start.replace(new RegExp(`</${span.name}>$`), `</${whole}>`));
  }

  #revalued(text: string, span: Span): string {
    const local = span.name.replace(/^.*:/, '');
    const value = anyValue(this.#types.get(local) ?? null, this.#random);
    return replaced(text, span.innerStart, span.innerEnd, this.#written(value));
  }

  #written(value: string): string {
    const escaped = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll(']]>', ']]&gt;');
    const way = this.#random.below(12);
    if (way === 0 && !value.includes(']]>')) return `<![CDATA[${value}]]>`;
    if (way === 1) return `${escaped}<!-- c -->`;
    if (way === 2 && value !== '')
      return `&#${value.codePointAt(0)};${escaped.slice((value.codePointAt(0) ?? 0) > 0xffff ? 2 : 1)}`;
    return escaped;
  }

  #attributed(text: string, span: Span): string {
    const attribute = this.#random.pick([
      this.#random.pick(ATTRIBUTES),
      this.#random.pick(ATTRIBUTES),
      this.#typed(),
    ]);
    const at = span.start + 1 + span.name.length;
    return replaced(text, at, at, ` ${attribute}`);
  }

  #typed(): string {
    return this.#typeNames.length === 0 ? 'xsi:type="xsd:int"' : this.#random.pick(this.#typeNames);
  }

  /** An attribute that is there gets lost, or another name or value. */
  #reattributed(text: string): string {
    const found = [...text.matchAll(/ ([\w:.-]+)=("[^"]*"|'[^']*')/g)].filter(
      ([, name]) => !name?.startsWith('xmlns'),
    );
    if (found.length === 0) return text;
    const { 0: whole, 1: name = '', index } = this.#random.pick(found);
    const value = anyValue(null, this.#random)
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('"', '&quot;');
    const change = this.#random.pick([
      '',
      ` ${name}="${value}"`,
      ` ${name}="${value}"`,
      ` ${name}x="1"`,
      `${whole}${whole}`,
      ` ${name}=""`,
    ]);
    return replaced(text, index, index + whole.length, change);
  }

  #renamespaced(text: string): string {
    const found = [...text.matchAll(/ xmlns(:[\w-]+)?="([^"]*)"/g)];
    if (found.length === 0) return text;
    const { 0: whole, 1: prefix = '', 2: uri = '', index } = this.#random.pick(found);
    const others = this.#runtime.table.namespaces;
    const change = this.#random.pick([
      ` xmlns${prefix}="${uri}x"`,
      ` xmlns${prefix}=""`,
      '',
      ` xmlns${prefix}="${this.#random.pick(others)}"`,
      `${whole} xmlns:more="urn:more"`,
      ` xmlns${prefix}='${uri}'`,
      ` xmlns${prefix} = "${uri}"`,
    ]);
    return replaced(text, index, index + whole.length, change);
  }

  #pieced(text: string, start: number, end: number): string {
    const at = start + this.#random.below(end - start + 1);
    return replaced(text, at, at, this.#random.pick(PIECES));
  }

  /** A new element among the others. */
  #added(text: string, span: Span): string {
    const prefix = span.name.includes(':') ? `${span.name.split(':')[0]}:` : '';
    const local = this.#random.pick(this.#names);
    const value = this.#written(anyValue(this.#types.get(local) ?? null, this.#random));
    const at = this.#random.pick([span.start, span.end]);
    return replaced(text, at, at, `<${prefix}${local}>${value}</${prefix}${local}>`);
  }

  #broken(text: string): string {
    const random = this.#random;
    const at = random.below(text.length);
    const way = random.below(5);
    if (way === 0) return text.slice(0, at);
    if (way === 1) return text.slice(0, at) + text.slice(at + 1 + random.below(3));
    if (way === 2) return replaced(text, at, at, random.pick(PIECES));
    if (way === 3) return replaced(text, at, at + 1, random.pick([...'<>&"\'/=! ?-x0']));
    return text + random.pick(PIECES);
  }
}

function replaced(text: string, start: number, end: number, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}
