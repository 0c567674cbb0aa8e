/** Every example as HTML: whatever its layout says is on the page. */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { read } from '@kwit/formats';
import { describe, expect, it } from 'vitest';
import { invoiceLayout } from '../invoice/invoice-layout.ts';
import type { DocumentLanguage } from '../layout/layout.ts';
import { renderHtml } from './render-html.ts';
import { content } from './text.ts';

const folder = resolve(import.meta.dirname, '../../../../examples');
const names = readdirSync(folder).filter((name) => name.endsWith('.xml'));

/** Every text for people in a part of a layout. */
function textsOf(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(textsOf);
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, value]) =>
    typeof value === 'string' ? (name === 'text' || name === 'also' ? [value] : []) : textsOf(value),
  );
}

describe.each<DocumentLanguage>(['pl', 'en', 'pl+en'])('in the language %s', (language) => {
  it.each(names)('%s is shown as a whole', (name) => {
    const document = read(readFileSync(resolve(folder, name)), { formats: ['FA(3)'] });
    const layout = invoiceLayout(document, { language, ksefNumber: '1111111111-20251001-0123456789AB-93' });
    const { head, sections, foot } = layout;
    const texts = textsOf([head, sections, foot]);
    const html = renderHtml(layout);
    expect(texts.length).toBeGreaterThan(20);
    expect(texts.filter((text) => !html.includes(content(text)))).toEqual([]);
  });
});
