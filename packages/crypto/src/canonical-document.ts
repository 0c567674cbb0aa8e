/** A document whose root is in its exclusive canonical form already, as bytes. */
import { XadesError } from './errors.ts';

export interface CanonicalDocument {
  /** The bytes of the root: what is hashed. */
  readonly root: Uint8Array;
  /** The whole document with an element put at the end of its root. */
  with(element: string): Uint8Array<ArrayBuffer>;
}

/**
 * Finds the root: nothing may stand after it, before it at most an XML declaration.
 * @throws {XadesError} 'bad-structure' where the bytes cannot end with the end tag of a root
 */
export function canonicalDocument(bytes: Uint8Array): CanonicalDocument {
  const start = startsWith(bytes, '<?xml') ? indexOf(bytes, '?>', 0) + 2 : 0;
  const endTag = lastIndexOf(bytes, '</');
  if (endTag <= start || indexOf(bytes, '>', endTag) !== bytes.length - 1) {
    throw new XadesError('bad-structure', {
      found: 'a document that does not end with the end tag of its root',
    });
  }
  return {
    root: bytes.subarray(start),
    with: (element) => {
      const inserted = new TextEncoder().encode(element);
      const whole = new Uint8Array(bytes.length + inserted.length);
      whole.set(bytes.subarray(0, endTag));
      whole.set(inserted, endTag);
      whole.set(bytes.subarray(endTag), endTag + inserted.length);
      return whole;
    },
  };
}

const isAt = (bytes: Uint8Array, text: string, position: number): boolean => {
  for (let index = 0; index < text.length; index += 1) {
    if (bytes[position + index] !== text.charCodeAt(index)) return false;
  }
  return true;
};

const startsWith = (bytes: Uint8Array, text: string): boolean => isAt(bytes, text, 0);

function indexOf(bytes: Uint8Array, text: string, from: number): number {
  const first = text.charCodeAt(0);
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (isAt(bytes, text, at)) return at;
  }
  return -1;
}

function lastIndexOf(bytes: Uint8Array, text: string): number {
  const first = text.charCodeAt(0);
  for (let at = bytes.lastIndexOf(first); at >= 0; at = at === 0 ? -1 : bytes.lastIndexOf(first, at - 1)) {
    if (isAt(bytes, text, at)) return at;
  }
  return -1;
}
