/** Character classes of XML 1.0 (fifth edition), over bytes and code points. */
import type { WhiteSpace } from './table.ts';

/** What a byte of text means to the scanner. */
export const PLAIN = 0;
export const LESS_THAN = 1;
export const AMPERSAND = 2;
export const BRACKET = 3;
export const CARRIAGE_RETURN = 4;
export const MULTIBYTE = 5;
export const FORBIDDEN = 6;
export const QUOTE = 7;
export const BLANK = 8;
export const SPACE = 9;

function classes(special: Readonly<Record<string, number>>): Uint8Array {
  const table = new Uint8Array(256);
  for (let byte = 0; byte < 256; byte += 1) {
    const isForbidden = byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13;
    // U+007F takes one byte, but is looked at like the longer ones, because KSeF refuses it.
    table[byte] = isForbidden ? FORBIDDEN : byte >= 0x7f ? MULTIBYTE : PLAIN;
  }
  for (const [character, meaning] of Object.entries(special)) table[character.charCodeAt(0)] = meaning;
  return table;
}

/** Classes of bytes in the text of an element. */
export const textClass = classes({
  '<': LESS_THAN,
  '&': AMPERSAND,
  ']': BRACKET,
  '\r': CARRIAGE_RETURN,
  '\t': BLANK,
  '\n': BLANK,
  ' ': SPACE,
});

/** Classes of bytes in the value of an attribute. */
export const attributeClass = classes({
  '<': LESS_THAN,
  '&': AMPERSAND,
  '"': QUOTE,
  "'": QUOTE,
  '\t': BLANK,
  '\n': BLANK,
  '\r': BLANK,
});

/** 1: may start a name; 2: may stand in a name; for bytes below 0x80. The colon is left out: it parts names. */
export const nameClass = (() => {
  const table = new Uint8Array(256);
  for (let byte = 0; byte < 128; byte += 1) {
    const character = String.fromCharCode(byte);
    if (/[A-Za-z_]/.test(character)) table[byte] = 3;
    else if (/[-.0-9]/.test(character)) table[byte] = 2;
  }
  return table;
})();

/** Code points from 0x80 that may start a name. */
export function isNameStart(codePoint: number): boolean {
  const c = codePoint;
  if (c < 0xc0 || c === 0xd7 || c === 0xf7) return false;
  if (c <= 0x2ff) return true;
  if (c < 0x370 || c === 0x37e) return false;
  if (c <= 0x1fff) return true;
  if (c === 0x200c || c === 0x200d) return true;
  return (
    (c >= 0x2070 && c <= 0x218f) ||
    (c >= 0x2c00 && c <= 0x2fef) ||
    (c >= 0x3001 && c <= 0xd7ff) ||
    (c >= 0xf900 && c <= 0xfdcf) ||
    (c >= 0xfdf0 && c <= 0xfffd) ||
    (c >= 0x10000 && c <= 0xeffff)
  );
}

/** Code points from 0x80 that may stand inside a name. */
export function isNameCharacter(codePoint: number): boolean {
  return (
    isNameStart(codePoint) ||
    codePoint === 0xb7 ||
    (codePoint >= 0x300 && codePoint <= 0x36f) ||
    codePoint === 0x203f ||
    codePoint === 0x2040
  );
}

/** Code points that XML 1.0 allows at all. */
export function isXmlCharacter(codePoint: number): boolean {
  if (codePoint < 0x20) return codePoint === 9 || codePoint === 10 || codePoint === 13;
  if (codePoint <= 0xd7ff) return true;
  return (codePoint >= 0xe000 && codePoint <= 0xfffd) || (codePoint >= 0x10000 && codePoint <= 0x10ffff);
}

/** Code points that XML allows but discourages, and that KSeF refuses. */
export function isDiscouraged(codePoint: number): boolean {
  if (codePoint >= 0x7f && codePoint <= 0x9f) return codePoint !== 0x85;
  if (codePoint >= 0xfdd0 && codePoint <= 0xfdef) return true;
  return codePoint >= 0x10000 && (codePoint & 0xfffe) === 0xfffe;
}

export function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

const SPACE_CODE = 0x20;

/** A value after the white-space rule of its type. */
export function applyWhiteSpace(value: string, rule: WhiteSpace): string {
  if (rule === 'preserve') return value;
  let previous = rule === 'collapse' ? SPACE_CODE : 0;
  for (let i = 0; i < value.length; i += 1) {
    const code = value.charCodeAt(i);
    if (code > SPACE_CODE) previous = code;
    else if (code !== SPACE_CODE || (rule === 'collapse' && previous === SPACE_CODE))
      return normalised(value, rule);
    else previous = code;
  }
  return rule === 'collapse' && previous === SPACE_CODE && value !== '' ? normalised(value, rule) : value;
}

function normalised(value: string, rule: WhiteSpace): string {
  const replaced = value.replaceAll(/[\t\n\r]/g, ' ');
  return rule === 'replace' ? replaced : replaced.replaceAll(/ +/g, ' ').replace(/^ /, '').replace(/ $/, '');
}
