/** A table as the engine uses it: names by hash, types with their automata, built when first needed. */
import { ContentModel } from './content-model.ts';
import type {
  AttributeRow,
  ComplexTypeRow,
  ElementRow,
  FormatTable,
  Particle,
  SimpleTypeRow,
} from './table.ts';

/** Seed and multiplier of the hash over the bytes of a name (FNV-1a); the reader hashes while it scans. */
export const HASH_SEED = 0x811c9dc5;
export const HASH_PRIME = 0x01000193;

const encoder = new TextEncoder();

function hashOf(bytes: Uint8Array): number {
  let hash = HASH_SEED;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, HASH_PRIME);
  return hash;
}

interface NameEntry {
  readonly bytes: Uint8Array;
  readonly namespace: number;
  readonly id: number;
}

/** All element names of a format, found from their bytes without making a string. */
export class NameTable {
  readonly names: string[] = [];
  readonly #byHash = new Map<number, NameEntry[]>();
  readonly #ids = new Map<string, number>();

  add(name: string, namespace: number): void {
    const key = `${namespace} ${name}`;
    if (this.#ids.has(key)) return;
    const id = this.names.push(name) - 1;
    this.#ids.set(key, id);
    const bytes = encoder.encode(name);
    const hash = hashOf(bytes);
    const entries = this.#byHash.get(hash) ?? [];
    entries.push({ bytes, namespace, id });
    this.#byHash.set(hash, entries);
  }

  id(name: string, namespace: number): number {
    return this.#ids.get(`${namespace} ${name}`) ?? -1;
  }

  /** The id of the name in `source[start, end)`, -1 where the format has no such name. */
  find(hash: number, source: Uint8Array, start: number, end: number, namespace: number): number {
    const entries = this.#byHash.get(hash);
    if (entries === undefined) return -1;
    for (const { bytes, namespace: owner, id } of entries) {
      if (owner !== namespace || bytes.length !== end - start) continue;
      let same = true;
      for (let i = 0; same && i < bytes.length; i += 1) same = bytes[i] === source[start + i];
      if (same) return id;
    }
    return -1;
  }
}

/** A complex type, with its automaton. */
export class RuntimeType {
  readonly row: ComplexTypeRow;
  readonly model: ContentModel;
  readonly simple: SimpleTypeRow | null;
  readonly attributes: ReadonlyMap<string, AttributeRow>;
  /** By name id: the symbol in this type's model, or -1. */
  readonly symbols: Int16Array;

  constructor(row: ComplexTypeRow, runtime: Runtime) {
    if (row.mixed === true) throw new Error('mixed content is not supported');
    this.row = row;
    this.model = new ContentModel(row.content);
    this.simple = row.simple === undefined ? null : runtime.simple(row.simple);
    this.attributes = new Map((row.attributes ?? []).map((attribute) => [attribute.attribute, attribute]));
    this.symbols = new Int16Array(runtime.names.names.length).fill(-1);
    for (const [index, symbol] of this.model.symbols.entries()) {
      this.symbols[runtime.names.id(symbol.name, symbol.namespace)] = index;
    }
  }
}

export class Runtime {
  readonly table: FormatTable;
  readonly names = new NameTable();
  readonly #types: (RuntimeType | undefined)[] = [];

  constructor(table: FormatTable) {
    this.table = table;
    this.names.add(table.root.element, table.root.namespace ?? 0);
    for (const type of table.types) if (type.content !== undefined) this.#addNames(type.content);
  }

  /** The complex type of an element, null where its content is a simple type. */
  typeOf(row: ElementRow): RuntimeType | null {
    return row.type === undefined ? null : this.type(row.type);
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

  simple(index: number): SimpleTypeRow {
    const row = this.table.simpleTypes[index];
    if (row === undefined) throw new Error(`table of ${this.table.format} has no simple type ${index}`);
    return row;
  }

  #addNames(particle: Particle): void {
    if ('element' in particle) this.names.add(particle.element, particle.namespace ?? 0);
    else if ('sequence' in particle) for (const part of particle.sequence) this.#addNames(part);
    else if ('choice' in particle) for (const part of particle.choice) this.#addNames(part);
  }
}
