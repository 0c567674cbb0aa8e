/** Namespace declarations in force while a document is scanned. */
import { hashOf } from './name-table.ts';

const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';

/** Number of "no namespace", and of one that the format at hand does not know. */
export const NO_NAMESPACE = -1;
export const FOREIGN_NAMESPACE = -2;

interface Binding {
  readonly prefix: string;
  readonly bytes: Uint8Array;
  readonly hash: number;
  readonly uri: string;
  /** Number of the namespace in the format at hand. */
  number: number;
}

const encoder = new TextEncoder();

/** Most prefixes are plain; only then are their bytes their characters. */
function bytesOf(prefix: string): Uint8Array {
  const bytes = new Uint8Array(prefix.length);
  for (let i = 0; i < prefix.length; i += 1) {
    const code = prefix.charCodeAt(i);
    if (code >= 0x80) return encoder.encode(prefix);
    bytes[i] = code;
  }
  return bytes;
}

function bindingOf(prefix: string, uri: string, number: number): Binding {
  const bytes = bytesOf(prefix);
  return { prefix, bytes, hash: hashOf(bytes), uri, number };
}

const XML_BINDING = bindingOf('xml', XML_NAMESPACE, FOREIGN_NAMESPACE);

export class NamespaceScope {
  readonly #bindings: Binding[] = [XML_BINDING];
  /** The binding of names without prefix; null where none is declared. */
  #default: Binding | null = null;
  #numbers: ReadonlyMap<string, number> = new Map();
  #outerMark = 0;
  #outerUsed: Map<string, string> | null = null;

  /** From now on namespaces have these numbers, those declared already included. */
  useNumbers(numbers: ReadonlyMap<string, number>): void {
    this.#numbers = numbers;
    for (const binding of this.#bindings) {
      if (binding !== XML_BINDING) binding.number = this.#numberOf(binding.uri);
    }
  }

  #numberOf(uri: string): number {
    return uri === '' ? NO_NAMESPACE : (this.#numbers.get(uri) ?? FOREIGN_NAMESPACE);
  }

  /** Names the declarations made so far, for `forget`. */
  get mark(): number {
    return this.#bindings.length;
  }

  /** Forgets the declarations made since the mark. */
  forget(mark: number): void {
    if (this.#bindings.length === mark) return;
    this.#bindings.length = mark;
    this.#default = this.#bindings.findLast(({ prefix }) => prefix === '') ?? null;
  }

  /** Adds a declaration; the prefix is empty for the default namespace. False where XML does not allow it. */
  declare(prefix: string, uri: string): boolean {
    const isRefused =
      prefix === 'xmlns' ||
      uri === XMLNS_NAMESPACE ||
      (prefix === 'xml') !== (uri === XML_NAMESPACE) ||
      (prefix !== '' && uri === '');
    if (isRefused) return false;
    const binding = bindingOf(prefix, uri, this.#numberOf(uri));
    this.#bindings.push(binding);
    if (prefix === '') this.#default = binding;
    return true;
  }

  /** True where the prefix was declared since the mark. */
  hasSince(mark: number, prefix: string): boolean {
    for (let i = mark; i < this.#bindings.length; i += 1) {
      if (this.#bindings[i]?.prefix === prefix) return true;
    }
    return false;
  }

  /** Number of the namespace of names without prefix. */
  get defaultNumber(): number {
    if (this.#outerUsed !== null) this.resolve('');
    return this.#default === null ? NO_NAMESPACE : this.#default.number;
  }

  /** Number of the namespace of the prefix in `source[start, end)`; null where it is not declared. */
  numberOfPrefix(hash: number, source: Uint8Array, start: number, end: number): number | null {
    for (let i = this.#bindings.length - 1; i >= 0; i -= 1) {
      const binding = this.#bindings[i] as Binding;
      if (binding.hash !== hash || binding.bytes.length !== end - start) continue;
      let isSame = true;
      for (let j = 0; isSame && j < binding.bytes.length; j += 1) {
        isSame = binding.bytes[j] === source[start + j];
      }
      if (!isSame) continue;
      if (this.#outerUsed !== null) this.#note(i, binding);
      return binding.number;
    }
    return null;
  }

  /** The namespace of a prefix; null where it is not declared. Without a default one, no prefix is none. */
  resolve(prefix: string): string | null {
    for (let i = this.#bindings.length - 1; i >= 0; i -= 1) {
      const binding = this.#bindings[i] as Binding;
      if (binding.prefix !== prefix) continue;
      this.#note(i, binding);
      return binding.uri;
    }
    if (prefix !== '') return null;
    this.#outerUsed?.set('', '');
    return '';
  }

  #note(index: number, { prefix, uri }: Binding): void {
    if (index < this.#outerMark) this.#outerUsed?.set(prefix, uri);
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

/** A namespace name as an attribute holds it. */
export function escapedUri(uri: string): string {
  return uri.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
