/**
 * The taxpayer application in a browser that has never seen it: until it answers a press, what it loads for that, and
 * how a list of ten thousand invoices scrolls.
 */
import type { Browser, Page } from 'playwright-core';
import { type Ksef, startKsef } from '../../apps/ksef/src/index.ts';
import { until } from '../../apps/ksef/test/until.ts';
import { openAsOwner } from '../../apps/ksef/web/test/hand-over.ts';
import { seedMany } from '../../apps/ksef/web/test/invoices.ts';
import { isBrowserMissing, openBrowser } from '../testing/browser.ts';
import { atMost, median, type Result } from './measure.ts';
import { sellerNip } from './sample-invoices.ts';

const firstVisits = 5;
const listLength = 10_000;
/** Pixels a frame: some 40 rows a second at 60 frames, as with a wheel that is turned quickly. */
const pixelsPerFrame = 30;
const scrolledFrames = 600;

const viewport = { width: 1440, height: 900 };

interface FirstVisit {
  readonly answeredMs: number;
  readonly scriptKb: number;
}

/** From the address to the moment at which a link of the first page, pressed at once, has shown the next one. */
async function firstVisit(browser: Browser, ksef: Ksef): Promise<FirstVisit> {
  const context = await browser.newContext({ viewport });
  try {
    const page = await context.newPage();
    const started = performance.now();
    await page.goto(`${ksef.webUrl}/login`, { waitUntil: 'commit' });
    await page.getByRole('link', { name: 'Zaloguj profilem zaufanym' }).click();
    await page.getByRole('heading', { name: 'Wprowadź kontekst logowania' }).waitFor();
    const answeredMs = performance.now() - started;
    const bytes = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter(({ name }) => name.endsWith('.js'))
        .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0),
    );
    return { answeredMs, scriptKb: bytes / 1000 };
  } finally {
    await context.close();
  }
}

/** Milliseconds between the frames of a list while it is scrolled, shortest first. */
async function framesOf(browser: Browser, ksef: Ksef): Promise<number[]> {
  await seedMany(ksef, sellerNip, listLength);
  const context = await browser.newContext({ viewport });
  try {
    const page = await openAsOwner({ ksef, browser, open: opener(ksef) }, sellerNip, { context });
    await page.getByRole('button', { name: 'Wczytaj wszystkie' }).click();
    await page.getByText(/^10\s000 faktur$/).waitFor({ timeout: 120_000 });
    const frames = await page.evaluate(
      ({ step, count }) =>
        new Promise<number[]>((done) => {
          const between: number[] = [];
          let before = performance.now();
          const frame = (now: number) => {
            between.push(now - before);
            before = now;
            window.scrollBy(0, step);
            if (between.length < count) requestAnimationFrame(frame);
            else done(between.slice(1));
          };
          requestAnimationFrame(frame);
        }),
      { step: pixelsPerFrame, count: scrolledFrames },
    );
    return frames.sort((a, b) => a - b);
  } finally {
    await context.close();
  }
}

type Open = Parameters<typeof openAsOwner>[0]['open'];

/** Opens a page of a context that is given, as tests do it. */
const opener =
  (ksef: Ksef): Open =>
  async (path = '/', { context, before } = {}) => {
    if (context === undefined) throw new Error('a page is opened in a context of its own');
    const page: Page = await context.newPage();
    await before?.(page);
    await page.goto(`${ksef.webUrl}${path}`);
    await page.locator('h1').waitFor();
    return page;
  };

export async function pages(): Promise<Result[]> {
  if (isBrowserMissing('the pages of the taxpayer application')) return [];
  const ksef = await startKsef({ port: 0, rateLimits: 'off' });
  const browser = await openBrowser();
  try {
    await until(async () => (await fetch(ksef.webUrl)).status === 200, 180_000);
    const visits: FirstVisit[] = [];
    for (let visit = 0; visit < firstVisits; visit += 1) visits.push(await firstVisit(browser, ksef));
    const frames = await framesOf(browser, ksef);
    // In whole milliseconds: three frames of a screen are 50.0 and a little.
    const slowest = Math.round(frames[Math.floor(frames.length * 0.99)] ?? 0);
    return [
      atMost(
        'first visit until a press is answered',
        'ms',
        median(visits.map((one) => one.answeredMs)),
        1500,
      ),
      atMost(
        'JavaScript of the first visit, compressed',
        'kB',
        Math.max(...visits.map((one) => one.scriptKb)),
        250,
      ),
      atMost('10,000 invoices scrolled: a frame', 'ms', median(frames), 20),
      atMost('10,000 invoices scrolled: 99 of 100 frames', 'ms', slowest, 50),
    ];
  } finally {
    await browser.close();
    await ksef.close();
  }
}
