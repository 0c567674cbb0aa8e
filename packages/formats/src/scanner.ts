/**
 * The lexical layer: well-formedness and namespaces of XML 1.0 over UTF-8 bytes, without entities but the
 * predefined ones and without DTDs. The reader above asks it for tags and text; it never looks back.
 */
import {
  AMPERSAND,
  attributeClass,
  BLANK,
  BRACKET,
  CARRIAGE_RETURN,
  FORBIDDEN,
  isBlank,
  isNameCharacter,
  isNameStart,
  isXmlCharacter,
  LESS_THAN,
  MULTIBYTE,
  nameClass,
  PLAIN,
  textClass,
} from './characters.ts';
import type { MalformedDetail, MessageCode, MessageFacts } from './messages.ts';
import { HASH_PRIME, HASH_SEED } from './runtime.ts';
import { codePointAt, lengthOf } from './utf8.ts';

const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';

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

export interface ScannedAttribute {
  readonly name: string;
  readonly local: string;
  readonly prefix: string;
  /** Known once the whole tag is read. */
  namespace: string;
  readonly value: string;
  readonly offset: number;
}

interface Binding {
  readonly prefix: string;
  readonly uri: string;
}

const NO_ATTRIBUTES: readonly ScannedAttribute[] = [];
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
const latin1 = new TextDecoder('latin1');
const PREDEFINED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', apos: "'", quot: '"' };

export class Scanner {
  readonly bytes: Uint8Array;
  position = 0;

  /** Of the start tag read last: its whole name, its local part, and what stands in it. */
  nameStart = 0;
  nameEnd = 0;
  localStart = 0;
  localHash = 0;
  namespace = '';
  attributes: readonly ScannedAttribute[] = NO_ATTRIBUTES;
  isEmpty = false;

  /** Prefixes taken from bindings below `outerMark` are put here while a raw fragment is read. */
  outerUsed: Map<string, string> | null = null;
  outerMark = 0;

  readonly #bindings: Binding[] = [{ prefix: 'xml', uri: XML_NAMESPACE }];
  #ascii: string | null = null;

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

  get bindingMark(): number {
    return this.#bindings.length;
  }

  /** Forgets the namespace declarations made since the mark. */
  unbind(mark: number): void {
    this.#bindings.length = mark;
  }

  /** Text of a range; one decoding of the whole serves all plain ranges. */
  slice(start: number, end: number, isAscii: boolean): string {
    if (!isAscii) return utf8.decode(this.bytes.subarray(start, end));
    this.#ascii ??= latin1.decode(this.bytes);
    return this.#ascii.slice(start, end);
  }

  /** Name of the start tag read last, as written. */
  tagName(): string {
    return utf8.decode(this.bytes.subarray(this.nameStart, this.nameEnd));
  }

  localName(): string {
    return utf8.decode(this.bytes.subarray(this.localStart, this.nameEnd));
  }

  startsWith(text: string, offset = this.position): boolean {
    for (let i = 0; i < text.length; i += 1) {
      if (this.bytes[offset + i] !== text.charCodeAt(i)) return false;
    }
    return true;
  }

  skipBlanks(): void {
    while (isBlank(this.bytes[this.position])) this.position += 1;
  }

  /**
   * What may stand around the root element: blanks, comments, instructions. Ends at the root's `<`, or at the
   * end of the document.
   */
  skipMisc(): void {
    for (;;) {
      this.skipBlanks();
      if (this.startsWith('<!--')) this.comment();
      else if (this.startsWith('<?')) this.instruction();
      else if (this.startsWith('<!DOCTYPE')) this.fail('xml-dtd', this.position);
      else return;
    }
  }

  /** An optional byte order mark and XML declaration. */
  prolog(): void {
    if (this.startsWith('\u00ef\u00bb\u00bf')) this.position = 3;
    if (!this.startsWith('<?xml') || !isBlank(this.bytes[this.position + 5])) return;
    const start = this.position;
    const end = this.bytes.indexOf(0x3e, start);
    const text = latin1.decode(
      this.bytes.subarray(start, end === -1 || end > start + 200 ? start + 200 : end + 1),
    );
    const match =
      /^<\?xml\s+version\s*=\s*(?:"1\.[0-9]+"|'1\.[0-9]+')(?:\s+encoding\s*=\s*(?:"([A-Za-z][\w.-]*)"|'([A-Za-z][\w.-]*)'))?(?:\s+standalone\s*=\s*(?:"(?:yes|no)"|'(?:yes|no)'))?\s*\?>$/.exec(
        text,
      );
    if (match === null) this.malformed('declaration', start);
    const encoding = match[1] ?? match[2] ?? 'UTF-8';
    if (encoding.toUpperCase() !== 'UTF-8') this.fail('xml-encoding', start, { value: encoding });
    this.position = end + 1;
  }

