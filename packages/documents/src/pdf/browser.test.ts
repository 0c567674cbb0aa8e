/** The renderer in a browser, from the same sources: what it makes there is what it makes here. */
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join, resolve } from 'node:path';
import { encode } from 'fast-png';
import { expect, it } from 'vitest';
import { isBrowserMissing, openBrowser } from '../../../../tools/testing/browser.ts';
import { sampleLayout } from './layouts.testing.ts';
import { renderPdf } from './render-pdf.ts';

const root = resolve(import.meta.dirname, '../../../..');
const address = 'https://kwit.example';

/** What a bundler finds in packages, for the browser itself. */
const imports = {
  'fast-png': '/node_modules/fast-png/lib/index.js',
  fflate: '/node_modules/fflate/esm/browser.js',
  iobuffer: '/node_modules/iobuffer/lib/iobuffer.js',
  qr: '/node_modules/qr/index.js',
};
const page = `<!doctype html><script type="importmap">${JSON.stringify({ imports })}</script>`;

function served(path: string): { body: string; contentType: string } {
  if (path === '/') return { body: page, contentType: 'text/html' };
  const text = readFileSync(join(root, path), 'utf8');
  return { body: path.endsWith('.ts') ? stripTypeScriptTypes(text) : text, contentType: 'text/javascript' };
}

it.skipIf(isBrowserMissing('PDF in a browser'))('makes the same PDF in a browser', async () => {
  const layout = sampleLayout({ language: 'pl+en', lines: 50 });
  const logo = encode({ width: 2, height: 1, channels: 3, data: Uint8Array.from([200, 0, 0, 0, 90, 0]) });
  const bytes = new TextEncoder().encode('<Faktura>żółć</Faktura>');
  const here = renderPdf(layout, { look: { logo }, attachment: { name: 'faktura.xml', bytes } });
  const browser = await openBrowser();
  try {
    const tab = await browser.newPage();
    await tab.route(`${address}/**`, (route) =>
      route.fulfill(served(new URL(route.request().url()).pathname)),
    );
    await tab.goto(`${address}/`);
    // As text, so that it is not compiled for this process.
    const there = await tab.evaluate<string>(`(async () => {
      const { renderPdf } = await import('/packages/documents/src/pdf/render-pdf.ts');
      const pdf = renderPdf(${JSON.stringify(layout)}, {
        look: { logo: Uint8Array.from(${JSON.stringify([...logo])}) },
        attachment: { name: 'faktura.xml', bytes: Uint8Array.from(${JSON.stringify([...bytes])}) },
      });
      return Array.from(pdf, (byte) => byte.toString(16).padStart(2, '0')).join('');
    })()`);
    expect(Buffer.compare(Buffer.from(there, 'hex'), here)).toBe(0);
  } finally {
    await browser.close();
  }
});
