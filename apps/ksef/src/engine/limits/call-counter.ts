/**
 * The calls of one caller in one rate group: windows that slide, all of them in force at once, and the block that
 * follows when one is full. Source: official page on API limits; how blocks grow is ours (docs/deviations.md).
 */
import { type RateLimit, unlimitedRate } from '@kwit/ksef-contract';
import { CallLog } from './call-log.ts';

/** The windows, the longest first: a call that several of them refuse is told of the longest wait. */
const windows = [
  ['perHour', 3_600_000],
  ['perMinute', 60_000],
  ['perSecond', 1000],
] as const;
export type RateWindow = (typeof windows)[number][0];

/** No window is longer, and no block. */
export const longestWindowMs = windows[0][1];
/** Calls that were on their way when the block began are not held against the caller. */
const graceMs = 1000;
/** So many calls during a block double it. */
const patience = 10;

/** So long an answer waits that would come too soon after others; how long is ours (docs/deviations.md). */
const usualAnswerMs = 25;

/** Why a call was refused. */
export interface Excess {
  readonly limit: number;
  readonly window: RateWindow;
  /** Seconds after which the next call passes, if none comes in between. */
  readonly retryAfterSeconds: number;
}

interface Block {
  readonly limit: number;
  readonly window: RateWindow;
  startMs: number;
  lengthMs: number;
  /** Calls that came all the same. */
  ignoredBy: number;
}

export class CallCounter {
  readonly #log = new CallLog();
  #block: Block | undefined;

  /** Whether nothing that happened here matters any more. */
  isIdle(nowMs: number): boolean {
    const endMs = this.#block ? this.#block.startMs + this.#block.lengthMs : 0;
    return nowMs >= endMs && nowMs - (this.#log.latest ?? 0) >= longestWindowMs;
  }

  /** Counts a call that is within the limits; one that is not, or that comes in a block, is told why it is refused. */
  admit(nowMs: number, limits: RateLimit): Excess | undefined {
    this.#forgetFuture(nowMs);
    const block = this.#block;
    if (block && nowMs < block.startMs + block.lengthMs) return this.#refuse(block, nowMs);
    const full = this.#fullWindow(nowMs, limits);
    if (full) {
      this.#block = full;
      return excessOf(full, nowMs);
    }
    this.#block = undefined;
    this.#log.add(nowMs, Math.max(limits.perHour ?? 0, limits.perMinute ?? 0, limits.perSecond));
    return undefined;
  }

  /**
   * How long a call that was just admitted waits for its turn: no time, until half of the limit of a second is used
   * up. On the real system whoever waits for each answer meets the limits of a minute and hardly that of a second, where
   * that is large; an answer within a millisecond would let anybody exceed it. Where no minute is limited, the second is
   * the limit.
   */
  pauseMs(nowMs: number, { perSecond, perMinute = unlimitedRate }: RateLimit): number {
    if (perMinute === unlimitedRate) return 0;
    const middle = this.#log.nthLatest(Math.ceil(perSecond / 2));
    return middle !== undefined && middle > nowMs - 1000 ? usualAnswerMs : 0;
  }

  /** Whoever keeps calling in a block makes it longer; whoever waits is let in at its end. */
  #refuse(block: Block, nowMs: number): Excess {
    if (nowMs - block.startMs >= graceMs) block.ignoredBy += 1;
    if (block.ignoredBy >= patience) {
      block.startMs = nowMs;
      block.lengthMs = Math.min(block.lengthMs * 2, longestWindowMs);
      block.ignoredBy = 0;
    }
    return excessOf(block, nowMs);
  }

  #fullWindow(nowMs: number, limits: RateLimit): Block | undefined {
    let found: Block | undefined;
    for (const [window, windowMs] of windows) {
      const limit = limits[window];
      if (limit === undefined || limit === unlimitedRate) continue;
      const oldest = this.#log.nthLatest(limit);
      if (oldest === undefined || oldest <= nowMs - windowMs) continue;
      const lengthMs = oldest + windowMs - nowMs;
      if (found === undefined || lengthMs > found.lengthMs) {
        found = { limit, window, startMs: nowMs, lengthMs, ignoredBy: 0 };
      }
    }
    return found;
  }

  /** A clock that was set back leaves calls behind that have not happened. */
  #forgetFuture(nowMs: number): void {
    if ((this.#log.latest ?? 0) > nowMs) this.#log.clear();
    if (this.#block && this.#block.startMs > nowMs) this.#block = undefined;
  }
}

function excessOf({ limit, window, startMs, lengthMs }: Block, nowMs: number): Excess {
  const seconds = Math.ceil((startMs + lengthMs - nowMs) / 1000);
  return { limit, window, retryAfterSeconds: Math.max(seconds, 1) };
}
