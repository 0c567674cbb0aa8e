/**
 * The lexical layer: well-formedness and namespaces of XML 1.0 over UTF-8 bytes, without entities but the
 * predefined ones and without DTDs. The reader above asks it for tags and text; it never looks back.
 */
import { AMPERSAND, attributeClass, BLANK, FORBIDDEN, isBlank, LESS_THAN, MULTIBYTE } from './characters.ts';
import { NamespaceScope } from './namespaces.ts';
import { TextScanner } from './text-scanner.ts';

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
const USUAL_DECLARATION = new TextEncoder().encode('<?xml version="1.0" encoding="UTF-8"?>');
/** Attributes of one element, and namespace declarations in force, are searched one by one: so they are bounded. */
const MAX_ATTRIBUTES = 1000;

export class Scanner extends TextScanner {
  readonly namespaces = new NamespaceScope();

  /** Number of its namespace, as `NamespaceScope` has it. */
  namespace = 0;
  attributes: readonly ScannedAttribute[] = NO_ATTRIBUTES;
  isEmpty = false;

  /** Name of the start tag read last, as written. */
  tagName(): string {
    return this.sliceName(this.nameStart, this.nameEnd);
  }

  localName(): string {
    return this.sliceName(this.localStart, this.nameEnd);
  }

  /**
   * What may stand around the root element: blanks, comments, instructions. Ends at the root's `<`, or at the
   * end of the document.
   */
  skipMisc(): void {
    for (;;) {
      this.skipBlanks();
      const next = this.bytes[this.position + 1];
      if (next !== 0x21 && next !== 0x3f) return;
      if (this.startsWith('<!--')) this.comment();
      else if (this.startsWith('<?')) this.instruction();
      else if (this.startsWith('<!DOCTYPE')) this.fail('xml-dtd', this.position);
      else return;
    }
  }

  /** An optional byte order mark and XML declaration. */
  prolog(): void {
    if (this.startsWith('\u00ef\u00bb\u00bf')) {
      this.position = 3;
      this.isSuspect = true;
    }
    this.#refuseWideCharacters();
    if (!this.startsWith('<?xml') || !isBlank(this.bytes[this.position + 5])) return;
    const start = this.position;
    if (this.#hasUsualDeclaration()) {
      this.position += USUAL_DECLARATION.length;
      return;
    }
    const end = this.bytes.indexOf(0x3e, start);
    const text = this.slice(start, end === -1 || end > start + 200 ? start + 200 : end + 1, true);
    const match =
      /^<\?xml\s+version\s*=\s*(?:"(1\.[0-9]+)"|'(1\.[0-9]+)')(?:\s+encoding\s*=\s*(?:"([A-Za-z][\w.-]*)"|'([A-Za-z][\w.-]*)'))?(?:\s+standalone\s*=\s*(?:"(?:yes|no)"|'(?:yes|no)'))?\s*\?>$/.exec(
        text,
      );
    if (match === null) this.malformed('declaration', start);
    const [, version, otherVersion, ...encodings] = match;
    if ((version ?? otherVersion) !== '1.0') this.isSuspect = true;
    const encoding = encodings[0] ?? encodings[1] ?? 'UTF-8';
    if (encoding.toUpperCase() !== 'UTF-8') this.fail('xml-encoding', start, { value: encoding });
    this.position = end + 1;
  }

