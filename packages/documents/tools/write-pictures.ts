/**
 * Writes pictures of some examples as people see them: `npm run pictures`. Where fonts stand in for those of the machine and
 * the browser is much the same, they are the same everywhere; a test compares them with what is made now.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { read } from '@kwit/formats';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../../../tools/testing/browser.ts';
import { coarse, type Pixels, readPng, writePng } from '../../../tools/testing/indexed-png.ts';
import {
  type DocumentLanguage,
  type DocumentLook,
  invoiceCode,
  invoiceLayout,
  issuerCode,
  type Layout,
  type QrCode,
  renderHtml,
  renderPdf,
  transferCode,
} from '../src/index.ts';

const examplesFolder = fileURLToPath(new URL('../../../examples/', import.meta.url));
export const picturesFolder = join(examplesFolder, 'pictures');

/** `desk` and `phone`: HTML in a browser, the whole page; `paper`: the first page of the PDF. */
type View = 'desk' | 'phone' | 'paper';

interface Picture {
  /** Of the XML in `examples/`. */
  readonly example: string;
  readonly view: View;
  readonly language?: DocumentLanguage;
  readonly isDark?: boolean;
  /** Issued and not yet sent: both codes, no number. */
  readonly isOffline?: boolean;
  readonly look?: DocumentLook;
}

/** By the names of their files. */
export const pictures: Readonly<Record<string, Picture>> = {
  'vat-invoice-desk': { example: 'vat-invoice', view: 'desk' },
  'vat-invoice-phone-dark': { example: 'vat-invoice', view: 'phone', isDark: true },
  'vat-invoice-paper': { example: 'vat-invoice', view: 'paper' },
  'multi-rate-offline-desk': { example: 'multi-rate', view: 'desk', isOffline: true },
  'multi-rate-offline-paper': { example: 'multi-rate', view: 'paper', isOffline: true },
  'correction-desk-dark': { example: 'correction', view: 'desk', isDark: true },
  'correction-paper': { example: 'correction', view: 'paper' },
  'third-parties-bilingual-desk': { example: 'third-parties', view: 'desk', language: 'pl+en' },
  'attachment-paper': { example: 'attachment', view: 'paper' },
  'third-parties-bilingual-paper': { example: 'third-parties', view: 'paper', language: 'pl+en' },
  'foreign-currency-english-paper': {
    example: 'foreign-currency',
    view: 'paper',
    language: 'en',
    look: { accentColour: '#b3541e' },
  },
  'settlement-paper': { example: 'settlement', view: 'paper' },
};

const ksefNumber = '1111111111-20251001-0123456789AB-93';
const certificateSerialNumber = '01F20A5D352AE590';
/** As long as one by an EC key, and always the same; nobody would take it for one. */
const signature = (link: Uint8Array): Uint8Array => createHash('sha512').update(link).digest();
const deskSize = { width: 1024, height: 768 } as const;
const phoneSize = { width: 390, height: 844 } as const;
const paperDotsPerInch = 80;

/** A picture with the colours that are kept of it. `pdftoppm` is needed for those of paper. */
export async function pictureOf(
  browser: Browser,
  { view, isDark, look, ...picture }: Picture,
): Promise<Pixels> {
  const layout = await layoutOf(picture);
  if (view === 'paper')
    return coarse(readPng(firstPage(renderPdf(layout, look === undefined ? {} : { look }))));
  const html = renderHtml(layout, { look });
  const size = view === 'desk' ? deskSize : phoneSize;
  return coarse(readPng(await screenshot(browser, html, size, isDark ? 'dark' : 'light')));
}

async function layoutOf({
  example,
  language = 'pl',
  isOffline = false,
}: Omit<Picture, 'view'>): Promise<Layout> {
  const bytes = readFileSync(join(examplesFolder, `${example}.xml`));
  const document = read(bytes, { formats: ['FA(3)'] });
  const { Podmiot1, Fa } = document.root;
  const identity = {
    address: 'test',
    sellerNip: Podmiot1.DaneIdentyfikacyjne.NIP,
    issueDate: Fa.P_1,
    sha256: createHash('sha256').update(bytes).digest('base64'),
  };
  const codes: QrCode[] = [invoiceCode({ ...identity, ksefNumber: isOffline ? null : ksefNumber }, language)];
  if (isOffline) {
    const context = { type: 'Nip', value: identity.sellerNip } as const;
    codes.push(await issuerCode({ ...identity, context, certificateSerialNumber }, signature, language));
  }
  const transfer = transferCode(document, language);
  if (transfer.kind === 'code') codes.push(transfer.code);
  return invoiceLayout(document, { language, codes, ...(isOffline ? { state: 'offline' } : { ksefNumber }) });
}

function firstPage(pdf: Uint8Array): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'kwit-pictures-'));
  try {
    const file = join(folder, 'document.pdf');
    writeFileSync(file, pdf);
    execFileSync('pdftoppm', [
      '-r',
      String(paperDotsPerInch),
      '-png',
      '-singlefile',
      file,
      join(folder, 'page'),
    ]);
    return readFileSync(join(folder, 'page.png'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function screenshot(
  browser: Browser,
  html: string,
  viewport: { readonly width: number; readonly height: number },
  colorScheme: 'light' | 'dark',
): Promise<Uint8Array> {
  // The page itself lets no font in; the reader's machine has it, or another one.
  const context = await browser.newContext({ viewport, colorScheme, bypassCSP: true });
  try {
    const page = await context.newPage();
    await page.setContent(html);
    await page.addStyleTag({ content: fontFaces() });
    // Fonts are asked for when text is laid out.
    await page.evaluate('document.body.offsetHeight, document.fonts.ready');
    return await page.screenshot({ fullPage: true });
  } finally {
    await context.close();
  }
}

/** IBM Plex within the stylesheet. */
function fontFaces(): string {
  const require = createRequire(import.meta.url);
  const sheets = [
    'ibm-plex-sans/400.css',
    'ibm-plex-sans/600.css',
    'ibm-plex-mono/400.css',
    'ibm-plex-mono/600.css',
  ];
  return sheets
    .map((sheet) => require.resolve(`@fontsource/${sheet}`))
    .map((path) =>
      readFileSync(path, 'utf8').replace(/url\((\.\/files\/[\w-]+\.woff2)\)/g, (_, file) => {
        const font = readFileSync(join(dirname(path), file)).toString('base64');
        return `url(data:font/woff2;base64,${font})`;
      }),
    )
    .join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(picturesFolder, { recursive: true });
  const browser = await openBrowser();
  try {
    for (const [name, picture] of Object.entries(pictures)) {
      writeFileSync(join(picturesFolder, `${name}.png`), writePng(await pictureOf(browser, picture)));
    }
  } finally {
    await browser.close();
  }
  for (const file of readdirSync(picturesFolder)) {
    if (!Object.hasOwn(pictures, file.replace(/\.png$/, ''))) rmSync(join(picturesFolder, file));
  }
}
