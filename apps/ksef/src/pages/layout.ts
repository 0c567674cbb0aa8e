/** The frame of every public page: head, environment, switch of language, foot. */
import { type Html, html } from './html.ts';
import type { Language } from './language.ts';
import { pageTexts } from './texts.ts';

export interface Page {
  language: Language;
  /** Path under which clients reach this KSeF: empty, or `/prefix`. */
  base: string;
  /** Path and query of the same page in the other language. */
  otherLanguage: string;
  heading: string;
  content: Html;
}

/** The whole document. */
export function documentOf({ language, base, otherLanguage, heading, content }: Page): string {
  const texts = pageTexts[language];
  const other = language === 'pl' ? 'en' : 'pl';
  const body = html`<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${heading} · KSeF</title>
<link rel="stylesheet" href="${base}/pages.css">
</head>
<body>
<header>
<p class="brand">KSeF <span>${texts.title}</span></p>
<a href="${otherLanguage}" hreflang="${other}" lang="${other}" rel="nofollow">${texts.switchTo}</a>
</header>
<main>
<p class="environment">${texts.environment}</p>
<h1>${heading}</h1>
${content}
</main>
<footer>${texts.footer}</footer>
</body>
</html>
`;
  return `<!doctype html>\n${body.text}`;
}

export type Tone = 'right' | 'wrong' | 'waiting';

const signs: Record<Tone, string> = { right: '✓', wrong: '✕', waiting: '…' };

/** A sign for the eye, beside the words. */
export const sign = (tone: Tone): Html => html`<span aria-hidden="true">${signs[tone]}</span>`;

/** The answer of a page, in words first. */
export const verdict = (tone: Tone, title: string, ...lines: (string | null)[]): Html => html`
<section class="verdict ${tone}">
<h2>${sign(tone)} ${title}</h2>
${lines.filter((line) => line !== null).map((line) => html`<p>${line}</p>`)}
</section>`;

/** Names and values; what has no value is left out. */
export const facts = (rows: readonly (readonly [string, string | Html | null])[]): Html => html`
<dl>
${rows
  .filter(([, value]) => value !== null && value !== '')
  .map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
</dl>`;

/** Text in the digits and letters of documents: numbers, digests. */
export const code = (text: string): Html => html`<code>${text}</code>`;
