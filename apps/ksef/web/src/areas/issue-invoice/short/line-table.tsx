import type { VatRate } from '@kwit/invoice';
import { Amount, PlusIcon, TrashIcon, useLanguage, useTexts } from '@kwit/ui';
import { ActionIcon, Button } from '@mantine/core';
import { memo, useState } from 'react';
import { issueInvoiceTexts } from '../texts.ts';
import { ChoiceField, Field } from './field.tsx';
import classes from './line-table.module.css';
import { digitsError } from './problem-fields.ts';
import { type LineDraft, shortRates } from './short-draft.ts';

/** So many lines are drawn at once; the rest wait behind a button. */
const pageOfLines = 100;

export interface LineTableProps {
  readonly lines: readonly LineDraft[];
  /** Net value of each line, null where it cannot be told yet. */
  readonly values: readonly (string | null)[];
  readonly currency: string;
  readonly onChange: (key: number, changed: Partial<LineDraft>) => void;
  readonly onRemove: (key: number) => void;
  readonly onAdd: () => void;
}

/** What is sold, as the table of an invoice. */
export function LineTable({ lines, values, currency, onChange, onRemove, onAdd }: LineTableProps) {
  const texts = useTexts(issueInvoiceTexts).form;
  const [shown, setShown] = useState(pageOfLines);
  return (
    <section aria-labelledby="lines">
      <h2 id="lines" className={classes.title}>
        {texts.lines}
      </h2>
      <div className={classes.head} aria-hidden="true">
        <span />
        <span>{texts.lineName}</span>
        <span>{texts.quantity}</span>
        <span>{texts.unit}</span>
        <span>{texts.price}</span>
        <span>{texts.vatRate}</span>
        <span className={classes.end}>{texts.value}</span>
        <span />
      </div>
      {lines.slice(0, shown).map((line, index) => (
        <LineRow
          key={line.key}
          line={line}
          index={index}
          value={values[index] ?? null}
          currency={currency}
          onChange={onChange}
          {...(lines.length > 1 && { onRemove })}
        />
      ))}
      {lines.length > shown && (
        <Button variant="subtle" onClick={() => setShown((count) => count + pageOfLines)}>
          {texts.moreLines(lines.length - shown)}
        </Button>
      )}
      <Button
        variant="default"
        size="sm"
        h={44}
        mt="sm"
        leftSection={<PlusIcon size={18} />}
        onClick={() => {
          setShown((count) => Math.max(count, lines.length + 1));
          onAdd();
        }}
      >
        {texts.addLine}
      </Button>
    </section>
  );
}

interface LineRowProps {
  readonly line: LineDraft;
  readonly index: number;
  readonly value: string | null;
  readonly currency: string;
  readonly onChange: LineTableProps['onChange'];
  readonly onRemove?: LineTableProps['onRemove'];
}

const LineRow = memo(function LineRow({ line, index, value, currency, onChange, onRemove }: LineRowProps) {
  const texts = useTexts(issueInvoiceTexts).form;
  const { language } = useLanguage();
  const at = `lines.${index}`;
  const set = (changed: Partial<LineDraft>) => onChange(line.key, changed);
  const shared = { classNames: { label: classes.label }, withAsterisk: true } as const;
  const isKnown = shortRates.some((rate) => rate === line.vatRate);
  const rates = isKnown ? shortRates : [...shortRates, line.vatRate];
  return (
    <fieldset className={classes.row}>
      <legend className="visually-hidden">{texts.line(index + 1)}</legend>
      <span className={classes.number} aria-hidden="true">
        {index + 1}.
      </span>
      <Field
        {...shared}
        name={`${at}.name`}
        label={texts.lineName}
        value={line.name}
        onValue={(name) => set({ name })}
      />
      <Field
        {...shared}
        name={`${at}.quantity`}
        label={texts.quantity}
        inputMode="decimal"
        value={line.quantity}
        wrongNow={digitsError('quantity', line.quantity, language)}
        onValue={(quantity) => set({ quantity })}
      />
      <Field
        {...shared}
        name={`${at}.unit`}
        label={texts.unit}
        value={line.unit}
        onValue={(unit) => set({ unit })}
      />
      <Field
        {...shared}
        name={`${at}.price`}
        label={texts.price}
        inputMode="decimal"
        value={line.price}
        wrongNow={digitsError('price', line.price, language)}
        onValue={(price) => set({ price })}
      />
      <ChoiceField
        {...shared}
        name={`${at}.vatRate`}
        label={texts.vatRate}
        data={rates.map((rate) => ({ value: rate, label: texts.rates[rate] }))}
        value={line.vatRate}
        onValue={(vatRate) => set({ vatRate: vatRate as VatRate })}
      />
      <div className={classes.value}>
        <span className={classes.label}>{texts.value}</span>
        <Amount value={value ?? '0'} currency={currency} />
      </div>
      {onRemove ? (
        <ActionIcon
          variant="subtle"
          size={44}
          aria-label={texts.removeLine(index + 1)}
          onClick={() => onRemove(line.key)}
        >
          <TrashIcon />
        </ActionIcon>
      ) : (
        <span />
      )}
    </fieldset>
  );
});
