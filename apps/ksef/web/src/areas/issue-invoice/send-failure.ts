/** Why an invoice did not leave the page, or was rejected, where there is more to say than KSeF says. */
import { KsefError } from '@kwit/ksef-client';
import { type Failure, useTexts } from '@kwit/ui';
import { useFailure } from '../../api/failure.ts';
import type { Outcome } from './sending/sending.ts';
import { issueInvoiceTexts } from './texts.ts';

/** The failure of a sending that KSeF did not take. */
export function useSendFailure(error: unknown): Failure | undefined {
  const texts = useTexts(issueInvoiceTexts);
  const failure = useFailure(error);
  if (!failure || !(error instanceof KsefError) || error.kind !== 'forbidden') return failure;
  return { ...failure, happened: texts.forbidden, remedy: texts.forbiddenRemedy };
}

type Rejection = Extract<Outcome, { kind: 'rejected' }>;

/** Statuses of invoices. Source: the official description of the API. */
const statuses = { noRight: 410, duplicate: 440 } as const;

export interface RejectionInWords {
  readonly title: string;
  readonly failure: Failure;
  /** The sentence at the number of the invoice, where that is what is wrong. */
  readonly atNumber?: string;
}

/** A rejection of KSeF in words: what it is, what to do. */
export function useRejection(outcome: Outcome | undefined): RejectionInWords | undefined {
  const texts = useTexts(issueInvoiceTexts);
  if (outcome?.kind !== 'rejected') return undefined;
  return rejectionInWords(outcome, texts);
}

export function rejectionInWords(
  { status }: Pick<Rejection, 'status'>,
  texts: (typeof issueInvoiceTexts)['pl'],
): RejectionInWords {
  const { code, description, details } = status;
  const reasons = details ?? [];
  const particulars = [[texts.code, String(code)]] as const;
  if (code === statuses.duplicate) {
    const atNumber = texts.duplicate(status.extensions?.originalKsefNumber ?? '–');
    return { title: texts.rejected(description), failure: { happened: atNumber, particulars }, atNumber };
  }
  if (code === statuses.noRight) {
    const failure = { happened: texts.noRightRemedy, reasons, particulars };
    return { title: texts.rejected(texts.noRight), failure };
  }
  const failure = { happened: texts.rejectedText, reasons, particulars };
  return { title: texts.rejected(description), failure };
}
