/** Refusals concerning tokens, where there is more to say than KSeF says. */
import { KsefError } from '@kwit/ksef-client';
import type { TokenPermissionType } from '@kwit/ksef-contract';
import { type Failure, useTexts } from '@kwit/ui';
import { useFailure } from '../../api/failure.ts';
import { tokenPermissions } from './permissions.ts';
import { tokensTexts } from './texts.ts';

const lacksPermissions = 26001;

/** Permissions that KSeF names because whoever asks for a token does not hold them; empty for any other failure. */
export function missingPermissionsOf(error: unknown): readonly TokenPermissionType[] {
  if (!(error instanceof KsefError) || !error.hasCode(lacksPermissions)) return [];
  const named = error.codes.flatMap(({ details }) => details).join(' ');
  return tokenPermissions.filter((permission) => new RegExp(`\\b${permission}\\b`).test(named));
}

/** The failure of an action on tokens, as a sentence with a way out. */
export function useTokenFailure(error: unknown): Failure | undefined {
  const texts = useTexts(tokensTexts);
  const failure = useFailure(error);
  if (!failure || !(error instanceof KsefError) || error.kind !== 'forbidden') return failure;
  return error.reasonCode === 'auth-method-not-allowed'
    ? { ...failure, happened: texts.byToken, remedy: texts.byTokenRemedy }
    : { ...failure, happened: texts.forbidden, remedy: texts.forbiddenRemedy };
}
