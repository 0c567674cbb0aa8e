/**
 * Documents made of the table of a format, as plain data: every optional element is there, and of what the schema lets one
 * choose each document takes another way, so that a few of them have everything. Every value is of its type and, where the
 * type allows, stands nowhere else.
 */
import {
  type ElementRow,
  type FormatName,
  type FormatTable,
  type Particle,
  type SimpleTypeRow,
  tableOf,
} from '@kwit/formats';

/** A text of a document. */
export interface Leaf {
  /** With numbers of repeated elements; `/@name` for attributes. */
  readonly path: string;
  /** The same without numbers: the place in the table. */
  readonly row: string;
  readonly value: string;
  readonly type: SimpleTypeRow;
}

export interface TableDocument {
  readonly root: unknown;
  readonly leaves: readonly Leaf[];
}

/**
 * For formats that do not nest without end.
 * @param ways how many ways through the choices to go; `rowsOf` tells whether they were enough
 */
export function tableDocuments(format: FormatName, ways: number): readonly TableDocument[] {
  const table = tableOf(format);
  return Array.from({ length: ways }, (_, way) => {
    const maker = new Maker(table, way);
    return { root: maker.element(table.root, `/${table.root.element}`, way), leaves: maker.leaves };
  });
}

/** Every place in the table where a document may have a text. */
export function rowsOf(format: FormatName): readonly string[] {
  const table = tableOf(format);
  const rows = new Set<string>();
  const visit = (row: ElementRow, path: string): void => {
    const type = row.type === undefined ? undefined : table.types[row.type];
    if (row.simple !== undefined || type?.simple !== undefined) rows.add(path);
    for (const { attribute } of type?.attributes ?? []) rows.add(`${path}/@${attribute}`);
    for (const child of elementsOf(type?.content)) visit(child, `${path}/${child.element}`);
  };
  visit(table.root, `/${table.root.element}`);
  return [...rows];
}

function elementsOf(particle: Particle | undefined): readonly ElementRow[] {
  if (particle === undefined || 'any' in particle) return [];
  if ('element' in particle) return [particle];
  return ('sequence' in particle ? particle.sequence : particle.choice).flatMap(elementsOf);
}

/** Of elements that may repeat, so many are there. */
const repeats = 2;

class Maker {
  readonly leaves: Leaf[] = [];
  readonly #table: FormatTable;
  readonly #way: number;

  constructor(table: FormatTable, way: number) {
    this.#table = table;
    this.#way = way;
  }

  /** @param way what is left of it for the choices within: a number of several digits, one for each level of them */
  element(row: ElementRow, path: string, way: number): unknown {
    if (row.simple !== undefined) return this.#leaf(path, row.simple);
    const type = this.#table.types[row.type ?? -1];
    if (type === undefined) throw new Error(`${path} has no type`);
    const parts: Record<string, unknown> = {};
    for (const { attribute, simple } of type.attributes ?? []) {
      parts[`@${attribute}`] = this.#leaf(`${path}/@${attribute}`, simple);
    }
    if (type.simple !== undefined) {
      const text = this.#leaf(path, type.simple);
      if (type.attributes === undefined) return text;
      parts['#text'] = text;
    }
    if (type.content !== undefined) this.#particle(type.content, path, parts, false, way);
    return parts;
  }

  #particle(
    particle: Particle,
    path: string,
    parts: Record<string, unknown>,
    mayRepeat: boolean,
    way: number,
  ): void {
    const repeated = mayRepeat || (particle.max ?? 1) !== 1;
    if ('sequence' in particle) {
      for (const part of particle.sequence) this.#particle(part, path, parts, repeated, way);
    } else if ('choice' in particle) {
      const { choice } = particle;
      const chosen = choice[way % choice.length];
      if (chosen !== undefined) {
        this.#particle(chosen, path, parts, repeated, Math.trunc(way / choice.length));
      }
    } else if ('element' in particle) {
      const below = `${path}/${particle.element}`;
      parts[particle.element] = repeated
        ? Array.from({ length: repeats }, (_, at) => this.element(particle, `${below}[${at + 1}]`, way))
        : this.element(particle, below, way);
    }
  }

  #leaf(path: string, simple: number): string {
    const type = this.#table.simpleTypes[simple];
    if (type === undefined) throw new Error(`${path} has no type`);
    const value = this.#value(type, path);
    this.leaves.push({ path, row: path.replace(/\[\d+\]/g, ''), value, type });
    return value;
  }

  #value(type: SimpleTypeRow, path: string): string {
    const number = this.leaves.length;
    if (type.enumeration !== undefined) {
      // Long lists have gone through all of their values after as many documents; marks are set.
      return type.enumeration[this.#way % type.enumeration.length] ?? '';
    }
    if (path.endsWith('/NrRB')) return `61${String(number).padStart(24, '9')}`;
    if (type.base === 'dateTime') return `2026-03-0${1 + (number % 9)}T10:00:00.${1000 + number}Z`;
    if (type.base === 'date') return dayNumber(number);
    if (type.base === 'decimal') return `${12_000 + number}.25`;
    if (isWholeNumber(type.base)) return String(52_000 + number);
    return `tekst${number}`;
  }
}

const isWholeNumber = (base: string): boolean => /integer|byte/i.test(base);

const dayNumber = (number: number): string =>
  new Date(Date.UTC(2026, 0, 1 + number)).toISOString().slice(0, 10);

/** The document without one of its texts. */
export function without({ root }: TableDocument, { path }: Leaf): unknown {
  const copy = structuredClone(root);
  const steps = path.split('/').slice(2);
  const last = steps.pop() ?? '';
  let at = copy as Record<string, unknown>;
  for (const step of steps) at = partOf(at, step) as Record<string, unknown>;
  const [, name = '', position] = stepShape.exec(last) ?? [];
  const held = at[name];
  if (position !== undefined) (held as unknown[]).splice(Number(position) - 1, 1);
  // A text beside attributes has the path of its element.
  else if (typeof held === 'object') delete (held as Record<string, unknown>)['#text'];
  else delete at[name];
  return copy;
}

const stepShape = /^(.+?)(?:\[(\d+)\])?$/;

function partOf(parts: Record<string, unknown>, step: string): unknown {
  const [, name = '', position] = stepShape.exec(step) ?? [];
  const part = parts[name];
  return position === undefined ? part : (part as unknown[])[Number(position) - 1];
}
