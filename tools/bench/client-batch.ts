/**
 * Batches on the client's side: packing beside the archive that another client makes of the same files, and the memory
 * of a process that packs and sends ten thousand invoices.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createZip } from 'ksef-client-ts';
import { withKsef } from './ksef-load.ts';
import { atMost, median, type Result, root, timesLess } from './measure.ts';
import { packIntoFolder } from './pack.ts';
import { invoices, sellerNip, usualInvoice } from './sample-invoices.ts';

const batchSize = 10_000;
const rounds = 5;

/** Milliseconds of processor time, of all threads: other work on the machine then counts for nobody. */
async function processorMs(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The archive alone, in memory. */
async function packByPeer(documents: readonly Uint8Array[]): Promise<void> {
  const entries = documents.map((content, index) => ({ fileName: `${index + 1}.xml`, content }));
  await createZip(entries as Parameters<typeof createZip>[0]);
}

async function packing(documents: readonly Uint8Array[]): Promise<{ ours: number; peer: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'kwit-bench-parts-'));
  const ours: number[] = [];
  const peer: number[] = [];
  try {
    // Once without counting: programs that are compiled while they run take their time.
    await packIntoFolder(documents, folder);
    await packByPeer(documents);
    for (let round = 0; round < rounds; round += 1) {
      ours.push(await processorMs(() => packIntoFolder(documents, folder)));
      peer.push(await processorMs(() => packByPeer(documents)));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { ours: median(ours), peer: median(peer) };
}

interface SentByProcess {
  readonly megabytes: number;
  readonly parts: number;
  readonly sizeBytes: number;
}

/** A batch from a process of its own. @param partBytes undefined for one part */
function sentByProcess(
  baseUrl: string,
  sample: string,
  series: string,
  partBytes?: number,
): Promise<SentByProcess> {
  const settings = JSON.stringify({ baseUrl, sellerNip, sample, count: batchSize, series, partBytes });
  const child = spawn(process.execPath, [join(root, 'tools/bench/client-batch-process.ts'), settings], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return (async () => {
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    return JSON.parse(line) as SentByProcess;
  })();
}

export async function clientBatch(): Promise<Result[]> {
  const documents = invoices(batchSize, 'PACK');
  const size = `${((documents[0]?.length ?? 0) / 1000).toFixed(1)} kB`;
  const { ours, peer } = await packing(documents);
  const folder = mkdtempSync(join(tmpdir(), 'kwit-bench-sample-'));
  const sample = join(folder, 'invoice.xml');
  writeFileSync(sample, usualInvoice());
  const [one, fifty] = await withKsef(async ({ client: { baseUrl } }) => {
    const whole = await sentByProcess(baseUrl, sample, 'WHOLE');
    // What the archive has, and room for what the last file could have been.
    const partBytes = Math.ceil((whole.sizeBytes + 8000) / 50);
    return [whole, await sentByProcess(baseUrl, sample, 'FIFTY', partBytes)] as const;
  }).finally(() => rmSync(folder, { recursive: true, force: true }));
  const name = (parts: number) => `client's peak memory: batch of 10,000 in ${parts} part(s)`;
  return [
    timesLess(
      `packing 10,000 invoices of ${size}: archive, hashes, encryption`,
      'ms',
      ours,
      { name: 'ksef-client-ts, archive', value: peer },
      10,
    ),
    atMost(name(one.parts), 'MB', one.megabytes, 300),
    atMost(name(fifty.parts), 'MB', fifty.megabytes, 300),
  ];
}
