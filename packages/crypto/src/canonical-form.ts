import type { NamespacePrefix } from 'xml-crypto';
import { XadesError } from './errors.ts';
import { exclusiveCanonicalization as exclusive } from './xades-identifiers.ts';
import { xmlCrypto } from './xml-libraries.ts';

const inclusive10 = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
const inclusive11 = 'http://www.w3.org/2006/12/xml-c14n11';

/** What XMLDSig applies where a reference names no canonicalization. */
export const defaultCanonicalization = inclusive10;

/** The canonicalization methods of the official page. */
export const canonicalizationMethods: ReadonlySet<string> = new Set(
  [exclusive, inclusive10, inclusive11].flatMap((method) => [
    method,
    method === exclusive ? `${method}WithComments` : `${method}#WithComments`,
  ]),
);

/** How a canonicalization is asked for: its identifier and, for exclusive ones, the InclusiveNamespaces prefixes. */
export interface Canonicalization {
  method: string;
  prefixes: readonly string[];
}

/**
 * The canonical form of an element and what is in it. Comments never take part: every reference that
 * is accepted is a same-document one, whose node set has none; of `ds:SignedInfo`, the only other
 * use, comments are refused by the caller.
 */
export function canonicalForm(element: Element, { method, prefixes }: Canonicalization): string {
  const ancestorNamespaces = inheritedNamespaces(element);
  if (method.startsWith(exclusive)) {
    // A copy, because the library writes the inclusive namespaces into the element.
    const subject = prefixes.length > 0 ? (element.cloneNode(true) as Element) : element;
    return canonicalizers().exclusive.process(subject, {
      inclusiveNamespacesPrefixList: [...prefixes],
      ancestorNamespaces,
    });
  }
  refuseInheritedXmlAttributes(element);
  return canonicalizers().inclusive.process(element, { ancestorNamespaces });
}

type Order = 1 | 0 | -1;
const byCodePoint = (a: string, b: string): Order => (a === b ? 0 : a < b ? -1 : 1);

// The library sorts prefixes by the language of the machine, and attributes by namespace and name run
// together; the specification sorts both by code points, and attributes by namespace first.
const comparePrefixes = (a: NamespacePrefix, b: NamespacePrefix): Order => byCodePoint(a.prefix, b.prefix);
const compareAttributes = (a: Attr, b: Attr): Order =>
  byCodePoint(a.namespaceURI ?? '', b.namespaceURI ?? '') || byCodePoint(a.localName, b.localName);

/** The library's canonicalizations with these orders; fresh ones, as they keep state while they work. */
function canonicalizers() {
  const { C14nCanonicalization, ExclusiveCanonicalization } = xmlCrypto();
  const order = { nsCompare: comparePrefixes, attrCompare: compareAttributes };
  return {
    exclusive: Object.assign(new ExclusiveCanonicalization(), order),
    inclusive: Object.assign(new C14nCanonicalization(), order),
  };
}

function ancestorsOf(element: Element): Element[] {
  const ancestors: Element[] = [];
  for (let node = element.parentNode; node?.nodeType === 1; node = node.parentNode)
    ancestors.push(node as Element);
  return ancestors;
}

/** Namespaces that an element inherits and does not declare itself, nearest declaration first. */
function inheritedNamespaces(element: Element): NamespacePrefix[] {
  const inherited = new Map<string, string>();
  for (const ancestor of ancestorsOf(element)) {
    for (const { name, value } of Array.from(ancestor.attributes)) {
      const prefix = name === 'xmlns' ? '' : name.startsWith('xmlns:') ? name.slice(6) : undefined;
      if (prefix !== undefined && !inherited.has(prefix)) inherited.set(prefix, value);
    }
  }
  // The library declares the namespace of the element's own name by itself.
  const own = element.prefix ?? '';
  const isDeclared = (prefix: string): boolean =>
    element.hasAttribute(prefix === '' ? 'xmlns' : `xmlns:${prefix}`);
  return [...inherited]
    .filter(([prefix, uri]) => uri !== '' && prefix !== own && !isDeclared(prefix))
    .map(([prefix, namespaceURI]) => ({ prefix, namespaceURI }));
}

// Inclusive canonicalization copies xml:lang and its like into a subset (and 1.1 joins xml:base); the
// library does not, and no KSeF document has them.
function refuseInheritedXmlAttributes(element: Element): void {
  for (const ancestor of ancestorsOf(element)) {
    const found = Array.from(ancestor.attributes).find(({ name }) => name.startsWith('xml:'));
    if (found)
      throw new XadesError('bad-structure', { found: `${found.name} on an ancestor of what is signed` });
  }
}
