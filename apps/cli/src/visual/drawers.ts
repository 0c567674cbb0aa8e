/** Shares the drawing of many documents out to threads; what comes back keeps the order in which it was asked for. */
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { keepHeapSmall } from '@kwit/ksef/small-heap';
import { type DrawJob, type Drawn, type DrawSettings, draw } from './draw.ts';

/** Below this, starting threads takes longer than drawing. */
const fewDocuments = 16;
const mostThreads = 8;
/** Asked of each thread ahead of what it draws; more would only be held in memory. */
const aheadPerThread = 4;

export interface Drawers {
  /** How many documents may be on their way at once. */
  readonly width: number;
  draw(job: DrawJob): Promise<Drawn>;
  end(): Promise<void>;
}

/** @param count how many documents there are to draw */
export function drawersFor(count: number, settings: DrawSettings): Drawers {
  if (count <= fewDocuments) return { width: 1, draw: (job) => draw(job, settings), end: async () => {} };
  // Before the threads begin: most of what they make is forgotten at once, and need not be waited for in large heaps.
  keepHeapSmall();
  const size = Math.min(mostThreads, availableParallelism());
  const threads = Array.from({ length: size }, () => new DrawThread(settings));
  let next = 0;
  return {
    width: size * aheadPerThread,
    draw(job) {
      next = (next + 1) % threads.length;
      return (threads[next] as DrawThread).draw(job);
    },
    async end() {
      await Promise.all(threads.map((thread) => thread.end()));
    },
  };
}

interface Caller {
  readonly resolve: (drawn: Drawn) => void;
  readonly reject: (error: Error) => void;
}

class DrawThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Caller>();
  #lastId = 0;
  #ended: Error | undefined;

  constructor(settings: DrawSettings) {
    this.#worker = new Worker(new URL('./draw-thread.ts', import.meta.url), {
      workerData: settings,
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: 8 },
    });
    this.#worker.on('message', ({ id, drawn }: { id: number; drawn: Drawn }) => {
      this.#waiting.get(id)?.resolve(drawn);
      this.#waiting.delete(id);
    });
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('the thread has ended')));
  }

  draw(job: DrawJob): Promise<Drawn> {
    if (this.#ended) return Promise.reject(this.#ended);
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, job });
    });
  }

  /** Asked to end by itself: a thread that is stopped from outside has been seen to keep the program from ending. */
  async end(): Promise<void> {
    if (this.#ended) return;
    const ended = once(this.#worker, 'exit');
    this.#worker.postMessage({ id: 0, job: null });
    await ended;
  }

  #fail(error: Error): void {
    this.#ended ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#ended);
    this.#waiting.clear();
  }
}

/** Works through items `width` at a time; results come in the order of the items. */
export async function* inOrder<Item, Result>(
  items: Iterable<Item>,
  width: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const running: Promise<Result>[] = [];
  for (const item of items) {
    const started = work(item);
    // Whoever gives up early must not leave a failure that nobody looks at.
    started.catch(() => {});
    running.push(started);
    if (running.length >= width) yield (await running.shift()) as Result;
  }
  for (const rest of running) yield await rest;
}
