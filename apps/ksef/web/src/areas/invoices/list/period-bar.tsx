import { invoiceQueryMaxRangeDays } from '@kwit/ksef-contract';
import { useTexts } from '@kwit/ui';
import { NativeSelect, TextInput } from '@mantine/core';
import { type InvoicesTexts, invoicesTexts } from '../texts.ts';
import classes from './invoice-list.module.css';
import { dateTypes, daysOf, type InvoiceSearch, type Period, periods, sorts } from './invoice-search.ts';
import { type RangeProblem, rangeProblem } from './range-problem.ts';

export interface PeriodBarProps {
  readonly search: InvoiceSearch;
  /** As KSeF sees it. */
  readonly today: string;
  readonly onChange: (search: InvoiceSearch) => void;
}

/** Which date, which days, in which order: what every list has. */
export function PeriodBar({ search, today, onChange }: PeriodBarProps) {
  const texts = useTexts(invoicesTexts);
  const { period = 'days90', date = 'Issue', sort = 'newest' } = search;
  const choosePeriod = (chosen: Period) => {
    const { period: _, from: __, to: ___, ...rest } = search;
    // Whoever wants days of their own begins with those that are shown.
    onChange(
      chosen === 'own' ? { ...rest, ...daysOf(search, today), period: 'own' } : { ...rest, period: chosen },
    );
  };
  return (
    <>
      <NativeSelect
        className={classes.choice ?? ''}
        label={texts.dateLabel}
        size="md"
        value={date}
        onChange={(event) => onChange({ ...search, date: event.currentTarget.value as typeof date })}
        data={dateTypes.map((value) => ({ value, label: texts.dates[value] }))}
      />
      <NativeSelect
        className={classes.choice ?? ''}
        label={texts.periodLabel}
        size="md"
        value={period}
        onChange={(event) => choosePeriod(event.currentTarget.value as Period)}
        data={periods.map((value) => ({ value, label: texts.periods[value] }))}
      />
      <NativeSelect
        className={classes.choice ?? ''}
        label={texts.sortLabel}
        size="md"
        value={sort}
        onChange={(event) => onChange({ ...search, sort: event.currentTarget.value as typeof sort })}
        data={sorts.map((value) => ({ value, label: texts.sorts[value] }))}
      />
    </>
  );
}

/** First and last day of a period of one's own; nothing for the other periods. */
export function OwnRange({ search, today, onChange }: PeriodBarProps) {
  const texts = useTexts(invoicesTexts);
  const { from, to, ...rest } = search;
  if (search.period !== 'own') return null;
  const problem = rangeProblem(search, today);
  const put = (days: { from?: string | undefined; to?: string | undefined }) =>
    onChange({ ...rest, ...(days.from ? { from: days.from } : {}), ...(days.to ? { to: days.to } : {}) });
  return (
    <div className={classes.range}>
      <TextInput
        type="date"
        label={texts.from}
        value={from ?? ''}
        error={problem?.kind === 'from-missing'}
        aria-describedby="range-problem"
        onChange={(event) => put({ from: event.currentTarget.value, to })}
      />
      <TextInput
        type="date"
        label={texts.to}
        value={to ?? ''}
        error={problem !== undefined && problem.kind !== 'from-missing'}
        aria-describedby="range-problem"
        onChange={(event) => put({ from, to: event.currentTarget.value })}
      />
      <p id="range-problem" className={classes.problem} role="alert">
        {problem && problemText(problem, texts)}
      </p>
    </div>
  );
}

function problemText(problem: RangeProblem, texts: InvoicesTexts): string {
  switch (problem.kind) {
    case 'from-missing':
      return texts.fromMissing;
    case 'not-in-order':
      return texts.notInOrder;
    case 'too-long':
      return texts.tooLong(invoiceQueryMaxRangeDays, problem.days);
  }
}
