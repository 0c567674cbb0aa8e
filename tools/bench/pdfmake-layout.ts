/** The layout of a document made by pdfmake: the same words in the same tables, without tags and attachments. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Block, Field, Layout, Section, TableBlock, TableRow } from '@kwit/documents';

const require = createRequire(import.meta.url);
const pdfmake = require('pdfmake');
const fonts = join(dirname(require.resolve('pdfmake/package.json')), 'fonts', 'Roboto');
pdfmake.setFonts({
  Roboto: {
    normal: join(fonts, 'Roboto-Regular.ttf'),
    bold: join(fonts, 'Roboto-Medium.ttf'),
    italics: join(fonts, 'Roboto-Italic.ttf'),
    bolditalics: join(fonts, 'Roboto-MediumItalic.ttf'),
  },
});
pdfmake.setUrlAccessPolicy?.(() => false);
pdfmake.setLocalAccessPolicy?.((path: string) => path.startsWith(fonts));

type Node = Record<string, unknown>;

export const pdfmakePdf = (layout: Layout): Promise<Uint8Array> =>
  pdfmake
    .createPdf({
      pageSize: 'A4',
      defaultStyle: { fontSize: 9 },
      content: [
        { text: layout.head.title.text, fontSize: 18, bold: true },
        ...(layout.head.number === null ? [] : [fieldNode(layout.head.number)]),
        ...layout.head.fields.map(fieldNode),
        ...layout.sections.flatMap(sectionNodes),
      ],
      footer: (page: number, pages: number) => ({ text: `${layout.foot.text} ${page} / ${pages}` }),
    })
    .getBuffer();

const sectionNodes = ({ heading, blocks }: Section): Node[] => [
  { text: heading.text, bold: true, fontSize: 11, margin: [0, 8, 0, 2] },
  ...blocks.map(blockNode),
];

const fieldNode = ({ label, value }: Field): Node => ({
  columns: [{ text: label.text, width: 140 }, { text: value.text }],
});

function blockNode(block: Block): Node {
  switch (block.kind) {
    case 'fields':
      return { stack: block.fields.map(fieldNode) };
    case 'table':
      return tableNode(block);
    case 'text':
      return { stack: block.paragraphs.map(({ text }) => ({ text })) };
    case 'notices':
      return { ul: block.notices.map(({ text }) => text) };
    case 'amount':
      return {
        stack: [
          { text: `${block.label.text}: ${block.value.text}`, bold: true },
          ...block.fields.map(fieldNode),
        ],
      };
    case 'columns':
      return { columns: block.sections.map((section) => ({ stack: sectionNodes(section) })) };
    case 'codes':
      return { stack: block.codes.map(({ content }) => ({ qr: content, fit: 100 })) };
  }
}

const tableNode = ({ columns, rows, foot }: TableBlock): Node => ({
  table: {
    headerRows: 1,
    widths: columns.map(({ weight }) => (weight > 2 ? '*' : 'auto')),
    body: [
      columns.map(({ label }) => ({ text: label.text, bold: true })),
      ...[...rows, ...foot].flatMap((row) => rowNodes(row, columns.length)),
    ],
  },
});

function rowNodes({ cells, details }: TableRow, columns: number): Node[][] {
  const row = cells.map((cell) => ({ text: cell?.text ?? '' }));
  if (details.length === 0) return [row];
  const text = details.map(({ label, value }) => `${label.text}: ${value.text}`).join('; ');
  return [row, [{ text, colSpan: columns }, ...Array.from({ length: columns - 1 }, () => ({ text: '' }))]];
}
