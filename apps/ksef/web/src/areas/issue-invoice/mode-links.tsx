import { useTexts } from '@kwit/ui';
import { Link } from '@tanstack/react-router';
import classes from './mode-links.module.css';
import { issueInvoiceTexts } from './texts.ts';

/** The ways to issue an invoice, each a page of its own. */
export function ModeLinks() {
  const texts = useTexts(issueInvoiceTexts);
  return (
    <nav aria-label={texts.ways} className={classes.links}>
      <Link to="/issue-invoice" activeOptions={{ exact: true, includeSearch: false }}>
        {texts.short}
      </Link>
      <Link to="/issue-invoice/full">{texts.fullForm}</Link>
      <Link to="/issue-invoice/files">{texts.files}</Link>
    </nav>
  );
}
