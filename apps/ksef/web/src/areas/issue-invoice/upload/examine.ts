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
  /** NIP of the seller. */
  readonly seller?: string;
  readonly gross?: string;
  readonly currency?: string;
  /** With line and column in the file. */
  readonly problems: readonly Problem[];
  /** What is wrong with the file as a whole: then nothing within it matters. */
  readonly trouble?: Trouble;
}

export type Trouble =
  | { readonly kind: 'empty' | 'no-invoice' }
  | { readonly kind: 'too-large'; readonly limits: SizeLimits }
  /** The very same file stands in the list already. */
  | { readonly kind: 'twice'; readonly fileName: string };

/** Sizes that KSeF takes, in bytes. */
export interface SizeLimits {
  readonly plain: number;
  readonly withAttachment: number;
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
export function examineBytes(
  fileName: string,
  bytes: Uint8Array,
  today: string,
  limits: SizeLimits,
): ExaminedFile {
  const inTrouble = (trouble: Trouble): ExaminedFile => ({ fileName, bytes, problems: [], trouble });
  if (bytes.length === 0) return inTrouble({ kind: 'empty' });
  if (bytes.length > limits.withAttachment) return inTrouble({ kind: 'too-large', limits });
  const { document, problems } = examine(bytes);
  if (!document) {
    const isOther = problems.some(({ code }) => code === 'format-unknown');
    return isOther ? inTrouble({ kind: 'no-invoice' }) : { fileName, bytes, problems };
  }
  if (formCodes[document.format] === undefined) return inTrouble({ kind: 'no-invoice' });
  const isPlain = document.format === 'FA(3)' && document.root.Zalacznik === undefined;
  if (isPlain && bytes.length > limits.plain) return inTrouble({ kind: 'too-large', limits });
  const formCode = formCodes[document.format];
  const found = { fileName, bytes, ...(formCode && { formCode }) };
  if (document.format !== 'FA(3)' || problems.length > 0) return { ...found, problems };
  return { ...found, ...factsOf(document), problems: ruleProblems(document, bytes, today) };
}

function factsOf(document: FormatDocument<'FA(3)'>) {
  const { number, buyer, seller, gross, currency } = invoiceFacts(document);
  return { number, seller: seller.nip, buyer: buyer.name ?? buyer.identifier.value ?? '', gross, currency };
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
export const isInOrder = ({ formCode, problems, trouble }: ExaminedFile): boolean =>
  trouble === undefined && formCode !== undefined && problems.every(({ severity }) => severity !== 'error');
