/** Text that people wrote, and facts in whole words. */
import type { NoticesBlock, TextBlock } from '../../layout/layout.ts';
import { moved, type Piece, piece } from '../page/pieces.ts';
import { linesOf } from '../text/readable.ts';
import { lineSpacing } from '../text/styles.ts';
import { gaps } from '../theme.ts';
import { datumPiece, type Place, type Setting, textPiece, wordSpans } from './setting.ts';

export function textPieces(setting: Setting, { paragraphs }: TextBlock, place: Place): Piece[] {
  return paragraphs.flatMap((paragraph, index) => {
    const element = setting.structure.element('P', place.owner);
    const lines = linesOf(paragraph.text);
    return lines.map((text, row): Piece => {
      const { also, ...main } = paragraph;
      const datum =
        row === lines.length - 1 && also !== undefined ? { ...main, also, text } : { ...main, text };
      const options = { owner: element, width: place.width, styles: setting.theme.value };
      return { ...datumPiece(setting, datum, options), gap: row === 0 && index > 0 ? gaps.field : 0 };
    });
  });
}

const bullet = { size: 3, indent: 9 } as const;

export function noticesPieces(setting: Setting, { notices }: NoticesBlock, place: Place): Piece[] {
  const { structure, theme } = setting;
  const list = structure.element('L', place.owner);
  return notices.map((notice, index) => {
    const body = structure.element('LBody', structure.element('LI', list));
    const spans = wordSpans(notice, body, theme.value.plain, theme.value.also);
    const text = textPiece(spans, place.width - bullet.indent);
    const first = theme.value.plain.size * lineSpacing;
    const square = { kind: 'fill', x: 0, y: (first - bullet.size) / 2, colour: theme.accent } as const;
    const marks = [
      { ...square, width: bullet.size, height: bullet.size },
      moved(text.marks, bullet.indent, 0),
    ];
    return piece(text.height, marks, { gap: index === 0 ? 0 : 1.5 });
  });
}
