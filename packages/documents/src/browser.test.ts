/** Everything from XML to HTML and PDF in a real browser, bundled as the web applications are: the same bytes as on a server. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, type Rolldown } from 'vite';
import { expect, test } from 'vitest';
import { isBrowserMissing, openBrowser } from '../../../tools/testing/browser.ts';
import { invoiceLayout, read, renderHtml, renderPdf } from './browser-entry.testing.ts';
import type { InvoiceDocument } from './invoice/invoice-layout.ts';

const noBrowser = isBrowserMissing('Documents made in a browser');
const root = resolve(import.meta.dirname, '../../..');
const examples = ['vat-invoice', 'advance-correction', 'third-parties', 'transport', 'attachment'];

async function bundled(): Promise<Rolldown.OutputChunk> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root,
    build: {
      write: false,
      minify: false,
      lib: {
        entry: join(import.meta.dirname, 'browser-entry.testing.ts'),
        formats: ['iife'],
        name: 'documents',
      },
    },
  });
  const [chunk] = (Array.isArray(built) ? built : [built]).flatMap((one) =>
    'output' in one ? one.output : [],
  );
  if (chunk?.type !== 'chunk') throw new Error('the bundle has no code');
  return chunk;
}

/** What the bundle gives the page. */
interface Bundle {
  readonly documents: typeof import('./browser-entry.testing.ts');
}

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

function onServer(xml: string): { readonly html: string; readonly pdf: string } {
  const document = read(Buffer.from(xml), { formats: ['FA(3)'] }) as InvoiceDocument;
  const layout = invoiceLayout(document, { language: 'pl+en' });
  return { html: sha256(renderHtml(layout)), pdf: sha256(renderPdf(layout)) };
}

test.skipIf(noBrowser)('a browser makes the same documents as a server', async () => {
  const { code, imports } = await bundled();
  expect(imports).toEqual([]);
  const documents = examples.map((name) => readFileSync(join(root, `examples/${name}.xml`), 'utf8'));
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    // A secure origin of its own, so that the page may compute hashes; nothing is asked of the network.
    await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: '' }));
    await page.goto('https://kwit.example/');
    await page.addScriptTag({ content: code });
    const made = await page.evaluate(async (texts) => {
      const { documents } = globalThis as unknown as Bundle;
      const hash = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
        [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))]
          .map((byte) => byte.toString(16).padStart(2, '0'))
          .join('');
      const results: { html: string; pdf: string }[] = [];
      for (const text of texts) {
        const document = documents.read(new TextEncoder().encode(text), { formats: ['FA(3)'] });
        const layout = documents.invoiceLayout(document as InvoiceDocument, { language: 'pl+en' });
        results.push({
          html: await hash(new TextEncoder().encode(documents.renderHtml(layout))),
          pdf: await hash(new Uint8Array(documents.renderPdf(layout))),
        });
      }
      return results;
    }, documents);
    expect(made).toEqual(documents.map(onServer));
  } finally {
    await browser.close();
  }
});
