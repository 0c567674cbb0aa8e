/** The pictures in `examples/pictures` are what documents look like now. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pixelmatch from 'pixelmatch';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isBrowserMissing, openBrowser } from '../../../tools/testing/browser.ts';
import { coarse, type Pixels, readPng, writePng } from '../../../tools/testing/indexed-png.ts';
import { missingPrograms } from '../../../tools/testing/programs.ts';
import { pictureOf, pictures, picturesFolder } from './write-pictures.ts';

const cache = resolve(import.meta.dirname, '../../../node_modules/.cache/pictures');
const noBrowser = isBrowserMissing('Pictures of documents');
const noPoppler = missingPrograms('Pictures of documents on paper', 'pdftoppm').length > 0;

/** What other versions of the browser and of Poppler may draw differently; less than a short line of text is. */
const mostDifferentShare = 0.0002;
const colourThreshold = 0.2;

let browser: Browser;
beforeAll(async () => {
  if (!noBrowser) browser = await openBrowser();
});
afterAll(() => browser?.close());

function differentShare(kept: Pixels, made: Pixels): { share: number; difference: Uint8Array } {
  const { width, height } = kept;
  const difference = new Uint8Array(width * height * 4);
  const count = pixelmatch(kept.rgba, made.rgba, difference, width, height, { threshold: colourThreshold });
  return { share: count / (width * height), difference };
}

/** Leaves what was made, and what is different, where one can look at it. */
function keepForLooking(name: string, made: Pixels, difference: Uint8Array | null): string {
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, `${name}.png`), writePng(made));
  if (difference !== null) {
    writeFileSync(join(cache, `${name}-difference.png`), writePng(coarse({ ...made, rgba: difference })));
  }
  return `${name} looks different: see ${cache}; where it is meant to, run npm run pictures and look at what it wrote`;
}

describe.skipIf(noBrowser)('pictures of examples', () => {
  it('are those of the list', () => {
    const files = readdirSync(picturesFolder).map((file) => file.replace(/\.png$/, ''));
    expect(files.sort()).toEqual(Object.keys(pictures).sort());
  });

  for (const [name, picture] of Object.entries(pictures)) {
    it.skipIf(picture.view === 'paper' && noPoppler)(`show what is made now: ${name}`, async () => {
      const kept = readPng(readFileSync(join(picturesFolder, `${name}.png`)));
      const made = await pictureOf(browser, picture);
      if (made.width !== kept.width || made.height !== kept.height) {
        expect.fail(keepForLooking(name, made, null));
      }
      const { share, difference } = differentShare(kept, made);
      if (share > mostDifferentShare) expect.fail(keepForLooking(name, made, difference));
    });
  }

  it('would show that a line of the invoice is missing', () => {
    const kept = readPng(readFileSync(join(picturesFolder, 'vat-invoice-desk.png')));
    expect(differentShare(kept, kept).share).toBe(0);
    const rowBytes = kept.width * 4;
    const without = { ...kept, rgba: kept.rgba.slice().fill(255, rowBytes * 480, rowBytes * 504) };
    expect(differentShare(kept, without).share).toBeGreaterThan(mostDifferentShare);
  });
});
