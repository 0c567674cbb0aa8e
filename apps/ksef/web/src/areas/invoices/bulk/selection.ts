/** The invoices that were selected, as long as the list they were selected in is the same. */

import type { KsefClient } from '@kwit/ksef-client';
import type { InvoiceMetadata } from '@kwit/ksef-contract';
import { useCallback, useEffect, useMemo } from 'react';
import { currentClient } from '../../../session/session.ts';
import { createStore, useStore } from '../../../store.ts';

interface Kept {
  readonly client: KsefClient;
  /** What the list was asked for. */
  readonly list: string;
  readonly selected: ReadonlySet<string>;
}

const none: ReadonlySet<string> = new Set();
/** Outside of the page, so that a look at an invoice does not cost the selection. */
const kept = createStore<Kept | undefined>(undefined);

/** KSeF numbers of the selected invoices of a list, and how to select others. */
export function useSelection(
  list: string,
): [selected: ReadonlySet<string>, select: (selected: ReadonlySet<string>) => void] {
  const current = useStore(kept);
  const client = currentClient();
  const isSame = current?.client === client && current.list === list;
  useEffect(() => {
    if (!isSame) kept.set(undefined);
  }, [isSame]);
  const select = useCallback(
    (selected: ReadonlySet<string>) => kept.set({ client: currentClient(), list, selected }),
    [list],
  );
  return [isSame ? current.selected : none, select];
}

/** The selected ones of the rows, in their order. */
export const useSelectedRows = (
  rows: readonly InvoiceMetadata[],
  selected: ReadonlySet<string>,
): readonly InvoiceMetadata[] =>
  useMemo(
    () => (selected.size === 0 ? [] : rows.filter(({ ksefNumber }) => selected.has(ksefNumber))),
    [rows, selected],
  );
