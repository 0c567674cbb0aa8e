/** What a benchmark reports, and the few measurements that several of them share. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';

export const root = resolve(import.meta.dirname, '../..');

/** One line of the report. `goal` says which values of `ours`, or of `ratio`, are good enough. */
export interface Result {
  readonly name: string;
  readonly unit: 'ms' | 'kB' | 'MB' | 'x' | '1/s';
  readonly ours: number;
  /** The same work by another program in the same run, where one can do it. */
  readonly peer: number | null;
  readonly peerName: string | null;
  /** `peer / ours`: how many times better than the peer, for units where less is better. */
  readonly ratio: number | null;
  readonly goal: string;
  readonly met: boolean;
}

/** A result that is judged by a fixed ceiling. */
export function atMost(name: string, unit: Result['unit'], ours: number, ceiling: number): Result {
  return {
    name,
    unit,
    ours,
    peer: null,
    peerName: null,
    ratio: null,
    goal: `≤ ${ceiling} ${unit}`,
    met: ours <= ceiling,
  };
}

/** A result that is judged by a fixed floor. */
export function atLeast(name: string, unit: Result['unit'], ours: number, floor: number): Result {
  return {
    name,
    unit,
    ours,
    peer: null,
    peerName: null,
    ratio: null,
    goal: `≥ ${floor} ${unit}`,
    met: ours >= floor,
  };
}

/**
 * A result that is judged by how many times less it takes than a peer does in the same run.
 * @param peer its value null where it is not on this machine: the goal then counts as not met; its ratio where that
 *   was taken otherwise than from both values
 */
export function timesLess(
  name: string,
  unit: Result['unit'],
  ours: number,
  peer: { readonly name: string; readonly value: number | null; readonly ratio?: number },
  goal: number,
): Result {
  const ratio = peer.value === null ? null : (peer.ratio ?? peer.value / ours);
  return {
    name,
    unit,
    ours,
    peer: peer.value,
    peerName: peer.value === null ? `${peer.name} (absent)` : peer.name,
    ratio,
    goal: `≥ ${goal} ×`,
    met: ratio !== null && ratio >= goal,
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Milliseconds of processor time that the work takes once. @param times how often it is done for that */
export async function cpuMs(work: () => unknown, times = 1): Promise<number> {
  const started = process.cpuUsage();
  for (let time = 0; time < times; time += 1) {
    const result = work();
    // Waiting for what is no promise would cost a turn of the event loop each time.
    if (result instanceof Promise) await result;
  }
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000 / times;
}

/** A TCP port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => done(port));
    });
  });
}

/** Starts `kwit` as its own process, the way `npx kwit` does. */
export function kwit(args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, [join(root, 'apps/cli/bin/kwit.mjs'), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs `kwit` to its end. @returns standard output and the wall time of the whole process. Throws unless it exits with 0. */
export async function runKwit(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ output: string; wallMs: number }> {
  const started = performance.now();
  const child = kwit(args, env);
  let output = '';
  let complaint = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  const code = await new Promise((done) => child.once('close', done));
  if (code !== 0) throw new Error(`kwit ${args.join(' ')} ended with ${code}: ${complaint}${output}`);
  return { output, wallMs: performance.now() - started };
}

/** Asks an address again and again until it answers with 200. @returns the moment of the answer. */
export async function firstAnswer(url: string, withinMs = 20_000): Promise<number> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    try {
      const answer = await fetch(url);
      await answer.arrayBuffer();
      if (answer.status === 200) return performance.now();
    } catch {
      // Nobody listens yet.
    }
    if (performance.now() > deadline) throw new Error(`${url} did not answer within ${withinMs} ms`);
    await new Promise((next) => setTimeout(next, 5));
  }
}

/**
 * Resident memory of a process in MB (10⁶ bytes), as Linux reports it; `null` elsewhere.
 * @param which what it is now, or the most that it ever was
 */
export function residentMegabytes(pid: number, which: 'now' | 'peak' = 'now'): number | null {
  try {
    const line = which === 'now' ? /VmRSS:\s+(\d+) kB/ : /VmHWM:\s+(\d+) kB/;
    const kilobytes = line.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes ? (Number(kilobytes) * 1024) / 1e6 : null;
  } catch {
    return null;
  }
}

export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once('close', done));
  child.kill('SIGTERM');
  await ended;
}
