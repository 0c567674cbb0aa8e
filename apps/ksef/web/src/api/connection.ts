/** Whether the KSeF behind the page answers. Once it does not, it is asked again and again until it does. */
import { ksefUrl } from '../addresses.ts';
import { createStore, useStore } from '../store.ts';
import { recordingFetch } from './calls.ts';

const askAgainMs = 2000;

const lost = createStore(false);

export const useConnectionLost = (): boolean => useStore(lost);

let onFound: () => void = () => {};
/** Says what to do when the KSeF answers again. */
export const whenFound = (act: () => void): void => {
  onFound = act;
};

const watching =
  (inner: typeof fetch): typeof fetch =>
  async (input, init) => {
    try {
      return await inner(input, init);
    } catch (error) {
      const wasEnded = init?.signal?.aborted === true;
      if (!wasEnded) beginAsking();
      throw error;
    }
  };

/** `fetch` that notices where nobody answers, and notes the call for whoever wants to see it. */
export const watchingFetch: typeof fetch = watching(recordingFetch);

/** The same for calls that are none of the API: they are not among those that are shown. */
export const unrecordedFetch: typeof fetch = watching((input, init) => fetch(input, init));

// A part of the application that could not be fetched.
addEventListener('vite:preloadError', () => beginAsking());

function beginAsking(): void {
  if (lost.get()) return;
  lost.set(true);
  const ask = async () => {
    try {
      await fetch(`${ksefUrl}/`, { cache: 'no-store', signal: AbortSignal.timeout(askAgainMs) });
      lost.set(false);
      onFound();
    } catch {
      setTimeout(ask, askAgainMs);
    }
  };
  setTimeout(ask, askAgainMs);
}
