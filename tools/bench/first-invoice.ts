/** The main job: how soon the local KSeF answers, how much it holds while idle, how long `kwit send` takes as a process. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import {
  atMost,
  firstAnswer,
  freePort,
  kwit,
  median,
  type Result,
  residentMegabytes,
  root,
  runKwit,
  stop,
} from './measure.ts';

const rounds = 5;
const idleMs = 3_000;
const nip = '1111111111';

const ksefArguments = (port: number, data: string) => [
  'ksef',
  '--port',
  String(port),
  '--data',
  data,
  '--latency',
  'none',
  '--rate-limits',
  'off',
];

/** Process start → first answer, for a new data folder (keys are made) and for one that exists. */
async function startUp(home: string): Promise<Result[]> {
  const fresh: number[] = [];
  const again: number[] = [];
  let idle: number | null = null;
  for (let round = 0; round < rounds; round += 1) {
    const data = join(home, `ksef-${round}`);
    for (const times of [fresh, again]) {
      const port = await freePort();
      const started = performance.now();
      const child = kwit(ksefArguments(port, data), { KWIT_HOME: home });
      try {
        const answered = await firstAnswer(`http://127.0.0.1:${port}/v2/security/public-key-certificates`);
        times.push(answered - started);
        if (round === 0 && times === again && child.pid) {
          await new Promise((rest) => setTimeout(rest, idleMs));
          idle = residentMegabytes(child.pid);
        }
      } finally {
        await stop(child);
      }
    }
  }
  const results = [
    atMost('local KSeF: process start to first answer, new data folder', 'ms', median(fresh), 1000),
    atMost('local KSeF: process start to first answer, existing data', 'ms', median(again), 1000),
  ];
  if (idle !== null) results.push(atMost('local KSeF: resident memory when idle', 'MB', idle, 150));
  return results;
}

/** `kwit send` of one JSON invoice against a running local KSeF, as a whole process, UPO on disk included. */
async function send(home: string): Promise<Result[]> {
  const port = await freePort();
  const child = kwit(ksefArguments(port, join(home, 'ksef-send')), { KWIT_HOME: home });
  try {
    await firstAnswer(`http://127.0.0.1:${port}/v2/security/public-key-certificates`);
    const env = { KWIT_HOME: home };
    await runKwit(['login', '--env', `http://localhost:${port}/v2`, '--nip', nip, '--self-signed'], env);
    const example = JSON.parse(readFileSync(join(root, 'examples/vat-invoice.json'), 'utf8'));
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const file = join(home, `invoice-${round}.json`);
      writeFileSync(file, JSON.stringify({ ...example, number: `BENCH/${round}` }));
      const { output, wallMs } = await runKwit(['send', '--json', file], env);
      if (!/"ksefNumber":"\d{10}-/.test(output)) throw new Error(`No KSeF number came back: ${output}`);
      times.push(wallMs);
    }
    return [atMost('kwit send, one invoice, whole process with UPO', 'ms', median(times), 1500)];
  } finally {
    await stop(child);
  }
}

export async function firstInvoice(): Promise<Result[]> {
  const home = mkdtempSync(join(tmpdir(), 'kwit-bench-'));
  try {
    return [...(await startUp(home)), ...(await send(home))];
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
