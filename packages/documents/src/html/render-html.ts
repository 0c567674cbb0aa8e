/** A document as one HTML file, for the screen and for paper. */
import type { Layout, LayoutHead } from '../layout/layout.ts';
import type { DocumentLook } from '../layout/look.ts';
import { fieldList, sectionHtml } from './blocks.ts';
import { logoHtml } from './logo-picture.ts';
import { documentStyles, printEdges } from './styles.ts';
import { attribute, content } from './text.ts';
import { datumContent, wordsContent } from './words.ts';

export interface HtmlOptions {
  readonly look?: DocumentLook | undefined;
}

/** Nothing is loaded, run or sent, whatever a name in the document may look like. */
const contentSecurityPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/**
 * The whole file: no script, nothing from outside, prints on A4. One layout and look always give the same text.
 *
 * Throws `DocumentError` for a look that cannot be used, and 'code-too-long' for a code that holds too much.
 */
export function renderHtml(layout: Layout, options: HtmlOptions = {}): string {
  const { metadata } = layout;
  return (
    `<!doctype html>\n<html lang="${metadata.languageTag}"><head><meta charset="utf-8">` +
    `<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}">` +
    '<meta name="viewport" content="width=device-width,initial-scale=1">' +
    '<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">' +
    '<meta name="format-detection" content="telephone=no"><meta name="robots" content="noindex,nofollow">' +
    `<title>${content(metadata.title)}</title><meta name="author" content="${attribute(metadata.author)}">` +
    `<meta name="description" content="${attribute(metadata.subject)}">` +
    `<meta name="dcterms.created" content="${attribute(metadata.createdAt)}">` +
    `<style>${documentStyles(options.look)}${printEdges(metadata.title)}</style></head>` +
    `<body><main class="document">${bodyOf(layout, options)}</main></body></html>\n`
  );
}

/**
 * The document alone, to be put into a shadow root or a frame together with `documentStyles`: it stands on its own, but
 * has names that other pages may have, too. Throws what `renderHtml` throws.
 */
export function renderHtmlBody(layout: Layout, options: HtmlOptions = {}): string {
  return `<article class="document" lang="${layout.metadata.languageTag}">${bodyOf(layout, options)}</article>`;
}

function bodyOf(layout: Layout, { look }: HtmlOptions): string {
  let html = headHtml(layout.head, logoHtml(look, layout.metadata.author));
  for (const section of layout.sections) html += sectionHtml(section, 2);
  return `${html}<footer>${wordsContent(layout.foot)}</footer>`;
}

/** Half of a half: a KSeF number does not fit. */
const longestInHead = 22;

/** @param logo the company's, as an element; empty without one */
function headHtml({ title, number, fields, notice }: LayoutHead, logo: string): string {
  let html = `<header><div class="title">${logo}<h1>${wordsContent(title)}</h1>`;
  if (number !== null) {
    html += `<p class="number"><span>${wordsContent(number.label)}</span>${datumContent(number.value)}</p>`;
  }
  html += '</div>';
  if (fields.length > 0) html += `<dl class="fields two">${fieldList(fields, longestInHead)}</dl>`;
  html += '</header>';
  return notice === null ? html : `${html}<p class="notice">${wordsContent(notice)}</p>`;
}
