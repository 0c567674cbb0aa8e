/** How fields of the full form change the document: by their path. */
import { createContext, useContext } from 'react';
import type { Step, Value } from './tree.ts';

/** `undefined` takes away what is at the path. */
export type Change = (path: string, value: Value | undefined) => void;

export const ChangeContext = createContext<Change>(() => {});
export const useChange = (): Change => useContext(ChangeContext);

/** `/Faktura/Fa/FaWiersz[2]/P_7` → `Fa`, `FaWiersz`, 1, `P_7`: from the root element on. */
export const stepsOf = (path: string): readonly Step[] =>
  path
    .split('/')
    .slice(2)
    .flatMap((step): Step[] => {
      const match = /^(.*)\[(\d+)\]$/.exec(step);
      return match ? [match[1] ?? '', Number(match[2]) - 1] : [step];
    });
