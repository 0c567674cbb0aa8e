import type { AuthenticationTokenStatus } from '@kwit/ksef-contract';
import { nothingBut } from '../../search.ts';

export const tokenStatuses: readonly AuthenticationTokenStatus[] = [
  'Active',
  'Pending',
  'Revoking',
  'Revoked',
  'Failed',
];

export interface TokenSearch {
  /** Tokens in this state alone; all without it. */
  readonly status?: AuthenticationTokenStatus;
}

export function tokenSearch(given: Readonly<Record<string, unknown>>): TokenSearch {
  const status = tokenStatuses.find((one) => one === given.status);
  return nothingBut(given, status === undefined ? {} : { status });
}
