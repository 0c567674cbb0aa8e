/** A table as the engine uses it: names by hash, types with their automata, built when first needed. */
import { ContentModel, type Position } from './content-model.ts';
import { isBuiltIn, isBuiltInDerived } from './lexical.ts';
import { NameTable } from './name-table.ts';
import { NO_NAMESPACE } from './namespaces.ts';
import type { PlainJudge } from './plain-value.ts';
import { SimpleType } from './simple-type.ts';
import type {
  AttributeRow,
  ComplexTypeRow,
  ElementRow,
  FormatTable,
  Particle,
  WildcardRow,
} from './table.ts';
import { TagBytes } from './tag-bytes.ts';

const XSD = 'http://www.w3.org/2001/XMLSchema';

/** The way that the keys of an element took through its model, for the writer: one element's lines are all alike. */
export interface Plan {
  readonly keys: readonly string[];
  /** By key: the position whose element it is; null for an attribute. */
  readonly positions: readonly (Position | null)[];
  /** By key: the element where it is a plain value in the first namespace; null for any other. */
  readonly leaves: readonly (RuntimeElement | null)[];
}

/** A complex type, with its automaton. */
export class RuntimeType {
  readonly row: ComplexTypeRow;
  readonly model: ContentModel;
  readonly simple: SimpleType | null;
  /** True where nothing at all may be inside, not even white space. */
  readonly isEmpty: boolean;
  readonly isMixed: boolean;
  readonly hasRequired: boolean;
  readonly attributes: ReadonlyMap<string, AttributeRow>;
  /** By name id: the symbol in this type's model, or -1. */
  readonly symbols: Int16Array;
  /** Of the element that was written last in the order of its keys. */
  plan: Plan | null = null;

  constructor(row: ComplexTypeRow, runtime: Runtime) {
    this.row = row;
    this.model = new ContentModel(row.content);
    this.simple = row.simple === undefined ? null : runtime.simple(row.simple);
    this.isMixed = row.mixed === true;
    this.isEmpty = this.model.positions.length === 0 && this.simple === null && !this.isMixed;
    const attributes = row.attributes ?? [];
    this.hasRequired = attributes.some(({ required }) => required === true);
    this.attributes = new Map(attributes.map((attribute) => [attribute.attribute, attribute]));
    this.symbols = new Int16Array(runtime.names.names.length).fill(-1);
    for (const [index, symbol] of this.model.symbols.entries()) {
      this.symbols[runtime.names.id(symbol.name, symbol.namespace)] = index;
    }
  }
}

/** What may be inside an element: text of a simple type, a complex type, or (both null) anything. */
export interface ContentType {
  readonly simple: SimpleType | null;
  readonly type: RuntimeType | null;
}

/** The content of an element that is not declared anywhere: `xsd:anyType`. */
export const ANYTHING: ContentType = { simple: null, type: null };

/** The tags of an element as bytes, for the writer: `<name`, `<name>` and `</name>`. */
export interface Tags {
  readonly start: Uint8Array;
  readonly whole: Uint8Array;
  readonly end: Uint8Array;
}

/** A declaration of an element, with what may be inside it. */
export class RuntimeElement implements ContentType {
  readonly row: ElementRow;
  readonly name: string;
  readonly simple: SimpleType | null;
  readonly type: RuntimeType | null;
  /** The type of a value that is text alone, and a plain string in documents; null for any other element. */
  readonly text: SimpleType | null;
  /**
   * Where its tags stand in `Runtime.tags`, as most documents have them, without prefix and attributes: the start tag
   * up to `tagsMiddle`, then the end tag.
   */
  readonly tagsStart: number;
  readonly tagsMiddle: number;
  readonly tagsEnd: number;
  readonly namespace: number;
  /** Judges plain values from their bytes; null where the element takes more than that. */
  readonly judge: PlainJudge | null;
  /** True where it holds elements, and nothing else is asked of it where it has no attributes. */
  readonly isContainer: boolean;
  /** True where a value counts after white space is replaced or collapsed. */
  readonly hasSpaceRule: boolean;
  readonly isCollapsing: boolean;
  /** Made when the element is first written. */
  tags: Tags | null = null;

  constructor(row: ElementRow, runtime: Runtime) {
    this.row = row;
    this.name = row.element;
    this.namespace = row.namespace ?? 0;
    const { start, middle, end } = runtime.tags.add(row.element);
    this.tagsStart = start;
    this.tagsMiddle = middle;
    this.tagsEnd = end;
    this.simple = row.simple === undefined ? null : runtime.simple(row.simple);
    this.type = row.type === undefined ? null : runtime.type(row.type);
    this.text = this.simple ?? (isTextAlone(this.type) ? (this.type?.simple ?? null) : null);
    const isPlain = row.fixed === undefined && this.type?.row.abstract !== true;
    this.isContainer =
      isPlain && this.type?.simple === null && !this.type.hasRequired && row.identity === undefined;
    this.judge = isPlain ? (this.text?.plain ?? null) : null;
    this.isCollapsing = this.text?.row.whiteSpace === 'collapse';
    this.hasSpaceRule = this.text !== null && this.text.row.whiteSpace !== 'preserve';
  }
}

/** True where elements of the type are text without attributes. */
export function isTextAlone(type: RuntimeType | null): boolean {
  if (type === null || type.simple === null) return false;
  return type.row.attributes === undefined && type.row.anyAttribute === undefined;
}

