/** When a failed request is sent again, and after how long. Nothing of Node is needed here. */
import { type KsefError, withDoubt } from './errors.ts';
import { isMarkup } from './markup.ts';
import { wait } from './wait.ts';

/** What a caller of the client is told before each repetition. */
export interface RetryNotice {
  /** Name of the operation in the contract. */
  readonly operation: string;
  /** 1 for the first repetition. */
  readonly attempt: number;
  readonly delayMs: number;
  readonly error: KsefError;
}

export interface RetryPolicy {
  /** Repetitions after failures other than 429, which are bounded by the deadline alone. */
  readonly maxRetries: number;
  /** Milliseconds for the request with all its repetitions and pauses. */
  readonly deadlineMs: number;
  readonly onRetry?: ((notice: RetryNotice) => void) | undefined;
}

const firstDelayMs = 200;
const longestDelayMs = 10_000;

/** Growing pause with jitter, so that many callers do not come back at the same moment. */
const backOff = (repetition: number): number =>
  Math.min(longestDelayMs, firstDelayMs * 2 ** repetition) * (0.5 + Math.random() / 2);

/**
 * Milliseconds of a `Retry-After` header: a number of seconds, or a date (measured against the answer's own `Date`
 * where it has one, because the clocks may differ). Undefined where it is neither.
 */
export function retryAfterMs(header: string | null, date: string | null = null): number | undefined {
  const value = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  // A date of HTTP names its day; anything else (such as "-1") is not one, whatever Date.parse makes of it.
  const moment = /^[A-Za-z]{3,9},? /.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(moment)) return undefined;
  const now = Date.parse(date ?? '');
  return Math.max(0, moment - (Number.isNaN(now) ? Date.now() : now));
}

/**
 * Holds back whoever would run into a limit that KSeF has just announced: one pause per rate group, shared by all
 * calls of a client. Knocking during a block makes the block longer.
 */
export class RatePauses {
  readonly #until = new Map<string, number>();

  pause(group: string, ms: number): void {
    this.#until.set(group, Math.max(this.#until.get(group) ?? 0, performance.now() + ms));
  }

  /** Milliseconds until the group may be asked again. */
  remainingMs(group: string): number {
    return Math.max(0, (this.#until.get(group) ?? 0) - performance.now());
  }
}

/** A server error or a web page: the front of the service is in trouble, which passes. */
const isOfTheFront = ({ status = 0, excerpt = '' }: KsefError): boolean => status >= 500 || isMarkup(excerpt);

/** Whether sending again can neither do harm nor be pointless. */
function mayRepeat(error: KsefError, repeatable: boolean): boolean {
  if (error.kind === 'rate-limited') return true;
  if (error.kind === 'unexpected-answer') return repeatable && isOfTheFront(error);
  if (error.kind !== 'unreachable' && error.kind !== 'timeout') return false;
  return !error.mayHaveBeenAccepted || repeatable;
}

/**
 * Runs `attempt` until it succeeds or repeating it is not allowed, is pointless, or would not end in time.
 * @param repeatable whether a repetition is harmless although the first request may have been accepted
 * @throws the error of the last attempt; whether the request may have been accepted goes by all attempts
 */
export async function withRetries<T>(
  attempt: (remainingMs: number) => Promise<T>,
  asKsefError: (error: unknown) => KsefError | undefined,
  policy: RetryPolicy & { repeatable: boolean; neverRepeat?: ((error: KsefError) => boolean) | undefined },
  signal?: AbortSignal,
): Promise<T> {
  const end = performance.now() + policy.deadlineMs;
  let failures = 0;
  let inDoubt = false;
  for (let repetition = 0; ; repetition++) {
    try {
      return await attempt(end - performance.now());
    } catch (caught) {
      const error = asKsefError(caught);
      if (!error) throw caught;
      inDoubt ||= error.mayHaveBeenAccepted;
      const last = () => withDoubt(error, inDoubt);
      if (signal?.aborted || !mayRepeat(error, policy.repeatable)) throw last();
      if (policy.neverRepeat?.(error)) throw last();
      // Put so that what is no number ends it.
      if (error.kind !== 'rate-limited' && !(++failures <= policy.maxRetries)) throw last();
      const announcedMs = (error.retryAfterMs ?? 0) * (1 + Math.random() / 20);
      const delayMs = Math.max(announcedMs, backOff(repetition));
      if (!(performance.now() + delayMs < end)) throw last();
      policy.onRetry?.({ operation: error.operation, attempt: repetition + 1, delayMs, error });
      await wait(delayMs, signal);
    }
  }
}
