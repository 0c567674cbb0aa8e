/** All that a layout says, a line for each text, for tests that look for what a document says in it. */
import type { Block, Datum, Field, Layout, Section, TableRow, Words } from './layout.ts';

export function flatLines(layout: Layout): string[] {
  const { title, number, fields, notice } = layout.head;
  return [
    ...wordLines(title),
    ...(number === null ? [] : fieldLines(number)),
    ...fields.flatMap(fieldLines),
    ...(notice === null ? [] : wordLines(notice)),
    ...layout.sections.flatMap(sectionLines),
  ];
}

export const sectionLines = ({ heading, blocks }: Section): string[] => [
  ...wordLines(heading),
  ...blocks.flatMap(blockLines),
];

/** Fields stand on one line with their labels. */
const fieldLines = ({ label, value }: Field): string[] => [`${label.text}: ${plainText(value.text)}`];
const wordLines = ({ text, also }: Words): string[] =>
  [text, also ?? ''].filter((line) => line !== '').map(plainText);
const datumLines = (datum: Datum): string[] => wordLines(datum);

/** A space is a space to whoever looks for words. */
export const plainText = (text: string): string => text.replace(/\s+/g, ' ');

const rowLines = ({ cells, details }: TableRow): string[] => [
  cells.map((cell) => (cell === null ? '·' : plainText(cell.text))).join(' | '),
  ...details.flatMap(fieldLines),
];

function blockLines(block: Block): string[] {
  switch (block.kind) {
    case 'fields':
      return block.fields.flatMap(fieldLines);
    case 'table':
      return [
        ...(block.showsCaption ? wordLines(block.caption) : []),
        block.columns.map(({ label }) => label.text).join(' | '),
        ...[...block.rows, ...block.foot].flatMap(rowLines),
      ];
    case 'text':
      return block.paragraphs.flatMap(datumLines);
    case 'notices':
      return block.notices.flatMap(wordLines);
    case 'amount':
      return [...fieldLines(block), ...block.fields.flatMap(fieldLines)];
    case 'columns':
      return block.sections.flatMap(sectionLines);
    case 'codes':
      return block.codes.flatMap(({ caption, explanation }) => [
        ...wordLines(caption),
        ...wordLines(explanation),
      ]);
  }
}
