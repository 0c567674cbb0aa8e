/** Each kind of block as HTML. */
import type {
  AmountBlock,
  Block,
  CodesBlock,
  ColumnsBlock,
  Field,
  FieldsBlock,
  NoticesBlock,
  QrCode,
  Section,
  TextBlock,
} from '../layout/layout.ts';
import { linkAddress } from '../layout/link-address.ts';
import { qrPicture } from './qr-picture.ts';
import { tableHtml } from './table.ts';
import { attribute } from './text.ts';
import { datumContent, wordsContent } from './words.ts';

/** @param level of headings within the block */
type Show<Kind extends Block['kind']> = (block: Extract<Block, { kind: Kind }>, level: number) => string;

const shown: { readonly [Kind in Block['kind']]: Show<Kind> } = {
  fields: fieldsHtml,
  table: tableHtml,
  text: textHtml,
  notices: noticesHtml,
  amount: amountHtml,
  columns: columnsHtml,
  codes: codesHtml,
};

const blockHtml = <Kind extends Block['kind']>(
  block: Extract<Block, { kind: Kind }>,
  level: number,
): string => (shown[block.kind as Kind] as Show<Kind>)(block, level);

const deepest = 6;

/** @param level of its heading: 2, and 3 for sections beside each other */
export function sectionHtml({ heading, hidesHeading, blocks }: Section, level: number): string {
  const tag = `h${Math.min(level, deepest)}`;
  let html = `<section><${tag}${hidesHeading ? ' class="unseen"' : ''}>${wordsContent(heading)}</${tag}>`;
  for (const block of blocks) html += blockHtml(block, level + 1);
  return `${html}</section>`;
}

/** @param longest value that fits into one column; a longer one gets more room */
export function fieldList(fields: readonly Field[], longest = Number.POSITIVE_INFINITY): string {
  let html = '';
  for (const { label, value } of fields) {
    html += value.text.length > longest ? '<div class="wide">' : '<div>';
    html += `<dt>${wordsContent(label)}</dt><dd>${datumContent(value)}</dd></div>`;
  }
  return html;
}

const columnClasses = { 1: 'one', 2: 'two', 3: 'three' } as const;
const longestInColumn = { 1: Number.POSITIVE_INFINITY, 2: 48, 3: 28 } as const;

function fieldsHtml({ columns, fields }: FieldsBlock): string {
  return `<dl class="fields ${columnClasses[columns]}">${fieldList(fields, longestInColumn[columns])}</dl>`;
}

function textHtml({ paragraphs }: TextBlock): string {
  return paragraphs.map((paragraph) => `<p class="text">${datumContent(paragraph)}</p>`).join('');
}

function noticesHtml({ notices }: NoticesBlock): string {
  return `<ul class="notices">${notices.map((notice) => `<li>${wordsContent(notice)}</li>`).join('')}</ul>`;
}

function amountHtml({ label, value, fields }: AmountBlock): string {
  return (
    `<dl class="amount"><div class="sum"><dt>${wordsContent(label)}</dt><dd>${datumContent(value)}</dd></div>` +
    `${fieldList(fields)}</dl>`
  );
}

function columnsHtml({ sections }: ColumnsBlock, level: number): string {
  return `<div class="columns">${sections.map((section) => sectionHtml(section, level)).join('')}</div>`;
}

function codesHtml({ codes }: CodesBlock): string {
  return `<div class="codes">${codes.map(codeHtml).join('')}</div>`;
}

function codeHtml({ content, caption, explanation, isLink }: QrCode): string {
  const target = isLink ? linkAddress(content) : null;
  const picture = qrPicture(content, explanation.text);
  const linked =
    target === null ? picture : `<a href="${attribute(target)}" rel="noreferrer nofollow">${picture}</a>`;
  return (
    `<figure>${linked}<figcaption><strong class="mono">${wordsContent(caption)}</strong>` +
    `<span>${wordsContent(explanation)}</span></figcaption></figure>`
  );
}
