/** Reading sessions and their invoices. How often KSeF is asked again keeps below its rate limits. */
import type { SessionStatusResponse, SessionsQueryResponseItem } from '@kwit/ksef-contract';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useApiQuery } from '../../api/use-api.ts';
import { currentClient } from '../../session/session.ts';
import type { SessionSearch } from './session-search.ts';
import { isOpen, isReferenceNumber, isUnderWay } from './session-states.ts';

const pageSize = 50;
const invoicePageSize = 100;

/** Processing is a matter of seconds; an open session may stay so for twelve hours. */
const processingMs = 3000;
const openMs = 15_000;
/** Sixty questions for the list are allowed an hour. */
const openListMs = 120_000;

type Stand = Pick<SessionStatusResponse, 'status'>;

function askAgainMs(sessions: readonly Stand[], whileOpenMs: number): number | false {
  if (sessions.some((session) => isUnderWay(session) && !isOpen(session))) return processingMs;
  return sessions.some(isOpen) ? whileOpenMs : false;
}

/**
 * Sessions of the context, newest first, page by page. KSeF reads a moment without a zone as one in Poland.
 * @param enabled false: not asked for
 */
export const useSessions = ({ type = 'Online', status, from, to }: SessionSearch, enabled: boolean) =>
  useInfiniteQuery({
    queryKey: ['listSessions', 'pages', type, status, from, to],
    queryFn: ({ pageParam, signal }) =>
      currentClient().operations.listSessions(
        {
          query: {
            pageSize,
            sessionType: type,
            ...(status !== undefined && { statuses: [status] }),
            ...(from !== undefined && { dateCreatedFrom: `${from}T00:00:00` }),
            ...(to !== undefined && { dateCreatedTo: `${to}T23:59:59.999` }),
          },
          headers: pageParam === undefined ? {} : { 'x-continuation-token': pageParam },
        },
        { signal },
      ),
    enabled,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ continuationToken }) => continuationToken ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => {
      const sessions: SessionsQueryResponseItem[] = state.data?.pages.flatMap((page) => page.sessions) ?? [];
      return askAgainMs(sessions, openListMs);
    },
  });

export const useSessionStatus = (referenceNumber: string) =>
  useApiQuery(
    'getSessionStatus',
    { path: { referenceNumber } },
    {
      enabled: isReferenceNumber(referenceNumber),
      refetchInterval: (answer) => (answer ? askAgainMs([answer], openMs) : false),
    },
  );

/**
 * Invoices of a session in the order in which they were sent, or those that were refused.
 * @param stand changes whenever something happens in the session: then they are asked for again
 */
export const useSessionInvoices = (referenceNumber: string, only: 'failed' | undefined, stand: string) =>
  useInfiniteQuery({
    queryKey: ['listSessionInvoices', referenceNumber, only, stand],
    queryFn: ({ pageParam, signal }) => {
      const { operations } = currentClient();
      const list = only === 'failed' ? operations.listFailedSessionInvoices : operations.listSessionInvoices;
      const request = {
        path: { referenceNumber },
        query: { pageSize: invoicePageSize },
        headers: pageParam === undefined ? {} : { 'x-continuation-token': pageParam },
      };
      return list(request, { signal });
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ continuationToken }) => continuationToken ?? undefined,
    placeholderData: keepPreviousData,
  });
