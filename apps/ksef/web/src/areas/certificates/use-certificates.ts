import type { CertificateListItem } from '@kwit/ksef-contract';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { currentClient } from '../../session/session.ts';
import type { CertificateSearch } from './certificate-search.ts';

const pageSize = 50;
const askAgainMs = 1500;

/** Own certificates that meet the filters, newest first, page by page; asked for again while one is being revoked. */
export const useCertificates = (filters: CertificateSearch) =>
  useInfiniteQuery({
    queryKey: ['queryCertificates', 'pages', filters],
    queryFn: ({ pageParam, signal }) => certificatePage(filters, pageParam, signal),
    initialPageParam: 0,
    getNextPageParam: ({ hasMore }, _, page) => (hasMore ? page + 1 : undefined),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => {
      const shown = state.data?.pages.flatMap((page) => page.certificates) ?? [];
      return shown.some(({ status }) => status === 'Blocked') ? askAgainMs : false;
    },
  });

/** All certificates that can be used, whatever the list shows: for the reminder. */
export const useActiveCertificates = () =>
  useQuery({
    queryKey: ['queryCertificates', 'active'],
    queryFn: async ({ signal }) => {
      const found: CertificateListItem[] = [];
      // Nobody may have more than a hundred; KSeF says where the list ends.
      for (let page = 0; page < 20; page += 1) {
        const { certificates, hasMore } = await certificatePage({ status: 'Active' }, page, signal);
        found.push(...certificates);
        if (!hasMore) break;
      }
      return found;
    },
  });

const certificatePage = (body: CertificateSearch, pageOffset: number, signal: AbortSignal) =>
  currentClient().operations.queryCertificates({ query: { pageSize, pageOffset }, body }, { signal });
