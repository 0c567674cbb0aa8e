/** Asking again and again until something is finished: quickly at first, then ever more slowly, never for ever. */

import type { Text } from '@kwit/formats';
import { KsefError } from './errors.ts';
import { messages } from './messages.ts';
import { wait } from './wait.ts';

export interface Pace {
  /** Milliseconds before the second question. */
  readonly firstMs: number;
  /** No pause is longer. */
  readonly longestMs: number;
  /** Milliseconds after which the client gives up; what it waited for may still happen. */
  readonly deadlineMs: number;
}

export interface WaitOptions {
  /** Ends the waiting; what is waited for goes on in KSeF. */
  signal?: AbortSignal | undefined;
  /** Milliseconds to wait at most; the client's `processingDeadlineMs` without it. */
  deadlineMs?: number | undefined;
}

const growth = 1.6;

/**
 * Asks until `finished` says so.
 * @throws {KsefError} `timeout` after the deadline, `aborted` by the signal, and whatever `ask` throws
 */
export async function poll<T>(
  ask: () => Promise<T>,
  finished: (answer: T) => boolean,
  {
    operation,
    what,
    pace,
    signal,
  }: { operation: string; what: Text; pace: Pace; signal?: AbortSignal | undefined },
): Promise<T> {
  const end = performance.now() + pace.deadlineMs;
  for (let pauseMs = pace.firstMs; ; pauseMs = Math.min(pace.longestMs, pauseMs * growth)) {
    const answer = await ask();
    if (finished(answer)) return answer;
    const delayMs = pauseMs * (0.9 + Math.random() / 5);
    // Put so that a deadline that is no number is over.
    if (!(performance.now() + delayMs <= end)) {
      const text = messages.notProcessedInTime(what, pace.deadlineMs);
      throw new KsefError({ kind: 'timeout', operation, text, mayHaveBeenAccepted: true });
    }
    await wait(delayMs, signal);
    if (signal?.aborted) {
      throw new KsefError({
        kind: 'aborted',
        operation,
        text: messages.aborted(operation),
        mayHaveBeenAccepted: true,
      });
    }
  }
}
