/** The formats this package knows: a name, a table, a type. */
import { storedTable } from '#stored-tables';
import { Runtime } from './runtime.ts';
import { expandTable, type StoredLibrary, type StoredTable } from './stored-table.ts';
import type { FormatTable } from './table.ts';
import { catalogue, type Roots } from './tables/catalogue.ts';

export type { Roots } from './tables/catalogue.ts';

export type FormatName = keyof Roots;
export type RootOf<F extends FormatName> = Roots[F];

/**
 * A document as plain data. An element with text alone is a string (its exact lexical value after the white-space
 * rule of its type), one that may occur more than once is always an array, a complex one is an object by element
 * names in any order. Attributes are `@name`; text beside attributes is `#text`. What a wildcard takes, and an
 * enveloped signature, is kept as XML text in the list `#any`.
 */
export interface FormatDocument<F extends FormatName = FormatName> {
  readonly format: F;
  readonly root: RootOf<F>;
}

/** A document of any of these formats, told apart by `format`. */
export type DocumentOf<F extends FormatName> = F extends FormatName ? FormatDocument<F> : never;

/** Names of all formats. */
export const formatNames = Object.keys(catalogue) as readonly FormatName[];

/** The table of a format. Throws `RangeError` for a name that is none. */
export function tableOf(format: FormatName): FormatTable {
  if (!Object.hasOwn(catalogue, format)) {
    throw new RangeError(`there is no format ${String(format)}; known are ${formatNames.join(', ')}`);
  }
  const entry = catalogue[format];
  const library = 'library' in entry ? (storedTable(entry.library) as StoredLibrary) : undefined;
  return expandTable(storedTable(entry.table) as StoredTable, library);
}

const runtimes = new Map<FormatName, Runtime>();

/** The engine's form of a table, built once. */
export function runtimeOf(format: FormatName): Runtime {
  const known = runtimes.get(format);
  if (known !== undefined) return known;
  const runtime = new Runtime(tableOf(format));
  runtimes.set(format, runtime);
  return runtime;
}

/** The format whose root element this is, null where none has it. */
export function formatOfRoot(namespace: string, element: string): FormatName | null {
  for (const name of formatNames) {
    const entry = catalogue[name];
    if (entry.root === element && entry.namespace === namespace) return name;
  }
  return null;
}
