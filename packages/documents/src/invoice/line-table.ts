/**
 * The table of goods and services, the same for lines of the invoice and lines of an order: columns only where lines use
 * them, what is rare under its line, and the difference between both states of a corrected line.
 */
import type { Text } from '@kwit/formats';
import type { Cursor, TextName } from '../layout/cursor.ts';
import type { Datum, Field, TableBlock, TableColumn, TableRow } from '../layout/layout.ts';
import type { Voice } from '../layout/voice.ts';
import { lineLabels, lineWords } from '../words/invoice.ts';
import { differenceOf } from './arithmetic.ts';
import { pairedLines } from './line-pairs.ts';

/** How a value of a line is shown. */
export type Show = (text: string, voice: Voice, currency: string) => Datum;

/** A field of a line. `Name` is its element. */
export interface LineField<Name> {
  readonly name: Name;
  readonly label: Text;
  readonly show: Show;
  /**
   * `column`: always one where any line has it; `detail`: under the line; `either`: a column where nearly every line has
   * a short value and there is room, under the line otherwise.
   */
  readonly place: 'column' | 'detail' | 'either';
  readonly align: TableColumn['align'];
  readonly weight: number;
  /** Whether the print tells by how much a correction changes it. */
  readonly differs: boolean;
}

export interface LineTableSpec<Name> {
  readonly caption: Text;
  /** In the order of the columns. */
  readonly fields: readonly LineField<Name>[];
  readonly number: Name;
  readonly uniqueId: Name;
  readonly goods: Name;
  readonly before: Name;
  readonly rate: Name;
  /** Told once, beside the table, where all lines say the same; null where there is no such field. */
  readonly common: Name | null;
}

/** One line; its values stand in the order of the fields. */
export interface Line {
  readonly values: readonly (string | undefined)[];
  readonly isBefore: boolean;
}

export interface LineTable {
  readonly block: TableBlock;
  /** What all lines say of the common field; undefined where they do not say the same. */
  readonly common: string | undefined;
  /** Every rate that a line has. */
  readonly rates: readonly string[];
}

export interface LineContext {
  readonly voice: Voice;
  readonly currency: string;
  /** Fields to be told under the line of a number; those that find their line are taken out. */
  readonly notes: Map<string, readonly Field[]>;
}

/** More columns than this do not fit on A4. */
const mostColumns = 10;
/** A longer value would squeeze the others. */
const longestInColumn = 16;
/** Of ten lines; where fewer have a value, a column of it would be mostly empty. */
const fullColumn = 9;

/** Null where there are no lines. */
export function lineTable<Shape extends object>(
  cursors: readonly Cursor<Shape>[],
  spec: LineTableSpec<TextName<Shape>>,
  context: LineContext,
): LineTable | null {
  if (cursors.length === 0) return null;
  const { fields } = spec;
  const lines = cursors.map(
    (cursor): Line => ({
      values: fields.map(({ name }) => cursor.text(name)),
      isBefore: cursor.mark(spec.before),
    }),
  );
  const commonAt = positionOf(fields, spec.common);
  const common = sameValue(lines, commonAt);
  const used = fields.map((_, at) => (at === commonAt && common !== undefined ? 0 : uses(lines, at)));
  const columns = chosenColumns(fields, lines, used);
  const details = fields.flatMap((_, at) => (used[at] === 0 || columns.includes(at) ? [] : [at]));
  const makeRows = new RowMaker(spec, lines, columns, details, context);
  return { block: makeRows.table(), common, rates: distinct(lines, positionOf(fields, spec.rate)) };
}

function sameValue(lines: readonly Line[], at: number): string | undefined {
  const first = lines[0]?.values[at];
  return lines.every(({ values }) => values[at] === first) ? first : undefined;
}

function distinct(lines: readonly Line[], at: number): readonly string[] {
  const values = new Set<string>();
  for (const { values: one } of lines) {
    const value = one[at];
    if (value !== undefined) values.add(value);
  }
  return [...values];
}

const positionOf = (fields: readonly LineField<string>[], name: string | null): number =>
  fields.findIndex((field) => field.name === name);

function uses(lines: readonly Line[], at: number): number {
  let count = 0;
  for (const { values } of lines) if (values[at] !== undefined) count += 1;
  return count;
}

/** Positions of the fields that become columns, in their order. */
function chosenColumns(
  fields: readonly LineField<string>[],
  lines: readonly Line[],
  used: readonly number[],
): readonly number[] {
  const isUsed = (at: number): boolean => (used[at] ?? 0) > 0;
  let room = mostColumns - fields.filter(({ place }, at) => place === 'column' && isUsed(at)).length;
  return fields.flatMap(({ place }, at) => {
    if (!isUsed(at) || place === 'detail') return [];
    if (place === 'column') return [at];
    const isFull = (used[at] ?? 0) * 10 >= lines.length * fullColumn;
    if (room <= 0 || !isFull || !areShort(lines, at)) return [];
    room -= 1;
    return [at];
  });
}

const areShort = (lines: readonly Line[], at: number): boolean =>
  lines.every(({ values }) => (values[at]?.length ?? 0) <= longestInColumn);

