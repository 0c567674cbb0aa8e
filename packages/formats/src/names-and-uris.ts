/** Texts that are names of XML (Namespaces in XML 1.0) or references to resources (XML Schema Part 2, 3.2.17). */
import { isNameCharacter, isNameStart, nameClass } from './characters.ts';

function isStart(codePoint: number): boolean {
  return codePoint < 0x80 ? nameClass[codePoint] === 3 : isNameStart(codePoint);
}

function isInside(codePoint: number): boolean {
  return codePoint < 0x80 ? nameClass[codePoint] !== 0 : isNameCharacter(codePoint);
}

function consistsOf(
  value: string,
  isFirst: (c: number) => boolean,
  isOther: (c: number) => boolean,
): boolean {
  let isAtStart = true;
  for (const character of value) {
    const codePoint = character.codePointAt(0) ?? 0;
    if (!(isAtStart ? isFirst(codePoint) : isOther(codePoint))) return false;
    isAtStart = false;
  }
  return !isAtStart;
}

const COLON = 0x3a;

/** A name without a colon. */
export const isNcName = (value: string): boolean => consistsOf(value, isStart, isInside);

export const isName = (value: string): boolean =>
  consistsOf(
    value,
    (c) => c === COLON || isStart(c),
    (c) => c === COLON || isInside(c),
  );

export const isNmtoken = (value: string): boolean =>
  consistsOf(
    value,
    (c) => c === COLON || isInside(c),
    (c) => c === COLON || isInside(c),
  );

const CHARACTER = "A-Za-z0-9\\-_.!~*'();/?:@&=+$,";
const PATH = "[A-Za-z0-9\\-_.!~*'();/:@&=+$,]*";
const SCHEME = '[A-Za-z][A-Za-z0-9+.\\-]*:';
const NAMED_HOST = "[A-Za-z0-9\\-_.!~*'();:@&=+$,]*";
const AUTHORITY = `(?:[A-Za-z0-9\\-_.!~*'();:&=+$,]*@)?(?:\\[[0-9A-Fa-f:.]+\\](?::\\d*)?|${NAMED_HOST})`;
/** A relative path whose first step has no colon: it would be taken for a scheme. */
const RELATIVE = `[A-Za-z0-9\\-_.!~*'();@&=+$,]*(?:/${PATH})?`;
const HIERARCHY = `(?://${AUTHORITY}(?:/${PATH})?|/(?!/)${PATH})`;
const OPAQUE = `[A-Za-z0-9\\-_.!~*'();?:@&=+$,][${CHARACTER}]*`;
const QUERY = `(?:\\?[${CHARACTER}]*)?`;
const URI = new RegExp(
  `^(?:${SCHEME}(?:${HIERARCHY}${QUERY}|${OPAQUE})|(?:${HIERARCHY}|${RELATIVE})${QUERY})(?:#[${CHARACTER}]*)?$`,
);

/**
 * Escapes of RFC 2396, and characters that XLink 1.0 (section 5.4) escapes before the text is judged. For the
 * judgement an underscore stands for them: it is allowed wherever they are.
 */
const ESCAPED = /%[0-9A-Fa-f]{2}|[\0-\x20<>"{}|\\^`\x7f-\uffff]/g;

/** A reference of RFC 2396 with the brackets of RFC 2732, after the escaping of XLink. */
export function isUri(value: string): boolean {
  return URI.test(value.replaceAll(ESCAPED, '_'));
}
