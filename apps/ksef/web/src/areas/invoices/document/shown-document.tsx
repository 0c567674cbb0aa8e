import { ErrorNotice, RowsSkeleton, useLanguage, useTexts } from '@kwit/ui';
import { Suspense } from 'react';
import { useFailure } from '../../../api/failure.ts';
import { LazyDocumentView } from '../../../document-view/lazy-document-view.ts';
import { invoicesTexts } from '../texts.ts';
import classes from './invoice-page.module.css';
import type { OpenedInvoice } from './open-invoice.ts';

/** The invoice as people read it, or why it cannot be shown so. */
export function ShownDocument({
  invoice: { bytes, ksefNumber, shown, problem },
}: {
  invoice: OpenedInvoice;
}) {
  const texts = useTexts(invoicesTexts);
  const { language } = useLanguage();
  const failure = useFailure(problem);
  if (failure) {
    return <ErrorNotice title={texts.notDrawn} failure={{ ...failure, remedy: texts.notDrawnRemedy }} />;
  }
  return (
    <section aria-label={texts.document} className={classes.document}>
      <Suspense fallback={<RowsSkeleton rows={10} />}>
        <LazyDocumentView bytes={bytes} ksefNumber={ksefNumber} codes={shown?.codes[language]} />
      </Suspense>
    </section>
  );
}
