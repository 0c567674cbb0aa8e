/** Namespace declarations in force while a document is scanned. */

const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';

interface Binding {
  readonly prefix: string;
  readonly uri: string;
}

export class NamespaceScope {
  readonly #bindings: Binding[] = [{ prefix: 'xml', uri: XML_NAMESPACE }];
  #outerMark = 0;
  #outerUsed: Map<string, string> | null = null;

  /** Names the declarations made so far, for `forget`. */
  get mark(): number {
    return this.#bindings.length;
  }

  /** Forgets the declarations made since the mark. */
  forget(mark: number): void {
    this.#bindings.length = mark;
  }

  /** Adds a declaration; the prefix is empty for the default namespace. False where XML does not allow it. */
  declare(prefix: string, uri: string): boolean {
    const isRefused =
      prefix === 'xmlns' ||
      uri === XMLNS_NAMESPACE ||
      (prefix === 'xml') !== (uri === XML_NAMESPACE) ||
      (prefix !== '' && uri === '');
    if (!isRefused) this.#bindings.push({ prefix, uri });
    return !isRefused;
  }

  /** True where the prefix was declared since the mark. */
  hasSince(mark: number, prefix: string): boolean {
    for (let i = mark; i < this.#bindings.length; i += 1) {
      if (this.#bindings[i]?.prefix === prefix) return true;
    }
    return false;
  }

  /** The namespace of a prefix; null where it is not declared. Without a default one, no prefix is none. */
  resolve(prefix: string): string | null {
    for (let i = this.#bindings.length - 1; i >= 0; i -= 1) {
      const binding = this.#bindings[i];
      if (binding?.prefix !== prefix) continue;
      if (i < this.#outerMark) this.#outerUsed?.set(prefix, binding.uri);
      return binding.uri;
    }
    if (prefix !== '') return null;
    this.#outerUsed?.set('', '');
    return '';
  }

  /** From now on notes which declarations made before the mark are used, until `endNotes`. */
  noteOuter(mark: number): void {
    this.#outerMark = mark;
    this.#outerUsed = new Map();
  }

  /** Prefixes noted, with their namespaces. `xml` needs no declaration and is left out. */
  endNotes(): ReadonlyMap<string, string> {
    const used = this.#outerUsed ?? new Map<string, string>();
    this.#outerUsed = null;
    used.delete('xml');
    return used;
  }
}
