import { describe, expect, it } from 'vitest';
import { DocumentError } from '../errors.ts';
import type { Block, Datum, Layout } from '../layout/layout.ts';
import { sampleLayout } from '../pdf/layouts.testing.ts';
import { renderHtml, renderHtmlBody } from './render-html.ts';
import { documentStyles } from './styles.ts';

/** The sample with these blocks in the place of its sections. */
function layoutOf(...blocks: Block[]): Layout {
  return { ...sampleLayout(), sections: [{ heading: { text: 'Część' }, blocks }] };
}

const textOf = (datum: Datum): string => renderHtmlBody(layoutOf({ kind: 'text', paragraphs: [datum] }));

describe('a document as HTML', () => {
  it('is one file without scripts, which may load nothing', () => {
    const html = renderHtml(sampleLayout());
    expect(html.startsWith('<!doctype html>\n<html lang="pl">')).toBe(true);
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; img-src data:;`);
    expect(html).not.toMatch(/<script|<link|<iframe|\son\w+=|url\(|@import/i);
    expect(html).toContain('<title>Faktura FV/2026/01/0017</title>');
  });

  it('is always the same', () => {
    expect(renderHtml(sampleLayout())).toBe(renderHtml(sampleLayout()));
  });

  it('names its language, and that of the words beside it', () => {
    expect(renderHtml(sampleLayout({ language: 'en' }))).toContain('<html lang="en">');
    const both = renderHtml(sampleLayout({ language: 'pl+en' }));
    expect(both).toContain('<h1>Faktura <small lang="en">Invoice</small></h1>');
  });

  it('gives its body alone to those who have a page of their own', () => {
    const body = renderHtmlBody(sampleLayout());
    expect(body).toMatch(/^<article class="document" lang="pl">.*<\/article>$/s);
    expect(body).not.toContain('<style');
    expect(renderHtml(sampleLayout())).toContain(body.slice(body.indexOf('>') + 1, -'</article>'.length));
  });

  it.each<[string, string]>([
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    [`"><img src=x onerror='alert(1)'>`, '&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;'],
    ['a & b &amp; c', 'a &amp; b &amp;amp; c'],
    ['bell\u0007, delete\u007f, next line\u0085!', 'bell\ufffd, delete\ufffd, next line\n!'],
    ['half a letter: \ud83d', 'half a letter: \ufffd'],
    ['account \u202e9876\u202c', 'account 9876'],
    ['שלום 12', '<bdi>שלום 12</bdi>'],
    ['emoji 🧾', 'emoji 🧾'],
  ])('makes harmless: %j', (text, shown) => {
    expect(textOf({ text })).toContain(`<p class="text">${shown}</p>`);
  });

  it('makes harmless what stands in attributes and in its head', () => {
    const hostile = '"><script>alert(1)</script>\u202e';
    const sample = sampleLayout();
    const html = renderHtml({
      ...sample,
      metadata: { ...sample.metadata, title: hostile, author: hostile, subject: hostile, createdAt: hostile },
      sections: [
        {
          heading: { text: hostile, also: hostile },
          blocks: [
            {
              kind: 'codes',
              codes: [
                {
                  content: hostile,
                  caption: { text: hostile },
                  explanation: { text: hostile },
                  isLink: true,
                },
              ],
            },
            {
              kind: 'table',
              caption: { text: hostile },
              showsCaption: false,
              columns: [1, 2, 3, 4, 5].map((weight) => ({
                label: { text: hostile },
                align: 'start',
                weight,
              })),
              rows: [],
              foot: [],
            },
          ],
        },
      ],
    });
    expect(html).not.toContain('<script');
    expect(html).not.toContain('\u202e');
    expect(html.match(/<style/g)).toHaveLength(1);
  });

  it('makes links of addresses that lead to pages, letters and telephones, and of no others', () => {
    const link = (href: string) => /<a [^>]*>/.exec(textOf({ text: 'x', href }))?.[0];
    expect(link('https://example.com/?a=1&b="2"')).toBe(
      '<a href="https://example.com/?a=1&amp;b=%222%22" rel="noreferrer nofollow">',
    );
    expect(link('mailto:biuro@example.com')).toContain('mailto:biuro@example.com');
    expect(link('tel:+48221234567')).toContain('tel:+48221234567');
    for (const href of [
      'javascript:alert(1)',
      ' \tjava\nscript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'www.example.com',
      '//example.com',
    ]) {
      expect(link(href)).toBeUndefined();
    }
  });

  it('has tables with names of columns and rows, and details under their rows', () => {
    const html = renderHtmlBody(sampleLayout());
    expect(html).toContain('<caption class="unseen">Pozycje faktury</caption>');
    expect(html).toContain('<th scope="col">Nazwa towaru lub usługi</th>');
    expect(html).toContain('<th scope="row">Papier ksero A4, 80 g/m²</th>');
    expect(html).toContain('<tr class="details"><td colspan="1"></td><td colspan="6"><dl><div><dt>GTIN</dt>');
    expect(html).toMatch(/<tfoot><tr class="total"><td><\/td><th scope="row">Razem<\/th>/);
  });

  it('survives rows with fewer cells than columns, and columns without weight', () => {
    const html = renderHtmlBody(
      layoutOf({
        kind: 'table',
        caption: { text: 'x' },
        showsCaption: true,
        columns: [0, 0].map((weight) => ({ label: { text: 'k' }, align: 'start', weight })),
        rows: [{ tone: 'before', cells: [{ text: 'jedna' }], details: [] }],
        foot: [],
      }),
    );
    expect(html).toContain('<tr class="before"><td>jedna</td><td></td></tr>');
    expect(html).not.toContain('NaN');
  });
});

describe('the look', () => {
  const png = Uint8Array.from(
    atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
    (letter) => letter.charCodeAt(0),
  );

  it('has the accent of the company, readable on paper and in the dark', () => {
    const html = renderHtml(sampleLayout(), { look: { accentColour: '#ffcc00' } });
    const accents = [...html.matchAll(/--accent:(#[0-9a-f]{6})/g)].map(([, colour]) => colour);
    expect(accents).toHaveLength(2);
    expect(accents[0]).not.toBe('#ffcc00');
    expect(accents[1]).toBe('#ffcc00');
    expect(() => renderHtml(sampleLayout(), { look: { accentColour: 'red;}' } })).toThrow(DocumentError);
  });

  it('carries the logo in the page, with the name of the company for those who do not see it', () => {
    const html = renderHtml(sampleLayout(), { look: { logo: png } });
    expect(html).toContain(
      '<img class="logo" alt="Biuro Rachunkowe Sosna sp. z o.o." width="1" height="1" src="data:image/png;base64,iVBOR',
    );
    expect(() => renderHtml(sampleLayout(), { look: { logo: Uint8Array.of(1, 2, 3) } })).toThrow(
      DocumentError,
    );
    expect(() => renderHtml(sampleLayout(), { look: { logo: new TextEncoder().encode('<svg/>') } })).toThrow(
      DocumentError,
    );
  });

  it('follows the reader’s system, or the theme of the page that it stands in', () => {
    expect(documentStyles()).toContain('@media screen and (prefers-color-scheme:dark)');
    expect(documentStyles({}, 'light')).not.toContain('color-scheme:dark');
    expect(documentStyles({}, 'dark')).toContain('@media screen{:root,.document{color-scheme:dark');
  });
});
