/** Tables: a head that is repeated, rows with what is told of each, and sums. */
import { headingColumn } from '../../layout/heading-column.ts';
import type { Datum, RowTone, TableBlock, TableColumn, TableRow } from '../../layout/layout.ts';
import { type Mark, moved, type Piece, piece, sideBySide, stacked } from '../page/pieces.ts';
import { columnSpan, headerScope, type StructureElement, tableSummary } from '../structure.ts';
import { hangingMark, naturalWidth, type Span, widestWord } from '../text/lines.ts';
import { colours, gaps, type TableStyles, thickness } from '../theme.ts';
import { type ColumnNeed, columnWidths, crampedWidths } from './columns.ts';
import { fieldElements } from './fields.ts';
import { datumPiece, datumSpans, type Place, type Setting, textPiece, wordSpans } from './setting.ts';

interface Grid {
  readonly columns: readonly { column: TableColumn; x: number; width: number }[];
  /** The column that tells what a row is of; -1 where none does. */
  readonly heading: number;
  readonly styles: TableStyles;
  readonly width: number;
}

export function tablePieces(setting: Setting, block: TableBlock, place: Place): Piece[] {
  const { structure } = setting;
  const summary = block.showsCaption ? '' : tableSummary(block.caption.text);
  const table = structure.element('Table', place.owner, summary);
  const grid = gridOf(setting, block, table, place.width);
  const caption = block.showsCaption ? [captionPiece(setting, block, table, place.width)] : [];
  const head = headPiece(setting, table, grid);
  const body = rowPieces(setting, block.rows, { table, type: 'TBody', grid });
  const foot = rowPieces(setting, block.foot, { table, type: 'TFoot', grid });
  const tones = [...block.rows, ...block.foot].map(({ tone }) => tone);
  const rows = [...body, ...foot].map((row, index, all): Piece => {
    const isBeforeFoot = index === body.length - 1 && foot.length > 0;
    // Sums that begin a page would be nobody's: one line goes with them.
    const isWithinFoot = index >= body.length && index < all.length - 1;
    const staysWithNext = isBeforeFoot || isWithinFoot || isOneLine(tones[index], tones[index + 1]);
    return { ...row, staysWithNext, head };
  });
  return [...caption, { ...head, staysWithNext: true }, ...rows];
}

/** Both states of a corrected line, and their difference. */
const isOneLine = (tone: RowTone | undefined, next: RowTone | undefined): boolean =>
  (tone === 'before' && (next === 'after' || next === 'difference')) ||
  (tone === 'after' && next === 'difference');

function captionPiece(
  { structure, theme }: Setting,
  block: TableBlock,
  table: StructureElement,
  width: number,
): Piece {
  const element = structure.element('Caption', table);
  const text = textPiece(wordSpans(block.caption, element, theme.subheading, theme.headingAlso), width);
  return piece(text.height + 2, text.marks, { staysWithNext: true });
}

/** The largest letters at which no word of the table is parted, else the smallest. */
function gridOf(setting: Setting, block: TableBlock, element: StructureElement, width: number): Grid {
  const between = block.columns.reduce((sum, _, index) => sum + gapBefore(block.columns, index), 0);
  const room = width - between;
  let smallest: { needs: ColumnNeed[]; styles: TableStyles } | undefined;
  for (const styles of setting.theme.tables) {
    const needs = columnNeeds(block, styles, element);
    const widths = columnWidths(needs, room);
    if (widths !== null) return placed(block, widths, styles, width);
    smallest = { needs, styles };
  }
  if (smallest === undefined) throw new Error('A theme has one size of tables at least.');
  return placed(block, crampedWidths(smallest.needs, room), smallest.styles, width);
}

function placed(block: TableBlock, widths: readonly number[], styles: TableStyles, width: number): Grid {
  let x = 0;
  const columns = block.columns.map((column, index) => {
    const own = widths[index] ?? 0;
    x += gapBefore(block.columns, index);
    const at = { column, x, width: own };
    x += own;
    return at;
  });
  return { columns, heading: headingColumn(block.columns), styles, width };
}

/** Figures and the text after them would run into each other sooner than other columns. */
function gapBefore(columns: readonly TableColumn[], index: number): number {
  const before = columns[index - 1];
  if (before === undefined) return 0;
  return before.align === 'end' && columns[index]?.align === 'start' ? gaps.cellAfterFigures : gaps.cell;
}

/** Words beyond this share of an ordinary column are parted: one must not push the others aside. */
const longestWord = 150;

function columnNeeds(block: TableBlock, styles: TableStyles, element: StructureElement): ColumnNeed[] {
  const rows = [...block.rows, ...block.foot];
  return block.columns.map((column, index) => {
    const labels = labelSpans(column, element, styles);
    let least = Math.max(0, ...labels.map((label) => widestWord(label)));
    let natural = Math.max(0, ...labels.map((label) => naturalWidth(label)));
    for (const row of rows) {
      const cell = row.cells[index];
      if (cell === null || cell === undefined) continue;
      const spans = datumSpans(cell, element, styles.cell[row.tone]);
      const whole = naturalWidth(spans);
      natural = Math.max(natural, whole);
      // Only a text that is wider than the widest word so far can have a wider one.
      if (whole > least)
        least = Math.max(least, Math.min(longestWord, column.align === 'end' ? whole : widestWord(spans)));
    }
    return { weight: column.weight, least, natural: Math.max(natural, least) };
  });
}

