/** What everything comes to, large and at the right. */
import type { AmountBlock } from '../../layout/layout.ts';
import { moved, type Piece, piece, sideBySide, stacked } from '../page/pieces.ts';
import { naturalWidth, widestWord } from '../text/lines.ts';
import { gaps, thickness } from '../theme.ts';
import { fieldElements, onBaselineOf } from './fields.ts';
import { datumPiece, datumSpans, type Place, type Setting, textPiece, wordSpans } from './setting.ts';

/** Amount and rule take this share of a wide place. */
const shareOfWidth = 0.5;
const narrow = 260;

export function amountPieces(setting: Setting, block: AmountBlock, place: Place): Piece[] {
  const { structure, theme } = setting;
  const { width, styles } = roomOf(setting, block, place);
  const label = wordSpans(
    block.label,
    structure.element('P', place.owner),
    theme.amountLabel,
    theme.amountLabelAlso,
  );
  const value = datumPiece(setting, block.value, {
    owner: structure.element('P', place.owner),
    width,
    styles,
    align: 'end',
  });
  const left = place.width - width;
  const amount = stacked([textPiece(label, width, 'end'), value]);
  const whole = stacked([
    piece(amount.height, [moved(amount.marks, left, 0)]),
    ...fieldPieces(setting, block, place),
  ]);
  const rule = {
    kind: 'fill',
    x: left,
    y: 0,
    width,
    height: thickness.accent,
    colour: theme.accent,
  } as const;
  return [piece(whole.height + ruleRoom, [rule, moved(whole.marks, 0, ruleRoom)])];
}

const ruleRoom = 6;

/** A number is never parted: where it is wider than its share it takes more, and in smaller letters what there is. */
function roomOf({ structure, theme }: Setting, { value }: AmountBlock, { width }: Place) {
  const share = width > narrow ? width * shareOfWidth : width;
  const own = widestWord(datumSpans(value, structure.root, theme.amount));
  if (own > width) return { width, styles: theme.number };
  return { width: Math.max(share, own), styles: theme.amount };
}

function fieldPieces(setting: Setting, { fields }: AmountBlock, place: Place): Piece[] {
  const { width } = place;
  if (fields.length === 0) return [];
  const { structure, theme } = setting;
  const list = structure.element('L', place.owner);
  return fields.map((field) => {
    const elements = fieldElements(setting, list);
    const label = wordSpans(field.label, elements.label, theme.label, theme.labelAlso);
    const options = { owner: elements.value, styles: theme.value, align: 'end' } as const;
    const own = naturalWidth(datumSpans(field.value, elements.value, theme.value));
    const valueWidth = Math.min(own, width * mostOfWidth);
    const labelWidth = width - valueWidth - gaps.cell;
    const value = datumPiece(setting, field.value, { ...options, width: valueWidth });
    return sideBySide([
      { x: 0, piece: onBaselineOf(value, textPiece(label, labelWidth, 'end')) },
      { x: labelWidth + gaps.cell, piece: value },
    ]);
  });
}

/** Of the width, what the value of a field may take beside its label. */
const mostOfWidth = 0.7;
