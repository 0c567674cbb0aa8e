import { XadesError, type XadesErrorCode } from './errors.ts';
import { xmldom } from './xml-libraries.ts';

const maxDepth = 100;
const maxAttributes = 200;
/** Prefixes in scope at once; every element that declares one copies them all. */
const maxPrefixes = 64;

const nameStart =
  'A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}';
const ncName = `[${nameStart}][${nameStart}\\-.0-9\\u00B7\\u0300-\\u036F\\u203F\\u2040]*`;
const qName = `${ncName}(?::${ncName})?`;
const space = '[ \\t\\r\\n]';

const declaration = new RegExp(
  `^<\\?xml${space}+version${space}*=${space}*(?:"1\\.0"|'1\\.0')(?:${space}+encoding${space}*=${space}*(?:"([^"]*)"|'([^']*)'))?(?:${space}+standalone${space}*=${space}*(?:"(?:yes|no)"|'(?:yes|no)'))?${space}*\\?>`,
);
const startName = new RegExp(`<(${qName})`, 'uy');
const attribute = new RegExp(`${space}+(${qName})${space}*=${space}*(?:"([^"<]*)"|'([^'<]*)')`, 'uy');
const startEnd = new RegExp(`${space}*(/?)>`, 'y');
const endTag = new RegExp(`</(${qName})${space}*>`, 'uy');
const text = /[^<]+/y;
const notXmlCharacter = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const badReference = /&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)/;
const characterReference = /&#(x?)([0-9A-Fa-f]+);/g;

const xmlNamespace = 'http://www.w3.org/XML/1998/namespace';
const xmlnsNamespace = 'http://www.w3.org/2000/xmlns/';

function refuse(code: XadesErrorCode, found: string): never {
  throw new XadesError(code, { found });
}

/**
 * Reads XML that may carry a signature into a DOM. The document is first checked by a strict scanner,
 * because the DOM parser below forgives much and what it forgives could be read in two ways: UTF-8 only,
 * well-formed with namespaces, no DTD, no entities of its own, no processing instructions, bounded
 * in depth and attributes, and in size where `maxSizeBytes` says so. Throws `XadesError`: 'xml-malformed', 'xml-too-large', 'doctype', 'bad-structure'.
 */
export function parseXml(
  source: Uint8Array | string,
  maxSizeBytes = Number.POSITIVE_INFINITY,
): { document: Document; root: Element; text: string } {
  if (source.length > maxSizeBytes) refuse('xml-too-large', `more than ${maxSizeBytes} bytes`);
  const decoded = decode(source);
  checkWellFormed(decoded);
  const { DOMParser } = xmldom();
  const document = new DOMParser({
    errorHandler: (level: string, message: unknown) =>
      refuse('xml-malformed', `${level}: ${String(message)}`),
    // XML 1.0: only carriage returns are line ends; the parser's default also takes those of XML 1.1.
    normalizeLineEndings: (input: string) => input.replace(/\r\n?/g, '\n'),
  } as ConstructorParameters<typeof DOMParser>[0]).parseFromString(decoded, 'text/xml');
  return { document, root: document.documentElement, text: decoded };
}

function decode(source: Uint8Array | string): string {
  if (typeof source === 'string') return source.startsWith('\uFEFF') ? source.slice(1) : source;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(source);
  } catch (cause) {
    throw new XadesError('xml-malformed', { found: 'bytes that are not UTF-8' }, { cause });
  }
}

interface OpenElement {
  name: string;
  prefixes: ReadonlyMap<string, string>;
}

