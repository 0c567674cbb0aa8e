/** Values under their labels, and beside them where there is one column. */
import type { Field, FieldsBlock } from '../../layout/layout.ts';
import { moved, type Piece, piece, sideBySide, stacked } from '../page/pieces.ts';
import type { StructureElement } from '../structure.ts';
import { naturalWidth } from '../text/lines.ts';
import type { CellStyles } from '../theme.ts';
import { gaps } from '../theme.ts';
import { datumPiece, datumSpans, type Place, type Setting, textPiece, wordSpans } from './setting.ts';

/** A list of labels and values; one piece for each row. */
export function fieldsPieces(setting: Setting, { columns, fields }: FieldsBlock, place: Place): Piece[] {
  const list = setting.structure.element('L', place.owner);
  const rows =
    columns === 1
      ? besideLabels(setting, fields, list, place.width)
      : underLabels(setting, fields, { list, width: place.width, columns, styles: setting.theme.value });
  if (rows.length > mostRowsTogether) return rows;
  return rows.map((row, index) => ({ ...row, staysWithNext: index < rows.length - 1 }));
}

/** So many rows are one thing, which is not parted between pages. */
const mostRowsTogether = 6;

/** Label and value of a field as elements of a list. */
export function fieldElements(setting: Setting, list: StructureElement) {
  const item = setting.structure.element('LI', list);
  return { label: setting.structure.element('Lbl', item), value: setting.structure.element('LBody', item) };
}

/** The column of labels is as wide as the widest of them, within these bounds. */
const leastLabelWidth = 60;
const mostLabelShare = 0.48;

function besideLabels(
  setting: Setting,
  fields: readonly Field[],
  list: StructureElement,
  width: number,
): Piece[] {
  const { theme } = setting;
  const rows = fields.map((field) => {
    const elements = fieldElements(setting, list);
    return { field, elements, label: wordSpans(field.label, elements.label, theme.label, theme.labelAlso) };
  });
  const widest = Math.max(0, ...rows.map(({ label }) => naturalWidth(label)));
  const labelWidth = Math.min(Math.max(widest, leastLabelWidth), width * mostLabelShare);
  const left = labelWidth + gaps.field * 2;
  return rows.map(({ field, elements, label }) => {
    const value = datumPiece(setting, field.value, {
      owner: elements.value,
      width: width - left,
      styles: theme.value,
    });
    return sideBySide([
      { x: 0, piece: onBaselineOf(value, textPiece(label, labelWidth)) },
      { x: left, piece: value },
    ]);
  });
}

/** Moves a label down so that its first line stands on the same line as that of its larger value. */
export function onBaselineOf(value: Piece, label: Piece): Piece {
  const [first, own] = [value.marks[0], label.marks[0]];
  if (first?.kind !== 'text' || own?.kind !== 'text') return label;
  const down = (first.height - own.height) / 2 + (first.line.size - own.line.size) * 0.349;
  return piece(label.height + down, [moved(label.marks, 0, down)]);
}

interface Grid {
  readonly list: StructureElement;
  readonly width: number;
  readonly columns: number;
  readonly styles: CellStyles;
}

/** Rows of fields, each value under its label; one that is wider than its column takes several. */
export function underLabels(setting: Setting, fields: readonly Field[], grid: Grid): Piece[] {
  const { theme } = setting;
  const columnWidth = (grid.width - gaps.column * (grid.columns - 1)) / grid.columns;
  const widthOf = (columns: number) => columns * columnWidth + (columns - 1) * gaps.column;
  const rows: { x: number; piece: Piece }[][] = [];
  let used = grid.columns;
  for (const field of fields) {
    const elements = fieldElements(setting, grid.list);
    const value = datumSpans(field.value, elements.value, grid.styles);
    const wanted = Math.ceil((naturalWidth(value) + gaps.column) / (columnWidth + gaps.column));
    const columns = Math.min(Math.max(wanted, 1), grid.columns);
    if (used + columns > grid.columns) {
      rows.push([]);
      used = 0;
    }
    const width = widthOf(columns);
    const cell = stacked([
      textPiece(wordSpans(field.label, elements.label, theme.label, theme.labelAlso), width),
      datumPiece(setting, field.value, { owner: elements.value, width, styles: grid.styles }),
    ]);
    rows.at(-1)?.push({ x: used * (columnWidth + gaps.column), piece: cell });
    used += columns;
  }
  return rows.map((row, index) => ({ ...sideBySide(row), gap: index === 0 ? 0 : gaps.field }));
}
