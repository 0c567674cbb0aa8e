/** A file of an invoice, looked at in the page before anything is sent. */
import { examine, type FormatDocument, type FormatName, type Problem, placesOf } from '@kwit/formats';
import { checkDocument, invoiceFacts } from '@kwit/invoice';
import type { SystemCode } from '@kwit/ksef-contract';

export interface ExaminedFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** Absent where the file is no invoice that KSeF takes. */
  readonly formCode?: SystemCode;
  /** Where the format tells it in a way that is known here. */
  readonly number?: string;
  readonly buyer?: string;
  readonly gross?: string;
  readonly currency?: string;
  /** With line and column in the file. */
  readonly problems: readonly Problem[];
}

/** Formats of invoices under the names that KSeF opens sessions by. */
const formCodes: Partial<Record<FormatName, SystemCode>> = {
  'FA(3)': 'FA (3)',
  'FA(2)': 'FA (2)',
  'FA_RR(1)': 'FA_RR (1)',
  'PEF(3)': 'PEF (3)',
  'PEF_KOR(3)': 'PEF_KOR (3)',
};

/** @param today the day that dates are judged by, YYYY-MM-DD */
export function examineBytes(fileName: string, bytes: Uint8Array, today: string): ExaminedFile {
  const { document, problems } = examine(bytes);
  if (!document) return { fileName, bytes, problems };
  const formCode = formCodes[document.format];
  const found = { fileName, bytes, ...(formCode && { formCode }) };
  if (document.format !== 'FA(3)' || problems.length > 0) return { ...found, problems };
  return { ...found, ...factsOf(document), problems: ruleProblems(document, bytes, today) };
}

function factsOf(document: FormatDocument<'FA(3)'>) {
  const { number, buyer, gross, currency } = invoiceFacts(document);
  return { number, buyer: buyer.name ?? buyer.identifier.value ?? '', gross, currency };
}

/** What the rules find, at its place in the bytes. */
function ruleProblems(document: FormatDocument<'FA(3)'>, bytes: Uint8Array, today: string): Problem[] {
  const problems = checkDocument(document, { today });
  if (problems.length === 0) return problems;
  const places = placesOf(
    bytes,
    problems.map(({ path }) => path),
  );
  return problems.map((problem) => ({ ...problem, ...places.get(problem.path) }));
}

/** Whether it may be sent: KSeF takes its format, and nothing is known against it. */
export const isInOrder = ({ formCode, problems }: ExaminedFile): boolean =>
  formCode !== undefined && problems.every(({ severity }) => severity !== 'error');
