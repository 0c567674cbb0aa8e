/**
 * The lexical layer: well-formedness and namespaces of XML 1.0 over UTF-8 bytes, without entities but the
 * predefined ones and without DTDs. The reader above asks it for tags and text; it never looks back.
 */
import { ByteCursor } from './byte-cursor.ts';
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
  SPACE,
  textClass,
} from './characters.ts';
import { HASH_PRIME, HASH_SEED } from './name-table.ts';
import { NamespaceScope } from './namespaces.ts';
import { codePointAt, lengthOf } from './utf8.ts';

export interface ScannedAttribute {
  readonly name: string;
  readonly local: string;
  readonly prefix: string;
  /** Known once the whole tag is read; empty where the name has no prefix. */
  namespace: string;
  readonly value: string;
  readonly offset: number;
}

const NO_ATTRIBUTES: readonly ScannedAttribute[] = [];
/** Attributes of one element, and namespace declarations in force, are searched one by one: so they are bounded. */
const MAX_ATTRIBUTES = 1000;
const PREDEFINED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', apos: "'", quot: '"' };

export class Scanner extends ByteCursor {
  readonly namespaces = new NamespaceScope();

  /** Of the start tag read last: its whole name, its local part, and what stands in it. */
  nameStart = 0;
  nameEnd = 0;
  localStart = 0;
  localHash = 0;
  /** Number of its namespace, as `NamespaceScope` has it. */
  namespace = 0;
  attributes: readonly ScannedAttribute[] = NO_ATTRIBUTES;
  isEmpty = false;

  /** Of the text read last by `plainText`: where it ends, how many characters it has. */
  textEnd = 0;
  textCharacters = 0;
  /** True where collapsing white space would leave the text as it is. */
  isCollapsed = true;
  #prefixHash = 0;

  /** Name of the start tag read last, as written. */
  tagName(): string {
    return this.slice(this.nameStart, this.nameEnd, false);
  }

  localName(): string {
    return this.slice(this.localStart, this.nameEnd, false);
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
    const text = this.slice(start, end === -1 || end > start + 200 ? start + 200 : end + 1, true);
    const match =
      /^<\?xml\s+version\s*=\s*(?:"1\.[0-9]+"|'1\.[0-9]+')(?:\s+encoding\s*=\s*(?:"([A-Za-z][\w.-]*)"|'([A-Za-z][\w.-]*)'))?(?:\s+standalone\s*=\s*(?:"(?:yes|no)"|'(?:yes|no)'))?\s*\?>$/.exec(
        text,
      );
    if (match === null) this.malformed('declaration', start);
    const encoding = match[1] ?? match[2] ?? 'UTF-8';
    if (encoding.toUpperCase() !== 'UTF-8') this.fail('xml-encoding', start, { value: encoding });
    this.position = end + 1;
  }

  /** The namespace of the start tag read last, as it is written. */
  namespaceName(): string {
    const { nameStart, localStart } = this;
    return this.namespaces.resolve(
      localStart === nameStart ? '' : this.slice(nameStart, localStart - 1, false),
    ) as string;
  }

  /** Reads a start tag from its `<`. Afterwards the fields of this object describe it. */
  startTag(): void {
    this.position += 1;
    this.#name();
    const { nameStart, localStart } = this;
    if (this.bytes[this.position] === 0x3e) {
      this.position += 1;
      this.isEmpty = false;
      this.attributes = NO_ATTRIBUTES;
    } else this.#attributesAndEnd();
    this.namespace =
      nameStart === localStart ? this.namespaces.defaultNumber : this.#prefixed(nameStart, localStart - 1);
  }

