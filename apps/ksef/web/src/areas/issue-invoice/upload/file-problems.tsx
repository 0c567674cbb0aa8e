import { TrashIcon, useLanguage, useTexts } from '@kwit/ui';
import { ActionIcon, Button } from '@mantine/core';
import { useState } from 'react';
import { sentenceOf } from '../short/problem-fields.ts';
import { type IssueInvoiceTexts, issueInvoiceTexts } from '../texts.ts';
import type { Trouble } from './examine.ts';
import classes from './upload.module.css';
import type { UploadRow } from './uploads.ts';

const shownAtFirst = 20;
const problemsOfFile = 10;

export interface FileProblemsProps {
  readonly title: string;
  /** Whether they keep the files from being sent, which they do without it. */
  readonly tone?: 'wrong' | 'waiting';
  readonly rows: readonly UploadRow[];
  readonly onRemove?: (id: number) => void;
}

/** Files that something is wrong with: what, in which line, what to do. */
export function FileProblems({ title, tone = 'wrong', rows, onRemove }: FileProblemsProps) {
  const texts = useTexts(issueInvoiceTexts).upload;
  const [shown, setShown] = useState(shownAtFirst);
  if (rows.length === 0) return null;
  return (
    <section>
      <h2 className={classes.title}>{title}</h2>
      <ul className={classes.files}>
        {rows.slice(0, shown).map((row) => (
          <li key={row.id} className={classes.file} data-tone={tone}>
            <div className={classes.fileHead}>
              <strong>{row.file.fileName}</strong>
              {onRemove && (
                <ActionIcon
                  variant="subtle"
                  size={44}
                  aria-label={texts.remove(row.file.fileName)}
                  onClick={() => onRemove(row.id)}
                >
                  <TrashIcon />
                </ActionIcon>
              )}
            </div>
            <ProblemsOf row={row} />
          </li>
        ))}
      </ul>
      {rows.length > shown && (
        <Button variant="subtle" onClick={() => setShown((count) => count + shownAtFirst)}>
          {texts.more(rows.length - shown)}
        </Button>
      )}
    </section>
  );
}

function ProblemsOf({ row: { file } }: { row: UploadRow }) {
  const { language } = useLanguage();
  const texts = useTexts(issueInvoiceTexts).upload;
  const { problems, trouble } = file;
  if (trouble) return <p className={classes.sentence}>{troubleInWords(trouble, texts)}</p>;
  if (problems.length === 0) return <p className={classes.sentence}>{texts.noInvoice}</p>;
  return (
    <ol className={classes.problems}>
      {problems.slice(0, problemsOfFile).map((problem) => (
        <li key={`${problem.code} ${problem.path} ${problem.line} ${problem.column}`}>
          {problem.line !== null && <span className={classes.line}>{texts.line(problem.line)} </span>}
          {sentenceOf(problem, language)}
        </li>
      ))}
      {problems.length > problemsOfFile && <li>{texts.moreProblems(problems.length - problemsOfFile)}</li>}
    </ol>
  );
}

function troubleInWords(trouble: Trouble, texts: IssueInvoiceTexts['upload']): string {
  switch (trouble.kind) {
    case 'empty':
      return texts.emptyFile;
    case 'no-invoice':
      return texts.noInvoice;
    case 'too-large':
      return texts.tooLarge(trouble.limits.plain, trouble.limits.withAttachment);
    case 'twice':
      return texts.twice(trouble.fileName);
  }
}
