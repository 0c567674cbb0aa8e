/** Writes the published JSON Schema of the business invoice from its declaration: `node packages/invoice/tools/write-schema.ts`. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { invoiceInput } from '../src/input.ts';

const schemaPath = fileURLToPath(new URL('../invoice.schema.json', import.meta.url));

/** The published schema as it must be: the declaration, with what readers look for on top. */
export function publishedSchema(): object {
  const { $schema, title, description, ...rest }: Record<string, unknown> = { ...invoiceInput };
  return { $schema, title, description, ...rest };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(schemaPath, JSON.stringify(publishedSchema(), null, 2));
  execFileSync('biome', ['format', '--write', schemaPath], { stdio: 'inherit' });
}