  /** Reads a start tag from its `<`. Afterwards the fields of this object describe it. */
  startTag(): void {
    this.position += 1;
    this.#name();
    const { nameStart, nameEnd, localStart } = this;
    const next = this.bytes[this.position];
    if (next === 0x3e) {
      this.position += 1;
      this.isEmpty = false;
      this.attributes = NO_ATTRIBUTES;
    } else this.#attributesAndEnd();
    this.nameStart = nameStart;
    this.nameEnd = nameEnd;
    this.localStart = localStart;
    const prefix = localStart === nameStart ? '' : this.slice(nameStart, localStart - 1, false);
    if (prefix === 'xmlns') this.malformed('namespace', nameStart);
    this.namespace = this.#resolve(prefix, nameStart);
  }

  /** Reads `</name>` from its `<`; the name must be the one in the range given. */
  endTag(nameStart: number, nameEnd: number): void {
    const at = this.position;
    const { bytes } = this;
    let i = at + 2;
    for (let j = nameStart; j < nameEnd; j += 1, i += 1) {
      if (bytes[i] !== bytes[j]) this.#wrongEndTag(i, nameStart, nameEnd);
    }
    while (isBlank(bytes[i])) i += 1;
    if (bytes[i] !== 0x3e) this.#wrongEndTag(i, nameStart, nameEnd);
    this.position = i + 1;
  }

