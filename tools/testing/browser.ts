/** A Chromium for tests: the one of the machine, never one that is downloaded. `.ci/run` installs Debian's. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { isExecutable, programPath } from './programs.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const applications = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** `KWIT_CHROMIUM`, a Chromium or Chrome on the path, or the one that Playwright once installed; undefined without one. */
export function chromiumPath(): string | undefined {
  const { KWIT_CHROMIUM } = process.env;
  if (KWIT_CHROMIUM) return KWIT_CHROMIUM;
  const installed = [...names.map(programPath), ...applications.filter(isExecutable)].find(Boolean);
  if (installed) return installed;
  const own = chromium.executablePath();
  return existsSync(own) ? own : undefined;
}

/** Whether there is no browser here; where there is none, it is printed that the tests of `subject` are skipped. */
export function isBrowserMissing(subject: string): boolean {
  if (chromiumPath() !== undefined) return false;
  console.warn(
    `${subject}: skipped, because no Chromium was found; install one or name it in KWIT_CHROMIUM.`,
  );
  return true;
}

/**
 * Starts a headless browser; whoever opens it closes it. Throws where there is none: ask `isBrowserMissing` first.
 * Its own sandbox is off, which root needs; it opens nothing but pages of these tests.
 * @param isQuick takes the shell without windows where it is installed: four fifths of the time, and letters drawn a
 *   little otherwise
 */
export async function openBrowser({ isQuick = false }: { isQuick?: boolean } = {}): Promise<Browser> {
  const executablePath = (isQuick ? programPath('chromium-headless-shell') : undefined) ?? chromiumPath();
  if (executablePath === undefined)
    throw new Error('No Chromium was found; install one or name it in KWIT_CHROMIUM.');
  return chromium.launch({
    executablePath,
    chromiumSandbox: false,
    // Small machines and containers have little shared memory; fonts are drawn alike everywhere.
    args: ['--disable-dev-shm-usage', '--font-render-hinting=none', '--force-color-profile=srgb'],
  });
}
