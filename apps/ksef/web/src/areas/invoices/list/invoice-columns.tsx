import type { InvoiceMetadata, InvoiceQuerySubjectType } from '@kwit/ksef-contract';
import { Amount, type Column, DateText, StatusWord, useTexts, WholeText } from '@kwit/ui';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { type InvoicesTexts, invoicesTexts } from '../texts.ts';
import classes from './invoice-list.module.css';
import type { InvoiceSearch } from './invoice-search.ts';
import { counterparty } from './sorted-rows.ts';

export function useInvoiceColumns({
  subject = 'Subject1',
  date,
}: InvoiceSearch): readonly Column<InvoiceMetadata>[] {
  const texts = useTexts(invoicesTexts);
  const isBoth = subject === 'Subject3' || subject === 'SubjectAuthorized';
  return useMemo(
    () => [
      {
        key: 'date',
        header: texts.issueDate,
        width: '86px',
        cell: (row) => <Dates invoice={row} date={date} />,
      },
      {
        key: 'number',
        header: texts.number,
        width: 'minmax(254px, 3fr)',
        cell: (row) => (
          <WholeText>
            <InvoiceLink invoice={row} />
            <span className={classes.ksefNumber}>{row.ksefNumber}</span>
          </WholeText>
        ),
      },
      {
        key: 'party',
        header: isBoth ? texts.sellerAndBuyer : texts.party,
        width: 'minmax(0, 4fr)',
        cell: (row) => <Party invoice={row} subject={subject} />,
      },
      {
        key: 'status',
        header: texts.statusAndKind,
        width: '106px',
        cell: (row) => (
          <WholeText>
            <Status invoice={row} />
            <span className={classes.small}>
              {[texts.kinds[row.invoiceType], marksOf(row, texts)].filter((word) => word !== '').join(', ')}
            </span>
          </WholeText>
        ),
      },
      {
        key: 'net',
        header: texts.net,
        width: '96px',
        align: 'end',
        cell: ({ netAmount }) => <Amount value={netAmount} />,
      },
      {
        key: 'gross',
        header: texts.gross,
        width: '128px',
        align: 'end',
        cell: ({ grossAmount, currency }) => <Amount value={grossAmount} currency={currency} />,
      },
    ],
    [texts, subject, date, isBoth],
  );
}

/** Leads to the invoice as a document. */
export const InvoiceLink = ({ invoice: { ksefNumber, invoiceNumber } }: { invoice: InvoiceMetadata }) => (
  <Link to="/invoices/$ksefNumber" params={{ ksefNumber }} className={classes.link}>
    {invoiceNumber}
  </Link>
);

function Dates({ invoice, date }: { invoice: InvoiceMetadata; date: InvoiceSearch['date'] }) {
  const texts = useTexts(invoicesTexts);
  const other =
    date === 'Invoicing'
      ? invoice.invoicingDate
      : date === 'PermanentStorage'
        ? invoice.permanentStorageDate
        : undefined;
  return (
    <WholeText>
      <DateText value={invoice.issueDate} />
      {other !== undefined && (
        <span className={classes.small}>
          {texts.accepted} <DateText value={other} />
        </span>
      )}
    </WholeText>
  );
}

/** The other party; both where the context is neither. */
export function Party({ invoice, subject }: { invoice: InvoiceMetadata; subject: InvoiceQuerySubjectType }) {
  const isBoth = subject === 'Subject3' || subject === 'SubjectAuthorized';
  return (
    <WholeText>
      <PartyName {...counterparty(invoice, subject)} />
      {isBoth && <PartyName {...counterparty(invoice, 'Subject1')} />}
    </WholeText>
  );
}

function PartyName({ name, identifier }: ReturnType<typeof counterparty>) {
  const texts = useTexts(invoicesTexts);
  return (
    <>
      {name ?? (identifier === '' ? texts.buyers.None : texts.noName)}
      {identifier !== '' && <span className={classes.small}>{identifier}</span>}
    </>
  );
}

export function Status({ invoice: { invoicingMode } }: { invoice: InvoiceMetadata }) {
  const texts = useTexts(invoicesTexts);
  return (
    <WholeText>
      <StatusWord tone="right">{invoicingMode === 'Offline' ? texts.offline : texts.inKsef}</StatusWord>
    </WholeText>
  );
}

/** «samofakturowanie, załącznik» */
export const marksOf = (
  { isSelfInvoicing, hasAttachment, hashOfCorrectedInvoice }: InvoiceMetadata,
  texts: InvoicesTexts,
): string =>
  [
    isSelfInvoicing ? texts.selfInvoicing : '',
    hasAttachment ? texts.attachment : '',
    hashOfCorrectedInvoice ? texts.technicalCorrection : '',
  ]
    .filter((mark) => mark !== '')
    .join(', ');
