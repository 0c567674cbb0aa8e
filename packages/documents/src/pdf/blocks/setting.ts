/** What all blocks are set with, and the text that they are made of. */
import type { Datum, Words } from '../../layout/layout.ts';
import { linkAddress } from '../../layout/link-address.ts';
import { type Mark, type Piece, piece } from '../page/pieces.ts';
import type { Structure, StructureElement } from '../structure.ts';
import { breakLines, type Line, type Span } from '../text/lines.ts';
import type { TextStyle } from '../text/styles.ts';
import type { CellStyles, Theme } from '../theme.ts';

export interface Setting {
  readonly structure: Structure;
  readonly theme: Theme;
}

/** A place to put blocks into: how wide it is, who owns what is in it, and how deep its headings are. */
export interface Place {
  readonly width: number;
  readonly owner: StructureElement;
  readonly headingLevel: 2 | 3 | 4;
}

export type Align = 'start' | 'end';

/** The second language of bilingual documents. */
const alsoLanguage = 'en';

/** Words with those of the second language after them. */
export function wordSpans(
  words: Words,
  element: StructureElement,
  style: TextStyle,
  alsoStyle: TextStyle,
): Span[] {
  const spans: Span[] = [{ text: words.text, style, element }];
  if (words.also !== undefined && words.also !== '' && words.also !== words.text)
    spans.push({ text: ` / ${words.also}`, style: alsoStyle, element, language: alsoLanguage });
  return spans;
}

/** What the document says. */
export function datumSpans(datum: Datum, element: StructureElement, styles: CellStyles): Span[] {
  return wordSpans(datum, element, datum.tone === undefined ? styles.plain : styles[datum.tone], styles.also);
}

/** Text in lines of at most `width`. */
export function textPiece(spans: readonly Span[], width: number, align: Align = 'start'): Piece {
  return linesPiece(breakLines(spans, width), width, align);
}

export function linesPiece(lines: readonly Line[], width: number, align: Align): Piece {
  const marks: Mark[] = [];
  let y = 0;
  for (const line of lines) {
    marks.push({ kind: 'text', x: align === 'end' ? width - line.width : 0, y, height: line.height, line });
    y += line.height;
  }
  return piece(y, marks);
}

/** A datum in lines, as a link where it leads somewhere. */
export function datumPiece(
  { structure }: Setting,
  datum: Datum,
  options: { owner: StructureElement; width: number; styles: CellStyles; align?: Align },
): Piece {
  const { owner, width, styles, align = 'start' } = options;
  const address = linkAddress(datum.href);
  if (address === null) return textPiece(datumSpans(datum, owner, styles), width, align);
  const element = structure.element('Link', owner);
  return linked(textPiece(datumSpans(datum, element, styles), width, align), address, element);
}

/** The same text, each line of which leads to `address`. */
export function linked(text: Piece, address: string, element: StructureElement): Piece {
  const links = text.marks.flatMap((mark): Mark[] =>
    mark.kind === 'text'
      ? [
          {
            kind: 'link',
            x: mark.x,
            y: mark.y,
            width: mark.line.width,
            height: mark.height,
            address,
            element,
          },
        ]
      : [],
  );
  return { ...text, marks: [...text.marks, ...links] };
}