  /** UTF-16 and UTF-32, with a mark or without: every document begins with a `<`, so a zero is beside it. */
  #refuseWideCharacters(): void {
    const [first = 0x20, second = 0x20, third = 0x20, fourth = 0x20] = this.bytes;
    const isMarked = (first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe);
    if (!isMarked && first !== 0 && second !== 0) return;
    const isQuadruple = (first === 0 && second === 0) || (third === 0 && fourth === 0);
    if (isMarked || first === 0x3c || second === 0x3c || fourth === 0x3c) {
      this.fail('xml-encoding', 0, { value: isQuadruple ? 'UTF-32' : 'UTF-16' });
    }
  }

  #hasUsualDeclaration(): boolean {
    const { bytes, position } = this;
    for (let i = 0; i < USUAL_DECLARATION.length; i += 1) {
      if (bytes[position + i] !== USUAL_DECLARATION[i]) return false;
    }
    return true;
  }

  /** The namespace of the start tag read last, as it is written. */
  namespaceName(): string {
    const { nameStart, localStart } = this;
    return this.namespaces.resolve(
      localStart === nameStart ? '' : this.sliceName(nameStart, localStart - 1),
    ) as string;
  }

  /** Reads a start tag from its `<`. Afterwards the fields of this object describe it. */
  startTag(): void {
    this.position += 1;
    this.scanName();
    const { nameStart, localStart } = this;
    if (this.bytes[this.position] === 0x3e) {
      this.position += 1;
      this.isEmpty = false;
      this.attributes = NO_ATTRIBUTES;
    } else this.#attributesAndEnd();
    this.namespace =
      nameStart === localStart ? this.namespaces.defaultNumber : this.#prefixed(nameStart, localStart - 1);
  }

  /**
   * Reads a start tag from its `<` where it is exactly this one; false, with nothing read, where it is not.
   * @param tags and `start`, `end` where it stands among others: `<name>`
   * @param namespace the number that names without prefix must have here
   */
  knownTag(tags: Uint8Array, start: number, end: number, namespace: number): boolean {
    const { bytes, position } = this;
    const length = end - start;
    for (let i = 1; i < length; i += 1) if (bytes[position + i] !== tags[start + i]) return false;
    if (this.namespaces.defaultNumber !== namespace) return false;
    this.nameStart = position + 1;
    this.localStart = position + 1;
    this.nameEnd = position + length - 1;
    this.position = position + length;
    this.namespace = namespace;
    this.isEmpty = false;
    this.attributes = NO_ATTRIBUTES;
    return true;
  }

  /**
   * Reads a whole element from its `<` where it is exactly this tag, plain text, and the end tag; false, with nothing
   * read, where it is anything else. The text is from `textStart` to `textEnd`.
   * @param tags and `start`, `middle` where the start tag stands among others; to `end`, the end tag
   */
  knownLeaf(tags: Uint8Array, start: number, middle: number, end: number, namespace: number): boolean {
    const { bytes, position } = this;
    const textStart = position + middle - start;
    for (let i = start + 1; i < middle; i += 1) if (bytes[position + i - start] !== tags[i]) return false;
    if (this.namespaces.defaultNumber !== namespace) return false;
    this.position = textStart;
    if (this.plainText()) {
      const { textEnd } = this;
      let i = middle + 2;
      while (i < end && bytes[textEnd + i - middle] === tags[i]) i += 1;
      if (i === end) {
        this.textStart = textStart;
        this.position = textEnd + end - middle;
        return true;
      }
    }
    this.position = position;
    return false;
  }

  #prefixed(start: number, end: number): number {
    const number = this.namespaces.numberOfPrefix(this.prefixHash, this.bytes, start, end);
    if (number !== null) return number;
    const prefix = this.sliceName(start, end);
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
    this.malformed(isCut ? 'unexpected-end' : 'end-tag', at, this.sliceName(nameStart, nameEnd));
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

  #attributesAndEnd(): void {
    const { nameStart, nameEnd, localStart, localHash } = this;
    const prefixHash = this.prefixHash;
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
    this.prefixHash = prefixHash;
  }

  #attribute(attributes: ScannedAttribute[], mark: number): void {
    this.scanName();
    const { nameStart, nameEnd, localStart } = this;
    const name = this.sliceName(nameStart, nameEnd);
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
        if (kind === AMPERSAND) result += piece + this.reference();
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
    if (attributes.length < 2 || (attributes.length === 2 && !areTwins(attributes))) return;
    const seen = new Set<string>();
    for (const { name, local, namespace, offset } of attributes) {
      const key = `{${namespace}}${local}`;
      if (seen.has(key)) this.malformed('attribute-twice', offset, name);
      seen.add(key);
    }
  }
}

function areTwins([a, b]: readonly ScannedAttribute[]): boolean {
  return a?.local === b?.local && a?.namespace === b?.namespace;
}
