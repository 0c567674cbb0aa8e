import type { InvoiceMetadata } from '@kwit/ksef-contract';
import { Amount, DateText, useTexts } from '@kwit/ui';
import { invoicesTexts } from '../texts.ts';
import { InvoiceLink, marksOf, Party, Status } from './invoice-columns.tsx';
import classes from './invoice-list.module.css';
import type { InvoiceSearch } from './invoice-search.ts';

/** An invoice on a phone: amount, party, status. */
export function InvoiceCard({ invoice, search }: { invoice: InvoiceMetadata; search: InvoiceSearch }) {
  const texts = useTexts(invoicesTexts);
  const marks = marksOf(invoice, texts);
  return (
    <div className={classes.card}>
      <div className={classes.cardLine}>
        <InvoiceLink invoice={invoice} />
        <strong className={classes.cardAmount}>
          <Amount value={invoice.grossAmount} currency={invoice.currency} />
        </strong>
      </div>
      <Party invoice={invoice} subject={search.subject ?? 'Subject1'} />
      <div className={classes.cardLine}>
        <Status invoice={invoice} />
        <DateText value={invoice.issueDate} />
      </div>
      <span className={classes.small}>
        {texts.kinds[invoice.invoiceType]}
        {marks && `, ${marks}`}
      </span>
      <span className={classes.ksefNumber}>{invoice.ksefNumber}</span>
    </div>
  );
}
