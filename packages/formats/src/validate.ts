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

/**
 * Everything that is wrong with a document: XML, schema with all values, and, for invoices, KSeF's rules on the
 * bytes. Empty where the document is valid. Problems are in the order of the document, with path, line and column.
 *
 * For FA(3) the verdict is that of libxml2 with the official XSD: what the engine finds is told only where libxml2
 * refuses, and what libxml2 alone finds is told in its place (without columns). The other formats are judged by
 * the engine alone. Enveloped signatures are not judged here.
 * Never rejects for what is in the bytes; rejects where the official schemas are not installed.
 */
export async function validate(bytes: Uint8Array, options: ValidateOptions = {}): Promise<Problem[]> {
  const formats = options.format === undefined ? formatNames : [options.format];
  const reading = readDocument(bytes, { formats, limits: defaultLimits, values: true });
  const isReadable =
    reading.format !== null && reading.problems.every(({ code }) => !code.startsWith('xml-'));
  const schema =
    reading.format === 'FA(3)' && isReadable ? await decided(bytes, reading.problems) : reading.problems;
  const isInvoice = reading.format === null ? options.format === 'FA(3)' : reading.format === 'FA(3)';
  if (options.schemaOnly === true || !isInvoice) return [...schema];
  return inOrder([...byteProblems(bytes, schema), ...schema]);
}

async function decided(bytes: Uint8Array, problems: readonly Problem[]): Promise<readonly Problem[]> {
  const [{ findingsOfFa3 }, { problemOf }] = await Promise.all([
    import('./libxml2.ts'),
    import('./libxml2-problems.ts'),
  ]);
  const findings = await findingsOfFa3(bytes);
  if (findings.length === 0 || problems.length > 0) return findings.length === 0 ? [] : problems;
  return findings.map(problemOf);
}

/** Problems of the bytes that the reader has not told already. */
function byteProblems(bytes: Uint8Array, told: readonly Problem[]): Problem[] {
  const known = new Set(told.map(({ code, line, column }) => `${code} ${line} ${column}`));
  return checkBytes(bytes).filter(({ code, line, column }) => !known.has(`${code} ${line} ${column}`));
}

function inOrder(problems: Problem[]): Problem[] {
  const place = ({ line, column }: Problem) => (line ?? 0) * 1e7 + (column ?? 0);
  return problems.sort((a, b) => place(a) - place(b));
}
