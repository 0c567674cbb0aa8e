import type { CollectiveIdentifierInvoicesQueryResponseItem } from '@kwit/ksef-contract';
import {
  Amount,
  type Column,
  CopyButton,
  DataList,
  EmptyState,
  ErrorNotice,
  ListCard,
  Notice,
  PageHeader,
  QuietText,
  RowsSkeleton,
  useTexts,
  WholeText,
} from '@kwit/ui';
import { Stack } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import classes from './collective-identifiers.module.css';
import { collectiveIdentifierTexts } from './texts.ts';
import { useIdentifierFailure, useInvoicesOf } from './use-identifiers.ts';

const route = getRouteApi('/shell/collective-identifiers/$number');

type Invoice = CollectiveIdentifierInvoicesQueryResponseItem;

/** One collective identifier: its number to copy, and the invoices in it. */
export function CollectiveIdentifierPage() {
  const texts = useTexts(collectiveIdentifierTexts);
  const { number } = route.useParams();
  const { created } = route.useSearch();
  const invoices = useInvoicesOf(number);
  const failure = useIdentifierFailure(invoices.error);
  const rows = useMemo(() => invoices.data?.pages.flatMap((page) => page.invoices) ?? [], [invoices.data]);
  return (
    <>
      <Link to="/collective-identifiers" className={classes.back}>
        ← {texts.back}
      </Link>
      <PageHeader title={texts.detailsTitle} />
      <Stack gap="lg">
        {created && (
          <Notice tone="right" title={texts.createdNow}>
            {texts.createdNowText}
          </Notice>
        )}
        <div>
          <p className={classes.whole}>{number}</p>
          <CopyButton value={number} label={texts.copyNumber} />
        </div>
        {failure && (
          <ErrorNotice title={texts.notLoaded} failure={failure} onRetry={() => void invoices.refetch()} />
        )}
        {invoices.isPending && <RowsSkeleton />}
        {invoices.isSuccess && rows.length === 0 && (
          <EmptyState title={texts.notKnown}>{texts.notKnownText}</EmptyState>
        )}
        {rows.length > 0 && (
          <section>
            <h2 className={classes.part}>{texts.rows}</h2>
            <Invoices
              rows={rows}
              onEnd={
                invoices.hasNextPage && !invoices.isFetching && !invoices.error
                  ? () => void invoices.fetchNextPage()
                  : undefined
              }
            />
          </section>
        )}
      </Stack>
    </>
  );
}

function Invoices({ rows, onEnd }: { rows: readonly Invoice[]; onEnd: (() => void) | undefined }) {
  const texts = useTexts(collectiveIdentifierTexts);
  const columns = useMemo(
    (): readonly Column<Invoice>[] => [
      {
        key: 'number',
        header: texts.invoice,
        width: 'minmax(0, 4fr)',
        cell: ({ ksefNumber }) => <InvoiceNumber number={ksefNumber} />,
      },
      {
        key: 'payment',
        header: texts.payment,
        width: 'minmax(0, 2fr)',
        align: 'end',
        cell: (invoice) => <Payment invoice={invoice} />,
      },
      {
        key: 'description',
        header: texts.description,
        width: 'minmax(0, 3fr)',
        cell: (invoice) => <Description invoice={invoice} />,
      },
      {
        key: 'others',
        header: texts.othersHeader,
        width: '184px',
        cell: ({ ksefNumber }) => <Others number={ksefNumber} />,
      },
    ],
    [texts],
  );
  return (
    <DataList
      label={texts.rows}
      rows={rows}
      columns={columns}
      rowKey={({ ksefNumber }) => ksefNumber}
      card={(invoice) => (
        <ListCard>
          <InvoiceNumber number={invoice.ksefNumber} />
          <Payment invoice={invoice} />
          <Description invoice={invoice} />
          <Others number={invoice.ksefNumber} />
        </ListCard>
      )}
      onEnd={onEnd}
    />
  );
}

const InvoiceNumber = ({ number }: { number: string }) => (
  <WholeText>
    <Link to="/invoices/$ksefNumber" params={{ ksefNumber: number }} className={classes.number}>
      {number}
    </Link>
  </WholeText>
);

const Payment = ({ invoice: { payment } }: { invoice: Invoice }) =>
  payment ? <Amount value={payment.amount} currency={payment.currency} /> : null;

function Description({ invoice: { description, detailsHidden } }: { invoice: Invoice }) {
  const texts = useTexts(collectiveIdentifierTexts);
  return (
    <WholeText>{detailsHidden ? <QuietText>{texts.hidden}</QuietText> : (description ?? null)}</WholeText>
  );
}

function Others({ number }: { number: string }) {
  const texts = useTexts(collectiveIdentifierTexts);
  return (
    <WholeText>
      <Link to="/collective-identifiers" search={{ invoice: number }}>
        {texts.others}
        <span className="visually-hidden"> {number}</span>
      </Link>
    </WholeText>
  );
}
