import { DataList, type DataListProps, ErrorNotice, type Failure, RowsSkeleton } from '@kwit/ui';
import type { ReactNode } from 'react';

/** What a list needs of a query in pages (`useInfiniteQuery`). */
export interface PagedQuery {
  readonly isPending: boolean;
  readonly isFetching: boolean;
  readonly hasNextPage: boolean;
  readonly error: unknown;
  readonly refetch: () => unknown;
  readonly fetchNextPage: () => unknown;
}

export interface PagedListProps<Row> extends Omit<DataListProps<Row>, 'onEnd'> {
  readonly query: PagedQuery;
  /** Why the query failed, in words; rows that came before stay. */
  readonly failure: Failure | undefined;
  /** The sentence above the failure. */
  readonly notLoaded: string;
  /** What stands where there are no rows. */
  readonly children: ReactNode;
}

/** A list that KSeF answers in pages: while it loads, where it failed, its rows and their further pages, or nothing. */
export function PagedList<Row>({ query, failure, notLoaded, rows, children, ...list }: PagedListProps<Row>) {
  if (query.isPending) return <RowsSkeleton />;
  const goesOn = query.hasNextPage && !query.isFetching && !query.error;
  return (
    <>
      {failure && <ErrorNotice title={notLoaded} failure={failure} onRetry={() => void query.refetch()} />}
      {rows.length > 0 && (
        <DataList rows={rows} {...list} onEnd={goesOn ? () => void query.fetchNextPage() : undefined} />
      )}
      {rows.length === 0 && !failure && children}
    </>
  );
}
