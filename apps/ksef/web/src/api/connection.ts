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

/** `fetch` that notices where nobody answers. */
export const watchingFetch: typeof fetch = async (input, init) => {
  try {
    return await recordingFetch(input, init);
  } catch (error) {
    const wasEnded = init?.signal?.aborted === true;
    if (!wasEnded) beginAsking();
    throw error;
  }
};

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
