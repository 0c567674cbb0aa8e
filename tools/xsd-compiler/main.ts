/**
 * Writes the tables and types of every format whose schema is on this machine, and the catalogue of all formats.
 * Usage: node tools/xsd-compiler/main.ts
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogueText, generate } from './generate.ts';
import { isAvailable, sources, tablesFolder } from './sources.ts';

mkdirSync(tablesFolder, { recursive: true });
for (const source of sources) {
  if (!isAvailable(source)) {
    console.log(`${source.format}: skipped, its schema is not here (${source.file})`);
    continue;
  }
  for (const file of generate(source)) {
    writeFileSync(join(tablesFolder, file.name), file.text);
    console.log(`${source.format}: ${file.name}, ${Buffer.byteLength(file.text)} bytes`);
  }
}
const entries = sources.map((source) => ({
  source,
  table: JSON.parse(readFileSync(join(tablesFolder, `${source.id}.json`), 'utf8')),
}));
writeFileSync(join(tablesFolder, 'catalogue.ts'), catalogueText(entries));
