/** The differential test of a format, for the files that run it side by side. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FormatName } from '../formats.ts';
import { Differential } from './differential.ts';
import { officialInvoices, officialReceipts } from './official.ts';
import { schemaFileOf } from './schemas.ts';

const examplesFolder = resolve(fileURLToPath(import.meta.url), '../../../../../examples');

/** Valid documents that are not made by chance: official ones where they are at hand, and the project's own. */
function examplesOf(format: FormatName): Uint8Array[] {
  if (format === 'UPO(4.3)') {
    // Those of the test environment name it where the schema fixes the name of the ministry.
    return officialReceipts.map(({ bytes }) => {
      return Buffer.from(Buffer.from(bytes).toString().replace(' - środowisko testowe (TE)', ''));
    });
  }
  if (format !== 'FA(3)') return [];
  const own = readdirSync(examplesFolder).filter((name) => name.endsWith('.xml'));
  return [
    ...officialInvoices.map(({ bytes }) => bytes),
    ...own.map((name) => readFileSync(join(examplesFolder, name))),
  ];
}

/**
 * The same numbers every time: a failure prints the seed, the number of the mutant and the document, shrunk.
 * `npm run fuzz` goes on with other seeds.
 */
const SEED = 20_260_201;

export function differentialSuite(format: FormatName, mutants: number): void {
  const isHere = schemaFileOf(format) !== null;
  if (!isHere)
    console.log(`${format}: its official schema is absent, the comparison with libxml2 is skipped.`);
  describe.runIf(isHere)(`the engine and libxml2 on ${format}`, () => {
    let differential: Differential;
    beforeAll(() => {
      differential = new Differential({ format, seed: SEED, examples: examplesOf(format) });
    });
    afterAll(() => {
      console.log(differential.report());
      differential.dispose();
    });

    it('find the examples, and documents made from the table, valid', () => {
      differential.makeDocuments(120);
    });

    it(`come to the same verdict on ${mutants} mutants`, () => {
      differential.compareMutants(mutants);
      expect(differential.tally.valid).toBeGreaterThan(mutants * 0.05);
      expect(differential.tally.valid).toBeLessThan(mutants * 0.6);
    });
  });
}
