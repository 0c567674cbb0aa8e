/**
 * Leaving by «Wyloguj»: first the page, which may ask whether something is to be lost; the log-in ends when the page has
 * been left, and not where the question was answered by no.
 */
import { logOut } from '../session/session.ts';

declare module '@tanstack/history' {
  interface HistoryState {
    /** Marks the step of the history by which somebody logs out. */
    readonly leaving?: number;
  }
}

let wanted: number | undefined;

/** The state of the step to the first page by which one logs out. */
export function leaving(): { readonly leaving: number } {
  wanted = Date.now();
  return { leaving: wanted };
}

/** Called when the first page is come to: logs out where that was the purpose, once. */
export function takeLeave(state: { readonly leaving?: number }): void {
  if (wanted === undefined || state.leaving !== wanted) return;
  wanted = undefined;
  void logOut();
}
