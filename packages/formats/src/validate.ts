import { checkBytes } from './check-bytes.ts';
import { type FormatName, formatNames } from './formats.ts';
import type { Problem } from './problem.ts';
import { defaultLimits, readDocument } from './reader.ts';

export interface ValidateOptions {
  /** The format the document must have; any known one where absent. */
  readonly format?: FormatName;
  /** True: the verdict of the schema alone, without KSeF's rules on the bytes. */
  readonly schemaOnly?: boolean;
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
  const formats = options.format === undefined ? formatNames : [options.format];
  const { format, problems } = readDocument(bytes, {
    formats,
    limits: defaultLimits,
    values: true,
    build: false,
  });
  const decisive = format ?? options.format;
  if (options.schemaOnly === true || decisive === undefined || !INVOICES.includes(decisive)) {
    return [...problems];
  }
  return inOrder([...byteProblems(bytes, problems), ...problems]);
}

/** Problems of the bytes that the reader has not told already. */
function byteProblems(bytes: Uint8Array, told: readonly Problem[]): Problem[] {
  const known = new Set(told.map(({ code, line, column }) => `${code} ${line} ${column}`));
  return checkBytes(bytes).filter(({ code, line, column }) => !known.has(`${code} ${line} ${column}`));
}

function inOrder(problems: Problem[]): Problem[] {
  const place = ({ line, column }: Problem) => (line ?? 0) * 1e7 + (column ?? 0);
  return problems.length < 2 ? problems : problems.sort((a, b) => place(a) - place(b));
}
