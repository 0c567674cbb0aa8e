/**
 * The threads that do the heavy work of packages, so that requests are answered meanwhile. They are started when a
 * package is announced, or expected, and end when nothing came for a while.
 */

import { getCompileCacheDir } from 'node:module';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { collectsBuffers } from '../../buffer-garbage.ts';
import { threadSemiSpaceMb } from '../../small-heap.ts';
import type { Background } from '../background.ts';
import type { Invoicing } from '../invoices/invoicing.ts';
import { BatchFailure } from './batch-failure.ts';
import type { JudgeAnswer, JudgeCall, JudgeCalls, JudgeRequest, JudgeStart } from './judge-messages.ts';

/** More would wait for what writes their verdicts down, which takes a core of its own; each holds tens of megabytes. */
const mostThreads = Math.max(1, Math.min(3, availableParallelism() - 1));
const idleMs = 60_000;

/**
 * Most of what a thread makes is forgotten at once. With this much room (three times what `keepHeapSmall` lets it begin
 * with) few of the files in hand are moved about; more would only be held.
 */
const youngGenerationMb = 3 * threadSemiSpaceMb;

/** The environment of a thread: it takes compiled code from where this program has it, instead of compiling again. */
function withCompiledCode(): NodeJS.ProcessEnv {
  const folder = getCompileCacheDir();
  return folder === undefined ? process.env : { ...process.env, NODE_COMPILE_CACHE: folder };
}

interface Caller {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

/** One thread; it does what it is asked one after another, but for checks, which go on beside the rest. */
export class Judge {
  readonly #worker = new Worker(new URL('./judge-thread.ts', import.meta.url), {
    execArgv: [],
    stdin: false,
    env: withCompiledCode(),
    workerData: { collectsBuffers: collectsBuffers() } satisfies JudgeStart,
    resourceLimits: { maxYoungGenerationSizeMb: youngGenerationMb },
  });
  readonly #waiting = new Map<number, Caller>();
  #lastId = 0;
  #ended: Error | undefined;

  constructor() {
    // A thread alone does not keep the program running.
    this.#worker.unref();
    this.#worker.on('message', (answer: JudgeAnswer) => this.#take(answer));
    this.#worker.on('error', (error) => this.#end(error));
    this.#worker.on('exit', () => this.#end(new Error('the thread has ended')));
  }

  get isAlive(): boolean {
    return this.#ended === undefined;
  }

  /** Throws `BatchFailure` where the package is refused, any other error for a defect. */
  ask<Call extends JudgeCall>(call: Call, ask: JudgeCalls[Call]['ask']): Promise<JudgeCalls[Call]['answer']> {
    if (this.#ended) return Promise.reject(this.#ended);
    this.#lastId += 1;
    const request: JudgeRequest<Call> = { id: this.#lastId, call, ask };
    return new Promise((resolve, reject) => {
      this.#waiting.set(request.id, { resolve, reject });
      this.#worker.postMessage(request);
    });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #take(answer: JudgeAnswer): void {
    const caller = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (answer.kind === 'done') caller?.resolve(answer.answer as never);
    else if (answer.kind === 'failed') caller?.reject(answer.error);
    else caller?.reject(new BatchFailure(answer.refusal.status, ...answer.refusal.details));
  }

  #end(error: unknown): void {
    this.#ended ??= error instanceof Error ? error : new Error(String(error));
    for (const { reject } of this.#waiting.values()) reject(this.#ended);
    this.#waiting.clear();
  }
}

interface Threads {
  judges: Judge[];
  users: number;
  idle: NodeJS.Timeout | undefined;
}

const threadsOf = new WeakMap<Background, Threads>();

function threads({ engine }: Invoicing): Threads {
  const known = threadsOf.get(engine.background);
  const living = known ?? { judges: [], users: 0, idle: undefined };
  if (!known) {
    threadsOf.set(engine.background, living);
    engine.background.whenClosed(() => endAll(living));
  }
  if (living.judges.length === 0 || living.judges.some((judge) => !judge.isAlive)) {
    void endAll(living);
    living.judges = startJudges();
  }
  return living;
}

/** As many threads as are allowed; fewer where the system grants no more. Throws what it says where it grants none. */
function startJudges(): Judge[] {
  const judges: Judge[] = [];
  try {
    while (judges.length < mostThreads) judges.push(new Judge());
  } catch (error) {
    if (judges.length === 0) throw error;
  }
  return judges;
}

async function endAll(living: Threads): Promise<void> {
  clearTimeout(living.idle);
  await Promise.all(living.judges.splice(0).map((judge) => judge.end()));
}

function restAfter(living: Threads): void {
  clearTimeout(living.idle);
  living.idle = setTimeout(() => {
    if (living.users === 0) void endAll(living);
  }, idleMs).unref();
}

/** Lends the threads for one package. */
export async function withJudges<Result>(
  invoicing: Invoicing,
  use: (judges: readonly Judge[]) => Promise<Result>,
): Promise<Result> {
  const living = threads(invoicing);
  living.users += 1;
  try {
    return await use([...living.judges]);
  } finally {
    living.users -= 1;
    restAfter(living);
  }
}

/** A thread that is there for packages, if one is. */
export const livingJudge = ({ engine }: Invoicing): Judge | undefined =>
  threadsOf.get(engine.background)?.judges.find((judge) => judge.isAlive);

/** Starts the threads and lets them load what they need, so that a package that is announced, or expected, need not wait. */
export function warmUpJudges(invoicing: Invoicing): void {
  try {
    const living = threads(invoicing);
    // A thread that fails to load says so again when it is needed.
    for (const judge of living.judges) judge.ask('warmUp', null).catch(() => {});
    restAfter(living);
  } catch (error) {
    // Only packages need them, and whoever sends one is told.
    invoicing.engine.log.warn({ err: error }, 'no thread for packages could be started');
  }
}