export class Runtime {
  readonly table: FormatTable;
  readonly names = new NameTable();
  readonly tags = new TagBytes();
  /** By URI: the number of a namespace, which is its index in the table. */
  readonly namespaceNumbers: ReadonlyMap<string, number>;
  /** By namespace number: the prefix that documents are written with; the first needs none. */
  readonly prefixes: readonly string[];
  readonly root: RuntimeElement;
  readonly #types: (RuntimeType | undefined)[] = [];
  readonly #simples: (SimpleType | undefined)[] = [];
  /** By name id: the global elements. */
  readonly #globals = new Map<number, RuntimeElement | ElementRow>();
  #typeNames: Map<string, { simple: number } | { type: number }> | null = null;

  constructor(table: FormatTable) {
    this.table = table;
    this.namespaceNumbers = new Map(
      table.namespaces.map((uri, index) => [uri, uri === '' ? NO_NAMESPACE : index]),
    );
    this.prefixes = table.namespaces.map((_, index) => table.prefixes?.[index] ?? `n${index}`);
    this.names.add(table.root.element, table.root.namespace ?? 0);
    for (const { element, namespace } of table.elements ?? []) this.names.add(element, namespace ?? 0);
    for (const type of table.types) if (type.content !== undefined) this.#addNames(type.content);
    for (const row of table.elements ?? []) {
      this.#globals.set(this.names.id(row.element, row.namespace ?? 0), row);
    }
    this.root = new RuntimeElement(table.root, this);
  }

  type(index: number): RuntimeType {
    const known = this.#types[index];
    if (known !== undefined) return known;
    const row = this.table.types[index];
    if (row === undefined) throw new Error(`table of ${this.table.format} has no type ${index}`);
    const type = new RuntimeType(row, this);
    this.#types[index] = type;
    return type;
  }

  simple(index: number): SimpleType {
    const known = this.#simples[index];
    if (known !== undefined) return known;
    const row = this.table.simpleTypes[index];
    if (row === undefined) throw new Error(`table of ${this.table.format} has no simple type ${index}`);
    const type = new SimpleType(row, (member) => this.simple(member));
    this.#simples[index] = type;
    return type;
  }

  /** The global element of a name id; null where the schema declares none. */
  global(id: number): RuntimeElement | null {
    const known = this.#globals.get(id);
    if (known === undefined) return null;
    if (known instanceof RuntimeElement) return known;
    const element = new RuntimeElement(known, this);
    this.#globals.set(id, element);
    return element;
  }

  /** True where a wildcard takes names of the namespace with this number. */
  takes({ namespaces }: WildcardRow, namespace: number): boolean {
    if (namespaces === '##any') return true;
    if ('not' in namespaces) return namespace !== namespaces.not && namespace !== NO_NAMESPACE;
    return namespaces.includes(namespace);
  }

  /** The type of a name, as `xsi:type` means it; null where the schema has no such type, or none that is known here. */
  typeNamed(uri: string, local: string): ContentType | null {
    if (uri === XSD) {
      if (local === 'anyType') return ANYTHING;
      if (!isBuiltIn(local)) return null;
      const whiteSpace = local === 'string' || local === 'anySimpleType' ? 'preserve' : 'collapse';
      const row = { base: local, whiteSpace: local === 'normalizedString' ? 'replace' : whiteSpace } as const;
      return { simple: new SimpleType(row, (member) => this.simple(member)), type: null };
    }
    this.#typeNames ??= this.#nameTypes();
    const found = this.#typeNames.get(`${uri} ${local}`);
    if (found === undefined) return null;
    return 'simple' in found
      ? { simple: this.simple(found.simple), type: null }
      : { simple: null, type: this.type(found.type) };
  }

  #nameTypes(): Map<string, { simple: number } | { type: number }> {
    const { types, simpleTypes, namespaces } = this.table;
    const names = new Map<string, { simple: number } | { type: number }>();
    for (const [type, { name, namespace = 0 }] of types.entries()) {
      if (name !== undefined) names.set(`${namespaces[namespace]} ${name}`, { type });
    }
    for (const [simple, { name, namespace = 0 }] of simpleTypes.entries()) {
      if (name !== undefined) names.set(`${namespaces[namespace]} ${name}`, { simple });
    }
    return names;
  }

  /** True where a type is another one or derived from it (XML Schema Part 1, Type Derivation OK). */
  isDerived(type: ContentType, from: ContentType): boolean {
    if (from.simple === null && from.type === null) return true;
    if (from.simple !== null) return type.simple !== null && this.#isSimpleDerived(type.simple, from.simple);
    for (let at = type.type; at !== null; at = this.#baseOf(at)) if (at === from.type) return true;
    return false;
  }

  #baseOf({ row }: RuntimeType): RuntimeType | null {
    const base = row.extends ?? row.restricts;
    return base === undefined ? null : this.type(base);
  }

  #isSimpleDerived(type: SimpleType, from: SimpleType): boolean {
    const isBase = from.row.derives === undefined && from.row.union === undefined;
    if (isBase && from.row.name === undefined) {
      return type.row.union === undefined
        ? isBuiltInDerived(type.row.base, from.row.base)
        : from.row.base === 'anySimpleType';
    }
    for (let at: SimpleType | null = type; at !== null; ) {
      if (at.row === from.row) return true;
      at = at.row.derives === undefined ? null : this.simple(at.row.derives);
    }
    return (
      from.row.derives === undefined && from.members.some((member) => this.#isSimpleDerived(type, member))
    );
  }

  #addNames(particle: Particle): void {
    if ('element' in particle) this.names.add(particle.element, particle.namespace ?? 0);
    else if ('sequence' in particle) for (const part of particle.sequence) this.#addNames(part);
    else if ('choice' in particle) for (const part of particle.choice) this.#addNames(part);
  }
}
