/**
 * Secrets go over a reload: each is put into the storage of the tab at the moment when the page leaves, and taken out
 * at the moment when the next one begins. While a page runs, no secret is in any storage. Why: docs/decisions.md.
 */

/** What is handed over: the log-in, and the key of the control side. */
type Subject = 'log-in' | 'control-key';

const keyOf = (subject: Subject): string => `kwit.handover.${subject}`;
/** A page that was left longer ago than this is not gone on with: somebody else may sit there. */
const longestAwayMs = 15 * 60_000;

/** What the page before this one left; undefined where there is nothing, or it is too old. */
export function takeOver<Value>(subject: Subject): Value | undefined {
  try {
    const text = sessionStorage.getItem(keyOf(subject));
    sessionStorage.removeItem(keyOf(subject));
    if (text === null) return undefined;
    const { leftAtMs, value } = JSON.parse(text) as { leftAtMs: number; value: Value };
    return Date.now() - leftAtMs < longestAwayMs ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Hands over what `current` gives whenever the page leaves. */
export function handOver<Value>(subject: Subject, current: () => Value | undefined): void {
  addEventListener('pagehide', () => {
    const value = current();
    if (value === undefined) return;
    try {
      sessionStorage.setItem(keyOf(subject), JSON.stringify({ value, leftAtMs: Date.now() }));
    } catch {
      // Without storage a reload asks again.
    }
  });
  // The page may be shown again as it was, from the cache of the browser.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) sessionStorage.removeItem(keyOf(subject));
  });
}
