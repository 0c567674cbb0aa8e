import { dateText, useLanguage, useTexts } from '@kwit/ui';
import { Link } from '@tanstack/react-router';
import { conditionWords } from '../list/conditions.tsx';
import { daysOf, type InvoiceSearch } from '../list/invoice-search.ts';
import { rangeProblem } from '../list/range-problem.ts';
import { invoicesTexts } from '../texts.ts';
import classes from './export-page.module.css';

/** What the package will have, in words. */
export function ExportedConditions({ search, today }: { search: InvoiceSearch; today: string }) {
  const texts = useTexts(invoicesTexts);
  const { language } = useLanguage();
  const { subject = 'Subject1', date = 'Issue' } = search;
  const { from, to } = daysOf(search, today);
  const days = `${texts.fromWord(dateText(from, language))} ${texts.toWord(dateText(to ?? today, language))}`;
  return (
    <section aria-label={texts.exportWhat} className={classes.conditions}>
      <h2 className={classes.heading}>{texts.exportWhat}</h2>
      <ul>
        <li>{texts.subjects[subject]}</li>
        <li>
          {texts.dates[date]} {days}
        </li>
        {conditionWords(search, texts).map(({ word }) => (
          <li key={word}>{word}</li>
        ))}
      </ul>
      {rangeProblem(search, today) !== undefined && <p role="alert">{texts.exportRange}</p>}
      <Link to="/invoices" search={search}>
        {texts.changeConditions}
      </Link>
    </section>
  );
}
