/** Names and text of a document: what stands in tags and between them, with all that may be hidden in text. */
import { ByteCursor } from './byte-cursor.ts';
import {
  AMPERSAND,
  BLANK,
  BRACKET,
  CARRIAGE_RETURN,
  isBlank,
  isDiscouraged,
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
import { codePointAt, lengthOf } from './utf8.ts';

const PREDEFINED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', apos: "'", quot: '"' };

export class TextScanner extends ByteCursor {
  /** Of the name read last: where it and its local part stand, and the hashes of both its parts. */
  nameStart = 0;
  nameEnd = 0;
  localStart = 0;
  localHash = 0;
  prefixHash = 0;

  /** Of the text read last by `plainText` or `knownLeaf`: where it stands, how many characters it has. */
  textStart = 0;
  textEnd = 0;
  textCharacters = 0;
  /** True where collapsing white space would leave the text as it is. */
  isCollapsed = true;

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
        } else if (kind === AMPERSAND) result += piece + this.reference();
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
    this.isSuspect = true;
    const at = this.position;
    this.position = at + 2;
    this.scanName();
    const target = this.sliceName(this.nameStart, this.nameEnd);
    const end = this.find('?>', this.position);
    if (target === 'xml') this.malformed('declaration-place', at);
    const isSpaced = end === this.position || isBlank(this.bytes[this.position]);
    if (end === -1 || !isSpaced || /^xml$/i.test(target) || target.includes(':'))
      this.malformed('instruction', at);
    this.checkCharacters(this.position, end);
    this.position = end + 2;
    return target;
  }

  /** Reads a possibly prefixed name; hashes its prefix and its local part on the way. */
  scanName(): void {
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
        this.prefixHash = hash;
        hash = HASH_SEED;
        i += 1;
      } else if (byte >= 0x80) {
        const codePoint = codePointAt(bytes, i);
        if (codePoint === -1) this.fail('xml-utf8', i);
        if (!isNameCharacter(codePoint)) this.malformed('name', i);
        if (isDiscouraged(codePoint)) this.isSuspect = true;
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

  /** Resolves `&…;` at the position. */
  reference(): string {
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
    if (isDiscouraged(codePoint)) this.isSuspect = true;
    return String.fromCodePoint(codePoint);
  }
}
