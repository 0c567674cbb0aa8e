import type { AuthenticationTokenStatus } from '@kwit/ksef-contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { currentClient } from '../../session/session.ts';

const pageSize = 100;
const askAgainMs = 1500;
const passing: readonly AuthenticationTokenStatus[] = ['Pending', 'Revoking'];

/** Tokens of the context, newest first, page by page; asked for again while one of them is on its way. */
export const useTokens = (status: AuthenticationTokenStatus | undefined) =>
  useInfiniteQuery({
    queryKey: ['listTokens', 'pages', status],
    queryFn: ({ pageParam, signal }) =>
      currentClient().operations.listTokens(
        {
          query: { pageSize, ...(status === undefined ? {} : { status: [status] }) },
          headers: pageParam === undefined ? {} : { 'x-continuation-token': pageParam },
        },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ continuationToken }) => continuationToken ?? undefined,
    refetchInterval: ({ state }) => {
      const tokens = state.data?.pages.flatMap((page) => page.tokens) ?? [];
      return tokens.some((token) => passing.includes(token.status)) ? askAgainMs : false;
    },
  });
