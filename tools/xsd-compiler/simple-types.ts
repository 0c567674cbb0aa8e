/** Simple types of a schema as rows: each holds every facet that is in force, inherited ones included. */
import type { SimpleTypeRow, WhiteSpace } from '@kwit/formats';
import { attributeOf, childrenOf, type QName, type SchemaSet, XSD } from './schema-set.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const NUMBER_FACETS = ['length', 'minLength', 'maxLength', 'totalDigits', 'fractionDigits'] as const;
const VALUE_FACETS = ['minInclusive', 'maxInclusive', 'minExclusive', 'maxExclusive'] as const;

export class SimpleTypes {
  readonly rows: SimpleTypeRow[] = [];
  readonly #schemas: SchemaSet;
  readonly #indexes = new Map<string, number>();

  constructor(schemas: SchemaSet) {
    this.#schemas = schemas;
  }

  /** Index of the row of a named type, built-in ones included. */
  named(name: QName): number {
    return this.add(this.#row(name));
  }

  /** Index of the row of an inline `<simpleType>`. */
  inline(node: Element): number {
    return this.add(this.#derived(node));
  }

  /** True where the name is a simple type: built in or declared. */
  isSimple(name: QName): boolean {
    if (name.namespace === XSD) return true;
    try {
      this.#schemas.find('simpleType', name);
      return true;
    } catch {
      return false;
    }
  }

  /** The row of an index with the facets of a `<restriction>` on top. */
  restricted(base: number, restriction: Element): number {
    const row = this.rows[base];
    if (row === undefined) throw new Error('restriction of an unknown simple type');
    return this.add(withFacets(row, restriction));
  }

  /** Equal rows share one index. */
  add(row: SimpleTypeRow): number {
    const key = JSON.stringify(row);
    const known = this.#indexes.get(key);
    if (known !== undefined) return known;
    this.rows.push(row);
    this.#indexes.set(key, this.rows.length - 1);
    return this.rows.length - 1;
  }

  #row(name: QName): SimpleTypeRow {
    if (name.namespace === XSD) return { base: name.local, whiteSpace: builtInWhiteSpace(name.local) };
    const { node } = this.#schemas.find('simpleType', name);
    return { name: name.local, ...this.#derived(node) };
  }

  #derived(node: Element): SimpleTypeRow {
    const [child] = childrenOf(node);
    if (child?.localName === 'restriction') return withFacets(this.#baseOf(child), child);
    if (child?.localName === 'union') return this.#union(child);
    throw new Error(`<${child?.localName}> in a simple type is not supported`);
  }

  #baseOf(restriction: Element): SimpleTypeRow {
    const base = attributeOf(restriction, 'base');
    if (base !== undefined) return withoutName(this.#row(this.#schemas.qname(restriction, base)));
    const inline = childrenOf(restriction).find((node) => node.localName === 'simpleType');
    if (inline === undefined) throw new Error('restriction without a base');
    return this.#derived(inline);
  }

  /** White space of a union is that of the member which fits; they must agree, so that one answer exists. */
  #union(node: Element): SimpleTypeRow {
    const named = (attributeOf(node, 'memberTypes') ?? '').split(/\s+/).filter((name) => name !== '');
    const members = [
      ...named.map((name) => this.named(this.#schemas.qname(node, name))),
      ...childrenOf(node).map((member) => this.inline(member)),
    ];
    const [whiteSpace, ...others] = new Set(members.map((member) => this.rows[member]?.whiteSpace));
    if (whiteSpace === undefined || others.length > 0)
      throw new Error('members of a union treat white space differently');
    return { base: 'union', whiteSpace, union: members };
  }
}

function withoutName(row: SimpleTypeRow): SimpleTypeRow {
  const { name: _, ...rest } = row;
  return rest;
}

function withFacets(base: SimpleTypeRow, restriction: Element): SimpleTypeRow {
  const row: Mutable<SimpleTypeRow> = { ...withoutName(base) };
  const patterns: string[] = [];
  const enumeration: string[] = [];
  for (const facet of childrenOf(restriction)) {
    const name = facet.localName ?? '';
    const value = attributeOf(facet, 'value') ?? '';
    const numeric = NUMBER_FACETS.find((candidate) => candidate === name);
    const bound = VALUE_FACETS.find((candidate) => candidate === name);
    if (name === 'pattern') patterns.push(value);
    else if (name === 'enumeration') enumeration.push(value);
    else if (name === 'whiteSpace') row.whiteSpace = value as WhiteSpace;
    else if (numeric !== undefined) row[numeric] = Number(value);
    else if (bound !== undefined) row[bound] = value;
    else if (!['simpleType', 'attribute', 'attributeGroup', 'anyAttribute'].includes(name)) {
      throw new Error(`facet ${name} is not supported`);
    }
  }
  if (patterns.length > 0) row.patterns = [...(base.patterns ?? []), patterns];
  if (enumeration.length > 0) row.enumeration = enumeration;
  return row;
}

function builtInWhiteSpace(name: string): WhiteSpace {
  if (name === 'string' || name === 'anySimpleType') return 'preserve';
  return name === 'normalizedString' ? 'replace' : 'collapse';
}
