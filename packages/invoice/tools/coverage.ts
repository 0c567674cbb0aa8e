/**
 * Which rows of the table of FA(3) (elements and attributes, each where its type declares it) documents use, and which
 * of the values that the schema lists.
 */
import { readFileSync } from 'node:fs';
import type { ElementRow, FormatTable, Particle } from '@kwit/formats';

// The table is data that the package of formats keeps to itself; only this count needs it as it is.
const tableFile = new URL('../../formats/src/tables/fa3.json', import.meta.url);

export interface Coverage {
  readonly total: number;
  readonly covered: number;
  /** Rows that no document uses, by the path of their first place. */
  readonly missing: readonly string[];
}

export interface TableCoverage {
  readonly rows: Coverage;
  /** Listed values (rates, kinds, roles…), but for the long lists of countries and currencies. */
  readonly values: Coverage;
}

/** @param documents contents of root elements, as `read` gives them */
export function coverageOf(documents: readonly unknown[]): TableCoverage {
  const table = JSON.parse(readFileSync(tableFile, 'utf8')) as FormatTable;
  const walk = new Walk(table);
  for (const document of documents) walk.element(table.root, document);
  return { rows: coverage(walk.rows(), walk.usedRows), values: coverage(walk.values(), walk.usedValues) };
}

function coverage(all: ReadonlyMap<string, string>, used: ReadonlySet<string>): Coverage {
  const missing = [...all].flatMap(([id, name]) => (used.has(id) ? [] : [name]));
  return { total: all.size, covered: all.size - missing.length, missing };
}

/** A longer list is one of codes that no example can go through. */
const longestList = 25;

/** Every element that the content may have, whichever way through it. */
function elementsOf(particle: Particle | undefined): readonly ElementRow[] {
  if (particle === undefined || 'any' in particle) return [];
  if ('element' in particle) return [particle];
  return ('sequence' in particle ? particle.sequence : particle.choice).flatMap(elementsOf);
}

class Walk {
  readonly usedRows = new Set<string>();
  readonly usedValues = new Set<string>();
  readonly #table: FormatTable;

  constructor(table: FormatTable) {
    this.#table = table;
  }

  /** Marks what one element of a document uses. */
  element(row: ElementRow, content: unknown): void {
    if (row.simple !== undefined) this.#value(row.simple, content);
    if (row.type === undefined) return;
    const type = this.#table.types[row.type];
    if (typeof content !== 'object' || content === null || type === undefined) return;
    const fields = content as Readonly<Record<string, unknown>>;
    if (type.simple !== undefined) this.#value(type.simple, fields['#text']);
    for (const attribute of type.attributes ?? []) {
      const value = fields[`@${attribute.attribute}`];
      if (value === undefined) continue;
      this.usedRows.add(`${row.type}/@${attribute.attribute}`);
      this.#value(attribute.simple, value);
    }
    for (const child of elementsOf(type.content)) {
      const value = fields[child.element];
      if (value === undefined) continue;
      this.usedRows.add(`${row.type}/${child.element}`);
      for (const one of Array.isArray(value) ? value : [value]) this.element(child, one);
    }
  }

  #value(simple: number, content: unknown): void {
    if (typeof content === 'string') this.usedValues.add(`${simple}=${content.trim()}`);
  }

  /** Every row by its type and name, with the path of the first place that leads to it. */
  rows(): Map<string, string> {
    const rows = new Map<string, string>();
    this.#visit(this.#table.root, '', (id, path) => {
      if (!rows.has(id)) rows.set(id, path);
    });
    return rows;
  }

  /** Every listed value with the path of the first place that takes it. */
  values(): Map<string, string> {
    const values = new Map<string, string>();
    const list = (simple: number, path: string): void => {
      const listed = this.#table.simpleTypes[simple]?.enumeration ?? [];
      if (listed.length > longestList) return;
      for (const value of listed) {
        if (!values.has(`${simple}=${value}`)) values.set(`${simple}=${value}`, `${path}=${value}`);
      }
    };
    this.#visit(this.#table.root, '', () => {}, list);
    return values;
  }

  #visit(
    row: ElementRow,
    path: string,
    onRow: (id: string, path: string) => void,
    onSimple: (simple: number, path: string) => void = () => {},
    above: readonly number[] = [],
  ): void {
    const here = `${path}/${row.element}`;
    if (row.simple !== undefined) onSimple(row.simple, here);
    if (row.type === undefined || above.includes(row.type)) return;
    const type = this.#table.types[row.type];
    if (type === undefined) return;
    if (type.simple !== undefined) onSimple(type.simple, here);
    for (const { attribute, simple } of type.attributes ?? []) {
      onRow(`${row.type}/@${attribute}`, `${here}/@${attribute}`);
      onSimple(simple, `${here}/@${attribute}`);
    }
    for (const child of elementsOf(type.content)) {
      onRow(`${row.type}/${child.element}`, `${here}/${child.element}`);
      this.#visit(child, here, onRow, onSimple, [...above, row.type]);
    }
  }
}
