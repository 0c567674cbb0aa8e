/** Elements kept as XML text: what wildcards take, and enveloped signatures. */
import { ScanError } from './byte-cursor.ts';
import { Scanner } from './scanner.ts';

const XMLDSIG = 'http://www.w3.org/2000/09/xmldsig#';
const MAX_DEPTH = 100;
const encoder = new TextEncoder();

/** True where the element is an XML signature. */
export function isSignature(namespace: string, local: string): boolean {
  return namespace === XMLDSIG && local === 'Signature';
}

/** Name of the one element that the text is; null where it is not a well-formed element standing by itself. */
export function fragmentName(text: string): { namespace: string; local: string } | null {
  const scanner = new Scanner(encoder.encode(text));
  try {
    if (!scanner.startsWith('<')) return null;
    scanner.startTag();
    const name = { namespace: scanner.namespaceName(), local: scanner.localName() };
    scanner.skipElement(1, 0, MAX_DEPTH);
    return scanner.position === scanner.bytes.length ? name : null;
  } catch (error) {
    if (error instanceof ScanError) return null;
    throw error;
  }
}

/** An element that a wildcard took, or a signature: what it says, without a table that would tell its types. */
export interface FragmentElement {
  readonly namespace: string;
  readonly name: string;
  /** By their names as written; declarations of namespaces are not among them. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Its own text, without that of its children. */
  readonly text: string;
  readonly children: readonly FragmentElement[];
}

interface OpenElement {
  readonly element: FragmentElement & { text: string; readonly children: FragmentElement[] };
  /** Where its name stands, and the declarations before its start tag. */
  readonly start: number;
  readonly end: number;
  readonly mark: number;
}

/**
 * Reads an element that a document keeps as XML text in `#any`.
 * @returns null where the text is not one well-formed element, or is nested more than 100 deep
 */
export function readFragment(text: string): FragmentElement | null {
  const scanner = new Scanner(encoder.encode(text));
  try {
    if (!scanner.startsWith('<')) return null;
    const root = elementTree(scanner);
    return scanner.position === scanner.bytes.length ? root : null;
  } catch (error) {
    if (error instanceof ScanError) return null;
    throw error;
  }
}

function elementTree(scanner: Scanner): FragmentElement {
  const root = openElement(scanner);
  const open = scanner.isEmpty ? [] : [root];
  for (let parent = open.at(-1); parent !== undefined; parent = open.at(-1)) {
    parent.element.text += scanner.text();
    if (scanner.bytes[scanner.position + 1] === 0x2f) {
      scanner.endTag(parent.start, parent.end);
      scanner.namespaces.forget(parent.mark);
      open.pop();
    } else {
      const child = openElement(scanner);
      parent.element.children.push(child.element);
      if (scanner.isEmpty) scanner.namespaces.forget(child.mark);
      else open.push(child);
      if (open.length > MAX_DEPTH) scanner.fail('xml-depth', child.start, { limit: MAX_DEPTH });
    }
  }
  return root.element;
}

function openElement(scanner: Scanner): OpenElement {
  const { mark } = scanner.namespaces;
  scanner.startTag();
  return {
    element: {
      namespace: scanner.namespaceName(),
      name: scanner.localName(),
      attributes: new Map(scanner.attributes.map(({ name, value }) => [name, value])),
      text: '',
      children: [],
    },
    start: scanner.nameStart,
    end: scanner.nameEnd,
    mark,
  };
}
