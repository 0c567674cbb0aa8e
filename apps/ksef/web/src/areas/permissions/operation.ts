/** Grants and revocations under way: KSeF takes them, and carries them out afterwards. */
import { KsefError } from '@kwit/ksef-client';
import { type Failure, useTexts } from '@kwit/ui';
import { useQuery } from '@tanstack/react-query';
import { useFailure } from '../../api/failure.ts';
import { currentClient } from '../../session/session.ts';
import { permissionsTexts } from './texts.ts';

export interface RunningOperation {
  readonly state: 'none' | 'running' | 'done' | 'failed';
  readonly error: Error | null;
  readonly askAgain: () => void;
}

/** What becomes of an operation; it is asked for, ever more slowly, until it has ended. */
export function useOperation(referenceNumber: string | undefined): RunningOperation {
  const asked = useQuery({
    queryKey: ['getPermissionOperationStatus', referenceNumber],
    queryFn: ({ signal }) => currentClient().permissions.waitFor(referenceNumber ?? '', { signal }),
    enabled: referenceNumber !== undefined,
    // Once it has ended it stays so.
    staleTime: Number.POSITIVE_INFINITY,
  });
  const state = referenceNumber === undefined ? 'none' : stateOf(asked.status);
  return { state, error: asked.error, askAgain: () => void asked.refetch() };
}

const stateOf = (status: 'pending' | 'error' | 'success') =>
  ({ pending: 'running', error: 'failed', success: 'done' })[status] as 'running' | 'failed' | 'done';

const isTexted = <Code extends number>(
  texts: Readonly<Record<Code, unknown>>,
  code: number | undefined,
): code is Code => code !== undefined && code in texts;

/** The failure of a change of permissions, as a sentence with a way out. */
export function usePermissionFailure(error: unknown): Failure | undefined {
  const { statuses, forbidden, forbiddenRemedy } = useTexts(permissionsTexts);
  const failure = useFailure(error);
  if (!failure || !(error instanceof KsefError)) return failure;
  if (error.kind === 'forbidden') return { ...failure, happened: forbidden, remedy: forbiddenRemedy };
  const code = error.codes[0]?.code;
  if (error.kind !== 'failed-status' || !isTexted(statuses, code)) return failure;
  const { happened, remedy } = statuses[code];
  return { ...failure, happened, remedy };
}
