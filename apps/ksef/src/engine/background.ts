import type { Log } from '../logging.ts';

/**
 * One kind of work that goes on after the answer. What is to be done is read from rows, never from memory:
 * after a kill and a new start the same rows are found and the work goes on.
 */
export interface Work {
  name: string;
  /** How many pieces may run at once. Default 1. */
  concurrency?: number;
  /** Keys whose time has come (machine time, milliseconds), oldest first, no more than `limit`. */
  due(nowMs: number, limit: number): Promise<readonly string[]>;
  /** When the next piece becomes due (machine time), or null. */
  nextDueAt(): Promise<number | null>;
  /** Does one piece. It must leave the row in a state in which `due` no longer finds it. */
  run(key: string): Promise<void>;
  /** Called after the last failed attempt: leave the row in its state for «failed inside». */
  giveUp(key: string): Promise<void>;
}

export interface Background {
  /** Adds a kind of work; before `start`. */
  register(work: Work): void;
  /** Looks for work now: at the start, for what was left unfinished. */
  start(): void;
  /** Says that rows of this kind have changed. Cheap, may be called as often as one likes. */
  wake(name: string): void;
  /** Ends: no new piece begins; waits for those that run. */
  close(): Promise<void>;
}

const attempts = 3;
const batchSize = 100;
/** Timers of Node cannot wait longer; whoever waits longer looks again. */
const longestWaitMs = 60_000;
const pauseAfterFailureMs = 200;

export function createBackground(log: Log): Background {
  const workers = new Map<string, Worker>();
  return {
    register: (work) => {
      workers.set(work.name, new Worker(work, log));
    },
    start: () => {
      for (const worker of workers.values()) worker.start();
    },
    wake: (name) => workers.get(name)?.wake(),
    close: async () => {
      await Promise.all([...workers.values()].map((worker) => worker.close()));
    },
  };
}

class Worker {
  readonly #work: Work;
  readonly #log: Log;
  readonly #running = new Map<string, Promise<void>>();
  readonly #failures = new Map<string, number>();
  #state: 'new' | 'open' | 'closed' = 'new';
  #looking: Promise<void> | undefined;
  #lookAgain = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(work: Work, log: Log) {
    this.#work = work;
    this.#log = log;
  }

  start(): void {
    this.#state = 'open';
    this.wake();
  }

  wake(): void {
    if (this.#state !== 'open') return;
    this.#lookAgain = true;
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
      if (this.#lookAgain) this.wake();
    });
  }

  async close(): Promise<void> {
    this.#state = 'closed';
    clearTimeout(this.#timer);
    await this.#looking;
    await Promise.all(this.#running.values());
  }

  /** Starts what is due as long as there is room, then sets the timer for what comes later. */
  async #look(): Promise<void> {
    while (this.#state === 'open' && this.#lookAgain) {
      this.#lookAgain = false;
      try {
        await this.#startDue();
        await this.#setTimer();
      } catch (error) {
        this.#log.error({ error, work: this.#work.name }, 'looking for work failed');
        this.#wakeIn(pauseAfterFailureMs);
      }
    }
  }

  async #startDue(): Promise<void> {
    const room = (this.#work.concurrency ?? 1) - this.#running.size;
    if (room <= 0) return;
    const found = await this.#work.due(Date.now(), Math.min(batchSize, room + this.#running.size));
    if (this.#state !== 'open') return;
    for (const key of found.filter((candidate) => !this.#running.has(candidate)).slice(0, room)) {
      this.#running.set(key, this.#run(key));
    }
  }

  async #run(key: string): Promise<void> {
    try {
      await this.#work.run(key);
      this.#failures.delete(key);
    } catch (error) {
      await this.#failed(key, error);
    } finally {
      this.#running.delete(key);
      this.wake();
    }
  }

  async #failed(key: string, error: unknown): Promise<void> {
    const count = (this.#failures.get(key) ?? 0) + 1;
    this.#log.error({ error, work: this.#work.name, key, attempt: count }, 'background work failed');
    this.#failures.set(key, count);
    if (count < attempts) {
      await new Promise((done) => setTimeout(done, pauseAfterFailureMs));
      return;
    }
    this.#failures.delete(key);
    try {
      await this.#work.giveUp(key);
    } catch (second) {
      this.#log.error({ error: second, work: this.#work.name, key }, 'giving up failed');
      await new Promise((done) => setTimeout(done, pauseAfterFailureMs));
    }
  }

  async #setTimer(): Promise<void> {
    const next = await this.#work.nextDueAt();
    clearTimeout(this.#timer);
    const waitMs = next === null ? longestWaitMs : next - Date.now();
    // What is due already is either running or waits for room; both wake the worker when they end.
    if (waitMs <= 0 && this.#running.size > 0) return;
    this.#wakeIn(Math.min(Math.max(waitMs, 1), longestWaitMs));
  }

  #wakeIn(ms: number): void {
    if (this.#state !== 'open') return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.wake(), ms);
    this.#timer.unref();
  }
}
