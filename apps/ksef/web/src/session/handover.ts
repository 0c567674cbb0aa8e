/**
 * The log-in goes over a reload: it is put into the storage of the tab at the moment when the page leaves, and taken
 * out at the moment when the next one begins. While a page runs, no token is in any storage. Why: docs/decisions.md.
 */
import type { SavedTokens } from '@kwit/ksef-client';
import type { Identity } from './session.ts';

export interface HandedOver {
  readonly identity: Identity;
  readonly tokens: SavedTokens;
}

const key = 'kwit.handover';
/** A page that was left longer ago than this is not gone on with: somebody else may sit there. */
const longestAwayMs = 15 * 60_000;

/** What the page before this one left; undefined where there is nothing, or it is too old. */
export function takeOver(): HandedOver | undefined {
  try {
    const text = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    if (text === null) return undefined;
    const { leftAtMs, ...handed } = JSON.parse(text) as HandedOver & { leftAtMs: number };
    return Date.now() - leftAtMs < longestAwayMs ? handed : undefined;
  } catch {
    return undefined;
  }
}

/** Hands over what `current` gives whenever the page leaves. */
export function handOver(current: () => HandedOver | undefined): void {
  addEventListener('pagehide', () => {
    const handed = current();
    if (!handed) return;
    try {
      sessionStorage.setItem(key, JSON.stringify({ ...handed, leftAtMs: Date.now() }));
    } catch {
      // Without storage a reload asks for a log-in.
    }
  });
  // The page may be shown again as it was, from the cache of the browser.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) sessionStorage.removeItem(key);
  });
}