/** The label of a column, and under it that in the second language. */
function labelSpans({ label }: TableColumn, element: StructureElement, styles: TableStyles): Span[][] {
  const spans: Span[][] = [[{ text: label.text, style: styles.head, element }]];
  if (label.also !== undefined && label.also !== '' && label.also !== label.text)
    spans.push([{ text: label.also, style: styles.headAlso, element, language: 'en' }]);
  return spans;
}

function headPiece({ structure }: Setting, table: StructureElement, grid: Grid): Piece {
  const row = structure.element('TR', structure.element('THead', table));
  const cells = grid.columns.map(({ column, x, width }) => {
    const element = structure.element('TH', row, headerScope('Column'));
    const labels = labelSpans(column, element, grid.styles);
    return { x, piece: stacked(labels.map((spans) => textPiece(spans, width, column.align))) };
  });
  const height = Math.max(0, ...cells.map((cell) => cell.piece.height));
  // Labels stand on the rule under them.
  const marks = cells.map((cell) => moved(cell.piece.marks, cell.x, height - cell.piece.height));
  const rule = { kind: 'fill', x: 0, y: height + gaps.row, width: grid.width } as const;
  return piece(height + gaps.row + thickness.line, [
    ...marks,
    { ...rule, height: thickness.line, colour: colours.ink },
  ]);
}

interface Part {
  readonly table: StructureElement;
  readonly type: 'TBody' | 'TFoot';
  readonly grid: Grid;
}

function rowPieces(setting: Setting, rows: readonly TableRow[], { table, type, grid }: Part): Piece[] {
  if (rows.length === 0) return [];
  const owner = setting.structure.element(type, table);
  return rows.map((row, index) => rowPiece(setting, row, { owner, grid, isLast: index === rows.length - 1 }));
}

interface RowPlace {
  readonly owner: StructureElement;
  readonly grid: Grid;
  readonly isLast: boolean;
}

function rowPiece(setting: Setting, row: TableRow, { owner, grid }: RowPlace): Piece {
  const { structure } = setting;
  const element = structure.element('TR', owner);
  const styles = grid.styles.cell[row.tone];
  const cells = grid.columns.map(({ column, x, width }, index) => {
    const cell = row.cells[index] ?? null;
    const isHeading = index === grid.heading && cell !== null;
    const owner = structure.element(isHeading ? 'TH' : 'TD', element, isHeading ? headerScope('Row') : '');
    return { x, piece: cellPiece(setting, cell, { owner, width, styles, align: column.align }) };
  });
  const parts: Piece[] = [sideBySide(cells)];
  if (row.details.length > 0)
    parts.push({ ...detailsPiece(setting, row, { owner, grid, isLast: false }), gap: detailsGap });
  const content = stacked(parts);
  const height = content.height + 2 * gaps.row;
  return piece(height, [...ground(row.tone, grid.width, height), moved(content.marks, 0, gaps.row)]);
}

function cellPiece(
  setting: Setting,
  cell: Datum | null,
  options: {
    owner: StructureElement;
    width: number;
    styles: TableStyles['cell'][RowTone];
    align: 'start' | 'end';
  },
): Piece {
  return cell === null || cell.text === '' ? piece(0, []) : datumPiece(setting, cell, options);
}

const detailsGap = 1;

/** Details begin under what the row is of, where that leaves them room. */
const mostIndent = 0.4;

/** Details of a row follow each other in lines across the whole table. */
function detailsPiece(setting: Setting, { details }: TableRow, { owner, grid }: RowPlace): Piece {
  const { structure, theme } = setting;
  const cell = structure.element('TD', structure.element('TR', owner), columnSpan(grid.columns.length));
  const list = structure.element('L', cell);
  const spans = details.flatMap((field, index): Span[] => {
    const elements = fieldElements(setting, list);
    const label = wordSpans(field.label, elements.label, theme.detailLabel, theme.labelAlso);
    const value = datumSpans(field.value, elements.value, theme.detail);
    const end = { text: ` ${hangingMark} `, style: theme.detailLabel, element: elements.value };
    return [...ended(label, ': '), ...value, ...(index === details.length - 1 ? [] : [end])];
  });
  const heading = grid.columns[grid.heading]?.x ?? 0;
  const indent = heading < grid.width * mostIndent ? heading : 0;
  const text = textPiece(spans, grid.width - indent);
  return piece(text.height, [moved(text.marks, indent, 0)]);
}

/** The same spans with `end` after the last. */
const ended = (spans: readonly Span[], end: string): Span[] =>
  spans.map((span, index) => (index === spans.length - 1 ? { ...span, text: span.text + end } : span));

/** The ground of a row, and the rule that ends or begins it. */
function ground(tone: RowTone, width: number, height: number): Mark[] {
  const rule = (y: number, weight: number, colour: string): Mark => ({
    kind: 'fill',
    x: 0,
    y,
    width,
    height: weight,
    colour,
  });
  const tint: Mark = { kind: 'fill', x: -3, y: 0, width: width + 6, height, colour: colours.ground };
  const under = rule(height - thickness.hair, thickness.hair, colours.hairline);
  if (tone === 'total') return [rule(0, thickness.line, colours.ink)];
  if (tone === 'difference') return [tint, under];
  return [under];
}
