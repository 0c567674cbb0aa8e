/**
 * Tables as they are stored: what a type has from the one it extends is left out, elements of the schema that
 * several types refer to are stored once, and formats of one family share a library.
 */
import type { ComplexTypeRow, ElementRow, FormatTable, Particle, SimpleTypeRow } from './table.ts';

/** A particle that stands for an element of the list `elements`. */
export interface ReferenceRow {
  readonly ref: number;
  readonly min?: number;
  readonly max?: number;
}

export type StoredParticle =
  | ElementRow
  | ReferenceRow
  | { readonly sequence: readonly StoredParticle[]; readonly min?: number; readonly max?: number }
  | { readonly choice: readonly StoredParticle[]; readonly min?: number; readonly max?: number }
  | Extract<Particle, { any: unknown }>;

export type StoredType = Omit<ComplexTypeRow, 'content'> & { readonly content?: StoredParticle };

/** The part of a table that several formats share; its rows come before their own. */
export interface StoredLibrary {
  /** The first one is empty: it is that of the format. */
  readonly namespaces: readonly string[];
  readonly prefixes: readonly string[];
  readonly elements: readonly ElementRow[];
  readonly types: readonly StoredType[];
  readonly simpleTypes: readonly SimpleTypeRow[];
}

export interface StoredTable extends Omit<FormatTable, 'types' | 'root'> {
  readonly root: ElementRow | ReferenceRow;
  readonly types: readonly StoredType[];
}

/** The table that the engine works with. */
export function expandTable(stored: StoredTable, library?: StoredLibrary): FormatTable {
  const elements = [...(library?.elements ?? []), ...(stored.elements ?? [])];
  const types = [...(library?.types ?? []), ...stored.types];
  const [first = '', ...others] = stored.namespaces;
  const expansion = new Expansion(elements, types);
  return {
    ...stored,
    namespaces: [first, ...(library?.namespaces.slice(1) ?? []), ...others],
    ...(library === undefined ? {} : { prefixes: library.prefixes }),
    root: 'ref' in stored.root ? expansion.element(stored.root) : stored.root,
    ...(elements.length > 0 ? { elements } : {}),
    types: types.map((_, index) => expansion.type(index)),
    simpleTypes: [...(library?.simpleTypes ?? []), ...stored.simpleTypes],
  };
}

class Expansion {
  readonly #elements: readonly ElementRow[];
  readonly #stored: readonly StoredType[];
  readonly #types: (ComplexTypeRow | undefined)[] = [];

  constructor(elements: readonly ElementRow[], stored: readonly StoredType[]) {
    this.#elements = elements;
    this.#stored = stored;
  }

  type(index: number): ComplexTypeRow {
    const known = this.#types[index];
    if (known !== undefined) return known;
    const stored = this.#stored[index];
    if (stored === undefined) throw new Error(`table has no type ${index}`);
    const row = this.#extended(stored);
    this.#types[index] = row;
    return row;
  }

  #extended({ content: ownContent, ...own }: StoredType): ComplexTypeRow {
    const particle = ownContent === undefined ? undefined : this.#particle(ownContent);
    if (own.extends === undefined) return particle === undefined ? own : { ...own, content: particle };
    const base = this.type(own.extends);
    const attributes = [...(base.attributes ?? []), ...(own.attributes ?? [])];
    const content =
      base.content !== undefined && particle !== undefined
        ? { sequence: [base.content, particle] }
        : (particle ?? base.content);
    return {
      ...own,
      ...(attributes.length > 0 ? { attributes } : {}),
      ...(own.anyAttribute === undefined && base.anyAttribute !== undefined
        ? { anyAttribute: base.anyAttribute }
        : {}),
      ...(base.mixed === true ? { mixed: true as const } : {}),
      ...(base.simple === undefined ? {} : { simple: base.simple }),
      ...(content === undefined ? {} : { content }),
    };
  }

  element({ ref, ...occurrence }: ReferenceRow): ElementRow {
    const element = this.#elements[ref];
    if (element === undefined) throw new Error(`table has no element ${ref}`);
    return { ...element, ...occurrence };
  }

  #particle(particle: StoredParticle): Particle {
    if ('ref' in particle) return this.element(particle);
    if ('sequence' in particle) {
      return { ...particle, sequence: particle.sequence.map((part) => this.#particle(part)) };
    }
    if ('choice' in particle) {
      return { ...particle, choice: particle.choice.map((part) => this.#particle(part)) };
    }
    return particle;
  }
}
