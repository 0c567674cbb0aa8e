/** All that the layouts of examples say is on their paper. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { read } from '@kwit/formats';
import { describe, expect, it } from 'vitest';
import { missingPrograms } from '../../../../tools/testing/programs.ts';
import { type InvoiceDocument, invoiceLayout } from '../invoice/invoice-layout.ts';
import type { DocumentLanguage, Layout } from '../layout/layout.ts';
import { hostileLayout } from './layouts.testing.ts';
import { pageTexts } from './pdf-programs.testing.ts';
import { renderPdf } from './render-pdf.ts';

const missing = missingPrograms('Texts of examples on paper', 'pdftotext');
const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const folders = [folder('../../../../examples/'), folder('../../../../../shared/official/examples/')];
const files = folders.filter(existsSync).flatMap((path) =>
  readdirSync(path)
    .filter((name) => name.endsWith('.xml'))
    .map((name) => path + name),
);

/** Every text of a layout, wherever it stands; names of tables and sections are shown only where they are to be. */
function textsOf(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(textsOf);
  if (typeof part !== 'object' || part === null) return [];
  const { text, also } = part as { text?: unknown; also?: unknown };
  const own = [text, also].filter((each) => typeof each === 'string');
  const silent =
    'showsCaption' in part && part.showsCaption === false
      ? 'caption'
      : 'hidesHeading' in part
        ? 'heading'
        : undefined;
  const inner = Object.entries(part).filter(([key]) => key !== silent);
  return [...own, ...inner.flatMap(([, value]) => textsOf(value))];
}

/** Lines of a page end where they must, and two that read the same letters may write them differently. */
const withoutBlanks = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/\s+/g, '');

function textsNotFound(layout: Layout): string[] {
  const page = withoutBlanks(pageTexts(renderPdf(layout)).join(' '));
  return textsOf(layout).filter((text) => !page.includes(withoutBlanks(text)));
}

describe.skipIf(missing.length > 0)('everything that is said is on the paper', () => {
  const invoices = files.flatMap((file): { name: string; document: InvoiceDocument }[] => {
    const document = read(readFileSync(file));
    const isInvoice = document.format === 'FA(3)' || document.format === 'FA(2)';
    return isInvoice ? [{ name: file.split('/').at(-1) ?? file, document }] : [];
  });

  it.each<DocumentLanguage>(['en', 'pl+en'])('of all invoices in %s', (language) => {
    expect(invoices.length).toBeGreaterThan(30);
    const lost = invoices
      .map(({ name, document }) => ({ name, texts: textsNotFound(invoiceLayout(document, { language })) }))
      .filter(({ texts }) => texts.length > 0);
    expect(lost).toEqual([]);
  });

  it('of texts that no invoice should have', () => {
    const layout = hostileLayout();
    // Programs turn letters that run to the left around.
    const isLeftward = /[\p{Script=Hebrew}\p{Script=Arabic}]/u;
    expect(textsNotFound(layout).filter((text) => !isLeftward.test(text))).toEqual([]);
  });
});
