import { Amount, DataList, EmptyState, ErrorNotice, Notice, RowsSkeleton, useTexts } from '@kwit/ui';
import { Button } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { useSelectedRows, useSelection } from '../bulk/selection.ts';
import { SelectionBar } from '../bulk/selection-bar.tsx';
import { useInvoiceFailure } from '../invoice-failure.ts';
import { invoicesTexts } from '../texts.ts';
import { InvoiceCard } from './invoice-card.tsx';
import { useInvoiceColumns } from './invoice-columns.tsx';
import classes from './invoice-list.module.css';
import { filtersOf, hasConditions, type InvoiceSearch, withoutConditions } from './invoice-search.ts';
import { isSortedByKsef, sortedRows } from './sorted-rows.ts';
import { grossByCurrency } from './sums.ts';
import { useInvoices } from './use-invoices.ts';

export interface InvoicesProps {
  readonly search: InvoiceSearch;
  /** As KSeF sees it. */
  readonly today: string;
  readonly onChange: (search: InvoiceSearch) => void;
}

/** What KSeF has found, as far as it is loaded. */
export function Invoices({ search, today, onChange }: InvoicesProps) {
  const texts = useTexts(invoicesTexts);
  const { subject = 'Subject1', sort = 'newest' } = search;
  const [wantsAll, setWantsAll] = useState(false);
  const filters = useMemo(() => filtersOf(search, today), [search, today]);
  const { pages, rows, isCutShort } = useInvoices(filters, sort !== 'oldest');
  const failure = useInvoiceFailure(pages.error);
  const sorted = useMemo(() => sortedRows(rows, sort, subject), [rows, sort, subject]);
  const columns = useInvoiceColumns(search);
  const [selected, select] = useSelection(JSON.stringify(filters));
  const selectedRows = useSelectedRows(sorted, selected);
  const { hasNextPage, isFetching, fetchNextPage, isError } = pages;
  const isLoadingAll = (wantsAll || !isSortedByKsef(sort)) && hasNextPage;
  useEffect(() => {
    if (isLoadingAll && !isFetching && !isError) void fetchNextPage();
  }, [isLoadingAll, isFetching, isError, fetchNextPage]);
  if (pages.isPending) return <RowsSkeleton />;
  const retry = () => void (rows.length === 0 ? pages.refetch() : fetchNextPage());
  const more = hasNextPage && !isFetching && !isError ? () => void fetchNextPage() : undefined;
  return (
    <>
      {rows.length > 0 && (
        <>
          <div className={classes.totals}>
            <p role="status" className={classes.count}>
              {!hasNextPage
                ? texts.all(rows.length)
                : isLoadingAll
                  ? texts.loadingAll(rows.length)
                  : texts.loaded(rows.length)}
            </p>
            <Sums label={hasNextPage ? texts.sumOfLoaded : texts.sum} rows={rows} />
            {hasNextPage && isSortedByKsef(sort) && (
              <Button variant="default" size="sm" onClick={() => setWantsAll(!wantsAll)}>
                {wantsAll ? texts.stopLoading : texts.loadAll}
              </Button>
            )}
            <Refresh onRefresh={() => void pages.refetch()} isBusy={isFetching} />
          </div>
          <DataList
            label={texts.listOf(texts.subjects[subject])}
            rows={sorted}
            columns={columns}
            rowKey={({ ksefNumber }) => ksefNumber}
            card={(invoice) => <InvoiceCard invoice={invoice} search={search} />}
            onEnd={more}
            selection={{ selected, onChange: select, name: ({ invoiceNumber }) => invoiceNumber }}
          />
          <SelectionBar
            rows={selectedRows}
            total={rows.length}
            onSelectAll={() => select(new Set(rows.map(({ ksefNumber }) => ksefNumber)))}
            onClear={() => select(new Set())}
          />
        </>
      )}
      {failure && (
        <ErrorNotice
          title={rows.length === 0 ? texts.notLoaded : texts.moreNotLoaded}
          failure={failure}
          onRetry={retry}
        />
      )}
      {isCutShort && <Notice tone="waiting">{texts.cutShort}</Notice>}
      {rows.length === 0 && !failure && (
        <>
          <NoInvoices search={search} onChange={onChange} />
          <Refresh onRefresh={() => void pages.refetch()} isBusy={isFetching} />
        </>
      )}
    </>
  );
}

function Sums({ label, rows }: { label: string; rows: Parameters<typeof grossByCurrency>[0] }) {
  const sums = useMemo(() => grossByCurrency(rows), [rows]);
  return (
    <p className={classes.sums}>
      {label}{' '}
      {sums.map(({ currency, gross }) => (
        <strong key={currency} className={classes.sum}>
          <Amount value={gross} currency={currency} />
        </strong>
      ))}
    </p>
  );
}

const Refresh = ({ onRefresh, isBusy }: { onRefresh: () => void; isBusy: boolean }) => (
  <Button variant="default" size="sm" disabled={isBusy} onClick={onRefresh} className={classes.refresh ?? ''}>
    {useTexts(invoicesTexts).refresh}
  </Button>
);

function NoInvoices({ search, onChange }: Omit<InvoicesProps, 'today'>) {
  const texts = useTexts(invoicesTexts);
  if (hasConditions(search)) {
    const all = (
      <Button variant="default" onClick={() => onChange(withoutConditions(search))}>
        {texts.removeAll}
      </Button>
    );
    return (
      <EmptyState title={texts.noneFiltered} action={all}>
        {texts.noneFilteredText}
      </EmptyState>
    );
  }
  const { subject = 'Subject1', period = 'days90' } = search;
  const { from: _, to: __, period: ___, ...rest } = search;
  const longer = (
    <Button variant="default" onClick={() => onChange(rest)}>
      {texts.longerPeriod}
    </Button>
  );
  return (
    <EmptyState title={texts.none} {...(period === 'days90' ? {} : { action: longer })}>
      {texts.noneText[subject]}
    </EmptyState>
  );
}
