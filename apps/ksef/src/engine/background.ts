import type { Log } from '../logging.ts';
import { isDiskFull } from '../store/disk-full.ts';
import { within } from '../within.ts';

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
  /**
   * Called when every attempt failed: leave the row in its state for «failed inside», reading no more of it
   * than needed, as what it holds may be why it fails. Where this fails, too, the piece is tried again later.
   * An attempt that a full disk prevented does not count: that passes.
   */
  giveUp(key: string): Promise<void>;
}

export interface Background {
  /** Adds a kind of work; before `start`. */
  register(work: Work): void;
  /** Looks for work now: at the start, for what was left unfinished. */
  start(): void;
  /** Says that rows of this kind have changed. Cheap, may be called as often as one likes. */
  wake(name: string): void;
  /** Looks at everything again: a clock, or all rows, have changed. */
  wakeAll(): void;
  /**
   * Begins nothing more and waits until nothing runs. @returns whether that came about in time; `resume` either way
   */
  pause(withinMs: number): Promise<boolean>;
  resume(): void;
  /** Adds what is to be ended with it, once nothing runs any more. */
  whenClosed(end: () => Promise<void>): void;
  /** Ends: no new piece begins; waits for those that run. */
  close(): Promise<void>;
}

const attempts = 3;
const batchSize = 100;
/** Timers of Node cannot wait longer; whoever waits longer looks again. */
const longestWaitMs = 60_000;
const pauseAfterFailureMs = 200;
/** A piece that a full disk keeps waiting, or that cannot even be given up, is tried again ever more seldom, at most this seldom. */
const longestRestMs = 60_000;
/** While pieces rest, the next due moment may be hidden behind theirs: how often to look for others. */
const lookBesideRestingMs = 1000;

export function createBackground(log: Log): Background {
  const workers = new Map<string, Worker>();
  const ends: (() => Promise<void>)[] = [];
  return {
    register: (work) => {
      workers.set(work.name, new Worker(work, log));
    },
    start: () => {
      for (const worker of workers.values()) worker.start();
    },
    wake: (name) => workers.get(name)?.wake(),
    wakeAll: () => {
      for (const worker of workers.values()) worker.wake();
    },
    pause: (withinMs) => within(withinMs, Promise.all([...workers.values()].map((worker) => worker.pause()))),
    resume: () => {
      for (const worker of workers.values()) worker.resume();
    },
    whenClosed: (end) => {
      ends.push(end);
    },
    close: async () => {
      await Promise.all([...workers.values()].map((worker) => worker.close()));
      await Promise.all(ends.map((end) => end()));
    },
  };
}

/** A piece that failed and waits for its next attempt; it takes no room meanwhile. */
interface Resting {
  /** Attempts that failed by anything but a full disk. */
  failures: number;
  rests: number;
  untilMs: number;
}

class Worker {
  readonly #work: Work;
  readonly #log: Log;
  readonly #running = new Map<string, Promise<void>>();
  readonly #resting = new Map<string, Resting>();
  #state: 'new' | 'open' | 'paused' | 'closed' = 'new';
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

  async pause(): Promise<void> {
    if (this.#state === 'open') this.#state = 'paused';
    await this.#settled();
  }

  resume(): void {
    if (this.#state !== 'paused') return;
    // The rows may be others now.
    this.#resting.clear();
    this.start();
  }

  async close(): Promise<void> {
    this.#state = 'closed';
    await this.#settled();
  }

  async #settled(): Promise<void> {
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
        this.#log.error({ err: error, work: this.#work.name }, 'looking for work failed');
        this.#wakeIn(pauseAfterFailureMs);
      }
    }
  }

  async #startDue(): Promise<void> {
    const room = (this.#work.concurrency ?? 1) - this.#running.size;
    if (room <= 0) return;
    // Pieces that rest are found, too, and must not hide those behind them.
    const limit = Math.min(batchSize, room + this.#running.size) + this.#resting.size;
    const nowMs = Date.now();
    const found = await this.#work.due(nowMs, limit);
    if (this.#state !== 'open') return;
    const isReady = (key: string) =>
      !this.#running.has(key) && (this.#resting.get(key)?.untilMs ?? 0) <= nowMs;
    for (const key of found.filter(isReady).slice(0, room)) this.#running.set(key, this.#run(key));
    this.#forgetSettled(found, limit);
  }

  /** What is no longer due was settled by someone else: nothing need be remembered of it. */
  #forgetSettled(found: readonly string[], limit: number): void {
    if (this.#resting.size === 0 || found.length >= limit) return;
    const due = new Set(found);
    for (const key of this.#resting.keys()) if (!due.has(key)) this.#resting.delete(key);
  }

  async #run(key: string): Promise<void> {
    try {
      await this.#work.run(key);
      this.#resting.delete(key);
    } catch (error) {
      await this.#failed(key, error);
    } finally {
      this.#running.delete(key);
      this.wake();
    }
  }

  async #failed(key: string, error: unknown): Promise<void> {
    const before = this.#resting.get(key) ?? { failures: 0, rests: 0 };
    const failures = before.failures + (isDiskFull(error) ? 0 : 1);
    const rests = before.rests + 1;
    this.#log.error({ err: error, work: this.#work.name, key, attempt: rests }, 'background work failed');
    if (failures >= attempts && (await this.#givenUp(key))) {
      this.#resting.delete(key);
      return;
    }
    const restMs = Math.min(pauseAfterFailureMs * 2 ** (rests - 1), longestRestMs);
    this.#resting.set(key, { failures, rests, untilMs: Date.now() + restMs });
  }

  async #givenUp(key: string): Promise<boolean> {
    try {
      await this.#work.giveUp(key);
      return true;
    } catch (error) {
      this.#log.error({ err: error, work: this.#work.name, key }, 'giving up failed');
      return false;
    }
  }

  async #setTimer(): Promise<void> {
    const next = await this.#work.nextDueAt();
    clearTimeout(this.#timer);
    const nowMs = Date.now();
    const waitMs = next === null ? longestWaitMs : next - nowMs;
    if (this.#resting.size > 0) {
      let restEndsMs = nowMs + (waitMs > 0 ? waitMs : lookBesideRestingMs);
      for (const { untilMs } of this.#resting.values()) restEndsMs = Math.min(restEndsMs, untilMs);
      this.#wakeIn(Math.min(Math.max(restEndsMs - nowMs, 1), longestWaitMs));
      return;
    }
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
