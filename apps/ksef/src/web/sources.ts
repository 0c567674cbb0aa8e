/** Where the taxpayer application is: its sources, and what is built of them. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../../..');
/** The application's own folder. */
export const webFolder = join(root, 'apps/ksef/web');
/** One folder for each state of the sources, named after their fingerprint. */
export const builtFolder = join(webFolder, 'dist');

/** What ends up in the application, or decides how. A package that is imported for the first time belongs here. */
const sources = [
  'apps/ksef/web/index.html',
  'apps/ksef/web/vite.config.ts',
  'apps/ksef/web/src',
  ...['crypto', 'documents', 'formats', 'invoice', 'ksef-client', 'ksef-contract', 'ui'].flatMap((name) => [
    `packages/${name}/package.json`,
    `packages/${name}/src`,
  ]),
  'apps/ksef/src/web/build.ts',
  'package-lock.json',
];

/** Whether there are sources to build from; an installation without them has what was built. */
export const hasSources = (): boolean => existsSync(join(webFolder, 'vite.config.ts'));

/** Tells one state of the sources from another: 16 hexadecimal digits of a hash over names and contents. */
export async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of await filesIn(join(root, source))) {
      hash.update(`${relative(root, file)}\0`).update(await readFile(file));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/** The files below a folder in an order that is the same everywhere; a file is the only one of itself. */
async function filesIn(path: string): Promise<string[]> {
  if (!existsSync(path)) return [];
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch((error) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
    throw error;
  });
  if (!entries) return [path];
  return entries
    .filter((entry) => entry.isFile() && !/\.(test|testing)\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}
