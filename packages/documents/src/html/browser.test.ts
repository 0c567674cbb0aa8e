/** Documents in a real browser: can everybody read them, on any screen and on paper, and do they keep to themselves. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { read } from '@kwit/formats';
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isBrowserMissing, openBrowser } from '../../../../tools/testing/browser.ts';
import { missingPrograms } from '../../../../tools/testing/programs.ts';
import { documentLayout } from '../document-layout.ts';
import { invoiceLayout } from '../invoice/invoice-layout.ts';
import type { Layout } from '../layout/layout.ts';
import { sampleLayout } from '../pdf/layouts.testing.ts';
import { pageTexts } from '../pdf/pdf-programs.testing.ts';
import { fullLayout, hostileLayout, longCode } from './layouts.testing.ts';
import { renderHtml, renderHtmlBody } from './render-html.ts';
import { documentStyles } from './styles.ts';

const address = 'https://document.example/';
const noBrowser = isBrowserMissing('Documents as HTML in a browser');
const noReader = missingPrograms('QR codes of HTML documents', 'zbarimg').length > 0;
const noPoppler = missingPrograms('Printed HTML documents', 'pdftotext').length > 0;

let browser: Browser;
beforeAll(async () => {
  if (!noBrowser) browser = await openBrowser({ isQuick: true });
});
afterAll(() => browser?.close());

const phone = { width: 390, height: 844 };
const desk = { width: 1440, height: 900 };

/** Opens a page in a browser of its own; tells what else it asked the network for, and what it complained of. */
async function opened(
  html: string,
  options: BrowserContextOptions,
  use: (page: Page, noise: string[]) => Promise<void>,
) {
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    const noise: string[] = [];
    page.on('console', (message) => noise.push(message.text()));
    page.on('dialog', (dialog) => {
      noise.push(dialog.message());
      return dialog.dismiss();
    });
    await page.route('**/*', (route) => {
      const url = route.request().url();
      if (url === address) return route.fulfill({ contentType: 'text/html; charset=utf-8', body: html });
      if (!url.endsWith('/favicon.ico')) noise.push(url);
      return route.abort();
    });
    await page.goto(address);
    await use(page, noise);
  } finally {
    await context.close();
  }
}

/** What axe finds wrong: rule and place. */
async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate('axe.run()')) as axe.AxeResults;
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
  );
}

