/**
 * Reading, judging and writing of FA(3), beside the programs that others use for it. All take turns in one run, round
 * by round, from the warming up on: what one does to the engine that all share (compiled code thrown away, a heap to
 * be collected) is then over for all when measuring begins. What is measured is processor time, of all threads: other
 * work on the machine then counts for nobody. What is compared are neighbouring turns, because the machine is not
 * equally fast all the time: the ratio is the median of the rounds' ratios.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { examine, validateSync, write } from '@kwit/formats';
import { checkDocument } from '@kwit/invoice';
import { buildFakturaXml, validate as validateOfPeer } from 'ksef-client-ts';
import { Oracle } from '../../packages/formats/src/testing/oracle.ts';
import { atMost, cpuMs, median, type Result, timesLess } from './measure.ts';
import { NativeXmllint } from './native-xmllint.ts';
import { sample } from './sample-invoices.ts';

const ROUNDS = 25;
/** How long one turn of one contender takes, about. */
const TURN_MS = 60;

/** How long each runs, in turns too, before it counts: programs that are compiled while they run take their time. */
const WARM_UP_MS = 4000;

type Work = () => unknown;

interface Compared<Name extends string> {
  /** Milliseconds that each work takes once: medians over the rounds. */
  readonly times: Record<Name, number>;
  /** How many times longer a work takes than another: the median over the rounds. */
  readonly ratio: (longer: Name, shorter: Name) => number;
}

/** All works in turns, first to warm up, then to be measured. */
async function compared<Name extends string>(works: Record<Name, Work>): Promise<Compared<Name>> {
  const names = Object.keys(works) as Name[];
  const counts = new Map<Name, number>();
  const spent = new Map<Name, number>();
  while (names.some((name) => (spent.get(name) ?? 0) < WARM_UP_MS)) {
    for (const name of names) {
      const count = counts.get(name) ?? 3;
      const once = await cpuMs(works[name], count);
      spent.set(name, (spent.get(name) ?? 0) + once * count);
      counts.set(name, Math.max(3, Math.ceil(TURN_MS / once)));
    }
  }
  const rounds: Record<Name, number>[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const times: Partial<Record<Name, number>> = {};
    for (const name of names) times[name] = await cpuMs(works[name], counts.get(name) ?? 3);
    rounds.push(times as Record<Name, number>);
  }
  const times = names.map((name) => [name, median(rounds.map((round) => round[name]))]);
  return {
    times: Object.fromEntries(times) as Record<Name, number>,
    ratio: (longer, shorter) => median(rounds.map((round) => round[longer] / round[shorter])),
  };
}

/** Native validation and ours in turns, because the former runs in a process of its own. */
async function againstNative(bytes: Uint8Array): Promise<{ ours: number; native: number | null }> {
  const native = new NativeXmllint([bytes]);
  try {
    const [oursTimes, nativeTimes]: [number[], number[]] = [[], []];
    const work = () => validateSync(bytes, { schemaOnly: true });
    await cpuMs(work, 3000);
    for (let round = 0; round < 7; round += 1) {
      oursTimes.push(await cpuMs(work, 4000));
      if (native.isHere) nativeTimes.push(native.onceMs());
    }
    return { ours: median(oursTimes), native: native.isHere ? median(nativeTimes) : null };
  } finally {
    native.dispose();
  }
}

/** Megabytes by which the heap has grown after ten thousand validations, collected before and after. */
function growth(bytes: Uint8Array): number {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const used = () => {
    collect();
    return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
  };
  for (let i = 0; i < 2000; i += 1) validateSync(bytes);
  const before = used();
  for (let i = 0; i < 10_000; i += 1) validateSync(bytes);
  return Math.max(0, (used() - before) / 1e6);
}

/** The document as the peer's builder takes it: attributes under another mark. */
function forPeer(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(forPeer);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key.replace(/^@/, '@_'), forPeer(item)]),
  );
}

export async function formats(): Promise<Result[]> {
  const document = sample(15);
  const bytes = write(document);
  const text = new TextDecoder().decode(bytes);
  const size = `${(bytes.length / 1000).toFixed(1)} kB`;
  const large = write(sample(5000));
  const oracle = new Oracle('FA(3)');
  const input = forPeer(document.root) as Parameters<typeof buildFakturaXml>[0];
  try {
    const { ours, native } = await againstNative(bytes);
    const judged = await compared({
      ours: () => validateSync(bytes, { schemaOnly: true }),
      wasm: () => oracle.findings(bytes),
      large: () => validateSync(large, { schemaOnly: true }),
    });
    const withRules = await compared({
      ours: () => {
        const { document: found, problems } = examine(bytes, { format: 'FA(3)' });
        return found === null ? problems : [...problems, ...checkDocument(found)];
      },
      peer: () => validateOfPeer(text),
    });
    const written = await compared({
      ours: () => write(document),
      peer: () => buildFakturaXml(input, { schema: 'FA3' }),
    });
    const perByte = judged.times.ours / bytes.length;
    const perByteOfLarge = judged.times.large / large.length;
    return [
      timesLess(`validate FA(3), ${size}, schema`, 'ms', ours, { name: 'xmllint', value: native }, 2),
      timesLess(
        `validate FA(3), ${size}, schema`,
        'ms',
        judged.times.ours,
        { name: 'libxml2-wasm', value: judged.times.wasm, ratio: judged.ratio('wasm', 'ours') },
        6,
      ),
      timesLess(
        `validate FA(3), ${size}, with all rules`,
        'ms',
        withRules.times.ours,
        { name: 'ksef-client-ts', value: withRules.times.peer, ratio: withRules.ratio('peer', 'ours') },
        15,
      ),
      timesLess(
        `write FA(3), ${size}`,
        'ms',
        written.times.ours,
        { name: 'ksef-client-ts', value: written.times.peer, ratio: written.ratio('peer', 'ours') },
        10,
      ),
      atMost(
        `time per byte, ${(large.length / 1e6).toFixed(1)} MB of 5,000 lines against ${size}`,
        'x',
        perByteOfLarge / perByte,
        1,
      ),
      atMost('heap grown by 10,000 validations', 'MB', growth(bytes), 1),
    ];
  } finally {
    oracle.dispose();
  }
}
