/** Refusals concerning invoices, where there is more to say than KSeF says. */
import { KsefError } from '@kwit/ksef-client';
import { type Failure, useTexts } from '@kwit/ui';
import { useFailure } from '../../api/failure.ts';
import { invoicesTexts } from './texts.ts';

const notFound = 21164;
const notYet = 21165;

/** The failure of a question about invoices, as a sentence with a way out. */
export function useInvoiceFailure(error: unknown): Failure | undefined {
  const texts = useTexts(invoicesTexts);
  const failure = useFailure(error);
  if (!failure || !(error instanceof KsefError)) return failure;
  if (error.kind === 'forbidden') {
    return { ...failure, happened: texts.forbidden, remedy: texts.forbiddenRemedy };
  }
  if (error.hasCode(notFound)) return { ...failure, happened: texts.notFound, remedy: texts.notFoundRemedy };
  if (error.hasCode(notYet)) return { ...failure, happened: texts.notYet, remedy: texts.notYetRemedy };
  return failure;
}