/** Contents of the QR codes on a picture, in any order. */
function codesOn(picture: Uint8Array): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'kwit-codes-'));
  try {
    writeFileSync(join(folder, 'page.png'), picture);
    const found = execFileSync('zbarimg', ['-q', '--raw', join(folder, 'page.png')], { stdio: 'pipe' });
    return found.toString().trim().split('\n');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const scrollWidth = (page: Page) => page.evaluate('document.documentElement.scrollWidth');

/** Each width in one theme: what is wrong with the one does not come from the other. */
const views: [string, BrowserContextOptions][] = [
  ['1440 px, light', { colorScheme: 'light', viewport: desk }],
  ['390 px, dark', { colorScheme: 'dark', viewport: phone }],
];

const ownExample = (name: string) => resolve(import.meta.dirname, `../../../../examples/${name}.xml`);

const official = resolve(import.meta.dirname, '../../../../../shared/official');
/** One of each format that the project has no example of. */
const officialDocuments = [
  'examples/template_FA_RR_1.xml',
  'examples/template_PEF_3.xml',
  'upo/kontekst-nip/upo-sesja-kontekst-id-nip.xml',
]
  .map((name) => join(official, name))
  .filter(existsSync);
if (officialDocuments.length === 0)
  console.log('official documents in a browser: skipped, ../shared/official is not there');

const otherFiles = [...['correction', 'settlement', 'attachment'].map(ownExample), ...officialDocuments];
const otherKinds = otherFiles.flatMap((file) =>
  views.map(([name, options]): [string, string, BrowserContextOptions] => [file, name, options]),
);

describe.skipIf(noBrowser)('a document in a browser', () => {
  it.each(views)('can be read by everybody, and fits: %s', async (_, options) => {
    await opened(
      renderHtml(fullLayout(), { look: { accentColour: '#ffe600' } }),
      options,
      async (page, noise) => {
        expect(await axeFindings(page)).toEqual([]);
        expect(await scrollWidth(page)).toBe(options.viewport?.width);
        expect(noise).toEqual([]);
      },
    );
  });

  it.each(views)('is a real invoice that everybody can read: %s', async (_, options) => {
    const xml = readFileSync(ownExample('third-parties'));
    const layout = invoiceLayout(read(xml, { formats: ['FA(3)'] }), { language: 'pl+en' });
    await opened(renderHtml(layout), options, async (page, noise) => {
      expect(await axeFindings(page)).toEqual([]);
      expect(await scrollWidth(page)).toBe(options.viewport?.width);
      expect(noise).toEqual([]);
    });
  });

  it.each(otherKinds)('of any other kind can be read by everybody: %s, %s', async (file, _, options) => {
    const layout = documentLayout(read(readFileSync(file)), { language: 'pl+en' });
    await opened(renderHtml(layout), options, async (page, noise) => {
      expect(await axeFindings(page)).toEqual([]);
      expect(await scrollWidth(page)).toBe(options.viewport?.width);
      expect(noise).toEqual([]);
    });
  });

  it.each(views)('does no harm whatever it says: %s', async (_, options) => {
    await opened(renderHtml(hostileLayout()), options, async (page, noise) => {
      expect(noise).toEqual([]);
      expect(await page.evaluate('globalThis.harmed')).toBeUndefined();
      expect(await page.evaluate('document.querySelectorAll("script, img, iframe, a").length')).toBe(0);
      expect(await scrollWidth(page)).toBe(options.viewport?.width);
      const text = String(await page.evaluate('document.body.innerText'));
      expect(text).toContain('<script>globalThis.harmed = true</script>');
      expect(text).toContain('00,001 PLN');
    });
  });

  it('lets nothing in even if something slipped through', async () => {
    const slipped = '<img src="https://harm.example/c.png"><script>globalThis.harmed = true</script></main>';
    await opened(renderHtml(sampleLayout()).replace('</main>', slipped), {}, async (page, noise) => {
      expect(await page.evaluate('globalThis.harmed')).toBeUndefined();
      expect(noise.every((line) => line.includes('Content Security Policy'))).toBe(true);
    });
  });

  it('shows every row of a wide table as a card on a telephone, with the names of its columns', async () => {
    await opened(renderHtml(sampleLayout()), { viewport: phone }, async (page) => {
      const label = await page.evaluate(
        `getComputedStyle(document.querySelector('.cards tbody td:nth-child(5)'), '::before').content`,
      );
      expect(label).toBe('"Cena netto"');
      expect(await page.getByRole('columnheader', { name: 'Cena netto' }).count()).toBe(1);
      expect(await page.getByRole('rowheader', { name: 'Papier ksero' }).count()).toBe(2);
    });
  });

  it('stands in a shadow root without touching the page around it', async () => {
    const html = `<!doctype html><html lang="pl"><title>Podgląd</title><body style="background: rgb(1, 2, 3)"><h1>Wokół</h1><div id="host"></div>`;
    await opened(html, { colorScheme: 'dark' }, async (page) => {
      const inner = `<style>${documentStyles({}, 'light')}</style>${renderHtmlBody(sampleLayout())}`;
      await page.evaluate(
        `document.getElementById('host').attachShadow({ mode: 'open' }).innerHTML = ${JSON.stringify(inner)}`,
      );
      const colours = await page.evaluate(
        `[document.body, document.getElementById('host').shadowRoot.querySelector('.document')].map((element) => getComputedStyle(element).backgroundColor)`,
      );
      expect(colours).toEqual(['rgb(1, 2, 3)', 'rgb(255, 255, 255)']);
    });
  });

  describe.skipIf(noReader)('with QR codes', () => {
    const invoiceCode = /https:[^"]*\/invoice\/[^"]*/.exec(renderHtml(sampleLayout()))?.[0];

    it.each(views)('has both read back from the screen: %s', async (_, options) => {
      await opened(renderHtml(fullLayout()), options, async (page) => {
        expect(codesOn(await page.screenshot({ fullPage: true })).sort()).toEqual([
          longCode.content,
          invoiceCode,
        ]);
      });
    });

    it('leads where they lead', async () => {
      await opened(renderHtml(fullLayout()), {}, async (page) => {
        const links = page.getByRole('link', { name: 'Kod' });
        expect(await links.nth(0).getAttribute('href')).toBe(invoiceCode);
        expect(await links.nth(1).getAttribute('href')).toBe(longCode.content);
      });
    });
  });

  describe.skipIf(noPoppler)('on paper', () => {
    async function printed(layout: Layout): Promise<string[]> {
      let pages: string[] = [];
      await opened(renderHtml(layout), { colorScheme: 'dark' }, async (page) => {
        pages = pageTexts(await page.pdf({ preferCSSPageSize: true }));
      });
      return pages;
    }

    it('is light, whatever the screen is', async () => {
      await opened(renderHtml(sampleLayout()), { colorScheme: 'dark' }, async (page) => {
        const ink = `getComputedStyle(document.querySelector('.document')).color`;
        expect(await page.evaluate(ink)).toBe('rgb(232, 234, 237)');
        await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
        expect(await page.evaluate(ink)).toBe('rgb(21, 25, 31)');
      });
    });

    it('repeats the heads of tables on each page, their sums on none, and counts its pages', async () => {
      const pages = await printed(sampleLayout({ lines: 120 }));
      expect(pages.length).toBeGreaterThan(2);
      const ofLines = pages.filter((text) => text.includes('Papier ksero A4'));
      for (const text of ofLines) expect(text).toContain('Nazwa towaru lub usługi');
      expect(pages.filter((text) => text.includes('Razem'))).toHaveLength(1);
      for (const [index, text] of pages.entries()) expect(text).toContain(`${index + 1} / ${pages.length}`);
    });
  });
});
