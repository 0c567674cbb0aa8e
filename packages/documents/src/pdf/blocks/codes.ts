/** QR codes, with what stands under and beside them. */
import { type QrMatrix, qrMatrix, quietZone } from '../../codes/matrix.ts';
import type { CodesBlock, QrCode } from '../../layout/layout.ts';
import { linkAddress } from '../../layout/link-address.ts';
import { type PictureMark, type Piece, piece, sideBySide, stacked } from '../page/pieces.ts';
import { alternativeText } from '../structure.ts';
import { codeSizes, gaps } from '../theme.ts';
import { linked, type Place, type Setting, textPiece, wordSpans } from './setting.ts';

/** Codes that stand beside each other. */
const codesPerRow = 2;
/** With less room than this beside a code, its explanation goes under it. */
const leastTextWidth = 100;
/** Between a code and its caption. */
const captionGap = 4;

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
  const modules = matrix.size + 2 * quietZone;
  const size = Math.min(Math.max(modules * codeSizes.module, codeSizes.least), codeSizes.most, place.width);
  const owner = structure.element('Div', place.owner);
  const figure = structure.element('Figure', owner, alternativeText(code.explanation.text));
  // The quiet zone is as white as the paper: the modules begin where all else does.
  const inset = (quietZone * size) / modules;
  const picture: PictureMark = {
    kind: 'picture',
    x: -inset,
    y: -inset,
    width: size,
    height: size,
    element: figure,
    operators: codeOperators(matrix),
  };
  const captionElement = structure.element('P', owner);
  const caption = textPiece(
    wordSpans(code.caption, captionElement, theme.codeCaption, theme.smallAlso),
    place.width,
  );
  const left = size - inset;
  const beside = place.width - left >= leastTextWidth;
  const textWidth = beside ? place.width - left : place.width;
  const texts = textsPiece(setting, code, { ...place, owner, width: textWidth });
  const graphic = stacked([piece(size - 2 * inset, [picture]), { ...caption, gap: captionGap }]);
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
  if (address !== null) {
    const element = structure.element('Link', structure.element('P', place.owner));
    const text = textPiece([{ text: code.content, style: theme.link, element }], place.width);
    texts.push({ ...linked(text, address, element), gap: gaps.field });
  }
  return stacked(texts);
}

/** Dark modules as rectangles of one path, so that no light seam shows between them; in a square of 1 point. */
function codeOperators({ size, modules }: QrMatrix): string {
  const all = size + 2 * quietZone;
  let operators = `0 g ${(1 / all).toFixed(6)} 0 0 ${(-1 / all).toFixed(6)} 0 1 cm `;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (modules[row * size + column] !== 1) continue;
      const start = column;
      while (column < size && modules[row * size + column] === 1) column += 1;
      operators += `${start + quietZone} ${row + quietZone} ${column - start} 1 re\n`;
    }
  }
  return `${operators}f`;
}
