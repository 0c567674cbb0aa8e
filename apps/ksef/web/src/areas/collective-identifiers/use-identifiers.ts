/** Collective identifiers, page by page. */
import { KsefError } from '@kwit/ksef-client';
import type { CollectiveIdentifiersQueryRequest } from '@kwit/ksef-contract';
import { type Failure, useTexts } from '@kwit/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useFailure } from '../../api/failure.ts';
import { polishDayOf } from '../../api/server-time.ts';
import { currentClient } from '../../session/session.ts';
import type { IdentifierSearch } from './search.ts';
import { collectiveIdentifierTexts } from './texts.ts';

export interface ListedIdentifier {
  readonly collectiveIdentifierNumber: string;
  readonly dateCreated: string;
  readonly createdInCurrentContext: boolean;
  /** Absent where KSeF was asked for those of one invoice. */
  readonly invoiceCount?: number;
}

interface Page {
  readonly collectiveIdentifiers: readonly ListedIdentifier[];
  readonly continuationToken?: string | null | undefined;
}

/** The most that KSeF gives at once. */
const pageSize = 200;
const invoicePageSize = 500;
export const listKey = 'queryCollectiveIdentifiers';

const dayMs = 86_400_000;
/** The most days, both ends included, that KSeF searches at a time. */
export const mostDays = 100;

/** The days that are searched: as chosen, else so that the range is as long as may be. */
export function rangeOf({ from, to }: IdentifierSearch, nowMs: number): { from: string; to: string } {
  const shifted = (day: string, days: number) =>
    new Date(Date.parse(`${day}T12:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
  const end = to ?? (from === undefined ? polishDayOf(nowMs) : shifted(from, mostDays - 1));
  return { from: from ?? shifted(end, 1 - mostDays), to: end };
}

/** Days from the first to the last, both included; not positive where they are in the wrong order. */
export const daysIn = ({ from, to }: { from: string; to: string }): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / dayMs) + 1;

function filtersOf(search: IdentifierSearch, nowMs: number): CollectiveIdentifiersQueryRequest {
  const { from, to } = rangeOf(search, nowMs);
  return {
    // Without an offset it is the time in Poland.
    dateCreatedFrom: `${from}T00:00:00`,
    dateCreatedTo: `${to}T23:59:59.999`,
    ...(search.number !== undefined && { collectiveIdentifierNumber: search.number }),
    ...(search.atLeast !== undefined && { invoiceCountFrom: Number(search.atLeast) }),
    ...(search.atMost !== undefined && { invoiceCountTo: Number(search.atMost) }),
    ...(search.made !== undefined && { createdInCurrentContext: search.made === 'here' }),
  };
}

const goOn = (token: string | undefined) => (token === undefined ? {} : { 'x-continuation-token': token });

/** The identifiers that the address asks for, newest first. @param nowMs time of KSeF; nothing is asked before it is known */
export const useIdentifiers = (search: IdentifierSearch, nowMs: number | undefined) =>
  useInfiniteQuery({
    queryKey: [listKey, search, nowMs === undefined ? undefined : rangeOf(search, nowMs)],
    queryFn: ({ pageParam, signal }): Promise<Page> => {
      const { operations } = currentClient();
      const headers = goOn(pageParam);
      const query = { pageSize };
      return search.invoice === undefined
        ? operations.queryCollectiveIdentifiers(
            { query, headers, body: filtersOf(search, nowMs ?? 0) },
            { signal },
          )
        : operations.listCollectiveIdentifiersOfInvoice(
            { query, headers, path: { ksefNumber: search.invoice } },
            { signal },
          );
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ continuationToken }) => continuationToken || undefined,
    enabled: nowMs !== undefined,
  });

/** The invoices of one identifier. */
export const useInvoicesOf = (number: string) =>
  useInfiniteQuery({
    queryKey: ['listCollectiveIdentifierInvoices', number],
    queryFn: ({ pageParam, signal }) =>
      currentClient().operations.listCollectiveIdentifierInvoices(
        {
          query: { pageSize: invoicePageSize },
          headers: goOn(pageParam),
          body: { collectiveIdentifierNumbers: [number] },
        },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ continuationToken }) => continuationToken || undefined,
  });

/** A failure of this area, as a sentence with a way out. */
export function useIdentifierFailure(error: unknown): Failure | undefined {
  const texts = useTexts(collectiveIdentifierTexts);
  const failure = useFailure(error);
  if (!failure || !(error instanceof KsefError) || error.kind !== 'forbidden') return failure;
  return { ...failure, happened: texts.forbidden, remedy: texts.forbiddenRemedy };
}
