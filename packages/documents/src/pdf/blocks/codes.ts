/** QR codes, with what stands under and beside them. */
import { type QrMatrix, qrMatrix, quietZone } from '../../codes/matrix.ts';
import type { CodesBlock, QrCode } from '../../layout/layout.ts';
import { linkAddress } from '../../layout/link-address.ts';
import { type Mark, type PictureMark, type Piece, piece, sideBySide, stacked } from '../page/pieces.ts';
import { alternativeText } from '../structure.ts';
import { codeSizes, gaps } from '../theme.ts';
import { linked, type Place, type Setting, textPiece, wordSpans } from './setting.ts';

/** Codes that stand beside each other. */
const codesPerRow = 2;
/** With less room than this beside a code, its explanation goes under it. */
const leastTextWidth = 100;
/** Nobody types an address with a signature in it; the code itself is a link to it. */
const longestShown = 200;

export function codesPieces(setting: Setting, { codes }: CodesBlock, place: Place): Piece[] {
  const perRow = Math.min(codes.length, codesPerRow);
  const width = (place.width - gaps.column * (perRow - 1)) / perRow;
  const cells = codes.map((code) => codePiece(setting, code, { ...place, width }));
  const rows: Piece[] = [];
  for (let from = 0; from < cells.length; from += perRow) {
    const row = cells.slice(from, from + perRow);
    const placed = sideBySide(row.map((cell, index) => ({ x: index * (width + gaps.column), piece: cell })));
    rows.push({ ...placed, gap: from === 0 ? 0 : gaps.block });
  }
  return rows;
}

function codePiece(setting: Setting, code: QrCode, place: Place): Piece {
  const { structure, theme } = setting;
  const matrix = qrMatrix(code.content);
  const wanted = Math.max(matrix.size * codeSizes.module, codeSizes.least);
  const size = Math.min(wanted, codeSizes.most, place.width);
  // The quiet zone is as white as the paper: the modules begin where all else does.
  const inset = (quietZone * size) / matrix.size;
  const owner = structure.element('Div', place.owner);
  const address = code.isLink ? linkAddress(code.content) : null;
  const link = address === null ? null : structure.element('Link', owner);
  const picture: PictureMark = {
    kind: 'picture',
    x: 0,
    y: 0,
    width: size,
    height: size,
    element: structure.element('Figure', link ?? owner, alternativeText(code.explanation.text)),
    operators: codeOperators(matrix),
  };
  const marks: Mark[] = [picture];
  if (link !== null && address !== null)
    marks.push({ kind: 'link', x: 0, y: 0, width: size, height: size, address, element: link });
  const captionElement = structure.element('P', owner);
  const caption = textPiece(
    wordSpans(code.caption, captionElement, theme.codeCaption, theme.smallAlso),
    place.width,
  );
  const left = size + Math.max(inset, gaps.cell);
  const beside = place.width - left >= leastTextWidth;
  const textWidth = beside ? place.width - left : place.width;
  const texts = textsPiece(setting, code, { ...place, owner, width: textWidth });
  const graphic = stacked([piece(size, marks), { ...caption, gap: inset }]);
  if (!beside) return stacked([graphic, { ...texts, gap: gaps.field }]);
  return sideBySide([
    { x: 0, piece: graphic },
    { x: left, piece: texts },
  ]);
}

function textsPiece({ structure, theme }: Setting, code: QrCode, place: Place): Piece {
  const explanation = structure.element('P', place.owner);
  const texts = [
    textPiece(wordSpans(code.explanation, explanation, theme.label, theme.labelAlso), place.width),
  ];
  const address = code.isLink ? linkAddress(code.content) : null;
  if (address !== null && address.length <= longestShown) {
    const element = structure.element('Link', structure.element('P', place.owner));
    const text = textPiece([{ text: code.content, style: theme.link, element }], place.width);
    texts.push({ ...linked(text, address, element), gap: gaps.field });
  }
  return stacked(texts);
}

/** Dark modules as rectangles of one path, so that no light seam shows between them; in a square of 1 point. */
function codeOperators({ size, modules }: QrMatrix): string {
  let operators = `0 g ${(1 / size).toFixed(6)} 0 0 ${(-1 / size).toFixed(6)} 0 1 cm `;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const start = column;
      while (column < size && modules[row * size + column] === 1) column += 1;
      if (column > start) operators += `${start} ${row} ${column - start} 1 re\n`;
    }
  }
  return `${operators}f`;
}
