import type { SessionInvoiceStatusResponse } from '@kwit/ksef-contract';
import { type Column, EmptyState, ListCard, StatusWord, useTexts, WholeText } from '@kwit/ui';
import { SegmentedControl, Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useId, useMemo } from 'react';
import { useFailure } from '../../api/failure.ts';
import { PagedList } from '../../api/paged-list.tsx';
import { sessionInvoiceSearch } from './session-search.ts';
import { invoiceTones, invoiceWordOf, reasonsOf } from './session-states.ts';
import classes from './sessions.module.css';
import { sessionsTexts } from './texts.ts';
import { InvoiceUpo } from './upo-downloads.tsx';
import { useSessionInvoices } from './use-sessions.ts';

const route = getRouteApi('/shell/sessions/$referenceNumber');

export interface SessionInvoicesProps {
  readonly referenceNumber: string;
  /** Changes whenever something happens in the session. */
  readonly stand: string;
  readonly failedCount: number;
}

/** The invoices of a session, all or the refused ones, with the reason in words. */
export function SessionInvoices({ referenceNumber, stand, failedCount }: SessionInvoicesProps) {
  const texts = useTexts(sessionsTexts);
  const id = useId();
  const { only } = route.useSearch();
  const navigate = route.useNavigate();
  const show = (chosen: string) =>
    void navigate({ search: sessionInvoiceSearch({ only: chosen }), replace: true });
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className={classes.heading}>
        {texts.invoices}
      </h2>
      <Stack gap="md" align="stretch">
        {(failedCount > 0 || only) && (
          <SegmentedControl
            aria-labelledby={id}
            className={classes.choice}
            size="md"
            value={only ?? 'all'}
            onChange={show}
            data={[
              { value: 'all', label: texts.allInvoices },
              { value: 'failed', label: texts.refusedInvoices(failedCount) },
            ]}
          />
        )}
        <Invoices referenceNumber={referenceNumber} only={only} stand={stand} />
      </Stack>
    </section>
  );
}

interface InvoicesProps extends Pick<SessionInvoicesProps, 'referenceNumber' | 'stand'> {
  readonly only: 'failed' | undefined;
}

function Invoices({ referenceNumber, only, stand }: InvoicesProps) {
  const texts = useTexts(sessionsTexts);
  const invoices = useSessionInvoices(referenceNumber, only, stand);
  const failure = useFailure(invoices.error);
  const columns = useColumns(referenceNumber);
  const rows = useMemo<readonly SessionInvoiceStatusResponse[]>(
    () => invoices.data?.pages.flatMap((page) => page.invoices ?? []) ?? [],
    [invoices.data],
  );
  return (
    <PagedList
      query={invoices}
      failure={failure}
      notLoaded={texts.invoicesNotLoaded}
      label={only ? texts.refusedOnly : texts.invoices}
      rows={rows}
      columns={columns}
      rowKey={({ referenceNumber: invoice }) => invoice}
      card={(invoice) => <InvoiceCard session={referenceNumber} invoice={invoice} />}
    >
      <EmptyState title={only ? texts.noneRefused : texts.noInvoices} />
    </PagedList>
  );
}

function useColumns(session: string): readonly Column<SessionInvoiceStatusResponse>[] {
  const texts = useTexts(sessionsTexts);
  return useMemo(
    () => [
      {
        key: 'ordinal',
        header: texts.ordinal,
        width: '48px',
        align: 'end',
        cell: ({ ordinalNumber }) => ordinalNumber,
      },
      {
        key: 'number',
        header: texts.number,
        width: 'minmax(0, 2fr)',
        cell: (invoice) => (
          <WholeText>
            <InvoiceNumber invoice={invoice} />
          </WholeText>
        ),
      },
      {
        key: 'status',
        header: texts.status,
        width: 'minmax(0, 4fr)',
        cell: (invoice) => (
          <WholeText>
            <InvoiceStatus invoice={invoice} />
          </WholeText>
        ),
      },
      {
        key: 'ksefNumber',
        header: texts.ksefNumber,
        width: '304px',
        cell: ({ ksefNumber }) => ksefNumber && <span className={classes.number}>{ksefNumber}</span>,
      },
      {
        key: 'upo',
        header: texts.receipt,
        width: '136px',
        cell: ({ ksefNumber }) =>
          ksefNumber && <InvoiceUpo referenceNumber={session} ksefNumber={ksefNumber} />,
      },
    ],
    [texts, session],
  );
}

function InvoiceCard({ session, invoice }: { session: string; invoice: SessionInvoiceStatusResponse }) {
  const { ksefNumber } = invoice;
  return (
    <ListCard>
      <strong>
        <InvoiceNumber invoice={invoice} />
      </strong>
      <InvoiceStatus invoice={invoice} />
      {ksefNumber && <span className={classes.number}>{ksefNumber}</span>}
      {ksefNumber && <InvoiceUpo referenceNumber={session} ksefNumber={ksefNumber} />}
    </ListCard>
  );
}

/** The number that the issuer gave; a document that could not be read has none, but perhaps a name of its file. */
function InvoiceNumber({ invoice }: { invoice: SessionInvoiceStatusResponse }) {
  const texts = useTexts(sessionsTexts);
  return <>{invoice.invoiceNumber ?? invoice.invoiceFileName ?? texts.noNumber(invoice.ordinalNumber)}</>;
}

/** The word, and why an invoice was refused. */
function InvoiceStatus({ invoice }: { invoice: SessionInvoiceStatusResponse }) {
  const texts = useTexts(sessionsTexts);
  const word = invoiceWordOf(invoice);
  const reasons = reasonsOf(invoice.status);
  const original = invoice.status.extensions?.originalKsefNumber;
  return (
    <>
      <StatusWord tone={invoiceTones[word]}>{texts.invoiceWords[word]}</StatusWord>
      {word === 'refused' && (
        <ul className={classes.reasons}>
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
          {original && !reasons.some((reason) => reason.includes(original)) && (
            <li>{texts.original(original)}</li>
          )}
        </ul>
      )}
    </>
  );
}
