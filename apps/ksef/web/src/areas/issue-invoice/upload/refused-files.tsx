import type { KsefError } from '@kwit/ksef-client';
import { type Failure, useLanguage, useTexts } from '@kwit/ui';
import { failureOf } from '../../../api/failure.ts';
import { rejectionInWords } from '../send-failure.ts';
import { issueInvoiceTexts } from '../texts.ts';
import classes from './upload.module.css';
import type { RowState, UploadRow } from './uploads.ts';

const mostShown = 50;

/** Files that KSeF did not accept, each with its reason. */
export function RefusedFiles({ rows }: { rows: readonly UploadRow[] }) {
  const texts = useTexts(issueInvoiceTexts).upload;
  const words = useReason();
  if (rows.length === 0) return null;
  return (
    <section>
      <h2 className={classes.title}>{texts.refused(rows.length)}</h2>
      <ul className={classes.files}>
        {rows.slice(0, mostShown).map(({ id, file, state }) => {
          const { title, failure } = words(state);
          return (
            <li key={id} className={classes.file}>
              <div className={classes.fileHead}>
                <strong>{file.fileName}</strong>
                <span>{title}</span>
              </div>
              <p className={classes.sentence}>{failure.happened}</p>
              {failure.reasons?.map((reason) => (
                <p key={reason} className={classes.sentence}>
                  {reason}
                </p>
              ))}
              {failure.remedy && <p className={classes.sentence}>{failure.remedy}</p>}
            </li>
          );
        })}
      </ul>
      {rows.length > mostShown && <p>{texts.moreProblems(rows.length - mostShown)}</p>}
    </section>
  );
}

function useReason(): (state: RowState) => { title: string; failure: Failure } {
  const { language } = useLanguage();
  const texts = useTexts(issueInvoiceTexts);
  return (state) => {
    if (state.step === 'rejected') {
      const { title, failure } = rejectionInWords(state, texts);
      // There is no form here that something could have stayed in.
      return failure.happened === texts.rejectedText
        ? { title, failure: { ...failure, happened: texts.upload.correctFile } }
        : { title, failure };
    }
    const error = 'error' in state ? (state.error as KsefError) : undefined;
    const title = state.step === 'unknown' ? texts.upload.steps.unknown : texts.upload.steps['not-sent'];
    return { title, failure: failureOf(error, language) };
  };
}
