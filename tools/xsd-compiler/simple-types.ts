/** Simple types of a schema as rows: each holds every facet that is in force, inherited ones included. */
import type { SimpleTypeRow, WhiteSpace } from '@kwit/formats';
import { attributeOf, childrenOf, type QName, type SchemaSet, XSD } from './schema-set.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const NUMBER_FACETS = ['length', 'minLength', 'maxLength', 'totalDigits', 'fractionDigits'] as const;
const VALUE_FACETS = ['minInclusive', 'maxInclusive', 'minExclusive', 'maxExclusive'] as const;

export class SimpleTypes {
  readonly rows: SimpleTypeRow[] = [];
  readonly #schemas: SchemaSet;
  readonly #namespace: (uri: string) => number;
  readonly #named = new Map<Element, number>();
  readonly #indexes = new Map<string, number>();

  /** @param namespace gives the index of a namespace in the table */
  constructor(schemas: SchemaSet, namespace: (uri: string) => number) {
    this.#schemas = schemas;
    this.#namespace = namespace;
  }

  /** Index of the row of a named type, built-in ones included. */
  named(name: QName): number {
    if (name.namespace === XSD) {
      return this.add({ base: name.local, whiteSpace: builtInWhiteSpace(name.local) });
    }
    const { node, schema } = this.#schemas.find('simpleType', name);
    const known = this.#named.get(node);
    if (known !== undefined) return known;
    const namespace = this.#namespace(attributeOf(schema, 'targetNamespace') ?? '');
    const index = this.add({
      name: name.local,
      ...(namespace === 0 ? {} : { namespace }),
      ...this.#derived(node),
    });
    this.#named.set(node, index);
    return index;
  }

  /** True where the named type, or one that it is derived from, has a row already. */
  derivesFromUsed(name: QName): boolean {
    if (name.namespace === XSD)
      return this.#indexes.has(
        JSON.stringify({ base: name.local, whiteSpace: builtInWhiteSpace(name.local) }),
      );
    const { node } = this.#schemas.find('simpleType', name);
    if (this.#named.has(node)) return true;
    const [child] = childrenOf(node);
    const base = child?.localName === 'restriction' ? attributeOf(child, 'base') : undefined;
    return (
      child !== undefined && base !== undefined && this.derivesFromUsed(this.#schemas.qname(child, base))
    );
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
    return this.add({ ...withFacets(row, restriction), derives: base });
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

  #derived(node: Element): SimpleTypeRow {
    const [child] = childrenOf(node);
    if (attributeOf(node, 'final') !== undefined) throw new Error('final of a simple type is not supported');
    if (child?.localName === 'union') return this.#union(child);
    if (child?.localName !== 'restriction')
      throw new Error(`<${child?.localName}> in a simple type is not supported`);
    const base = this.#baseOf(child);
    const row = this.rows[base];
    if (row === undefined) throw new Error('restriction of an unknown simple type');
    return { ...withFacets(row, child), derives: base };
  }

  #baseOf(restriction: Element): number {
    const base = attributeOf(restriction, 'base');
    if (base !== undefined) return this.named(this.#schemas.qname(restriction, base));
    const inline = childrenOf(restriction).find((node) => node.localName === 'simpleType');
    if (inline === undefined) throw new Error('restriction without a base');
    return this.inline(inline);
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
  const { name: _, namespace: __, derives: ___, ...rest } = row;
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
