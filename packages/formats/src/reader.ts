/** The engine that reads, from the first byte to the last: limits, the format, and its problems. */
import { ScanError } from './byte-cursor.ts';
import { ElementReader, type Fields } from './element-reader.ts';
import { type FormatName, formatOfRoot, runtimeOf } from './formats.ts';
import type { Problem } from './problem.ts';
import { ProblemLog, TooManyProblems } from './problem-log.ts';
import type { Runtime } from './runtime.ts';
import { Scanner } from './scanner.ts';

export interface Limits {
  /** Levels of elements, the root being the first. */
  readonly depth: number;
  readonly sizeBytes: number;
  /** Reading ends when this many problems are found. */
  readonly problems: number;
}

/** Deep enough for every format, large enough for a receipt of 10,000 invoices. */
export const defaultLimits: Limits = { depth: 100, sizeBytes: 20_000_000, problems: 100 };

/** The deepest that an option may ask for: the reader recurses once a level. */
const MAX_DEPTH = 1000;

export interface ReaderOptions {
  readonly formats: readonly FormatName[];
  readonly limits: Limits;
  /** Judge values by their types too, not structure alone. */
  readonly values: boolean;
  /** Build the document. */
  readonly build: boolean;
  /** Names of elements that are judged, and that no document holds. */
  readonly without?: ReadonlySet<string> | undefined;
}

export interface Reading {
  readonly format: FormatName | null;
  /** Null where no document was asked for, or no format was found. */
  readonly root: Fields | null;
  readonly problems: readonly Problem[];
  /** True where something was met that KSeF's rules on bytes may refuse, or the reading ended early. */
  readonly isSuspect: boolean;
}

/** Reads a document. Never throws for what is in the bytes: it answers the problems. */
export function readDocument(bytes: Uint8Array, options: ReaderOptions): Reading {
  if (!(bytes instanceof Uint8Array))
    throw new TypeError(`the document must be a Uint8Array of UTF-8, not ${kindOf(bytes)}`);
  return new Reader(bytes, options).run();
}

/** Reads a document of one table, whether or not it is one of the known formats. */
export function readAs(
  bytes: Uint8Array,
  runtime: Runtime,
  options: Omit<ReaderOptions, 'formats'>,
): Reading {
  return new Reader(bytes, { ...options, formats: [] }, runtime).run();
}

/** What was handed over instead, for whoever calls from JavaScript. */
function kindOf(value: unknown): string {
  if (typeof value !== 'object' || value === null)
    return `a value of the type ${value === null ? 'null' : typeof value}`;
  return value.constructor?.name ?? 'an object';
}

class Reader {
  readonly #scanner: Scanner;
  readonly #bytes: Uint8Array;
  readonly #options: ReaderOptions;
  readonly #depthLimit: number;
  readonly #log: ProblemLog;
  readonly #given: Runtime | null;
  #format: FormatName | null = null;

  /** @param given the only table that is expected; null where the root element decides */
  constructor(bytes: Uint8Array, options: ReaderOptions, given: Runtime | null = null) {
    this.#given = given;
    this.#bytes = bytes;
    this.#scanner = new Scanner(bytes);
    this.#options = options;
    this.#log = new ProblemLog(bytes, options.limits.problems);
    this.#depthLimit = Math.min(options.limits.depth, MAX_DEPTH);
  }

  run(): Reading {
    let root: Fields | null = null;
    try {
      root = this.#document();
    } catch (error) {
      if (error instanceof ScanError) this.#tellLast(error);
      else if (error instanceof TooManyProblems) this.#log.tellMore();
      else throw error;
    }
    const { problems } = this.#log;
    const isSuspect = this.#scanner.isSuspect || problems.length > 0;
    return { format: this.#format, root, problems, isSuspect };
  }

  #tellLast({ code, offset, facts }: ScanError): void {
    try {
      this.#log.tell(code, offset, facts);
    } catch (error) {
      if (!(error instanceof TooManyProblems)) throw error;
    }
  }

  #document(): Fields | null {
    const { sizeBytes } = this.#options.limits;
    if (this.#bytes.length > sizeBytes) {
      this.#log.tell('xml-size', null, { value: String(this.#bytes.length), limit: sizeBytes });
      return null;
    }
    const scanner = this.#scanner;
    scanner.prolog();
    scanner.skipMisc();
    const offset = scanner.position;
    if (this.#bytes[offset] !== 0x3c)
      scanner.malformed(offset < this.#bytes.length ? 'not-xml' : 'no-root', offset);
    scanner.startTag();
    const root = this.#root(offset);
    scanner.skipMisc();
    if (scanner.position < this.#bytes.length) scanner.malformed('after-root', scanner.position);
    return root;
  }

  #root(offset: number): Fields | null {
    const scanner = this.#scanner;
    const name = scanner.localName();
    const namespace = scanner.namespaceName();
    const format = this.#formatOf(namespace, name);
    if (format === null) {
      const expected = this.#given === null ? this.#options.formats : [this.#given.table.format];
      const found = formatOfRoot(namespace, name) ?? undefined;
      this.#log.tell('format-unknown', offset, { name, value: namespace, expected, found }, name);
      scanner.skipElement(1, 0, this.#depthLimit);
      return null;
    }
    this.#format = format;
    this.#log.format = format;
    const runtime = this.#given ?? runtimeOf(format);
    scanner.namespaces.useNumbers(runtime.namespaceNumbers);
    this.#log.path.enter(name, 0);
    const elements = new ElementReader(scanner, this.#log, runtime, {
      values: this.#options.values,
      depth: this.#depthLimit,
      without: this.#options.without,
    });
    const root = elements.element(runtime.root, offset, this.#options.build);
    this.#log.path.leave();
    return typeof root === 'object' ? (root as Fields | null) : null;
  }

  #formatOf(namespace: string, name: string): FormatName | null {
    if (this.#given !== null) {
      const { table, root } = this.#given;
      const isRoot = root.name === name && table.namespaces[0] === namespace;
      return isRoot ? (table.format as FormatName) : null;
    }
    const format = formatOfRoot(namespace, name);
    return format !== null && this.#options.formats.includes(format) ? format : null;
  }
}
