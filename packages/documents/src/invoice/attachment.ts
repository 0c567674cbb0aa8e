/** What is attached to an invoice: blocks of data, text and tables of the issuer's own making. */
import type { Fa3Zalacznik } from '@kwit/formats';
import { type ColumnType, columnTypes } from '@kwit/invoice';
import type { Cursor } from '../layout/cursor.ts';
import { datum, textBlock } from '../layout/fields.ts';
import type { Block, Datum, Field, Section, TableBlock, TableColumn, TableRow } from '../layout/layout.ts';
import type { Voice } from '../layout/voice.ts';
import { headings } from '../words/invoice.ts';
import type { Reading } from './shape.ts';

type DataBlock = Fa3Zalacznik['BlokDanych'][number];
type Table = NonNullable<DataBlock['Tabela']>[number];

export function attachmentSections({ root, voice }: Reading): readonly Section[] {
  const blocks = root.child('Zalacznik')?.children('BlokDanych') ?? [];
  return blocks.flatMap((block): Section[] => {
    const heading = block.text('ZNaglowek');
    const parts = [
      ...named(block.children('MetaDane').map((item) => [item.text('ZKlucz'), item.text('ZWartosc')])),
      ...textBlock((block.child('Tekst')?.texts('Akapit') ?? []).map((text) => datum(text))),
      ...block.children('Tabela').flatMap((table) => tableBlocks(table, voice)),
    ];
    // A block of which nothing is said but its heading is still said.
    const content = parts.length === 0 ? textBlock([datum('–', 'quiet')]) : parts;
    const { text, also } = voice.say(headings.attachment);
    const own = heading === undefined ? '' : `: ${heading}`;
    return [
      { heading: also === undefined ? { text: text + own } : { text: text + own, also }, blocks: content },
    ];
  });
}

/** Values under names that the issuer gave them. */
function named(
  pairs: readonly (readonly [name: string | undefined, value: string | undefined])[],
): readonly Block[] {
  const fields = pairs.flatMap(([name, value]): Field[] =>
    name === undefined && value === undefined
      ? []
      : [{ label: { text: name ?? '' }, value: { text: value ?? '' } }],
  );
  return fields.length === 0 ? [] : [{ kind: 'fields', columns: 3, fields }];
}

interface Column {
  readonly name: string;
  /** Decides how the cells of the column are shown. */
  readonly type: ColumnType | undefined;
}

function tableBlocks(table: Cursor<Table>, voice: Voice): readonly Block[] {
  const metadata = named(
    table.children('TMetaDane').map((item) => [item.text('TKlucz'), item.text('TWartosc')]),
  );
  const description = table.text('Opis');
  const columns = (table.child('TNaglowek')?.children('Kol') ?? []).map(
    (column): Column => ({
      name: column.text('NKom') ?? '',
      type: columnTypes.find((type) => column.mark('@Typ', type)),
    }),
  );
  const rows = table.children('Wiersz').map((row) => row.texts('WKom'));
  const sums = table.child('Suma')?.texts('SKom');
  const width = Math.max(columns.length, sums?.length ?? 0, ...rows.map(({ length }) => length));
  const shown: TableBlock = {
    kind: 'table',
    caption: description === undefined ? voice.say(headings.attachmentTable) : { text: description },
    showsCaption: description !== undefined,
    columns: Array.from({ length: width }, (_, at) => columnOf(columns[at], rows, at)),
    rows: rows.map((cells) => rowOf(cells, 'plain', columns, width, voice)),
    foot: sums === undefined ? [] : [rowOf(sums, 'total', columns, width, voice)],
  };
  return [...metadata, shown];
}

const figures: ReadonlySet<ColumnType | undefined> = new Set(['int', 'dec']);
/** Widths of columns follow their words within these bounds. */
const narrowest = 4;
const widest = 24;
/** So many rows show well enough how wide a column is. */
const sampledRows = 50;

function columnOf(column: Column | undefined, rows: readonly (readonly string[])[], at: number): TableColumn {
  let weight = Math.max(narrowest, column?.name.length ?? 0);
  for (const cells of rows.slice(0, sampledRows)) weight = Math.max(weight, cells[at]?.length ?? 0);
  return {
    label: { text: column?.name ?? '' },
    align: figures.has(column?.type) ? 'end' : 'start',
    weight: Math.min(weight, widest),
  };
}

function rowOf(
  texts: readonly string[],
  tone: 'plain' | 'total',
  columns: readonly Column[],
  width: number,
  voice: Voice,
): TableRow {
  const cells = Array.from({ length: width }, (_, at): Datum | null => {
    const text = texts[at];
    return text === undefined || text === '' ? null : datum(cellText(text, columns[at]?.type, voice));
  });
  return { tone, cells, details: [] };
}

/** Whole numbers stay as they are, since meters and years are among them. */
function cellText(text: string, type: ColumnType | undefined, voice: Voice): string {
  if (type === 'dec') return voice.decimal(text);
  if (type === 'date') return voice.date(text);
  return type === 'datetime' ? voice.moment(text) : text;
}
