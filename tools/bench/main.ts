/**
 * `npm run bench`: measures side by side and prints a table; `npm run bench -- --json` prints one object a line.
 * Exits with 1 when a goal is not met, so that a change which costs speed is seen.
 */
import { cpus, totalmem } from 'node:os';
import { clientBatch } from './client-batch.ts';
import { documents } from './documents.ts';
import { firstInvoice } from './first-invoice.ts';
import { formats } from './formats.ts';
import { ksefLoad } from './ksef-load.ts';
import type { Result } from './measure.ts';
import { pages } from './pages.ts';

const suites: Readonly<Record<string, () => Promise<Result[]>>> = {
  'first-invoice': firstInvoice,
  formats,
  documents,
  ksef: ksefLoad,
  'client-batch': clientBatch,
  pages,
};

function figure(value: number | null): string {
  if (value === null) return '–';
  const decimals = value < 0.1 ? 4 : value < 10 ? 2 : value < 100 ? 1 : 0;
  return value.toFixed(decimals);
}

/** Widths of the columns after the first. */
const widths = [13, 23, 8, 12, 8];

function row(cells: readonly string[]): string {
  const [name = '', ...rest] = cells;
  return `${name.padEnd(62)}${rest.map((cell, index) => ` ${cell.padStart(widths[index] ?? 0)}`).join('')}`;
}

const json = process.argv.includes('--json');
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
for (const name of wanted)
  if (!(name in suites)) {
    console.error(`Unknown suite "${name}". Known: ${Object.keys(suites).join(', ')}.`);
    process.exit(2);
  }

if (!json) {
  const processors = cpus();
  console.log(
    `${processors[0]?.model.trim()}, ${processors.length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}\n`,
  );
  console.log(row(['work', 'ours', 'peer', 'ratio', 'goal', '']));
}
let missed = 0;
for (const [name, suite] of Object.entries(suites)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const result of await suite()) {
    if (!result.met) missed += 1;
    if (json) console.log(JSON.stringify(result));
    else
      console.log(
        row([
          result.name,
          `${figure(result.ours)} ${result.unit}`,
          result.peerName ? `${figure(result.peer)} ${result.peerName}` : '–',
          figure(result.ratio),
          result.goal,
          result.met ? 'met' : 'MISSED',
        ]),
      );
  }
}
process.exit(missed > 0 ? 1 : 0);
