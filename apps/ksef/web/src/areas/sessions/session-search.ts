/** Which sessions, and which invoices of one, are shown; in the address, so that a reload keeps it. */
import type { CommonSessionStatus, SessionType } from '@kwit/ksef-contract';
import { isDay } from '../../days.ts';
import { nothingBut } from '../../search.ts';

export const sessionTypes = ['Online', 'Batch'] as const satisfies readonly SessionType[];
export const sessionStatuses = [
  'InProgress',
  'Succeeded',
  'Failed',
  'Cancelled',
] as const satisfies readonly CommonSessionStatus[];

export interface SessionSearch {
  /** Online without it; KSeF lists one kind at a time. */
  readonly type?: SessionType;
  readonly status?: CommonSessionStatus;
  /** First and last day on which a session was opened, `yyyy-mm-dd`. */
  readonly from?: string;
  readonly to?: string;
}

export interface SessionInvoiceSearch {
  /** Only the invoices that were refused. */
  readonly only?: 'failed';
}

type Given = Readonly<Record<string, unknown>>;

const dayOf = (value: unknown): string | undefined =>
  typeof value === 'string' && isDay(value) ? value : undefined;

export function sessionSearch(given: Given): SessionSearch {
  const type = sessionTypes.find((one) => one === given.type);
  const status = sessionStatuses.find((one) => one === given.status);
  const [from, to] = [dayOf(given.from), dayOf(given.to)];
  return nothingBut(given, {
    ...(type === 'Batch' && { type }),
    ...(status !== undefined && { status }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  });
}

export const sessionInvoiceSearch = (given: Given): SessionInvoiceSearch =>
  nothingBut(given, given.only === 'failed' ? { only: given.only } : {});
