import { Button } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { useTexts } from './language.tsx';
import classes from './notice.module.css';
import { uiTexts } from './texts.ts';

export type Tone = 'right' | 'wrong' | 'waiting' | 'neutral';

const signs: Record<Tone, string> = { right: '✓', wrong: '✕', waiting: '!', neutral: 'i' };

export interface NoticeProps {
  readonly tone: Tone;
  readonly title?: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

/** Says something at the place that it concerns; what is wrong is read out at once. */
export function Notice({ tone, title, children, action }: NoticeProps) {
  return (
    <div className={classes.notice} data-tone={tone} role={tone === 'wrong' ? 'alert' : 'status'}>
      <span className={classes.sign} aria-hidden="true">
        {signs[tone]}
      </span>
      <div className={classes.body}>
        {title !== undefined && <p className={classes.title}>{title}</p>}
        <div>{children}</div>
        {action !== undefined && <div className={classes.action}>{action}</div>}
      </div>
    </div>
  );
}

/** A failure in words, as a page shows it: what happened, what to do, and the particulars for whoever wants them. */
export interface Failure {
  readonly happened: string;
  readonly remedy?: string | undefined;
  /** Further sentences, one for each reason that was given. */
  readonly reasons?: readonly string[];
  /** Names and values behind «Szczegóły». */
  readonly particulars?: readonly (readonly [name: string, value: string])[];
}

export interface ErrorNoticeProps {
  readonly failure: Failure;
  readonly title?: string;
  /** Offered where trying again may help. */
  readonly onRetry?: (() => void) | undefined;
}

/** A failure at the place where it can be mended. */
export function ErrorNotice({ failure, title, onRetry }: ErrorNoticeProps) {
  const texts = useTexts(uiTexts);
  const { happened, remedy, reasons = [], particulars = [] } = failure;
  const id = useId();
  return (
    <Notice
      tone="wrong"
      {...(title === undefined ? {} : { title })}
      action={
        onRetry && (
          <Button variant="default" size="sm" onClick={onRetry}>
            {texts.retry}
          </Button>
        )
      }
    >
      <p className={classes.line}>{happened}</p>
      {reasons.length > 0 && (
        <ul className={classes.reasons}>
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      {remedy !== undefined && remedy !== '' && <p className={classes.line}>{remedy}</p>}
      {particulars.length > 0 && (
        <details className={classes.details}>
          <summary id={id}>{texts.details}</summary>
          <dl>
            {particulars.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </Notice>
  );
}
