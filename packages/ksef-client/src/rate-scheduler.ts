/**
 * Keeps a client within the published limits of each rate group before KSeF has to refuse anything. Sliding windows of a
 * second, a minute and an hour, counted by KSeF for each pair of context and address. Source: the official page on
 * limits of requests. Nothing of Node is needed here.
 */
import { type EffectiveApiRateLimits, type RateGroup, type RateLimit, rateGroups } from '@kwit/ksef-contract';
import {
  furthestAheadMs,
  MemoryRateStore,
  type Place,
  type RateStore,
  type RateWindow,
} from './rate-store.ts';
import { unlessAborted, wait } from './wait.ts';

export interface RateLimitOptions {
  /** Where requests are counted; share one between processes of a machine. The memory of the process without it. */
  readonly store?: RateStore | undefined;
  /** Limits to keep to instead of those that KSeF tells, by group. */
  readonly limits?: Partial<Readonly<Record<RateGroup, RateLimit>>> | undefined;
  /** Told before a request is held back, to show a person that something is waited for. */
  readonly onWait?: ((notice: RateWaitNotice) => void) | undefined;
}

export interface RateWaitNotice {
  /** Name of the operation in the contract. */
  readonly operation: string;
  readonly delayMs: number;
}

/** The time as the scheduler sees it. */
export interface SchedulerClock {
  /** Milliseconds of the wall clock. */
  now(): number;
  wait(ms: number, signal: AbortSignal | undefined): Promise<void>;
}

export interface SchedulerOptions extends RateLimitOptions {
  /** Address of the KSeF; its requests are counted apart from those of others. */
  readonly baseUrl: string;
  /** Whether a KSeF that does not tell its limits has none. */
  readonly unlimitedUnlessTold: boolean;
  /** The context that the client is logged in to, in words; empty before a log-in. */
  readonly context: () => string;
  /** Asks KSeF for the limits of the context. */
  readonly readLimits: () => Promise<EffectiveApiRateLimits>;
  readonly clock?: SchedulerClock | undefined;
}

/** A request that wants to leave. */
export interface Departure {
  readonly operation: string;
  readonly group: RateGroup;
  /** Whether KSeF may be asked for the limits on this occasion: it needs an access token. */
  readonly mayAsk: boolean;
  /** Milliseconds that it may be held back. */
  readonly patienceMs: number;
  readonly signal: AbortSignal | undefined;
}

/** Requests arrive a little sooner or later after they left than others do; windows are counted this much longer. */
const marginMs = 250;
/** The limits of a context may change; they are asked for again after this time, and only where they matter. */
const keepLimitsMs = 15 * 60_000;
/** Nobody queues further ahead; who would have to is told when to come again. */
const furthestQueueMs = furthestAheadMs / 2;
const windowLengths = { perSecond: 1000, perMinute: 60_000, perHour: 3_600_000 } as const;

const realClock: SchedulerClock = { now: () => Date.now(), wait };
/** Clients of one process and one context share what KSeF counts together. */
const ofThisProcess = new MemoryRateStore();

export class RateScheduler {
  readonly #options: SchedulerOptions;
  readonly #clock: SchedulerClock;
  readonly #store: RateStore;
  /** Told by KSeF: limits by group; undefined while it has not said. */
  #told: Partial<Record<RateGroup, RateLimit>> | undefined;
  #askedAt = Number.NEGATIVE_INFINITY;
  #asking: Promise<void> | undefined;
  #blockedUntil = Number.NEGATIVE_INFINITY;

  constructor(options: SchedulerOptions) {
    this.#options = options;
    this.#clock = options.clock ?? realClock;
    this.#store = options.store ?? ofThisProcess;
  }

