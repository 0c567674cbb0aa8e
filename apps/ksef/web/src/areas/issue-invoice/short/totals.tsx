import type { InvoiceTotals } from '@kwit/invoice';
import { Amount, useTexts } from '@kwit/ui';
import { issueInvoiceTexts } from '../texts.ts';
import classes from './short-form.module.css';

/** What the invoice comes to, rate by rate. */
export function Totals({ totals }: { totals: InvoiceTotals }) {
  const texts = useTexts(issueInvoiceTexts).form;
  const { byRate, net, vat, gross, currency } = totals;
  return (
    <section aria-labelledby="totals" className={classes.totals}>
      <h2 id="totals" className="visually-hidden">
        {texts.totals}
      </h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{texts.rate}</th>
            <th scope="col">{texts.net}</th>
            <th scope="col">{texts.vat}</th>
          </tr>
        </thead>
        <tbody>
          {byRate.map((row) => (
            <tr key={`${row.field} ${row.percent}`}>
              <th scope="row">{texts.rateOf(row.field, row.percent)}</th>
              <td>
                <Amount value={row.net} />
              </td>
              <td>{row.vat === null ? '–' : <Amount value={row.vat} />}</td>
            </tr>
          ))}
          <tr className={classes.sum}>
            <th scope="row">{texts.sum}</th>
            <td>
              <Amount value={net} />
            </td>
            <td>
              <Amount value={vat} />
            </td>
          </tr>
        </tbody>
      </table>
      <p className={classes.due}>
        <span>{texts.total}</span> <Amount value={gross} currency={currency} />
      </p>
    </section>
  );
}