  #prefixed(start: number, end: number): number {
    const number = this.namespaces.numberOfPrefix(this.#prefixHash, this.bytes, start, end);
    if (number !== null) return number;
    const prefix = this.slice(start, end, false);
    if (prefix === 'xmlns') this.malformed('namespace', start);
    return this.fail('xml-prefix', start, { value: prefix });
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

  /**
   * Passes the element whose start tag was read last, judging it as XML only.
   * @param mark the namespace declarations before its start tag
   * @param level how deep it stands, counted against `limit`
   */
  skipElement(mark: number, level: number, limit: number): void {
    const open: { start: number; end: number; mark: number }[] = [];
    let outer = mark;
    for (;;) {
      if (this.isEmpty) this.namespaces.forget(outer);
      else open.push({ start: this.nameStart, end: this.nameEnd, mark: outer });
      if (open.length + level > limit) this.fail('xml-depth', this.nameStart, { limit });
      for (;;) {
        const innermost = open.at(-1);
        if (innermost === undefined) return;
        this.text();
        if (this.bytes[this.position + 1] !== 0x2f) break;
        this.endTag(innermost.start, innermost.end);
        this.namespaces.forget(innermost.mark);
        open.pop();
      }
      if (this.position >= this.bytes.length) this.malformed('unexpected-end', this.position);
      outer = this.namespaces.mark;
      this.startTag();
    }
  }

  /**
   * Text up to an end tag, where it is as simple as most are: no reference, no markup, no carriage return. True
   * where it is; `textEnd` and its companions then describe it. The position stays before it either way.
   */
  plainText(): boolean {
    const { bytes, position: start } = this;
    const { length } = bytes;
    let i = start;
    let more = 0;
    let isCollapsed = true;
    for (;;) {
      if (i >= length) return false;
      const byte = bytes[i] as number;
      const kind = textClass[byte];
      if (kind === PLAIN) i += 1;
      else if (kind === LESS_THAN) break;
      else if (kind === SPACE) {
        if (i === start || bytes[i - 1] === 0x20) isCollapsed = false;
        i += 1;
      } else if (kind === MULTIBYTE) {
        const end = this.character(i);
        more += end - i - 1;
        i = end;
      } else if (kind === BLANK) {
        isCollapsed = false;
        i += 1;
      } else return false;
    }
    if (bytes[i + 1] !== 0x2f) return false;
    this.textEnd = i;
    this.textCharacters = i - start - more;
    this.isCollapsed = isCollapsed && (i === start || bytes[i - 1] !== 0x20);
    return true;
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
      if (kind === PLAIN || kind === SPACE || kind === BLANK) i += 1;
      else if (kind === MULTIBYTE) {
        i = this.character(i);
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
        } else this.forbidden(bytes[i] ?? 0, i);
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
    const end = this.find(']]>', start);
    if (end === -1) this.malformed('cdata', at);
    this.checkCharacters(start, end);
    this.position = end + 3;
    return this.slice(start, end, false).replaceAll(/\r\n?/g, '\n');
  }

  comment(): void {
    const at = this.position;
    const end = this.find('--', at + 4);
    if (end === -1 || this.bytes[end + 2] !== 0x3e) this.malformed('comment', at);
    this.checkCharacters(at + 4, end);
    this.position = end + 3;
  }

  /** Reads a processing instruction and answers its target. */
  instruction(): string {
    const at = this.position;
    this.position = at + 2;
    this.#name();
    const target = this.slice(this.nameStart, this.nameEnd, false);
    const end = this.find('?>', this.position);
    const isSpaced = end === this.position || isBlank(this.bytes[this.position]);
    if (end === -1 || !isSpaced || /^xml$/i.test(target) || target.includes(':'))
      this.malformed('instruction', at);
    this.checkCharacters(this.position, end);
    this.position = end + 2;
    return target;
  }

  /** Reads a possibly prefixed name; hashes its prefix and its local part on the way. */
  #name(): void {
    const { bytes, position: start } = this;
    this.nameStart = start;
    this.localStart = start;
    this.#nameStartAt(start);
    let hash = HASH_SEED;
    let i = start;
    for (;;) {
      const byte = i < bytes.length ? (bytes[i] as number) : 0;
      if (nameClass[byte] !== 0) {
        hash = Math.imul(hash ^ byte, HASH_PRIME);
        i += 1;
      } else if (byte === 0x3a && this.localStart === start && i > start) {
        this.localStart = i + 1;
        this.#nameStartAt(i + 1);
        this.#prefixHash = hash;
        hash = HASH_SEED;
        i += 1;
      } else if (byte >= 0x80) {
        const codePoint = codePointAt(bytes, i);
        if (codePoint === -1) this.fail('xml-utf8', i);
        if (!isNameCharacter(codePoint)) this.malformed('name', i);
        const end = i + lengthOf(codePoint);
        for (; i < end; i += 1) hash = Math.imul(hash ^ (bytes[i] as number), HASH_PRIME);
      } else break;
    }
    if (bytes[i] === 0x3a) this.malformed('name', i);
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
    const { nameStart, nameEnd, localStart, localHash } = this;
    const prefixHash = this.#prefixHash;
    const { mark } = this.namespaces;
    const attributes: ScannedAttribute[] = [];
    for (;;) {
      const before = this.position;
      this.skipBlanks();
      const byte = this.bytes[this.position];
      if (byte === 0x3e || byte === 0x2f) break;
      if (before === this.position) this.malformed('tag', before);
      this.#attribute(attributes, mark);
      if (attributes.length > MAX_ATTRIBUTES || this.namespaces.mark > MAX_ATTRIBUTES)
        this.fail('xml-attributes', before, { limit: MAX_ATTRIBUTES });
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
    this.nameStart = nameStart;
    this.nameEnd = nameEnd;
    this.localStart = localStart;
    this.localHash = localHash;
    this.#prefixHash = prefixHash;
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
        i = this.character(i);
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
      else if (kind === FORBIDDEN) this.forbidden(byte, i);
      else i += 1;
    }
    this.position = i + 1;
    return result + this.slice(start, i, isAscii);
  }

  #declare(prefix: string, uri: string, offset: number, mark: number): void {
    if (this.namespaces.hasSince(mark, prefix)) this.malformed('attribute-twice', offset, `xmlns:${prefix}`);
    if (!this.namespaces.declare(prefix, uri)) this.malformed('namespace', offset);
  }

  #resolve(prefix: string, offset: number): string {
    return this.namespaces.resolve(prefix) ?? this.fail('xml-prefix', offset, { value: prefix });
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
    if (!isXmlCharacter(codePoint)) this.forbidden(codePoint, at);
    return String.fromCodePoint(codePoint);
  }
}
