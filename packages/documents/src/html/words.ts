/** Words of ours and of the document, as content of elements. */
import type { Datum, Words } from '../layout/layout.ts';
import { linkAddress } from '../layout/link-address.ts';
import { attribute, content } from './text.ts';

/** The second language stands after the first one, in smaller letters. */
export function wordsContent({ text, also }: Words): string {
  return also === undefined || also === text
    ? content(text)
    : `${content(text)} <small lang="en">${content(also)}</small>`;
}

/** What the document says, with its tone and the link that it may be. */
export function datumContent(datum: Datum): string {
  const { tone, href } = datum;
  const words = wordsContent(datum);
  const target = href === undefined ? null : linkAddress(href);
  const linked =
    target === null ? words : `<a href="${attribute(target)}" rel="noreferrer nofollow">${words}</a>`;
  return tone === undefined ? linked : toned[tone](linked);
}

const toned: Readonly<Record<NonNullable<Datum['tone']>, (words: string) => string>> = {
  strong: (words) => `<strong>${words}</strong>`,
  quiet: (words) => `<span class="quiet">${words}</span>`,
  mono: (words) => `<span class="mono">${words}</span>`,
};
