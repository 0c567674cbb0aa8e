/** Values that a schema wants to be unique (`xsd:unique`), compared while the document is read. */
import type { IdentityRow } from './table.ts';

/**
 * The constraint of one element: among its children of one name, the values of one or more of their children. The
 * official schemas have no other paths, and the compiler refuses them.
 */
export class UniqueValues {
  readonly #depth: number;
  readonly #selected: string;
  readonly #fields: readonly string[];
  readonly #seen = new Set<string>();
  #current: (string | undefined)[] = [];

  /** @param depth how deep the element stands that the constraint belongs to */
  constructor(row: IdentityRow, depth: number) {
    this.#depth = depth;
    this.#selected = nameIn(row.selector);
    this.#fields = row.fields.map(nameIn);
  }

  /** To be told of every element that begins. */
  enter(name: string, depth: number): void {
    if (depth === this.#depth + 1 && name === this.#selected) this.#current = [];
  }

  /**
   * To be told of every value. Answers the values that repeat earlier ones, null where none do. An element that
   * lacks one of the fields does not count.
   */
  add(name: string, depth: number, value: string): string | null {
    if (depth !== this.#depth + 2) return null;
    const index = this.#fields.indexOf(name);
    if (index === -1) return null;
    this.#current[index] = value;
    const values = this.#fields.map((_, field) => this.#current[field]);
    if (values.includes(undefined)) return null;
    const key = JSON.stringify(values);
    if (this.#seen.has(key)) return values.join(' ');
    this.#seen.add(key);
    return null;
  }
}

function nameIn(path: string): string {
  return path.replace(/^\{\d+\}/, '');
}
