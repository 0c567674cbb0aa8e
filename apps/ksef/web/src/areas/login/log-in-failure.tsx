import { KsefError } from '@kwit/ksef-client';
import { ErrorNotice, useTexts } from '@kwit/ui';
import { useFailure } from '../../api/failure.ts';
import { loginTexts } from './texts.ts';

/** KSeF knows the person, who may do nothing in this context. */
export const noPermissions = 415;

/** Why somebody was not let in, and what to do. */
export function LogInFailure({
  error,
  person,
  context,
}: {
  error: unknown;
  person: string;
  context: string;
}) {
  const texts = useTexts(loginTexts);
  const failure = useFailure(error);
  if (!failure) return null;
  const shown =
    error instanceof KsefError && error.hasCode(noPermissions)
      ? { ...failure, happened: texts.noRights(person, context), remedy: texts.noRightsRemedy }
      : failure;
  return <ErrorNotice title={texts.failed} failure={shown} />;
}
