/** Measures, letters and colours of a document on paper. Lengths in points. */
import { accentColours } from '../layout/colour.ts';
import type { RowTone } from '../layout/layout.ts';
import type { DocumentLook } from '../layout/look.ts';
import type { Margins } from './page/flow.ts';
import { pageWidth } from './page/page-content.ts';
import type { TextStyle } from './text/styles.ts';

const millimetre = 72 / 25.4;

export const margins: Margins = {
  top: 14 * millimetre,
  right: 15 * millimetre,
  bottom: 19 * millimetre,
  left: 15 * millimetre,
};

export const contentWidth = pageWidth - margins.left - margins.right;

export const gaps = {
  /** Above a section, between its blocks, and below its heading. */
  section: 13,
  block: 6,
  heading: 3.5,
  /** The same within a section that stands beside another. */
  innerBlock: 3.5,
  innerHeading: 2,
  /** Between things that stand beside each other. */
  column: 18,
  field: 4,
  /** Between the cells of a table, and within a row above and below its text. */
  cell: 7,
  cellAfterFigures: 10,
  row: 2.6,
} as const;

export const thickness = { hair: 0.4, line: 0.7, accent: 1.6 } as const;

export const logoSize = { width: 52 * millimetre, height: 17 * millimetre } as const;

/** Of QR codes without their quiet zones. */
export const codeSizes = {
  /** ISO/IEC 18004 does not say how large a module must be; half a millimetre is read by any phone from paper. */
  module: 0.5 * millimetre,
  least: 35 * millimetre,
  most: 50 * millimetre,
} as const;

const ink = '#15191f';
const quietInk = '#59626f';

export const colours = { ink, quietInk, hairline: '#cfd5dd', ground: '#f3f5f8' } as const;

/** The letters of a table at one size. */
export interface TableStyles {
  readonly head: TextStyle;
  readonly headAlso: TextStyle;
  readonly cell: Readonly<Record<RowTone, CellStyles>>;
}

/** Letters of a datum by its tone. */
export interface CellStyles {
  readonly plain: TextStyle;
  readonly strong: TextStyle;
  readonly quiet: TextStyle;
  readonly mono: TextStyle;
  readonly also: TextStyle;
}

export interface Theme {
  readonly accent: string;
  readonly title: TextStyle;
  /** Of a title that does not fit on a line. */
  readonly longTitle: TextStyle;
  readonly titleAlso: TextStyle;
  readonly number: CellStyles;
  readonly heading: TextStyle;
  readonly subheading: TextStyle;
  readonly headingAlso: TextStyle;
  readonly label: TextStyle;
  readonly labelAlso: TextStyle;
  readonly value: CellStyles;
  readonly detailLabel: TextStyle;
  readonly detail: CellStyles;
  readonly amountLabel: TextStyle;
  readonly amountLabelAlso: TextStyle;
  readonly amount: CellStyles;
  readonly notice: TextStyle;
  readonly noticeAlso: TextStyle;
  readonly small: TextStyle;
  readonly smallAlso: TextStyle;
  readonly codeCaption: TextStyle;
  readonly link: TextStyle;
  /** From the usual size to the least that can be read. */
  readonly tables: readonly TableStyles[];
}

const regular = (size: number, colour: string = ink): TextStyle => ({ face: 'regular', size, colour });
const strong = (size: number, colour: string = ink): TextStyle => ({ face: 'strong', size, colour });

function cellStyles(size: number, colour: string = ink): CellStyles {
  return {
    plain: regular(size, colour),
    strong: strong(size, colour),
    quiet: regular(size, quietInk),
    mono: { face: 'mono', size: size * 0.95, colour },
    also: regular(size * 0.86, quietInk),
  };
}

/** All of it in semibold: sums, and what a correction changes. */
function strongCellStyles(size: number): CellStyles {
  const all = strong(size);
  return { plain: all, strong: all, quiet: all, mono: all, also: regular(size * 0.86, quietInk) };
}

function tableStyles(size: number): TableStyles {
  return {
    head: regular(size * 0.875, quietInk),
    headAlso: regular(size * 0.8, quietInk),
    cell: {
      plain: cellStyles(size),
      before: cellStyles(size, quietInk),
      after: cellStyles(size),
      difference: strongCellStyles(size),
      total: strongCellStyles(size),
    },
  };
}

const tables: readonly TableStyles[] = [8, 7.4, 6.8, 6.2, 5.6].map(tableStyles);

/** The letters of a company's documents. */
export function themeOf(look: DocumentLook | undefined): Theme {
  const accent = accentColours(look).onPaper;
  return {
    accent,
    title: strong(19),
    longTitle: strong(15),
    titleAlso: regular(12, quietInk),
    number: { ...cellStyles(11), plain: strong(11), strong: strong(11) },
    heading: strong(9.5, accent),
    subheading: strong(7.6, quietInk),
    headingAlso: regular(8, quietInk),
    label: regular(7, quietInk),
    labelAlso: regular(6.3, quietInk),
    value: cellStyles(8.5),
    detailLabel: regular(7, quietInk),
    detail: cellStyles(7.4),
    amountLabel: strong(9.5),
    amountLabelAlso: regular(8, quietInk),
    amount: { ...cellStyles(20), plain: strong(20), strong: strong(20), also: regular(8.5) },
    notice: strong(9, accent),
    noticeAlso: regular(8, quietInk),
    small: regular(7, quietInk),
    smallAlso: regular(6.3, quietInk),
    codeCaption: { face: 'mono', size: 7.4, colour: ink },
    link: regular(6.2, accent),
    tables,
  };
}
