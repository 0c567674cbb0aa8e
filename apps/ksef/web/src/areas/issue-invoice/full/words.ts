/** Names of elements and of their values, out of the labels of the format. */
import { labelOf, valueLabelOf } from '@kwit/formats';
import type { Language } from '@kwit/ui';

const format = 'FA(3)';
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** @param path `/Faktura/Fa/P_2`; an element without a label keeps its name */
export function nameOf(path: string, language: Language): string {
  const label = labelOf(format, path)?.[language];
  return label === undefined ? elementOf(path) : capital(label);
}

/** The element itself, as the schema calls it. */
export const elementOf = (path: string): string =>
  path.slice(path.lastIndexOf('/') + 1).replace(/\[\d+\]$/, '');

/** «6 – przelew»; a value without a meaning of its own stays. */
export function meaningOf(path: string, value: string, language: Language): string {
  const meaning = valueLabelOf(format, path, value)?.[language];
  return meaning === undefined || meaning === value ? value : `${value} – ${meaning}`;
}
