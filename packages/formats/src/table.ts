/**
 * What a table says. A table is an XSD reduced to its facts: names, order, occurrences, attributes, types and
 * facets, without a sentence of documentation. Tables are written by `tools/xsd-compiler` and never by hand.
 * Numbers named `type`, `simple` and `namespace` are indexes into the lists of the same table.
 */

/** How white space of a value is treated before it is judged or handed out (XSD facet `whiteSpace`). */
export type WhiteSpace = 'preserve' | 'replace' | 'collapse';

export interface SimpleTypeRow {
  /** Name in the schema; absent where the type is anonymous or built in. */
  readonly name?: string;
  /** Namespace of the name; absent: the first of the table. */
  readonly namespace?: number;
  /** The simple type it is derived from, where that has a row of its own; absent where it is built in. */
  readonly derives?: number;
  /** The built-in type of XSD it goes back to (`token`, `decimal`, `date`…); `union` where it is one. */
  readonly base: string;
  readonly whiteSpace: WhiteSpace;
  /** Every step of derivation must match; within a step one pattern is enough. As written in the schema. */
  readonly patterns?: readonly (readonly string[])[];
  readonly enumeration?: readonly string[];
  readonly length?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly totalDigits?: number;
  readonly fractionDigits?: number;
  /** Bounds as written in the schema, to be read as values of the base type. */
  readonly minInclusive?: string;
  readonly maxInclusive?: string;
  readonly minExclusive?: string;
  readonly maxExclusive?: string;
  /** Member types of a union, in order. */
  readonly union?: readonly number[];
  /** Item type of a list. */
  readonly list?: number;
}

/** Which namespaces a wildcard takes, and how what it takes is judged. */
export interface WildcardRow {
  /** Any; any but one (and but none at all); or those of a list, where -1 is "no namespace". */
  readonly namespaces: '##any' | { readonly not: number } | readonly number[];
  /** `strict`: must be declared in the schema and valid; `lax`: valid where declared; `skip`: not judged. */
  readonly process: 'strict' | 'lax' | 'skip';
}

export interface AttributeRow {
  readonly attribute: string;
  /** Absent: the attribute is in no namespace. */
  readonly namespace?: number;
  readonly simple: number;
  readonly required?: true;
  readonly fixed?: string;
  readonly default?: string;
}

/** `unique`, `key` or `keyref`; paths hold steps as `{namespace index}name`. */
export interface IdentityRow {
  readonly kind: 'unique' | 'key' | 'keyref';
  readonly name: string;
  readonly selector: string;
  readonly fields: readonly string[];
  readonly refer?: string;
}

/** Absent occurrences are 1; `max: -1` is unbounded. */
interface Occurrence {
  readonly min?: number;
  readonly max?: number;
}

export interface ElementRow extends Occurrence {
  readonly element: string;
  /** Absent: the first namespace of the table; -1: no namespace. */
  readonly namespace?: number;
  /** At most one of `simple` and `type` is present; neither: anything may be inside (`xsd:anyType`). */
  readonly simple?: number;
  readonly type?: number;
  readonly nillable?: true;
  readonly fixed?: string;
  readonly default?: string;
  readonly identity?: readonly IdentityRow[];
}

export interface SequenceRow extends Occurrence {
  readonly sequence: readonly Particle[];
}
export interface ChoiceRow extends Occurrence {
  readonly choice: readonly Particle[];
}
export interface AnyRow extends Occurrence {
  readonly any: WildcardRow;
}
export type Particle = ElementRow | SequenceRow | ChoiceRow | AnyRow;

export interface ComplexTypeRow {
  readonly name?: string;
  /** Namespace of the name; absent: the first of the table. */
  readonly namespace?: number;
  /** The complex type that this one adds to. Its attributes and content are part of this row already. */
  readonly extends?: number;
  /** The complex type that this one narrows. */
  readonly restricts?: number;
  /** No element may have this type; one derived from it must be named by `xsi:type`. */
  readonly abstract?: true;
  readonly attributes?: readonly AttributeRow[];
  readonly anyAttribute?: WildcardRow;
  readonly mixed?: true;
  /** Present: the content is text of this simple type. */
  readonly simple?: number;
  /** Present: the content is elements. Neither: the element is empty. */
  readonly content?: Particle;
}

export interface FormatTable {
  readonly format: string;
  /** The first one is that of the root element. */
  readonly namespaces: readonly string[];
  /** Prefixes under which the schemas know the namespaces; the first is empty. */
  readonly prefixes?: readonly string[];
  readonly root: ElementRow;
  /** True where the document may carry an enveloped `ds:Signature`, which these schemas do not mention. */
  readonly envelopedSignature?: true;
  /** Elements that wildcards find, where the schema has wildcards that judge what they take. */
  readonly elements?: readonly ElementRow[];
  readonly types: readonly ComplexTypeRow[];
  readonly simpleTypes: readonly SimpleTypeRow[];
}

/** The simple type of an element that is text alone, without attributes; undefined for any other. */
export function textTypeOf(table: Pick<FormatTable, 'types'>, element: ElementRow): number | undefined {
  if (element.type === undefined) return element.simple;
  const row = table.types[element.type];
  const isPlain = row?.attributes === undefined && row?.anyAttribute === undefined;
  return isPlain ? row?.simple : undefined;
}

/** How often something may occur; `max` is Infinity where unbounded. */
export interface Range {
  min: number;
  max: number;
}

/** Lower and upper bound of a particle. */
export function rangeOf(particle: Particle): Range {
  const max = particle.max ?? 1;
  return { min: particle.min ?? 1, max: max === -1 ? Number.POSITIVE_INFINITY : max };
}

/**
 * How often each element may occur in one instance of this content, over all ways through it. Decides what is
 * an array in a document (`max > 1`) and what its type calls optional (`min === 0`). Keys are
 * namespaces and names.
 */
export function occurrences(particle: Particle): Map<string, Range & { row: ElementRow }> {
  const { min, max } = rangeOf(particle);
  if ('any' in particle) return new Map();
  if ('element' in particle) {
    return new Map([[`${particle.namespace ?? 0} ${particle.element}`, { min, max, row: particle }]]);
  }
  const inside = 'sequence' in particle ? sumOf(particle.sequence) : widestOf(particle.choice);
  for (const range of inside.values()) {
    range.min *= min;
    range.max = max === 0 ? 0 : range.max * max;
  }
  return inside;
}

type Occurrences = ReturnType<typeof occurrences>;

function sumOf(particles: readonly Particle[]): Occurrences {
  const total: Occurrences = new Map();
  for (const particle of particles) {
    for (const [name, range] of occurrences(particle)) {
      const known = total.get(name);
      if (known === undefined) total.set(name, range);
      else {
        known.min += range.min;
        known.max += range.max;
      }
    }
  }
  return total;
}

function widestOf(particles: readonly Particle[]): Occurrences {
  const alternatives = particles.map(occurrences);
  const widest: Occurrences = new Map();
  for (const alternative of alternatives) {
    for (const [name, range] of alternative) {
      const known = widest.get(name);
      const min = alternatives.every((other) => other.has(name))
        ? Math.min(range.min, known?.min ?? range.min)
        : 0;
      widest.set(name, { row: range.row, min, max: Math.max(range.max, known?.max ?? 0) });
    }
  }
  return widest;
}