/** What the column of states says. */
const stateWords = { before: lineWords.before, after: lineWords.after, difference: lineWords.difference };

class RowMaker<Name extends string> {
  readonly #spec: LineTableSpec<Name>;
  readonly #lines: readonly Line[];
  readonly #columns: readonly number[];
  readonly #details: readonly number[];
  readonly #context: LineContext;
  readonly #hasStates: boolean;
  readonly #numberAt: number;

  constructor(
    spec: LineTableSpec<Name>,
    lines: readonly Line[],
    columns: readonly number[],
    details: readonly number[],
    context: LineContext,
  ) {
    this.#spec = spec;
    this.#lines = lines;
    this.#columns = columns;
    this.#details = details;
    this.#context = context;
    this.#hasStates = lines.some(({ isBefore }) => isBefore);
    this.#numberAt = this.#position(spec.number);
  }

  table(): TableBlock {
    const { voice } = this.#context;
    return {
      kind: 'table',
      caption: voice.say(this.#spec.caption),
      showsCaption: false,
      columns: this.#heads(),
      rows: this.#hasStates ? this.#rowsWithStates() : this.#lines.map((line) => this.#row(line)),
      foot: [],
    };
  }

  #position(name: Name): number {
    return positionOf(this.#spec.fields, name);
  }

  #heads(): readonly TableColumn[] {
    const { voice } = this.#context;
    const heads = this.#columns.flatMap((at): TableColumn[] => {
      const field = this.#spec.fields[at];
      if (field === undefined) return [];
      return [{ label: voice.say(field.label), align: field.align, weight: field.weight }];
    });
    if (!this.#hasStates) return heads;
    // Beside the number, which both states share.
    return heads.toSpliced(1, 0, { label: voice.say(lineLabels.state), align: 'start', weight: 8 });
  }

  #row({ values }: Line): TableRow {
    const notes = this.#takeNotes(values);
    const details = this.#detailsOf(values);
    return {
      tone: 'plain',
      cells: this.#cells(values),
      details: notes.length === 0 ? details : [...details, ...notes],
    };
  }

  #rowsWithStates(): readonly TableRow[] {
    const { number, uniqueId, goods } = this.#spec;
    const pairs = pairedLines(this.#lines, {
      number: this.#position(number),
      uniqueId: this.#position(uniqueId),
      goods: this.#position(goods),
    });
    return this.#lines.flatMap((line): TableRow[] => {
      const partner = pairs.get(line);
      if (line.isBefore) return [this.#before(line, partner)];
      if (partner === undefined) return [this.#stateless(line)];
      return [this.#after(line), this.#difference(partner, line)];
    });
  }

  /** What the line after it says too is not said twice. */
  #before({ values }: Line, after: Line | undefined): TableRow {
    const details = this.#details.filter((at) => after === undefined || values[at] !== after.values[at]);
    return {
      tone: 'before',
      cells: this.#withState(this.#cells(values), 'before'),
      details: this.#detailsOf(values, details),
    };
  }

  #after(line: Line): TableRow {
    const { cells, details } = this.#row(line);
    return { tone: 'after', cells: this.#withState(cells, 'after'), details };
  }

  #stateless(line: Line): TableRow {
    const row = this.#row(line);
    return { ...row, cells: row.cells.toSpliced(1, 0, null) };
  }

  #difference(before: Line, after: Line): TableRow {
    const { voice, currency } = this.#context;
    const goodsAt = this.#position(this.#spec.goods);
    const cells = this.#columns.map((at): Datum | null => {
      if (at === goodsAt) return { ...voice.say(lineWords.computed), tone: 'quiet' };
      const field = this.#spec.fields[at];
      if (field?.differs !== true) return null;
      const difference = differenceOf(before.values[at], after.values[at]);
      return difference === undefined ? null : field.show(difference, voice, currency);
    });
    return { tone: 'difference', cells: this.#withState(cells, 'difference'), details: [] };
  }

  #withState(cells: readonly (Datum | null)[], state: keyof typeof stateWords): readonly (Datum | null)[] {
    return cells.toSpliced(1, 0, this.#context.voice.say(stateWords[state]));
  }

  #cells(values: Line['values']): readonly (Datum | null)[] {
    const { voice, currency } = this.#context;
    return this.#columns.map((at) => {
      const value = values[at];
      return value === undefined ? null : (this.#spec.fields[at]?.show(value, voice, currency) ?? null);
    });
  }

  #detailsOf(values: Line['values'], positions: readonly number[] = this.#details): readonly Field[] {
    const { voice, currency } = this.#context;
    const details: Field[] = [];
    for (const at of positions) {
      const field = this.#spec.fields[at];
      const value = values[at];
      if (field === undefined || value === undefined) continue;
      details.push({ label: voice.say(field.label), value: field.show(value, voice, currency) });
    }
    return details;
  }

  #takeNotes(values: Line['values']): readonly Field[] {
    const { notes } = this.#context;
    const number = values[this.#numberAt];
    if (number === undefined || notes.size === 0) return [];
    const found = notes.get(number);
    notes.delete(number);
    return found ?? [];
  }
}
