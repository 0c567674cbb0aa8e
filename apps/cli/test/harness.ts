/** The command as a real process, and a real local KSeF for it to talk to. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Ksef, startKsef } from '@kwit/ksef';
import { leftovers } from '../../../tools/testing/leftovers.ts';

export const root = resolve(import.meta.dirname, '../../..');
export const launcher = join(root, 'apps/cli/bin/kwit.mjs');
export const example = (name: string): string => join(root, 'examples', name);

/** A folder of its own for a test; removed afterwards. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kwit-test-'));
  leftovers.folders.add(folder);
  return folder;
}

export interface Outcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The objects of `--json`, one a line. */
  readonly objects: Record<string, unknown>[];
}

export interface RunOptions {
  readonly home?: string;
  readonly env?: Record<string, string>;
  readonly input?: string;
  readonly cwd?: string;
  readonly uid?: number;
}

/** Starts `kwit`; its state is in `home`, its language English unless told otherwise. */
export function startKwit(args: readonly string[], options: RunOptions = {}): ChildProcess {
  const child = spawn(process.execPath, [launcher, ...args], {
    cwd: options.cwd ?? root,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: options.home ?? tmpdir(),
      LANG: 'C',
      ...(options.home === undefined ? {} : { KWIT_HOME: options.home }),
      ...options.env,
    },
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  });
  leftovers.children.add(child);
  return child;
}

/** Runs `kwit` to its end. */
export async function kwit(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const child = startKwit(args, options);
  child.stdin?.end(options.input ?? '');
  return outcomeOf(child);
}

export async function outcomeOf(child: ChildProcess): Promise<Outcome> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (part) => {
    stdout += part;
  });
  child.stderr?.setEncoding('utf8').on('data', (part) => {
    stderr += part;
  });
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((done) =>
    child.on('close', (...ended) => done(ended)),
  );
  leftovers.children.delete(child);
  const objects = stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
  return { code, signal, stdout, stderr, objects };
}

/** Waits for the first object that a running command prints. */
export function firstObject(child: ChildProcess): Promise<Record<string, unknown>> {
  return new Promise((done, fail) => {
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (part) => {
      text += part;
      const line = text.split('\n').find((one) => one.startsWith('{') && one.endsWith('}'));
      if (line) done(JSON.parse(line));
    });
    child.on('close', (code) => fail(new Error(`kwit ended with ${code} before it said anything`)));
  });
}

let shared: Promise<Ksef> | undefined;

/** One local KSeF for the tests of a file. */
export function localKsef(): Promise<Ksef> {
  shared ??= startKsef({ port: 0, rateLimits: 'off' });
  leftovers.closeKsef = async () => {
    await (await shared)?.close();
    shared = undefined;
  };
  return shared;
}

export const demoNip = '1111111111';

/** A home that is connected as `nip` with a self-signed seal. */
export async function connectedHome(apiUrl: string, nip: string = demoNip): Promise<string> {
  const home = join(temporaryFolder(), 'home');
  const login = await kwit(['login', '--env', apiUrl, '--nip', nip, '--self-signed'], { home });
  if (login.code !== 0) throw new Error(`login failed: ${login.stderr}`);
  return home;
}

let numbers = 0;

export interface InvoiceFile {
  readonly file: string;
  readonly number: string;
}

/** An invoice in JSON with a number of its own, sold by `seller`. */
export function invoiceFile(
  options: { seller?: string; number?: string; extra?: Record<string, unknown>; folder?: string } = {},
): InvoiceFile {
  const number = options.number ?? `T/${process.pid}/${++numbers}`;
  const file = join(options.folder ?? temporaryFolder(), `${number.replaceAll('/', '-')}.json`);
  const party = (nip: string, name: string) => ({
    nip,
    name,
    address: { country: 'PL', line1: 'ul. Testowa 1', line2: '00-001 Warszawa' },
  });
  const invoice = {
    number,
    issueDate: 'today',
    seller: party(options.seller ?? demoNip, 'Demo Sp. z o.o.'),
    buyer: party('2222222222', 'Nabywca Sp. z o.o.'),
    lines: [{ name: 'Usługa', quantity: 1, unit: 'szt.', unitNetPrice: '100.00', vatRate: '23' }],
    ...options.extra,
  };
  writeFileSync(file, JSON.stringify(invoice, null, 2));
  return { file, number };
}
