/** Tags of a document that is written: elements by the prefixes of their namespaces, which the root declares. */
import { escapedUri } from './namespaces.ts';
import type { Runtime, RuntimeElement, Tags } from './runtime.ts';

const encoder = new TextEncoder();
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';
const GREATER_THAN = 0x3e;

/** Heads of documents that need no prefix, by their root. */
const heads = new WeakMap<RuntimeElement, Uint8Array>();

export class DocumentTags {
  readonly #runtime: Runtime;
  readonly #lineBreak: string;
  readonly #usedNamespaces = new Set<number>();

  /** @param lineBreak what stands between the XML declaration and the root */
  constructor(runtime: Runtime, lineBreak: string) {
    this.#runtime = runtime;
    this.#lineBreak = lineBreak;
  }

  /** The document up to the attributes of its root; to be asked for when all other tags are known. */
  head(element: RuntimeElement): Uint8Array {
    if (this.#usedNamespaces.size > 0 || this.#lineBreak !== '') return this.#newHead(element);
    const known = heads.get(element) ?? this.#newHead(element);
    heads.set(element, known);
    return known;
  }

  #newHead({ name }: RuntimeElement): Uint8Array {
    const { namespaces } = this.#runtime.table;
    const prefixed = [...this.#usedNamespaces].sort((a, b) => a - b);
    const declarations = prefixed.map(
      (n) => ` xmlns:${this.#runtime.prefixes[n]}="${escapedUri(namespaces[n] ?? '')}"`,
    );
    return encoder.encode(
      `${DECLARATION}${this.#lineBreak}<${name} xmlns="${escapedUri(namespaces[0] ?? '')}"${declarations.join('')}`,
    );
  }

  /** The tags of an element. */
  of(element: RuntimeElement): Tags {
    const namespace = element.row.namespace ?? 0;
    if (namespace > 0) this.#usedNamespaces.add(namespace);
    if (element.tags !== null) return element.tags;
    const name = namespace > 0 ? `${this.#runtime.prefixes[namespace]}:${element.name}` : element.name;
    // An element of no namespace stands in a document whose default namespace is that of the format.
    const start = encoder.encode(namespace === -1 ? `<${name} xmlns=""` : `<${name}`);
    const tags = {
      start,
      whole: Uint8Array.from([...start, GREATER_THAN]),
      end: encoder.encode(`</${name}>`),
    };
    element.tags = tags;
    return tags;
  }
}
