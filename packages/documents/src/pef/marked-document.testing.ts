/**
 * Documents made of the table of a format, as plain data, in which every text is one that stands nowhere else: whatever a
 * layout leaves out is missed. What is no figure, date or code is shown as it is, so a mark says of any field that it is shown.
 */
import {
  type ElementRow,
  type FormatName,
  type FormatTable,
  occurrences,
  tableOf,
  textTypeOf,
} from '@kwit/formats';

export interface MarkedDocument {
  readonly root: Readonly<Record<string, unknown>>;
  /** Every text with its path, in the order of the document. */
  readonly marks: readonly { readonly path: string; readonly mark: string }[];
}

export interface MarkOptions {
  /** Which optional elements are there; all of them where absent. Needed for formats that nest without end. */
  readonly isThere?: (path: string, depth: number) => boolean;
  /** The text of a field where it may not be a mark. */
  readonly textOf?: (path: string) => string | undefined;
}

/** Tables are made anew whenever they are asked for. */
const tables = new Map<FormatName, FormatTable>();

export function markedDocument(format: FormatName, options: MarkOptions = {}): MarkedDocument {
  const table = tables.get(format) ?? tableOf(format);
  tables.set(format, table);
  const maker = new Maker(table, options);
  const { root } = maker.table;
  return { root: maker.element(root, `/${root.element}`, 0) as Record<string, unknown>, marks: maker.marks };
}

class Maker {
  readonly table: FormatTable;
  readonly marks: { path: string; mark: string }[] = [];
  readonly #options: MarkOptions;

  constructor(table: FormatTable, options: MarkOptions) {
    this.table = table;
    this.#options = options;
  }

  element(row: ElementRow, path: string, depth: number): unknown {
    const type = row.type === undefined ? undefined : this.table.types[row.type];
    if (type === undefined || textTypeOf(this.table, row) !== undefined) return this.#mark(path);
    const parts: Record<string, unknown> = {};
    for (const { attribute } of type.attributes ?? [])
      parts[`@${attribute}`] = this.#mark(`${path}/@${attribute}`);
    if (type.simple !== undefined) parts['#text'] = this.#mark(path);
    if (type.content === undefined) return parts;
    for (const { row: child, min, max } of occurrences(type.content).values()) {
      const below = `${path}/${child.element}`;
      if (min === 0 && !(this.#options.isThere?.(below, depth + 1) ?? true)) continue;
      parts[child.element] =
        max > 1
          ? [1, 2].map((position) => this.element(child, `${below}[${position}]`, depth + 1))
          : this.element(child, below, depth + 1);
    }
    return parts;
  }

  #mark(path: string): string {
    const given = this.#options.textOf?.(path);
    if (given !== undefined) return given;
    const mark = `mark${this.marks.length}.`;
    this.marks.push({ path, mark });
    return mark;
  }
}
