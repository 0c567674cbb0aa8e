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
