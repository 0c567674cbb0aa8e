/**
 * The key of the control side of a local KSeF, for this tab alone: in the memory of the page; `handover.ts` takes it
 * over a reload. It comes in the fragment of a link (`/web/control#key=…`), which no server sees, or is typed.
 */
import { createStore, useStore } from '../store.ts';
import { handOver, takeOver } from './handover.ts';

interface ControlKey {
  readonly value?: string;
  /** The control side did not take the last one. */
  readonly wrong: boolean;
}

const state = createStore<ControlKey>({ wrong: false });

export const controlKey = (): string | undefined => state.get().value;
export const useControlKey = (): ControlKey => useStore(state);
export const setControlKey = (value: string): void => state.set({ value, wrong: false });
/** @param wrong whether the control side refused it; else it was put aside */
export const forgetControlKey = (wrong: boolean): void => state.set({ wrong });

/** Called once, before the router looks at the address: takes the key out of it. */
export function takeControlKey(): void {
  const taken = takeOver<string>('control-key');
  if (taken !== undefined) setControlKey(taken);
  takeFromAddress();
  // A link that is opened where the application already is changes the fragment alone.
  addEventListener('hashchange', takeFromAddress);
  handOver('control-key', controlKey);
}

function takeFromAddress(): void {
  const { hash, pathname, search } = location;
  if (!hash.startsWith('#key=')) return;
  history.replaceState(history.state, '', pathname + search);
  try {
    setControlKey(decodeURIComponent(hash.slice('#key='.length)));
  } catch {
    // No key in a form that a link would have.
    forgetControlKey(true);
  }
}
