/** Waiting that a caller can end. Nothing of Node is needed here. */

/** Resolves after `ms` milliseconds, or at once when the signal aborts: the caller looks at the signal afterwards. */
export function wait(ms: number, signal?: AbortSignal): Promise<void> {
  if (ms <= 0 || signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end, { once: true });
  });
}

/** The promise's outcome, unless the signal aborts first; the promise itself goes on for whoever else waits for it. */
export function unlessAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
  aborted: () => Error,
): Promise<T> {
  if (!signal) return promise;
  if (signal.aborted) {
    // Nobody is left to be told how it ended.
    promise.catch(() => {});
    return Promise.reject(aborted());
  }
  return new Promise((resolve, reject) => {
    const stop = () => reject(aborted());
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** No timer runs longer. */
const longestTimerMs = 2 ** 31 - 1;

/** The promise's outcome, unless it takes longer than this; the promise itself goes on for whoever else waits for it. */
export function unlessLate<T>(promise: Promise<T>, ms: number, late: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(late()), Math.min(ms, longestTimerMs));
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
