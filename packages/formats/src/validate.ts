import { checkBytes, type InvoiceSizes, usualSizes } from './check-bytes.ts';
import { type DocumentOf, type FormatName, formatNames } from './formats.ts';
import type { Problem } from './problem.ts';
import { defaultLimits, readDocument } from './reader.ts';

export interface ValidateOptions {
  /** The format the document must have; any known one where absent. */
  readonly format?: FormatName;
  /** True: the verdict of the schema alone, without KSeF's rules on the bytes. */
  readonly schemaOnly?: boolean;
  /** How large an invoice may be, where that is not as usual. */
  readonly sizes?: InvoiceSizes;
}

/** Formats that KSeF takes as invoices, with its rules on the bytes. */
const INVOICES: readonly FormatName[] = ['FA(3)', 'FA(2)', 'FA_RR(1)', 'PEF(3)', 'PEF_KOR(3)'];

/**
 * Everything that is wrong with a document: XML, schema with all values, and, for invoices, KSeF's rules on the
 * bytes. Empty where the document is valid. Problems are in the order of the document, with path, line and column.
 * Enveloped signatures are not judged here. Never rejects for what is in the bytes.
 */
export async function validate(bytes: Uint8Array, options: ValidateOptions = {}): Promise<Problem[]> {
  return validateSync(bytes, options);
}

/** What `validate` answers, at once. */
export function validateSync(bytes: Uint8Array, options: ValidateOptions = {}): Problem[] {
  return judged(bytes, options, false).problems;
}

/** A document with everything that is wrong with it. */
export interface Examination<F extends FormatName = FormatName> {
  /** Null where the bytes are no XML, or of no expected format; incomplete where there are problems of structure. */
  readonly document: DocumentOf<F> | null;
  readonly problems: Problem[];
}

export interface ExamineOptions<F extends FormatName = FormatName> extends ValidateOptions {
  readonly format?: F;
  /**
   * Names of elements that have elements in them, optional ones, which whoever asks has no use for: they are judged
   * as everything is, but are not in the document. A quarter of the time that a usual invoice takes goes to keeping its lines.
   */
  readonly without?: ReadonlySet<string>;
}

/** Reads and validates at once: the document as `read` would give it, and the problems that `validate` would tell. */
export function examine<F extends FormatName = FormatName>(
  bytes: Uint8Array,
  options: ExamineOptions<F> = {},
): Examination<F> {
  const { format, root, problems } = judged(bytes, options, true);
  const isWhole = format !== null && root !== null;
  return { document: isWhole ? ({ format, root } as unknown as DocumentOf<F>) : null, problems };
}

function judged(bytes: Uint8Array, options: ExamineOptions, build: boolean) {
  const formats = options.format === undefined ? formatNames : [options.format];
  const { format, root, problems, isSuspect } = readDocument(bytes, {
    formats,
    limits: defaultLimits,
    values: true,
    build,
    without: options.without,
  });
  const decisive = format ?? options.format;
  const isInvoice = decisive !== undefined && INVOICES.includes(decisive);
  const hasByteRules = options.schemaOnly !== true && isInvoice;
  const { sizes = usualSizes } = options;
  const least = Math.min(sizes.plain, sizes.withAttachment);
  if (!hasByteRules || (!isSuspect && bytes.length <= least)) {
    return { format, root, problems: [...problems] };
  }
  return { format, root, problems: inOrder([...byteProblems(bytes, sizes, problems), ...problems]) };
}

/** Problems of the bytes that the reader has not told already. */
function byteProblems(bytes: Uint8Array, sizes: InvoiceSizes, told: readonly Problem[]): Problem[] {
  const known = new Set(told.map(({ code, line, column }) => `${code} ${line} ${column}`));
  return checkBytes(bytes, sizes).filter(({ code, line, column }) => !known.has(`${code} ${line} ${column}`));
}

function inOrder(problems: Problem[]): Problem[] {
  const place = ({ line, column }: Problem) => (line ?? 0) * 1e7 + (column ?? 0);
  return problems.length < 2 ? problems : problems.sort((a, b) => place(a) - place(b));
}