  /**
   * Resolves when the request may leave; at once, without asking anybody, where it is far from any limit.
   * @returns undefined, or the milliseconds that it would have to wait where that is more than its patience
   */
  async admit(departure: Departure): Promise<number | undefined> {
    const now = this.#clock.now();
    let place = await this.#reserve(departure, now, now);
    if (!place.taken) {
      // Only whoever comes to a limit wants to know where it really is.
      if (departure.mayAsk && !this.#options.limits?.[departure.group]) {
        await unlessAborted(this.#ask(), departure.signal, () => new Error('aborted')).catch(() => {});
        // Whoever gave up takes no place.
        if (departure.signal?.aborted) return undefined;
      }
      const then = this.#clock.now();
      const patienceMs = Math.min(departure.patienceMs, furthestQueueMs);
      place = await this.#reserve(departure, then, then + patienceMs);
      if (!place.taken) return place.at - then;
    }
    const waitMs = place.at - this.#clock.now();
    if (waitMs <= 0) return undefined;
    this.#options.onWait?.({ operation: departure.operation, delayMs: waitMs });
    await this.#clock.wait(waitMs, departure.signal);
    return undefined;
  }

  /** KSeF has answered 429 all the same: others of the key wait as well, and the limits are asked for anew. */
  async refused(
    { operation, group }: Pick<Departure, 'operation' | 'group'>,
    pauseMs: number,
  ): Promise<void> {
    this.#askedAt = Number.NEGATIVE_INFINITY;
    const until = this.#clock.now() + pauseMs + marginMs;
    this.#blockedUntil = Math.max(this.#blockedUntil, until);
    try {
      await this.#store.pause(this.#key(operation, group), until);
    } catch {
      ofThisProcess.pause(this.#key(operation, group), until);
    }
  }

  async #reserve({ operation, group }: Departure, now: number, latest: number): Promise<Place> {
    const request = { key: this.#key(operation, group), windows: this.#windows(group), now, latest };
    try {
      return await this.#store.reserve(request);
    } catch {
      // A store that is broken or out of reach must not stop an invoice.
      return ofThisProcess.reserve(request);
    }
  }

  /** Operations of `other` are counted one by one, those without a log-in by address alone. */
  #key(operation: string, group: RateGroup): string {
    const { baseUrl, context } = this.#options;
    if (group === 'anonymous') return `${baseUrl} anonymous`;
    return `${baseUrl} ${context()} ${group === 'other' ? operation : group}`;
  }

  #windows(group: RateGroup): RateWindow[] {
    // Until KSeF has told better, the published limits of production hold, the lowest of all environments.
    const limit: RateLimit = this.#options.limits?.[group] ?? this.#told?.[group] ?? rateGroups[group];
    return Object.entries(windowLengths).flatMap(([name, lengthMs]) => {
      const count = limit[name as keyof typeof windowLengths];
      // Anything below one says that the window is not counted.
      return count !== undefined && count >= 1 ? [{ lengthMs: lengthMs + marginMs, limit: count }] : [];
    });
  }

  /** Asks once for all who come to a limit at the same time. */
  #ask(): Promise<void> {
    // A question during a block could make the block longer.
    const isSettled =
      this.#clock.now() - this.#askedAt < keepLimitsMs || this.#clock.now() < this.#blockedUntil;
    if (isSettled) return this.#asking ?? Promise.resolve();
    this.#askedAt = this.#clock.now();
    this.#asking = this.#askNow().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #askNow(): Promise<void> {
    try {
      this.#told = limitsByGroup(await this.#options.readLimits());
    } catch {
      // The published values hold; a 429 would correct them.
      if (this.#options.unlimitedUnlessTold) this.#told = unlimited;
    }
  }
}

const groups = Object.keys(rateGroups) as RateGroup[];
const notCounted: RateLimit = { perSecond: -1 };
const unlimited = Object.fromEntries(groups.map((group) => [group, notCounted]));

/** The answer of KSeF by group; groups that it does not name, or not in numbers, stay as they are published. */
function limitsByGroup(told: Partial<EffectiveApiRateLimits>): Partial<Record<RateGroup, RateLimit>> {
  const known = groups.flatMap((group) => {
    const limit = told[group];
    return group !== 'anonymous' && typeof limit?.perSecond === 'number' ? [[group, limit] as const] : [];
  });
  return Object.fromEntries(known);
}
