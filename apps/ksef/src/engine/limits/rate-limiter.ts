/** Counting calls: one counter for each pair of caller and address, and rate group. Nothing of it is written down. */
import type { RateLimit } from '@kwit/ksef-contract';
import { CallCounter, type Excess } from './call-counter.ts';

/** Counters at most; beyond that the one that was not used for the longest time is forgotten. */
const mostCounters = 20_000;
/** Old counters are looked at with each call, a few at a time. */
const sweptAtOnce = 2;

export interface RateLimiter {
  /**
   * Counts a call of `caller` (context and address) in a group. @returns why it is refused, or undefined.
   * Takes constant time whatever the limits are.
   */
  admit(caller: string, group: string, limits: RateLimit): Excess | undefined;
  /** How many milliseconds the call that was admitted last waits before it is dealt with; see `CallCounter`. */
  pauseMs(caller: string, group: string, limits: RateLimit): number;
  /** Forgets all calls of callers whose name begins so, and their blocks. */
  forget(callerPrefix: string): void;
  readonly size: number;
}

/** @param now a moment in milliseconds; only how far apart two of them are matters */
export function createRateLimiter(now: () => number, capacity = mostCounters): RateLimiter {
  // A map keeps the order of insertion: whoever calls goes to the end, so the idle ones come first.
  const counters = new Map<string, CallCounter>();
  const sweep = (nowMs: number): void => {
    let looked = 0;
    for (const [key, counter] of counters) {
      const isIdle = counter.isIdle(nowMs);
      if (!isIdle && counters.size < capacity) return;
      counters.delete(key);
      looked += 1;
      if (looked >= sweptAtOnce) return;
    }
  };
  return {
    admit: (caller, group, limits) => {
      const nowMs = now();
      const key = `${caller} ${group}`;
      const known = counters.get(key);
      const counter = known ?? new CallCounter();
      if (known) counters.delete(key);
      sweep(nowMs);
      counters.set(key, counter);
      return counter.admit(nowMs, limits);
    },
    pauseMs: (caller, group, limits) => counters.get(`${caller} ${group}`)?.pauseMs(now(), limits) ?? 0,
    forget: (callerPrefix) => {
      for (const key of counters.keys()) if (key.startsWith(callerPrefix)) counters.delete(key);
    },
    get size() {
      return counters.size;
    },
  };
}
