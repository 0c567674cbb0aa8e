/**
 * Reading an invoice: the rules on its bytes, its schema, its facts. What is here needs nothing but the bytes, so
 * that it can be done in another thread.
 */
import { checkBytes, type Problem, read, validate } from '@kwit/formats';
import type { InvoiceStatusName, SystemCode } from '@kwit/ksef-contract';
import { type DocumentFacts, documentFacts } from './facts/document-facts.ts';
import { forms } from './forms.ts';
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
export async function readDocument(bytes: Uint8Array, form: SystemCode): Promise<Reading> {
  const { format } = forms[form];
  const [problem] = errorsOf(checkBytes(bytes));
  if (problem) return bytesRefusal(problem);
  const problems = errorsOf(await validate(bytes, { format, schemaOnly: true }));
  if (problems.length > 0) return refusal('badDocument', schemaSentences(problems));
  const document = read(bytes, { formats: [format] });
  if (document.format !== format) throw new Error(`read answered ${document.format} for ${format}`);
  const facts = documentFacts(form, document.root);
  return 'lacking' in facts ? refusal('badDocument', [facts.lacking]) : { accepted: true, facts };
}

/** Makes the schema of a form ready before its first invoice comes. */
export async function loadSchema(form: SystemCode): Promise<void> {
  const { format, smallest } = forms[form];
  await validate(new TextEncoder().encode(smallest), { format, schemaOnly: true });
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
