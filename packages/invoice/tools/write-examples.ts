/**
 * Writes the XML beside each JSON of `examples/`: `node packages/invoice/tools/write-examples.ts`.
 * The day and the moment of creation are fixed, so that the files change only when the program does.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildInvoiceXml, parseInvoiceJson } from '../src/index.ts';

export const examplesFolder = fileURLToPath(new URL('../../../examples/', import.meta.url));
export const exampleOptions = { today: '2025-10-01', createdAt: '2025-10-01T08:00:00Z' } as const;

/** Names of the examples without their endings. */
export const exampleNames = (): string[] =>
  readdirSync(examplesFolder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort();

/** The XML of an example as it must be. */
export function exampleXml(name: string): Uint8Array {
  const { value, locate } = parseInvoiceJson(readFileSync(`${examplesFolder}${name}.json`));
  return buildInvoiceXml(value, { ...exampleOptions, locate });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const name of exampleNames()) writeFileSync(`${examplesFolder}${name}.xml`, exampleXml(name));
}
