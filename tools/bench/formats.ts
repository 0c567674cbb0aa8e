/**
 * Reading, judging and writing of FA(3), beside the programs that others use for it. All take turns in one run, round
 * by round, and the medians are compared. What is measured is processor time, of all threads: other work on the machine
 * then counts for nobody.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { examine, type FormatDocument, read, validateSync, write } from '@kwit/formats';
import { checkDocument } from '@kwit/invoice';
import { buildFakturaXml, validate as validateOfPeer } from 'ksef-client-ts';
import { Oracle } from '../../packages/formats/src/testing/oracle.ts';
import { schemaFileOf } from '../../packages/formats/src/testing/schemas.ts';
import { atMost, median, type Result, root, timesLess } from './measure.ts';

const ROUNDS = 15;
/** How long one turn of one contender takes, about. */
const TURN_MS = 60;

/** How long each may run before it counts: programs that are compiled while they run take their time. */
const WARM_UP_MS = 1500;

type Work = () => unknown;

/** Milliseconds that each work takes once: medians over rounds in which all take turns. */
async function compared<Name extends string>(works: Record<Name, Work>): Promise<Record<Name, number>> {
  const names = Object.keys(works) as Name[];
  const times = new Map<Name, number[]>(names.map((name) => [name, []]));
  const counts = new Map<Name, number>();
  for (const name of names) {
    let once = await turn(works[name], 3);
    for (let spent = 0; spent < WARM_UP_MS; ) {
      const count = Math.max(3, Math.ceil(TURN_MS / once));
      once = await turn(works[name], count);
      spent += once * count;
      counts.set(name, count);
    }
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of names) times.get(name)?.push(await turn(works[name], counts.get(name) ?? 3));
  }
  return Object.fromEntries(names.map((name) => [name, median(times.get(name) ?? [])])) as Record<
    Name,
    number
  >;
}

async function turn(work: Work, times: number): Promise<number> {
  const started = process.cpuUsage();
  for (let i = 0; i < times; i += 1) {
    const result = work();
    if (result instanceof Promise) await result;
  }
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000 / times;
}

/** An example of the project with as many lines as it takes, and sums that are right for them. */
function sample(lines: number): FormatDocument<'FA(3)'> {
  const document = read(readFileSync(join(root, 'examples/vat-invoice.xml')), { formats: ['FA(3)'] });
  const { P_13_2: _, P_14_2: __, ...Fa } = document.root.Fa;
  const [line] = Fa.FaWiersz ?? [];
  if (line?.P_11 === undefined || line.P_12 !== '23') throw new Error('the example has no line at 23%');
  const many = Array.from({ length: lines }, (_, index) => ({ ...line, NrWierszaFa: String(index + 1) }));
  const net = Math.round(Number(line.P_11) * 100) * lines;
  const vat = Math.round(net * 0.23);
  const amount = (cents: number) => (cents / 100).toFixed(2);
  const sums = { P_13_1: amount(net), P_14_1: amount(vat), P_15: amount(net + vat) };
  const invoice = { ...document, root: { ...document.root, Fa: { ...Fa, ...sums, FaWiersz: many } } };
  const found = checkDocument(invoice).map(({ code }) => code);
  if (lines < 100 && found.length > 0) throw new Error(`the sample is not right: ${found.join(', ')}`);
  return invoice;
}

/** Native libxml2: what one more validation costs, from runs with a thousand and with ten thousand of them. */
class NativeXmllint {
  readonly #folder = mkdtempSync(join(tmpdir(), 'kwit-bench-xsd-'));
  readonly #schema: string;
  readonly #file: string;
  readonly isHere: boolean;

  constructor(bytes: Uint8Array) {
    this.isHere = spawnSync('xmllint', ['--version']).status === 0;
    this.#file = join(this.#folder, 'invoice.xml');
    writeFileSync(this.#file, bytes);
    const schema = schemaFileOf('FA(3)') ?? '';
    this.#schema = join(this.#folder, basename(schema));
    // Imports by public addresses are turned to the files beside the schema: nothing is fetched.
    const base = join(dirname(schema), 'bazowe');
    const names = ['StrukturyDanych_v10-0E.xsd', 'ElementarneTypyDanych_v10-0E.xsd', 'KodyKrajow_v10-0E.xsd'];
    for (const name of names) copyFileSync(join(base, name), join(this.#folder, name));
    for (const path of [schema, ...names.map((name) => join(base, name))]) {
      const local = readFileSync(path, 'utf8').replaceAll(
        /schemaLocation="[^"]*\/([^"/]+)"/g,
        'schemaLocation="$1"',
      );
      writeFileSync(join(this.#folder, basename(path)), local);
    }
  }

  /**
   * Milliseconds of one run that validates so often: `--repeat` once means 100, each further one ten times more. The
   * shell tells the processor time of what it ran.
   */
  #run(repeats: number): number {
    const flags = Array.from({ length: repeats }, () => '--repeat');
    const command = ['xmllint', '--noout', '--nonet', '--schema', this.#schema, ...flags, this.#file];
    const { status, stdout } = spawnSync(
      'sh',
      ['-c', '"$@" 2>/dev/null || exit 1; times', 'sh', ...command],
      {
        encoding: 'utf8',
      },
    );
    if (status !== 0) throw new Error(`xmllint ended with ${status}`);
    const ofChildren = stdout.trim().split('\n').at(-1) ?? '';
    return [...ofChildren.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
      (sum, [, minutes, seconds]) => sum + (Number(minutes) * 60 + Number(seconds)) * 1000,
      0,
    );
  }

  once(): number {
    return (this.#run(3) - this.#run(2)) / 9000;
  }

  dispose(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Native validation and ours in turns, because the former runs in a process of its own. */
async function againstNative(bytes: Uint8Array): Promise<{ ours: number; native: number | null }> {
  const native = new NativeXmllint(bytes);
  try {
    const [oursTimes, nativeTimes]: [number[], number[]] = [[], []];
    const work = () => validateSync(bytes, { schemaOnly: true });
    await turn(work, 3000);
    for (let round = 0; round < 7; round += 1) {
      oursTimes.push(await turn(work, 4000));
      if (native.isHere) nativeTimes.push(native.once());
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
    const perByte = judged.ours / bytes.length;
    const perByteOfLarge = judged.large / large.length;
    return [
      timesLess(`validate FA(3), ${size}, schema`, 'ms', ours, { name: 'xmllint', value: native }, 2),
      timesLess(
        `validate FA(3), ${size}, schema`,
        'ms',
        judged.ours,
        { name: 'libxml2-wasm', value: judged.wasm },
        6,
      ),
      timesLess(
        `validate FA(3), ${size}, with all rules`,
        'ms',
        withRules.ours,
        { name: 'ksef-client-ts', value: withRules.peer },
        15,
      ),
      timesLess(
        `write FA(3), ${size}`,
        'ms',
        written.ours,
        { name: 'ksef-client-ts', value: written.peer },
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
