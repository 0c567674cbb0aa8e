import { useCallback, useState } from 'react';

const prefix = 'kwit.draft.';
const ownerKey = 'kwit.drafts-of';

function readDraft<Value>(key: string): Value | undefined {
  try {
    const text = sessionStorage.getItem(prefix + key);
    return text === null ? undefined : (JSON.parse(text) as Value);
  } catch {
    return undefined;
  }
}

function writeDraft(key: string, value: unknown): void {
  try {
    if (value === undefined) sessionStorage.removeItem(prefix + key);
    else sessionStorage.setItem(prefix + key, JSON.stringify(value));
  } catch {
    // Storage that is full or switched off costs the draft, not the form.
  }
}

/**
 * A value that survives a reload of the tab, as what was typed must. Never for secrets: it is stored in the open.
 * @param key names the form, and what it is for: `permissions.person`
 * @returns value, setter, and a function that forgets the draft (after it was sent) and begins anew
 */
export function useDraft<Value>(
  key: string,
  initial: Value,
): [value: Value, set: (value: Value | ((before: Value) => Value)) => void, clear: () => void] {
  const [value, setValue] = useState<Value>(() => readDraft<Value>(key) ?? initial);
  const set = useCallback(
    (next: Value | ((before: Value) => Value)) => {
      setValue((before) => {
        const chosen = typeof next === 'function' ? (next as (before: Value) => Value)(before) : next;
        writeDraft(key, chosen);
        return chosen;
      });
    },
    [key],
  );
  const clear = useCallback(() => {
    writeDraft(key, undefined);
    setValue(initial);
  }, [key, initial]);
  return [value, set, clear];
}

/** Forgets every draft of the tab: another person must not find them. */
export function forgetDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith(prefix) || key === ownerKey) sessionStorage.removeItem(key);
    }
  } catch {
    // No storage, no drafts.
  }
}

/**
 * Says whose the drafts of the tab are from now on, also after a reload: those of somebody else are forgotten. What was
 * typed while nobody was known stays.
 * @param owner tells people apart, and where they act
 */
export function keepDraftsOf(owner: string): void {
  try {
    const before = sessionStorage.getItem(ownerKey);
    if (before !== null && before !== owner) forgetDrafts();
    sessionStorage.setItem(ownerKey, owner);
  } catch {
    // No storage, no drafts.
  }
}

/** Drafts outside of components; the same rules as for `useDraft`. */
export const drafts = { read: readDraft, write: writeDraft };