  #wrongEndTag(at: number, nameStart: number, nameEnd: number): never {
    const isCut = at >= this.bytes.length;
    this.malformed(isCut ? 'unexpected-end' : 'end-tag', at, this.slice(nameStart, nameEnd, false));
  }

  /** Text up to the next tag, with references, CDATA sections, comments and line breaks resolved. */
  text(): string {
    const { bytes } = this;
    let start = this.position;
    let i = start;
    let isAscii = true;
    let result = '';
    for (;;) {
      const kind = i < bytes.length ? textClass[bytes[i] as number] : LESS_THAN;
      if (kind === PLAIN) i += 1;
      else if (kind === MULTIBYTE) {
        i = this.#character(i);
        isAscii = false;
      } else if (kind === BRACKET) {
        if (this.startsWith(']]>', i)) this.malformed('cdata-end', i);
        i += 1;
      } else {
        const piece = start === i ? '' : this.slice(start, i, isAscii);
        this.position = i;
        if (kind === LESS_THAN) {
          const isMarkup = bytes[i + 1] === 0x21 || bytes[i + 1] === 0x3f;
          if (!isMarkup) return result === '' ? piece : result + piece;
          result += piece + this.#markupInText();
        } else if (kind === AMPERSAND) result += piece + this.#reference();
        else if (kind === CARRIAGE_RETURN) {
          result += `${piece}\n`;
          this.position += bytes[i + 1] === 0x0a ? 2 : 1;
        } else this.#forbidden(i);
        i = this.position;
        start = i;
        isAscii = true;
      }
    }
  }

  /** Comments and instructions leave nothing behind, a CDATA section its text. */
  #markupInText(): string {
    if (this.startsWith('<![CDATA[')) return this.cdata();
    if (this.startsWith('<!--')) this.comment();
    else if (this.startsWith('<?')) this.instruction();
    else this.#otherDeclaration();
    return '';
  }

  #otherDeclaration(): never {
    if (this.startsWith('<!DOCTYPE')) this.fail('xml-dtd', this.position);
    this.malformed('tag', this.position);
  }

  cdata(): string {
    const at = this.position;
    const start = at + 9;
    const end = this.#find(']]>', start);
    if (end === -1) this.malformed('cdata', at);
    this.#checkCharacters(start, end);
    this.position = end + 3;
    return this.slice(start, end, false).replaceAll(/\r\n?/g, '\n');
  }

  comment(): void {
    const at = this.position;
    const end = this.#find('--', at + 4);
    if (end === -1 || this.bytes[end + 2] !== 0x3e) this.malformed('comment', at);
    this.#checkCharacters(at + 4, end);
    this.position = end + 3;
  }

  /** Reads a processing instruction and answers its target. */
  instruction(): string {
    const at = this.position;
    this.position = at + 2;
    this.#name();
    const target = this.slice(this.nameStart, this.nameEnd, false);
    const end = this.#find('?>', this.position);
    const isSpaced = end === this.position || isBlank(this.bytes[this.position]);
    if (end === -1 || !isSpaced || /^xml$/i.test(target) || target.includes(':'))
      this.malformed('instruction', at);
    this.#checkCharacters(this.position, end);
    this.position = end + 2;
    return target;
  }

  #find(text: string, from: number): number {
    const first = text.charCodeAt(0);
    for (let i = this.bytes.indexOf(first, from); i !== -1; i = this.bytes.indexOf(first, i + 1)) {
      if (this.startsWith(text, i)) return i;
    }
    return -1;
  }

  #checkCharacters(start: number, end: number): void {
    for (let i = start; i < end; ) {
      const kind = textClass[this.bytes[i] as number];
      if (kind === MULTIBYTE) i = this.#character(i);
      else if (kind === FORBIDDEN) this.#forbidden(i);
      else i += 1;
    }
  }

  /** Offset after the multi-byte character at `i`, which must be one that XML allows. */
  #character(i: number): number {
    const codePoint = codePointAt(this.bytes, i);
    if (codePoint === -1) this.fail('xml-utf8', i);
    if (!isXmlCharacter(codePoint)) this.#forbiddenCharacter(codePoint, i);
    return i + lengthOf(codePoint);
  }

  #forbidden(i: number): never {
    this.#forbiddenCharacter(this.bytes[i] ?? 0, i);
  }

  #forbiddenCharacter(codePoint: number, offset: number): never {
    this.fail('xml-character', offset, {
      value: `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`,
    });
  }

  /** Reads a possibly prefixed name; hashes its local part on the way. */
  #name(): void {
    const start = this.position;
    this.nameStart = start;
    this.localStart = start;
    this.#nameStartAt(start);
    let hash = HASH_SEED;
    let i = start;
    for (;;) {
      const byte = this.bytes[i] ?? 0;
      if (nameClass[byte] !== 0) {
        hash = Math.imul(hash ^ byte, HASH_PRIME);
        i += 1;
      } else if (byte === 0x3a && this.localStart === start && i > start) {
        this.localStart = i + 1;
        this.#nameStartAt(i + 1);
        hash = HASH_SEED;
        i += 1;
      } else if (byte >= 0x80) {
        const codePoint = codePointAt(this.bytes, i);
        if (codePoint === -1) this.fail('xml-utf8', i);
        if (!isNameCharacter(codePoint)) this.malformed('name', i);
        const end = i + lengthOf(codePoint);
        for (; i < end; i += 1) hash = Math.imul(hash ^ (this.bytes[i] as number), HASH_PRIME);
      } else break;
    }
    if (this.bytes[i] === 0x3a) this.malformed('name', i);
    this.nameEnd = i;
    this.localHash = hash;
    this.position = i;
  }

  #nameStartAt(offset: number): void {
    const byte = this.bytes[offset] ?? 0;
    if (byte < 0x80 ? nameClass[byte] === 3 : isNameStart(codePointAt(this.bytes, offset))) return;
    this.malformed(byte === 0x3a ? 'name' : 'tag', offset);
  }

  #attributesAndEnd(): void {
    const hash = this.localHash;
    const mark = this.#bindings.length;
    const attributes: ScannedAttribute[] = [];
    for (;;) {
      const before = this.position;
      this.skipBlanks();
      const byte = this.bytes[this.position];
      if (byte === 0x3e || byte === 0x2f) break;
      if (before === this.position) this.malformed('tag', before);
      this.#attribute(attributes, mark);
    }
    this.isEmpty = this.bytes[this.position] === 0x2f;
    if (this.isEmpty) this.position += 1;
    if (this.bytes[this.position] !== 0x3e) this.malformed('tag', this.position);
    this.position += 1;
    for (const attribute of attributes) {
      if (attribute.prefix !== '') attribute.namespace = this.#resolve(attribute.prefix, attribute.offset);
    }
    this.#refuseTwins(attributes);
    this.attributes = attributes;
    this.localHash = hash;
  }

  #attribute(attributes: ScannedAttribute[], mark: number): void {
    this.#name();
    const { nameStart, nameEnd, localStart } = this;
    const name = this.slice(nameStart, nameEnd, false);
    this.skipBlanks();
    if (this.bytes[this.position] !== 0x3d) this.malformed('attribute', this.position, name);
    this.position += 1;
    this.skipBlanks();
    const value = this.#attributeValue(name);
    const prefix = localStart === nameStart ? '' : name.slice(0, localStart - nameStart - 1);
    const local = prefix === '' ? name : name.slice(prefix.length + 1);
    if (name === 'xmlns' || prefix === 'xmlns')
      this.#declare(prefix === '' ? '' : local, value, nameStart, mark);
    else attributes.push({ name, local, prefix, namespace: '', value, offset: nameStart });
  }

  #attributeValue(name: string): string {
    const quote = this.bytes[this.position];
    if (quote !== 0x22 && quote !== 0x27) this.malformed('attribute', this.position, name);
    let i = this.position + 1;
    let start = i;
    let isAscii = true;
    let result = '';
    for (;;) {
      const byte = this.bytes[i];
      if (byte === undefined) this.malformed('unexpected-end', i);
      if (byte === quote) break;
      const kind = attributeClass[byte];
      if (kind === MULTIBYTE) {
        i = this.#character(i);
        isAscii = false;
      } else if (kind === AMPERSAND || kind === BLANK) {
        this.position = i;
        const piece = this.slice(start, i, isAscii);
        if (kind === AMPERSAND) result += piece + this.#reference();
        else {
          result += `${piece} `;
          this.position += byte === 0x0d && this.bytes[i + 1] === 0x0a ? 2 : 1;
        }
        i = this.position;
        start = i;
        isAscii = true;
      } else if (kind === LESS_THAN) this.malformed('attribute', i, name);
      else if (kind === FORBIDDEN) this.#forbidden(i);
      else i += 1;
    }
    this.position = i + 1;
    return result + this.slice(start, i, isAscii);
  }

  #declare(prefix: string, uri: string, offset: number, mark: number): void {
    for (let i = mark; i < this.#bindings.length; i += 1) {
      if (this.#bindings[i]?.prefix === prefix) this.malformed('attribute-twice', offset, `xmlns:${prefix}`);
    }
    const isReserved =
      prefix === 'xmlns' ||
      uri === XMLNS_NAMESPACE ||
      (prefix === 'xml') !== (uri === XML_NAMESPACE) ||
      (prefix !== '' && uri === '');
    if (isReserved) this.malformed('namespace', offset);
    this.#bindings.push({ prefix, uri });
  }

  #resolve(prefix: string, offset: number): string {
    for (let i = this.#bindings.length - 1; i >= 0; i -= 1) {
      const binding = this.#bindings[i];
      if (binding?.prefix !== prefix) continue;
      if (this.outerUsed !== null && i < this.outerMark) this.outerUsed.set(prefix, binding.uri);
      return binding.uri;
    }
    if (prefix !== '') this.fail('xml-prefix', offset, { value: prefix });
    if (this.outerUsed !== null) this.outerUsed.set('', '');
    return '';
  }

  /** Two attributes of one name, as written or after their prefixes are resolved. */
  #refuseTwins(attributes: readonly ScannedAttribute[]): void {
    if (attributes.length < 2) return;
    const seen = new Set<string>();
    for (const { name, local, namespace, offset } of attributes) {
      const key = `{${namespace}}${local}`;
      if (seen.has(key)) this.malformed('attribute-twice', offset, name);
      seen.add(key);
    }
  }

  /** Resolves `&…;` at the position. */
  #reference(): string {
    const at = this.position;
    const end = this.bytes.indexOf(0x3b, at);
    const isFar = end === -1 || end > at + 12;
    const name = this.slice(at + 1, isFar ? Math.min(at + 12, this.bytes.length) : end, false);
    if (isFar) this.fail('xml-entity', at, { value: `&${name}` });
    this.position = end + 1;
    const predefined = Object.hasOwn(PREDEFINED, name) ? PREDEFINED[name] : undefined;
    if (predefined !== undefined) return predefined;
    const match = /^#(?:x([0-9A-Fa-f]+)|([0-9]+))$/.exec(name);
    if (match === null) this.fail('xml-entity', at, { value: `&${name};` });
    const codePoint = match[1] === undefined ? Number(match[2]) : Number.parseInt(match[1], 16);
    if (!isXmlCharacter(codePoint)) this.#forbiddenCharacter(codePoint, at);
    return String.fromCodePoint(codePoint);
  }
}
