import { expect, it } from 'vitest';
import { isBrowserMissing, openBrowser } from './browser.ts';

it.skipIf(isBrowserMissing('the browser of tests'))('shows a page', async () => {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    await page.setContent('<title>Strona</title><p>Zażółć</p>');
    expect(await page.title()).toBe('Strona');
    expect(await page.getByText('Zażółć').isVisible()).toBe(true);
  } finally {
    await browser.close();
  }
});
