/**
 * Runs before each file of tests, also where several share a process: what a module of helpers registers when it is loaded
 * would hold for the first file alone that loads it.
 */
import { rmSync } from 'node:fs';
import { afterAll, afterEach } from 'vitest';
import { leftovers } from './leftovers.ts';

afterEach(() => {
  for (const child of leftovers.children) child.kill('SIGKILL');
  leftovers.children.clear();
});
afterAll(async () => {
  await leftovers.closeKsef();
  for (const folder of leftovers.folders) rmSync(folder, { recursive: true, force: true });
  leftovers.folders.clear();
});
