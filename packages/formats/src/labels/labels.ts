/** Finds the label of a field or of one of its values. */
import type { FormatName } from '../formats.ts';
import type { Text } from '../problem.ts';
import { faRrLabels } from './fa-rr.ts';
import { fa3Labels } from './fa3.ts';
import type { Label, ValueTable } from './label.ts';
import { fa3Values, faRrValues } from './values.ts';

/** Formats that people fill in; the others have no labels. */
type LabelledFormat = 'FA(3)' | 'FA(2)' | 'FA_RR(1)';

/** Keys are the ends of paths. Built when first asked for: most runs of a program name no field. */
interface Index {
  readonly labels: ReadonlyMap<string, Label>;
  readonly values: ReadonlyMap<string, ValueTable>;
}

const fa3 = once(() => ({ labels: indexOf(fa3Labels()), values: indexOf(fa3Values()) }));
const faRr = once(() => ({ labels: indexOf(faRrLabels()), values: indexOf(faRrValues()) }));
const indexes = new Map<string, () => Index>([
  ['FA(3)', fa3],
  ['FA(2)', fa3],
  ['FA_RR(1)', faRr],
] satisfies [LabelledFormat, () => Index][]);

/**
 * What people call a field: a few words, lower case as in running text (`stawka podatku` for `P_12`).
 * @param path as problems write it (`/Faktura/Fa/FaWiersz[2]/P_12`, `…/KodFormularza/@wersjaSchemy`); the end of
 *   such a path is enough where it is clear (`P_12`, `Podmiot1/Adres`). The most specific label counts.
 * @returns undefined where the format, or the field, has none
 */
export function labelOf(format: FormatName | LabelledFormat, path: string): Text | undefined {
  const index = indexes.get(format)?.();
  return index && textOf(mostSpecific(index.labels, path));
}

/**
 * What people call a value of an enumeration: `przelew` for the 6 of `FormaPlatnosci`.
 * @param value after the white-space rule of its type; `+06` is not looked for under 6
 * @returns undefined where the value has no label: of free fields, countries and currencies
 */
export function valueLabelOf(
  format: FormatName | LabelledFormat,
  path: string,
  value: string,
): Text | undefined {
  const index = indexes.get(format)?.();
  const values = index && mostSpecific(index.values, path);
  return values && Object.hasOwn(values, value) ? textOf(values[value]) : undefined;
}

/** Steps of the longest key of any table: `Podmiot1/DaneIdentyfikacyjne/NIP`. */
const LONGEST_KEY = 3;

/** The entry whose key is the longest end of the path. */
function mostSpecific<T>(entries: ReadonlyMap<string, T>, path: string): T | undefined {
  const steps = path.split('/').map((step) => step.replace(/\[\d+\]$/, ''));
  for (let first = Math.max(0, steps.length - LONGEST_KEY); first < steps.length; first += 1) {
    const found = entries.get(steps.slice(first).join('/'));
    if (found !== undefined) return found;
  }
  return undefined;
}

function indexOf<T>(tables: readonly Readonly<Record<string, T>>[]): Map<string, T> {
  return new Map(tables.flatMap((table) => Object.entries(table)));
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function textOf(label: Label | undefined): Text | undefined {
  return label && { pl: label[0], en: label[1] };
}
