/** What KSeF knows of an invoice, whatever its form: the facts by which it is accepted, shown and found. */
import type { InvoiceFacts } from '@kwit/invoice/facts';
import type { InvoiceType, SystemCode } from '@kwit/ksef-contract';
import type { RootOfForm } from '../forms.ts';
import { faFacts } from './fa-facts.ts';
import { faRrFacts } from './fa-rr-facts.ts';
import { pefCorrectionFacts, pefFacts } from './pef-facts.ts';

/** Amounts are decimal text. Source: InvoiceMetadata of the official OpenAPI. */
export interface DocumentFacts
  extends Pick<
    InvoiceFacts,
    | 'number'
    | 'issueDate'
    | 'buyer'
    | 'thirdParties'
    | 'authorizedParty'
    | 'currency'
    | 'net'
    | 'gross'
    | 'isSelfInvoicing'
    | 'hasAttachment'
  > {
  readonly form: SystemCode;
  /** Two invoices of one seller may have the same number when they are of different kinds. */
  readonly kind: string;
  readonly invoiceType: InvoiceType;
  readonly seller: { readonly nip: string; readonly name: string | null };
  /** In PLN where the document says so. */
  readonly vat: string;
}

/** A document that fits its schema and yet lacks what KSeF needs of it: a sentence for the details of the status. */
export interface LackingFact {
  readonly lacking: string;
}

type FactsReader<Root> = (root: Root) => DocumentFacts | LackingFact;

const readers: { readonly [Code in SystemCode]: FactsReader<RootOfForm<Code>> } = {
  // FA (2) has the same elements for every fact: FA (3) added others, and renamed none of these.
  'FA (2)': (root) => faFacts('FA (2)', root as RootOfForm<'FA (3)'>),
  'FA (3)': (root) => faFacts('FA (3)', root),
  'FA_RR (1)': faRrFacts,
  'PEF (3)': pefFacts,
  'PEF_KOR (3)': pefCorrectionFacts,
};

/** The facts of a document that fits the schema of its form. */
export function documentFacts<Code extends SystemCode>(
  form: Code,
  root: RootOfForm<Code>,
): DocumentFacts | LackingFact {
  return readers[form](root);
}
