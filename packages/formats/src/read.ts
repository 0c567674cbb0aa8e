import { type DocumentOf, type FormatName, formatNames } from './formats.ts';
import { FormatError } from './problem.ts';
import { defaultLimits, type Limits, readDocument } from './reader.ts';

export interface ReadOptions<F extends FormatName = FormatName> {
  /** Formats that are expected; all known ones where absent. Any other root element is refused. */
  readonly formats?: readonly F[];
  readonly limits?: Partial<Limits>;
}

/**
 * Reads a document from its UTF-8 bytes. The format is found by the root element and its namespace.
 * Judged are well-formedness and structure (which elements, in which order, how often, which attributes); the
 * values of simple types are judged by `validate`. Comments and processing instructions are passed over.
 * DTDs, and entities other than the predefined ones, are refused.
 * @throws FormatError with every problem found, each with its path, line and column
 */
export function read<F extends FormatName = FormatName>(
  bytes: Uint8Array,
  options: ReadOptions<F> = {},
): DocumentOf<F> {
  const limits = { ...defaultLimits, ...options.limits };
  const formats = options.formats ?? formatNames;
  const { format, root, problems } = readDocument(bytes, {
    formats,
    limits,
    values: false,
    build: true,
  });
  if (problems.length > 0 || format === null || root === null) throw new FormatError(problems);
  return { format, root } as unknown as DocumentOf<F>;
}
