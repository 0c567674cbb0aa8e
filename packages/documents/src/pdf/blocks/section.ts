/** Sections and the blocks in them. */
import type { Block, Section, Words } from '../../layout/layout.ts';
import { type Piece, sideBySide, stacked, withGap } from '../page/pieces.ts';
import { elementTitle } from '../structure.ts';
import { gaps } from '../theme.ts';
import { amountPieces } from './amount.ts';
import { codesPieces } from './codes.ts';
import { fieldsPieces } from './fields.ts';
import { type Place, type Setting, textPiece, wordSpans } from './setting.ts';
import { tablePieces } from './table.ts';
import { noticesPieces, textPieces } from './text.ts';

/** All sections; those that are a single code each stand beside each other. */
export function sectionsPieces(setting: Setting, sections: readonly Section[], place: Place): Piece[] {
  return rowsOf(sections).flatMap((row) => {
    const [first, ...more] = row;
    if (first === undefined) return [];
    const pieces =
      more.length === 0 ? sectionPieces(setting, first, place) : columnsPieces(setting, row, place);
    return withGap(pieces, gaps.section);
  });
}

const codesPerRow = 2;

function rowsOf(sections: readonly Section[]): Section[][] {
  const rows: Section[][] = [];
  let isOpen = false;
  for (const section of sections) {
    const row = rows.at(-1);
    const isCode = isSingleCode(section);
    if (isCode && isOpen && row !== undefined && row.length < codesPerRow) row.push(section);
    else rows.push([section]);
    isOpen = isCode;
  }
  return rows;
}

function isSingleCode({ blocks }: Section): boolean {
  const [block, ...more] = blocks;
  return more.length === 0 && block?.kind === 'codes' && block.codes.length === 1;
}

/** A section with its heading, which is never left alone at the end of a page. */
function sectionPieces(setting: Setting, section: Section, place: Place): Piece[] {
  const title = section.hidesHeading ? elementTitle(section.heading.text) : '';
  const owner = setting.structure.element('Sect', place.owner, title);
  const heading = section.hidesHeading ? [] : headingPieces(setting, section.heading, { ...place, owner });
  const isInner = place.headingLevel > 2;
  const headingGap = isInner ? gaps.innerHeading : gaps.heading;
  const blockGap = isInner ? gaps.innerBlock : gaps.block;
  // Levels of headings are not left out: what stands under no heading begins where this section would have.
  const level = heading.length === 0 ? place.headingLevel : deeper[place.headingLevel];
  const blocks = section.blocks.map((block, index) => {
    const inner = blockPieces(setting, block, { ...place, owner, headingLevel: level });
    return withGap(inner, index > 0 ? blockGap : heading.length > 0 ? headingGap : 0);
  });
  return [heading, ...blocks].flat();
}

const deeper = { 2: 3, 3: 4, 4: 4 } as const;

function headingPieces({ structure, theme }: Setting, words: Words, place: Place): Piece[] {
  if (words.text === '') return [];
  const element = structure.element(`H${place.headingLevel}`, place.owner);
  const style = place.headingLevel === 2 ? theme.heading : theme.subheading;
  const text = textPiece(wordSpans(words, element, style, theme.headingAlso), place.width);
  return [{ ...text, staysWithNext: true }];
}

function blockPieces(setting: Setting, block: Block, place: Place): Piece[] {
  switch (block.kind) {
    case 'fields':
      return fieldsPieces(setting, block, place);
    case 'table':
      return tablePieces(setting, block, place);
    case 'text':
      return textPieces(setting, block, place);
    case 'notices':
      return noticesPieces(setting, block, place);
    case 'amount':
      return amountPieces(setting, block, place);
    case 'codes':
      return codesPieces(setting, block, place);
    case 'columns':
      return columnsPieces(setting, block.sections, place);
  }
}

/** Narrower than this, nothing is put beside anything. */
const leastColumnWidth = 120;

function columnsPieces(setting: Setting, sections: readonly Section[], place: Place): Piece[] {
  const most = Math.max(1, Math.floor((place.width + gaps.column) / (leastColumnWidth + gaps.column)));
  const count = Math.min(sections.length, most);
  const width = (place.width - gaps.column * (count - 1)) / count;
  const rows: Piece[] = [];
  for (let from = 0; from < sections.length; from += count) {
    const row = sections
      .slice(from, from + count)
      .map((section) => stacked(sectionPieces(setting, section, { ...place, width })));
    const placed = sideBySide(
      row.map((column, index) => ({ x: index * (width + gaps.column), piece: column })),
    );
    rows.push({ ...placed, gap: from === 0 ? 0 : gaps.block });
  }
  return rows;
}