function checkWellFormed(xml: string): void {
  const illegal = notXmlCharacter.exec(xml);
  if (illegal) refuse('xml-malformed', `a character that XML does not allow, at ${illegal.index}`);
  let at = checkDeclaration(xml);
  let roots = 0;
  const open: OpenElement[] = [];
  while (at < xml.length) {
    const token = tokenAt(xml, at);
    at += token.length;
    if (token.kind === 'text') checkText(token.value, open.length === 0, at);
    else if (token.kind === 'cdata' && open.length === 0)
      refuse('xml-malformed', `text outside the root, at ${at}`);
    else if (token.kind === 'end') closeElement(open, token.value, at);
    else if (token.kind === 'start') {
      if (open.length === 0 && ++roots > 1) refuse('xml-malformed', `a second root element, at ${at}`);
      if (open.length >= maxDepth) refuse('xml-too-large', `more than ${maxDepth} levels`);
      const prefixes = checkStartTag(token.value, token.attributes, open.at(-1)?.prefixes, at);
      if (!token.empty) open.push({ name: token.value, prefixes });
    }
  }
  if (open.length > 0) refuse('xml-malformed', `<${open.at(-1)?.name}> is not closed`);
  if (roots === 0) refuse('xml-malformed', 'no root element');
}

function checkDeclaration(xml: string): number {
  if (!/^<\?xml[ \t\r\n]/.test(xml)) return 0;
  const match = declaration.exec(xml);
  if (!match) refuse('xml-malformed', 'a wrong XML declaration');
  const encoding = match[1] ?? match[2] ?? 'utf-8';
  if (encoding.toLowerCase() !== 'utf-8') refuse('xml-malformed', `encoding ${encoding}`);
  return match[0].length;
}

interface Attribute {
  key: string;
  value: string;
}

type Token =
  | { kind: 'start'; value: string; attributes: Attribute[]; empty: boolean; length: number }
  | { kind: 'end' | 'text' | 'cdata' | 'comment'; value: string; length: number };

function matchAt(pattern: RegExp, xml: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(xml);
}

function tokenAt(xml: string, at: number): Token {
  if (xml[at] !== '<') {
    const value = matchAt(text, xml, at)?.[0] ?? '';
    return { kind: 'text', value, length: value.length };
  }
  const next = xml[at + 1];
  if (next === '?') refuse('bad-structure', `a processing instruction, at ${at}`);
  if (next === '!') return inertAt(xml, at);
  if (next !== '/') return startTagAt(xml, at);
  const end = matchAt(endTag, xml, at) ?? refuse('xml-malformed', `a wrong end tag, at ${at}`);
  return { kind: 'end', value: end[1] ?? '', length: end[0].length };
}

/** A comment or a CDATA section. */
function inertAt(xml: string, at: number): Token {
  if (xml.startsWith('<!DOCTYPE', at)) refuse('doctype', `a document type declaration, at ${at}`);
  const isComment = xml.startsWith('<!--', at);
  if (!isComment && !xml.startsWith('<![CDATA[', at))
    refuse('xml-malformed', `markup that is none, at ${at}`);
  const close = isComment ? '-->' : ']]>';
  // Two hyphens may only stand at the end of a comment.
  const end = isComment ? xml.indexOf('--', at + 4) : xml.indexOf(close, at + 9);
  if (end < 0 || !xml.startsWith(close, end)) refuse('xml-malformed', `markup that does not end, at ${at}`);
  const value = xml.slice(at, end + close.length);
  return { kind: isComment ? 'comment' : 'cdata', value, length: value.length };
}

function startTagAt(xml: string, at: number): Token {
  const name = matchAt(startName, xml, at) ?? refuse('xml-malformed', `markup that is none, at ${at}`);
  const attributes: Attribute[] = [];
  let position = at + name[0].length;
  for (let found = matchAt(attribute, xml, position); found; found = matchAt(attribute, xml, position)) {
    const [whole, key = '', double, single] = found;
    attributes.push({ key, value: double ?? single ?? '' });
    if (attributes.length > maxAttributes)
      refuse('xml-too-large', `more than ${maxAttributes} attributes, at ${at}`);
    position += whole.length;
  }
  const end = matchAt(startEnd, xml, position) ?? refuse('xml-malformed', `a wrong start tag, at ${at}`);
  const length = position - at + end[0].length;
  return { kind: 'start', value: name[1] ?? '', attributes, empty: end[1] === '/', length };
}

