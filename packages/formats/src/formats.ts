/** The formats this package knows: a name, a table, a type. */
import { Runtime } from './runtime.ts';
import type { FormatTable } from './table.ts';
import authTokenRequest20 from './tables/authTokenRequest20.json' with { type: 'json' };
import type { AuthTokenRequest20 } from './tables/authTokenRequest20.ts';
import authTokenRequest21 from './tables/authTokenRequest21.json' with { type: 'json' };
import type { AuthTokenRequest21 } from './tables/authTokenRequest21.ts';
import fa3 from './tables/fa3.json' with { type: 'json' };
import type { Fa3 } from './tables/fa3.ts';
import upo43 from './tables/upo43.json' with { type: 'json' };
import type { Upo43 } from './tables/upo43.ts';

/** The content of the root element of each format. */
export interface Roots {
  'FA(3)': Fa3;
  'UPO(4.3)': Upo43;
  'AuthTokenRequest(2.0)': AuthTokenRequest20;
  'AuthTokenRequest(2.1)': AuthTokenRequest21;
}

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

const tables: Record<FormatName, unknown> = {
  'FA(3)': fa3,
  'UPO(4.3)': upo43,
  'AuthTokenRequest(2.0)': authTokenRequest20,
  'AuthTokenRequest(2.1)': authTokenRequest21,
};

/** Names of all formats. */
export const formatNames = Object.keys(tables) as readonly FormatName[];

/** The table of a format. */
export function tableOf(format: FormatName): FormatTable {
  return tables[format] as FormatTable;
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
    const { root, namespaces } = tableOf(name);
    if (root.element === element && namespaces[root.namespace ?? 0] === namespace) return name;
  }
  return null;
}
