/**
 * Operations of the contract that the local KSeF does not support yet: they answer 501. Whoever writes the
 * handler of one takes its name off the list; a name that stays, or one that leaves too early, does not compile.
 */
import type { OperationName } from '@kwit/ksef-contract';
import { NotSupportedYet } from '../errors.ts';
import type { HandlersOf } from './handlers.ts';

export const pendingOperations = [
  'getContextLimits',
  'getSubjectLimits',
  'getRateLimits',

  'updateTestCertificate',
  'blockTestContext',
  'unblockTestContext',
  'setTestSessionLimits',
  'resetTestSessionLimits',
  'setTestCertificateLimits',
  'resetTestCertificateLimits',
  'setTestRateLimits',
  'resetTestRateLimits',
  'setTestProductionRateLimits',
] as const satisfies readonly OperationName[];
export type PendingOperation = (typeof pendingOperations)[number];

/** The handlers that there are: of every operation that is not pending, and of none that is. */
export type SupportedHandlers = HandlersOf<Exclude<OperationName, PendingOperation>> & {
  [Name in PendingOperation]?: never;
};

export function pendingHandlers(): HandlersOf<PendingOperation> {
  const entries = pendingOperations.map((name) => [name, () => Promise.reject(new NotSupportedYet(name))]);
  return Object.fromEntries(entries) as HandlersOf<PendingOperation>;
}
