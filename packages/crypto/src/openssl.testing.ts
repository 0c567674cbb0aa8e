import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether the command `openssl` is there to compare with; tests that need it are skipped with a notice where not. */
export const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
if (!hasOpenssl) console.warn('openssl is not installed: comparisons with it are skipped.');

/** A folder that is removed at the end of the block (`using`). */
export function temporaryFolder() {
  const path = mkdtempSync(join(tmpdir(), 'kwit-crypto-'));
  return {
    file: (name: string): string => join(path, name),
    [Symbol.dispose]: (): void => rmSync(path, { recursive: true, force: true }),
  };
}
