/** Tables: one on paper and on wide screens, cards on narrow ones where there are many columns. */
import { headingColumn } from '../layout/heading-column.ts';
import type { Datum, Field, RowTone, TableBlock, TableColumn, TableRow } from '../layout/layout.ts';
import { attribute, cssString } from './text.ts';
import { datumContent, wordsContent } from './words.ts';

/** With more columns than these, a row is a card on a narrow screen. */
const mostColumnsOfNarrow = 4;
/** With more columns than these, letters are smaller. */
const manyColumns = 9;
const tooManyColumns = 14;
/** No format has tables with more columns. */
export const mostCardLabels = 24;

/** The class of a row by its tone. */
const rowClasses: Readonly<Record<RowTone, string>> = {
  plain: '',
  before: ' class="before"',
  after: ' class="after"',
  difference: ' class="difference"',
  total: ' class="total"',
};

export function tableHtml(table: TableBlock): string {
  const { columns, rows, foot } = table;
  const heading = headingColumn(columns);
  const tags = cellTags(columns, heading);
  const indent = Math.max(0, heading);
  let html = `${frameOpening(table)}<table${tableAttributes(columns)}>`;
  html += `<caption${table.showsCaption ? '' : ' class="unseen"'}>${wordsContent(table.caption)}</caption>`;
  html += `<colgroup>${columnWidths(columns)}</colgroup>`;
  html += `<thead><tr>${columns.map(headCell).join('')}</tr></thead><tbody>`;
  for (const row of rows) html += rowHtml(row, tags, indent);
  html += '</tbody>';
  if (foot.length > 0) {
    html += '<tfoot>';
    for (const row of foot) html += rowHtml(row, tags, indent);
    html += '</tfoot>';
  }
  return `${html}</table></div>`;
}

/** A table that may be wider than the screen is scrolled within its frame, by the keyboard as well. */
function frameOpening({ columns, caption }: TableBlock): string {
  if (columns.length <= manyColumns) return '<div class="table">';
  return `<div class="table" role="region" tabindex="0" aria-label="${attribute(caption.text)}">`;
}

/** Figures that are longer than any amount may be broken. */
const longestFigure = 40;

/** The tags of the cells in a column. */
interface CellTags {
  readonly open: string;
  readonly openLong: string;
  readonly close: string;
}

function cellTags(columns: readonly TableColumn[], heading: number): readonly CellTags[] {
  return columns.map(({ align }, index) => {
    const open = index === heading ? '<th scope="row"' : '<td';
    return {
      open: align === 'end' ? `${open} class="figure">` : `${open}>`,
      openLong: `${open}${align === 'end' ? ' class="figure long"' : ''}>`,
      close: index === heading ? '</th>' : '</td>',
    };
  });
}

/** @param indent columns before what a row is of, under which its details stand */
function rowHtml({ tone, cells, details }: TableRow, tags: readonly CellTags[], indent: number): string {
  let html = `<tr${rowClasses[tone]}>`;
  for (let index = 0; index < tags.length; index += 1) {
    html += cellHtml(cells[index], tags[index] as CellTags);
  }
  html += '</tr>';
  return details.length === 0 ? html : html + detailsHtml(details, tone, indent, tags.length);
}

function cellHtml(cell: Datum | null | undefined, tag: CellTags): string {
  if (cell === null || cell === undefined) return '<td></td>';
  return (cell.text.length > longestFigure ? tag.openLong : tag.open) + datumContent(cell) + tag.close;
}

function detailsHtml(details: readonly Field[], tone: RowTone, indent: number, width: number): string {
  const before = indent === 0 ? '' : `<td colspan="${indent}"></td>`;
  let html = `<tr class="details${tone === 'plain' ? '' : ` ${tone}`}">${before}<td colspan="${width - indent}"><dl>`;
  for (const { label, value } of details) {
    html += `<div><dt>${wordsContent(label)}</dt><dd>${datumContent(value)}</dd></div>`;
  }
  return `${html}</dl></td></tr>`;
}

const headCell = ({ label, align }: TableColumn): string =>
  `<th scope="col"${align === 'end' ? ' class="figure"' : ''}>${wordsContent(label)}</th>`;

function columnWidths(columns: readonly TableColumn[]): string {
  const total = columns.reduce((sum, { weight }) => sum + weight, 0);
  return columns
    .map(({ weight }) => `<col style="width:${((100 * weight) / (total || 1)).toFixed(1)}%">`)
    .join('');
}

/** On cards each value stands beside the label of its column, which the stylesheet takes from here. */
function tableAttributes(columns: readonly TableColumn[]): string {
  if (columns.length <= mostColumnsOfNarrow) return '';
  const labels = columns
    .slice(0, mostCardLabels)
    .map(({ label }, index) => `--c${index + 1}:${cssString(label.text)}`);
  return ` class="cards${density(columns.length)}" style="${attribute(labels.join(';'))}"`;
}

function density(columns: number): string {
  if (columns > tooManyColumns) return ' dense denser';
  return columns > manyColumns ? ' dense' : '';
}
