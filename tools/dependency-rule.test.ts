/** The dependency rule of the design stands in `biome.json`; these probes make sure that the rule really bites. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kwit-dependency-rule-'));
  cpSync(join(root, 'biome.json'), join(folder, 'biome.json'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Whether Biome refuses an import of `specifier` in `file` because of the dependency rule. */
function refuses(file: string, specifier: string): boolean {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), `export const probe = await import('${specifier}');\n`);
  try {
    execFileSync(
      process.execPath,
      [join(root, 'node_modules/@biomejs/biome/bin/biome'), 'lint', '--vcs-enabled=false', file],
      { cwd: folder, encoding: 'utf8', stdio: 'pipe' },
    );
    return false;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    if (!`${stdout}${stderr}`.includes('dependency rule')) throw error;
    return true;
  }
}

describe('the dependency rule', () => {
  it.each([
    ['packages/formats/src/probe.ts', '@kwit/crypto'],
    ['packages/archive/src/probe.ts', '@kwit/crypto'],
    ['packages/crypto/src/probe.ts', '@kwit/formats'],
    ['packages/crypto/src/probe.ts', '../../formats/src/index.ts'],
    ['packages/ksef-contract/src/deep/probe.ts', '@kwit/ksef'],
    ['packages/invoice/src/probe.ts', '@kwit/crypto'],
    ['packages/invoice/src/probe.ts', '../../../apps/cli/src/main.ts'],
    ['packages/ksef-client/src/probe.ts', '@kwit/ksef'],
    ['packages/ksef-client/src/probe.ts', '@kwit/invoice'],
    ['packages/documents/src/probe.ts', '@kwit/crypto'],
    ['packages/documents/src/probe.ts', '../../../apps/cli/src/main.ts'],
    ['apps/ksef/src/api/probe.ts', '@kwit/ksef-client'],
    ['apps/ksef/src/probe.ts', '../../cli/src/main.ts'],
    ['apps/ksef/src/probe.ts', '@kwit/cli'],
    ['apps/ksef/web/src/probe.ts', '@kwit/crypto'],
    ['apps/ksef/web/src/probe.ts', '@kwit/archive'],
    ['apps/ksef/web/src/probe.ts', '@kwit/ksef'],
    ['apps/ksef/web/src/areas/login/probe.ts', '../../../../../ksef/src/engine/clock.ts'],
    ['apps/ksef/web/src/probe.ts', 'node:fs'],
    ['packages/ui/src/probe.ts', '@kwit/formats'],
    ['packages/ui/src/probe.ts', 'node:fs'],
    ['apps/cli/src/probe.ts', '../../ksef/src/engine/clock.ts'],
    ['apps/cli/src/probe.ts', '@kwit/ksef/src/start.ts'],
  ])('refuses %s → %s', (file, specifier) => {
    expect(refuses(file, specifier)).toBe(true);
  });

  it.each([
    ['packages/invoice/src/probe.ts', '@kwit/formats'],
    ['packages/documents/src/probe.ts', '@kwit/invoice'],
    ['packages/ksef-client/src/probe.ts', '@kwit/ksef-contract'],
    ['packages/ksef-client/src/probe.ts', '@kwit/archive'],
    ['packages/crypto/src/probe.ts', './hashes.ts'],
    ['apps/ksef/src/probe.ts', '@kwit/crypto'],
    ['packages/ksef-client/src/probe.ts', '@kwit/crypto/web'],
    ['packages/ksef-client/src/probe.ts', '@kwit/crypto/web/hash'],
    ['apps/ksef/web/src/probe.ts', '@kwit/ksef-client'],
    ['apps/ksef/web/src/probe.ts', '@kwit/crypto/web'],
    ['apps/ksef/web/src/probe.ts', '@kwit/archive/web'],
    ['apps/ksef/web/src/probe.ts', '@kwit/ui'],
    ['apps/cli/src/probe.ts', '@kwit/ksef'],
  ])('allows %s → %s', (file, specifier) => {
    expect(refuses(file, specifier)).toBe(false);
  });
});
