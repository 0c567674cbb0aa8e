/** Why there is no receipt, in words. */
import { KsefError } from '@kwit/ksef-client';
import { type Failure, useTexts } from '@kwit/ui';
import { useFailure } from '../../../api/failure.ts';
import { invoicesTexts } from '../texts.ts';

/** None of the sessions that the caller may see has the invoice. */
export class NoUpo extends Error {
  override readonly name = 'NoUpo';
}

export function useUpoFailure(error: unknown): Failure | undefined {
  const texts = useTexts(invoicesTexts);
  const failure = useFailure(error);
  if (error instanceof NoUpo) return { happened: texts.upoNotHere, remedy: texts.upoNotHereRemedy };
  if (failure && error instanceof KsefError && error.kind === 'forbidden') {
    return { ...failure, happened: texts.upoForbidden, remedy: texts.upoForbiddenRemedy };
  }
  return failure;
}
