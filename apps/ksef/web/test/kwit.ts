/** The command `kwit` as its users run it: a process of its own, with what was made in the browser. */
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

const root = resolve(import.meta.dirname, '../../../..');
const launcher = resolve(root, 'apps/cli/bin/kwit.mjs');

/** Runs `kwit --json` to its end in a home of its own; what it printed. Rejects where it fails. */
export async function kwit(
  args: readonly string[],
  { home, env = {} }: { home: string; env?: Readonly<Record<string, string>> },
): Promise<Record<string, unknown>[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [launcher, ...args, '--json'], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', HOME: home, KWIT_HOME: home, LANG: 'C', ...env },
  });
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
}
