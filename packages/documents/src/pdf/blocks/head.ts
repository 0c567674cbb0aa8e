/** The head of the first page: logo, title and number at the left, dates at the right. */
import type { LayoutHead } from '../../layout/layout.ts';
import type { PlacedImage } from '../file/images.ts';
import { type Mark, moved, type Piece, piece, sideBySide, stacked } from '../page/pieces.ts';
import { alternativeText } from '../structure.ts';
import { naturalWidth } from '../text/lines.ts';
import { gaps, logoSize, thickness } from '../theme.ts';
import { underLabels } from './fields.ts';
import { datumPiece, type Place, type Setting, textPiece, wordSpans } from './setting.ts';

export interface HeadLogo {
  readonly image: PlacedImage;
  readonly alternative: string;
}

/** Share of the width that title and number take beside the dates. */
const titleShare = 0.5;

export function headPieces(setting: Setting, head: LayoutHead, logo: HeadLogo | null, place: Place): Piece[] {
  const owner = setting.structure.element('Sect', place.owner);
  const inner = { ...place, owner };
  const notice = head.notice === null ? [] : [noticePiece(setting, head.notice, inner)];
  const width = head.fields.length === 0 ? place.width : place.width * titleShare - gaps.column / 2;
  const left = stacked([
    ...(logo === null ? [] : [logoPiece(setting, logo, inner)]),
    ...titlePieces(setting, head, { ...inner, width }),
  ]);
  const list = setting.structure.element('L', owner);
  const right = stacked(
    underLabels(setting, head.fields, {
      list,
      width: place.width - width - gaps.column,
      columns: 2,
      styles: setting.theme.value,
    }),
  );
  const both = sideBySide([
    { x: 0, piece: left },
    { x: width + gaps.column, piece: right },
  ]);
  const rule = { kind: 'fill', x: 0, y: both.height + ruleGap, width: place.width } as const;
  const ruled = piece(both.height + ruleGap + thickness.accent, [
    ...both.marks,
    { ...rule, height: thickness.accent, colour: setting.theme.accent },
  ]);
  return [...notice, { ...ruled, gap: notice.length > 0 ? gaps.block : 0 }];
}

const ruleGap = 9;

function titlePieces({ structure, theme }: Setting, head: LayoutHead, place: Place): Piece[] {
  const title = structure.element('H1', place.owner);
  const isShort =
    naturalWidth(wordSpans({ text: head.title.text }, title, theme.title, theme.titleAlso)) <= place.width;
  const spans = wordSpans(head.title, title, isShort ? theme.title : theme.longTitle, theme.titleAlso);
  // Side by side where there is room, else each language begins a line.
  const lines = naturalWidth(spans) <= place.width ? [spans] : spans.map((span) => [span]);
  const pieces = lines.map((line) => textPiece(line, place.width));
  if (head.number === null) return pieces;
  const number = structure.element('P', place.owner);
  const label = wordSpans(head.number.label, number, theme.label, theme.labelAlso);
  const value = datumPiece({ structure, theme }, head.number.value, {
    owner: number,
    width: place.width,
    styles: theme.number,
  });
  return [...pieces, { ...textPiece(label, place.width), gap: 3 }, value];
}

function logoPiece({ structure }: Setting, { image, alternative }: HeadLogo, place: Place): Piece {
  // A small picture is not blown up.
  const scale = Math.min(logoSize.width / image.width, logoSize.height / image.height, 1);
  const mark: Mark = {
    kind: 'picture',
    x: 0,
    y: 0,
    width: image.width * scale,
    height: image.height * scale,
    element: structure.element('Figure', place.owner, alternativeText(alternative)),
    operators: `/${image.key} Do`,
  };
  return piece(mark.height + gaps.block, [mark]);
}

/** What this copy is, in a frame: it must not be taken for the document. */
function noticePiece(
  { structure, theme }: Setting,
  words: NonNullable<LayoutHead['notice']>,
  place: Place,
): Piece {
  const element = structure.element('P', place.owner);
  const text = textPiece(wordSpans(words, element, theme.notice, theme.noticeAlso), place.width - 2 * frame);
  const height = text.height + 2 * frame * 0.6;
  const bar = (x: number, y: number, width: number, tall: number): Mark => ({
    kind: 'fill',
    x,
    y,
    width,
    height: tall,
    colour: theme.accent,
  });
  return piece(height, [
    bar(0, 0, place.width, thickness.line),
    bar(0, height - thickness.line, place.width, thickness.line),
    bar(0, 0, thickness.line, height),
    bar(place.width - thickness.line, 0, thickness.line, height),
    moved(text.marks, frame, frame * 0.6),
  ]);
}

const frame = 8;
