import {
  type Column,
  DateText,
  EmptyState,
  ErrorNotice,
  ListCard,
  PageHeader,
  QuietText,
  RowsSkeleton,
  useTexts,
  WholeText,
} from '@kwit/ui';
import { Button, Stack } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { PagedList } from '../../api/paged-list.tsx';
import { useServerTime } from '../../api/server-time.ts';
import { asksForAnything } from '../../search.ts';
import classes from './collective-identifiers.module.css';
import { IdentifierFilters } from './filters.tsx';
import type { IdentifierSearch } from './search.ts';
import { collectiveIdentifierTexts } from './texts.ts';
import {
  daysIn,
  type ListedIdentifier,
  mostDays,
  rangeOf,
  useIdentifierFailure,
  useIdentifiers,
} from './use-identifiers.ts';

const route = getRouteApi('/shell/collective-identifiers');

export function CollectiveIdentifiersPage() {
  const texts = useTexts(collectiveIdentifierTexts);
  const search = route.useSearch();
  const { nowMs, error, refetch } = useServerTime();
  const failure = useIdentifierFailure(error);
  const create = (
    <Button renderRoot={(props) => <Link to="/collective-identifiers/create" {...props} />}>
      {texts.create}
    </Button>
  );
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} action={create} />
      {failure && <ErrorNotice title={texts.timeNotLoaded} failure={failure} onRetry={refetch} />}
      {nowMs === undefined && !failure && <RowsSkeleton />}
      {nowMs !== undefined && (
        <Stack gap="lg">
          <IdentifierFilters nowMs={nowMs} />
          <Identifiers search={search} nowMs={nowMs} />
        </Stack>
      )}
    </>
  );
}

/** Whether KSeF would refuse the days; the filters say why. */
function isPossible(search: IdentifierSearch, nowMs: number): boolean {
  const days = daysIn(rangeOf(search, nowMs));
  return search.invoice !== undefined || (days >= 1 && days <= mostDays);
}

function Identifiers({ search, nowMs }: { search: IdentifierSearch; nowMs: number }) {
  const texts = useTexts(collectiveIdentifierTexts);
  const isAsked = isPossible(search, nowMs);
  const found = useIdentifiers(search, isAsked ? nowMs : undefined);
  const failure = useIdentifierFailure(found.error);
  const rows = useMemo(
    () => found.data?.pages.flatMap((page) => page.collectiveIdentifiers) ?? [],
    [found.data],
  );
  const columns = useColumns(search.invoice === undefined);
  if (!isAsked) return null;
  return (
    <PagedList
      query={found}
      failure={failure}
      notLoaded={texts.notLoaded}
      label={texts.title}
      rows={rows}
      columns={columns}
      rowKey={({ collectiveIdentifierNumber }) => collectiveIdentifierNumber}
      card={(row) => <Card row={row} />}
    >
      <Nothing search={search} />
    </PagedList>
  );
}

function Nothing({ search }: { search: IdentifierSearch }) {
  const texts = useTexts(collectiveIdentifierTexts);
  return !asksForAnything(search) ? (
    <EmptyState title={texts.none}>{texts.noneText}</EmptyState>
  ) : (
    <EmptyState title={texts.noneFound} />
  );
}

const NumberLink = ({ number }: { number: string }) => (
  <WholeText>
    <Link to="/collective-identifiers/$number" params={{ number }} className={classes.number}>
      {number}
    </Link>
  </WholeText>
);

function useColumns(hasCount: boolean): readonly Column<ListedIdentifier>[] {
  const texts = useTexts(collectiveIdentifierTexts);
  return useMemo(
    () => [
      {
        key: 'number',
        header: texts.number,
        width: 'minmax(0, 3fr)',
        cell: ({ collectiveIdentifierNumber }) => <NumberLink number={collectiveIdentifierNumber} />,
      },
      {
        key: 'created',
        header: texts.created,
        width: '184px',
        cell: ({ dateCreated }) => <DateText value={dateCreated} time />,
      },
      ...(hasCount
        ? [
            {
              key: 'count',
              header: texts.count,
              width: '96px',
              align: 'end' as const,
              cell: ({ invoiceCount }: ListedIdentifier) => invoiceCount,
            },
          ]
        : []),
      {
        key: 'made',
        header: texts.made,
        width: 'minmax(0, 2fr)',
        cell: ({ createdInCurrentContext: here }) => (
          <WholeText>{here ? texts.madeHere : texts.madeElsewhere}</WholeText>
        ),
      },
    ],
    [texts, hasCount],
  );
}

/** An identifier on a phone. */
function Card({ row }: { row: ListedIdentifier }) {
  const texts = useTexts(collectiveIdentifierTexts);
  return (
    <ListCard>
      <NumberLink number={row.collectiveIdentifierNumber} />
      <QuietText>
        {texts.created}: <DateText value={row.dateCreated} time />
      </QuietText>
      {row.invoiceCount !== undefined && <span>{texts.invoices(row.invoiceCount)}</span>}
      <span>{row.createdInCurrentContext ? texts.madeHere : texts.madeElsewhere}</span>
    </ListCard>
  );
}
