import {
  type InvoiceMetadata,
  type InvoiceQueryFilters,
  invoiceQueryMaxResults,
  type QueryInvoicesMetadataResponse,
} from '@kwit/ksef-contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { currentClient } from '../../../session/session.ts';
import { endOf, startOf } from './invoice-search.ts';

export const pageSize = 250;
/** Every page that is loaded would be asked for again, and KSeF counts the questions. */
const freshMs = 5 * 60_000;

/** Where a page begins: so many pages after the beginning of the range, or of what is left of it. */
interface PagePlace {
  readonly offset: number;
  /** The date of the last invoice of the 10,000 before, where the range was narrowed to it. */
  readonly edge?: string;
}

const first: PagePlace = { offset: 0 };

/**
 * Invoices page by page. Of one range KSeF gives 10,000 at most; then the range is narrowed to begin (or end) at the
 * last of them, and goes on.
 */
export function useInvoices(filters: InvoiceQueryFilters, newestFirst: boolean) {
  const { dateType } = filters.dateRange;
  const pages = useInfiniteQuery({
    queryKey: ['queryInvoiceMetadata', 'pages', filters, newestFirst],
    queryFn: ({ pageParam: { offset, edge }, signal }) =>
      currentClient().operations.queryInvoiceMetadata(
        {
          query: { pageOffset: offset, pageSize, sortOrder: newestFirst ? 'Desc' : 'Asc' },
          body: { ...filters, dateRange: narrowed(filters.dateRange, edge, newestFirst) },
        },
        { signal },
      ),
    initialPageParam: first,
    getNextPageParam: (page, _, place) => nextPlace(page, place, dateType),
    staleTime: freshMs,
    refetchOnWindowFocus: false,
  });
  const rows = useMemo(() => distinct(pages.data?.pages ?? []), [pages.data]);
  const last = pages.data?.pages.at(-1);
  return { pages, rows, isCutShort: last?.isTruncated === true && !pages.hasNextPage };
}

type Page = QueryInvoicesMetadataResponse;
type DateType = InvoiceQueryFilters['dateRange']['dateType'];

const fields = {
  Issue: 'issueDate',
  Invoicing: 'invoicingDate',
  PermanentStorage: 'permanentStorageDate',
} as const satisfies Record<DateType, keyof InvoiceMetadata>;

/** Undefined at the end, and where so many have one and the same date that no range can part them. */
function nextPlace(page: Page, place: PagePlace, dateType: DateType): PagePlace | undefined {
  const isLastOfRange = (place.offset + 1) * pageSize >= invoiceQueryMaxResults;
  if (page.hasMore && !page.isTruncated && !isLastOfRange) return { ...place, offset: place.offset + 1 };
  if (!page.isTruncated && !page.hasMore) return undefined;
  const edge = page.invoices.at(-1)?.[fields[dateType]];
  return edge === undefined || edge === place.edge ? undefined : { offset: 0, edge };
}

function narrowed(
  range: InvoiceQueryFilters['dateRange'],
  edge: string | undefined,
  newestFirst: boolean,
): InvoiceQueryFilters['dateRange'] {
  if (edge === undefined) return range;
  const isDay = !edge.includes('T');
  if (newestFirst) return { ...range, to: isDay ? endOf(edge) : edge };
  return { ...range, from: isDay ? startOf(edge) : edge };
}

/** What stands on two pages, because invoices came between the questions or two ranges meet, is shown once. */
function distinct(pages: readonly Page[]): InvoiceMetadata[] {
  const known = new Set<string>();
  return pages
    .flatMap(({ invoices }) => invoices)
    .filter(({ ksefNumber }) => !known.has(ksefNumber) && known.add(ksefNumber));
}
