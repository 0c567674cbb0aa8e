/**
 * Reading an invoice: the rules on its bytes, its schema, its facts. What is here needs nothing but the bytes, so
 * that it can be done in another thread.
 */
import { checkBytes, type Fa3, type Problem, read, validate } from '@kwit/formats';
import { type InvoiceFacts, invoiceFacts } from '@kwit/invoice';
import type { InvoiceStatusName } from '@kwit/ksef-contract';
import { type JudgedForm, judgedForms } from './forms.ts';
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
export type Reading = { readonly accepted: true; readonly facts: InvoiceFacts } | Refusal;

export const refusal = (status: InvoiceStatusName, details: readonly string[]): Refusal => ({
  accepted: false,
  status,
  details,
});

/** Checks the bytes, then the schema, and reads the facts. The first check that fails is the answer. */
export async function readDocument(bytes: Uint8Array, form: JudgedForm): Promise<Reading> {
  const format = judgedForms[form];
  const [problem] = errorsOf(checkBytes(bytes));
  if (problem) return bytesRefusal(problem);
  const problems = errorsOf(await validate(bytes, { format, schemaOnly: true }));
  if (problems.length > 0) return refusal('badDocument', schemaSentences(problems));
  const document = read(bytes, { formats: [format] });
  if (document.format !== format) throw new Error(`read answered ${document.format} for ${format}`);
  // FA (2) has the same elements for every fact: FA (3) added others, and renamed none of these.
  return { accepted: true, facts: invoiceFacts({ format: 'FA(3)', root: document.root as Fa3 }) };
}

/** Makes the schema ready before the first invoice comes. */
export async function loadSchema(): Promise<void> {
  const nearlyNothing = '<Faktura xmlns="http://crd.gov.pl/wzor/2025/06/25/13775/"/>';
  await validate(new TextEncoder().encode(nearlyNothing), { format: 'FA(3)', schemaOnly: true });
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