function checkText(value: string, outsideRoot: boolean, at: number): void {
  if (outsideRoot && /[^ \t\r\n]/.test(value)) refuse('xml-malformed', `text outside the root, before ${at}`);
  if (value.includes(']]>')) refuse('xml-malformed', `"]]>" in text, before ${at}`);
  checkReferences(value, at);
}

function checkReferences(value: string, at: number): void {
  if (!value.includes('&')) return;
  if (badReference.test(value)) refuse('xml-malformed', `an unknown entity, before ${at}`);
  for (const [, hex, digits = ''] of value.matchAll(characterReference)) {
    const code = Number.parseInt(digits, hex ? 16 : 10);
    if (!(code <= 0x10ffff) || notXmlCharacter.test(String.fromCodePoint(code))) {
      refuse('xml-malformed', `a reference to no character, before ${at}`);
    }
  }
}

function closeElement(open: OpenElement[], name: string, at: number): void {
  const top = open.pop();
  if (top?.name !== name) refuse('xml-malformed', `</${name}> closes <${top?.name ?? ''}>, at ${at}`);
}

// Characters that no URI has.
const notUri = /[^A-Za-z0-9\-._~:/?#[\]@!$'()*+,;=%]/;

const noPrefixes: ReadonlyMap<string, string> = new Map([['xml', xmlNamespace]]);

function checkStartTag(
  name: string,
  attributes: readonly Attribute[],
  inherited: ReadonlyMap<string, string> = noPrefixes,
  at: number,
): ReadonlyMap<string, string> {
  if (attributes.length === 0 && !name.includes(':')) return inherited;
  for (const { value } of attributes) checkReferences(value, at);
  const prefixes = bindPrefixes(attributes, inherited, at);
  const namespaceOf = (prefix: string): string =>
    prefixes.get(prefix) ?? refuse('xml-malformed', `prefix ${prefix} is not bound, at ${at}`);
  const [prefix, local] = name.split(':');
  if (local !== undefined) namespaceOf(prefix ?? '');
  const seen = new Set<string>();
  // Names that begin so are reserved, and the canonicalization library takes them for declarations.
  const reserved = attributes.find(({ key }) => /^xmlns[^:]/.test(key));
  if (reserved) refuse('bad-structure', `an attribute named ${reserved.key}, at ${at}`);
  for (const { key } of attributes) {
    const [first = '', second] = key.split(':');
    const expanded = second === undefined || first === 'xmlns' ? key : `{${namespaceOf(first)}}${second}`;
    if (seen.has(expanded)) refuse('xml-malformed', `attribute ${key} twice, at ${at}`);
    seen.add(expanded);
  }
  return prefixes;
}

function bindPrefixes(
  attributes: readonly Attribute[],
  inherited: ReadonlyMap<string, string>,
  at: number,
): ReadonlyMap<string, string> {
  const declared = attributes.filter(({ key }) => key === 'xmlns' || key.startsWith('xmlns:'));
  if (declared.length === 0) return inherited;
  const prefixes = new Map(inherited);
  for (const { key, value } of declared) {
    const prefix = key.slice(6);
    // Namespaces are compared as they are written.
    if (value.includes('&')) refuse('bad-structure', `a reference in ${key}, before ${at}`);
    const reserved =
      prefix === 'xmlns' || (prefix === 'xml') !== (value === xmlNamespace) || value === xmlnsNamespace;
    if (reserved || (prefix !== '' && value === '') || notUri.test(value)) {
      refuse('xml-malformed', `a wrong namespace declaration ${key}, before ${at}`);
    }
    prefixes.set(prefix, value);
  }
  if (prefixes.size > maxPrefixes) refuse('xml-too-large', `more than ${maxPrefixes} prefixes, before ${at}`);
  return prefixes;
}
