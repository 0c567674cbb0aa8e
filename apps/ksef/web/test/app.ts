/**
 * The taxpayer application for tests in a real browser: a KSeF in memory that serves it, and pages of Chromium. Called
 * once at the top of a file.
 */
import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';
import { openBrowser } from '../../../../tools/testing/browser.ts';
import { type Ksef, type KsefOptions, startKsef } from '../../src/index.ts';
import { until } from '../../test/until.ts';

/** The two widths that every screen is made for. */
export const widths = { phone: 390, desk: 1440 } as const;
export type Width = keyof typeof widths;

/** Each width in one theme: what is wrong with the one does not come from the other. */
export const schemeAt = { phone: 'dark', desk: 'light' } as const satisfies Record<Width, 'light' | 'dark'>;

export interface PageOptions {
  readonly width?: Width;
  readonly scheme?: 'light' | 'dark';
  /** A context of its own shares nothing (test persons, log-in) with other pages. */
  readonly context?: BrowserContext;
  /** What is done with the page before it goes to the application. */
  readonly before?: (page: Page) => Promise<void>;
}

export interface TaxpayerApp {
  readonly ksef: Ksef;
  readonly browser: Browser;
  /**
   * Opens a page of the application by its path (`/login`). What it complains about in its console (also breaches of
   * its Content-Security-Policy) fails the test; calls that KSeF refuses do not.
   */
  open(path?: string, options?: PageOptions): Promise<Page>;
}

/** Building the application and starting a browser takes a while on a busy machine. */
const startMs = 180_000;

export function taxpayerApp(options: KsefOptions = {}): TaxpayerApp {
  let ksef: Ksef | undefined;
  let browser: Browser | undefined;
  const contexts: BrowserContext[] = [];
  const complaints: string[] = [];
  // A browser shares the machine with whatever else runs there.
  vi.setConfig({ testTimeout: startMs });
  beforeAll(async () => {
    ksef = await startKsef({ port: 0, rateLimits: 'off', ...options });
    const { url } = ksef;
    await until(async () => (await fetch(`${url}/web`)).status === 200, startMs);
    browser = await openBrowser({ isQuick: true });
  }, startMs);
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
    expect(complaints.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await ksef?.close();
  });
  const running = <Value>(value: Value | undefined): Value => {
    if (value === undefined) throw new Error('the application runs only within a test');
    return value;
  };
  return {
    get ksef() {
      return running(ksef);
    },
    get browser() {
      return running(browser);
    },
    async open(path = '/', { width = 'desk', scheme = 'light', context, before } = {}) {
      const used =
        context ??
        (await running(browser).newContext({
          viewport: { width: widths[width], height: 900 },
          colorScheme: scheme,
          reducedMotion: 'reduce',
        }));
      if (!contexts.includes(used)) contexts.push(used);
      const page = await used.newPage();
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('console', (message) => {
        // Chromium notes every answer that is no success; those are part of the tests.
        const isRefusal = message.text().startsWith('Failed to load resource');
        if (message.type() === 'error' && !isRefusal) complaints.push(message.text());
      });
      await before?.(page);
      await page.goto(`${running(ksef).url}/web${path}`);
      await page.locator('h1').waitFor();
      return page;
    },
  };
}

const everyRule = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What depends on colours alone. */
const contrastRules = ['color-contrast', 'link-in-text-block'];

/** What axe finds wrong with the page, in one line each; empty where it finds nothing. */
export async function axeViolations(page: Page, rules = everyRule): Promise<string[]> {
  // It is large: a page gets it once.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(async (runOnly) => {
    const { axe: inPage } = globalThis as unknown as { axe: typeof import('axe-core') };
    const { violations } = await inPage.run(document, { runOnly });
    return violations.map(
      ({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ target }) => target.join(' ')).join(', ')})`,
    );
  }, rules);
}

/** Whether the page is wider than the window: then something sticks out. */
export const sticksOut = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);

/** Words and numbers of the tables of a page that do not stand on one line at a width: cut in half. */
export async function cutWords(page: Page, width: number): Promise<string[]> {
  await page.setViewportSize({ width, height: 900 });
  await drawn(page);
  return page.evaluate(() => {
    const cut: string[] = [];
    for (const cell of document.querySelectorAll('th, td')) {
      const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        for (const { 0: word, index } of (node.textContent ?? '').matchAll(/[\p{L}\d]+/gu)) {
          const range = document.createRange();
          range.setStart(node, index);
          range.setEnd(node, index + word.length);
          if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) cut.push(word);
        }
      }
    }
    return cut;
  });
}

/**
 * Examines a screen at both widths, and in the dark, where only the colours are others. The page is then again as it
 * was: one way through a flow is enough.
 * @param what names the screen where something is wrong
 */
export async function expectRight(page: Page, what: string): Promise<void> {
  const before = page.viewportSize();
  for (const [name, width] of Object.entries(widths)) {
    await page.setViewportSize({ width, height: 900 });
    await drawn(page);
    expect(await axeViolations(page), `${what}, ${name}`).toEqual([]);
    expect(await sticksOut(page), `${what}, ${name}`).toBe(false);
  }
  await page.emulateMedia({ colorScheme: 'dark' });
  await drawn(page);
  expect(await axeViolations(page, contrastRules), `${what}, dark`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  if (before) await page.setViewportSize(before);
  await drawn(page);
}

/** A page hears of another width or theme when it is drawn next, and shows it when it is drawn after that. */
const drawn = (page: Page): Promise<unknown> =>
  page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(undefined)))),
  );
