/** The official examples, where the folder of official material lies beside the repository. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = resolve(fileURLToPath(import.meta.url), '../../../../../../shared/official');

export const hasOfficialMaterial = existsSync(folder);
if (!hasOfficialMaterial)
  console.log('The folder of official examples is absent; tests that need it are skipped.');

export interface Example {
  readonly name: string;
  readonly bytes: Uint8Array;
}

function examplesIn(path: string, isWanted: (name: string) => boolean): Example[] {
  if (!hasOfficialMaterial) return [];
  const root = join(folder, path);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.xml') && isWanted(name))
    .sort()
    .map((name) => ({ name, bytes: readFileSync(join(root, name)) }));
}

/** Official FA(3) invoices; empty where the folder is absent. */
export const officialInvoices = examplesIn('examples', (name) => !name.startsWith('template'));
/** Official receipts. */
export const officialReceipts = examplesIn('upo', () => true);
