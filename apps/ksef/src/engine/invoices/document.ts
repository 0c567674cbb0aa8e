/**
 * Reading an invoice: the rules on its bytes, its schema, its facts. What is here needs nothing but the bytes, so
 * that it can be done in another thread.
 */
import { checkBytes, examine, type InvoiceSizes, type Problem, validateSync } from '@kwit/formats';
import type { InvoiceStatusName, SystemCode } from '@kwit/ksef-contract';
import { type DocumentFacts, documentFacts } from './facts/document-facts.ts';
import { type Form, forms } from './forms.ts';
import { schemaSentences } from './schema-sentences.ts';
import { verdictSentences } from './verdict-sentences.ts';

export interface Refusal {
  readonly accepted: false;
  readonly status: InvoiceStatusName;
  readonly details: readonly string[];
  readonly extensions?: Readonly<Record<string, string>>;
  /** Number of the invoice, where the document could be read. */
  readonly invoiceNumber?: string;
}

/** What a document says, or why it cannot be an invoice. */
export type Reading = { readonly accepted: true; readonly facts: DocumentFacts } | Refusal;

export const refusal = (status: InvoiceStatusName, details: readonly string[]): Refusal => ({
  accepted: false,
  status,
  details,
});

/** Checks the bytes, then the schema, and reads the facts. The first check that fails is the answer. */
export function readDocument(bytes: Uint8Array, form: SystemCode, sizes: InvoiceSizes): Reading {
  const { format, unread }: Form = forms[form];
  // One pass for both checks and the content; which of them failed matters only where one did.
  const { document, problems } = examine(bytes, { format, sizes, ...(unread && { without: unread }) });
  if (document === null || errorsOf(problems).length > 0) return refusalOf(bytes, form, sizes);
  const facts = documentFacts(form, document.root);
  return 'lacking' in facts ? refusal('badDocument', [facts.lacking]) : { accepted: true, facts };
}

function refusalOf(bytes: Uint8Array, form: SystemCode, sizes: InvoiceSizes): Refusal {
  const [problem] = errorsOf(checkBytes(bytes, sizes));
  if (problem) return bytesRefusal(problem);
  const problems = errorsOf(validateSync(bytes, { format: forms[form].format, schemaOnly: true }));
  if (problems.length === 0) throw new Error('a document with problems has none when it is read again');
  return refusal('badDocument', schemaSentences(problems, forms[form].namespace));
}

/** Makes the schema of a form ready before its first invoice comes. */
export function loadSchema(form: SystemCode): void {
  const { format, smallest } = forms[form];
  validateSync(new TextEncoder().encode(smallest), { format, schemaOnly: true });
}

const errorsOf = (problems: readonly Problem[]): Problem[] =>
  problems.filter(({ severity }) => severity === 'error');

/** How the real system answers problems of the bytes; those that are not here are malformed XML. */
const byteRefusals: Readonly<Record<string, Refusal>> = {
  'ksef-bom': refusal('badFile', [verdictSentences.byteOrderMark]),
  'xml-size': refusal('badFile', [verdictSentences.tooLarge]),
  'xml-encoding': refusal('badDocument', [verdictSentences.encoding]),
  'xml-utf8': refusal('badDocument', [verdictSentences.encoding]),
  'ksef-processing-instruction': refusal('badDocument', [verdictSentences.processingInstruction]),
  'ksef-character': refusal('badDocument', [verdictSentences.character]),
};

const bytesRefusal = ({ code }: Problem): Refusal =>
  byteRefusals[code] ?? refusal('badDocument', [verdictSentences.malformed]);
