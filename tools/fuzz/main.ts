/**
 * `npm run fuzz`: the engine and libxml2 on mutants without end, one seed after another, until it is stopped or they
 * disagree; with `--api` the local KSeF under requests of every kind.
 * Usage: node tools/fuzz/main.ts [--seconds N] [--seed N] [--format FA(3) | --api]
 */
import { parseArgs } from 'node:util';
import { type FormatName, formatNames } from '@kwit/formats';
import { Difference, Differential } from '../../packages/formats/src/testing/differential.ts';
import { schemaFileOf } from '../../packages/formats/src/testing/schemas.ts';

/** Documents and mutants of one seed; then the next begins with others. */
const DOCUMENTS = 100;
const MUTANTS = 5000;

const { values } = readArguments();
const wanted = formatNames.filter((format) => values.format === undefined || format === values.format);
const formats = wanted.filter((format) => schemaFileOf(format) !== null);
const seconds = values.seconds === undefined ? Number.POSITIVE_INFINITY : Number(values.seconds);
const firstSeed = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed);
if (formats.length === 0 || Number.isNaN(seconds) || !Number.isSafeInteger(firstSeed)) {
  const known = formatNames.join(', ');
  console.error(`Nothing to do. --seconds and --seed take numbers; --format takes one of: ${known}.`);
  process.exit(2);
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        seconds: { type: 'string' },
        seed: { type: 'string' },
        format: { type: 'string' },
        api: { type: 'boolean' },
      },
    });
  } catch (error) {
    console.error((error as Error).message);
    console.error('Usage: npm run fuzz -- [--seconds N] [--seed N] [--format FA(3) | --api]');
    process.exit(2);
  }
}

let isStopped = false;
process.once('SIGINT', () => {
  isStopped = true;
});

/** Compares documents of one seed; false where the two disagree. */
function round(format: FormatName, seed: number): boolean {
  let differential: Differential | null = null;
  try {
    differential = new Differential({ format, seed });
    differential.makeDocuments(DOCUMENTS);
    differential.compareMutants(MUTANTS);
    console.log(differential.report());
    return true;
  } catch (error) {
    if (!(error instanceof Difference)) throw error;
    console.error(`\nThe verdicts differ: ${error.message}\n`);
    console.error(`Again: node tools/run.mjs fuzz --format '${format}' --seed ${seed}`);
    return false;
  } finally {
    differential?.dispose();
  }
}

const end = performance.now() + seconds * 1000;
if (values.api) {
  const { fuzzApi } = await import('./api.ts');
  const isRight = await fuzzApi(firstSeed, () => !isStopped && performance.now() < end);
  process.exit(isRight ? 0 : 1);
}

let mutants = 0;
for (let seed = firstSeed; !isStopped && performance.now() < end; seed += 1) {
  for (const format of formats) {
    if (isStopped || performance.now() >= end) break;
    if (!round(format, seed)) process.exit(1);
    mutants += MUTANTS;
    // A moment for the signal of whoever stops this.
    await new Promise((next) => setImmediate(next));
  }
}
console.log(`${mutants} mutants, one verdict on each.`);
