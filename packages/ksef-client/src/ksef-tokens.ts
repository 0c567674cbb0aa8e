/** Making KSeF tokens. Source: the official page on tokens. */
import type { Operations, RequestOf } from '@kwit/ksef-contract';
import { KsefError } from './errors.ts';
import { messages } from './messages.ts';
import { poll } from './polling.ts';
import type { SessionTools } from './session.ts';

type TokenRequest = RequestOf<Operations['createToken']>['body'];

export interface CreateKsefTokenOptions {
  /** What the token is for, 5 to 256 characters; shown in the list of tokens. */
  readonly description: string;
  /** Permissions of the token; the creator must hold them, and they cannot be changed later. */
  readonly permissions: readonly TokenRequest['permissions'][number][];
  /** Given the token as soon as it exists: whoever stores it here keeps it even where waiting for it fails. */
  readonly onToken?: ((created: CreatedKsefToken) => void | Promise<void>) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds to wait for the token to become active; the client's `processingDeadlineMs` without it. */
  readonly deadlineMs?: number | undefined;
}

export interface CreatedKsefToken {
  /** The secret; KSeF shows it this once. */
  readonly token: string;
  /** Names the token in lists, and for revoking it. */
  readonly referenceNumber: string;
}

/**
 * Makes a token and waits until it can log in.
 * @throws {KsefError} `refused` for permissions that the creator does not hold, `failed-status` where KSeF gives up
 */
export async function createKsefToken(
  { operations, pace }: SessionTools,
  { description, permissions, onToken, signal, deadlineMs }: CreateKsefTokenOptions,
): Promise<CreatedKsefToken> {
  const body = { description, permissions: [...permissions] };
  const { token, referenceNumber } = await operations.createToken({ body }, { signal });
  await onToken?.({ token, referenceNumber });
  const operation = 'getToken';
  const what = messages.ksefToken(referenceNumber);
  const { status, statusDetails } = await poll(
    () => operations.getToken({ path: { referenceNumber } }, { signal }),
    (answer) => answer.status !== 'Pending',
    { operation, what, pace: { ...pace, deadlineMs: deadlineMs ?? pace.deadlineMs }, signal },
  );
  if (status === 'Active') return { token, referenceNumber };
  const text = messages.tokenNotActive(what, status, statusDetails ?? []);
  throw new KsefError({ kind: 'failed-status', operation, text });
}
