import { currencyCodes } from '@kwit/ksef-contract';
import { goesToButton, TrashIcon, useTexts } from '@kwit/ui';
import { ActionIcon, NativeSelect, TextInput } from '@mantine/core';
import type { ClipboardEvent, FocusEvent } from 'react';
import classes from '../collective-identifiers.module.css';
import { collectiveIdentifierTexts } from '../texts.ts';
import { homeCurrency, type InvoiceRow, type RowFaults } from './rows.ts';

export interface InvoiceFieldsProps {
  readonly row: InvoiceRow;
  /** Counted from one. */
  readonly index: number;
  readonly faults: RowFaults | undefined;
  readonly onChange: (id: number, changed: Partial<InvoiceRow>) => void;
  /** Told of a text that holds more than one value. */
  readonly onPaste: (id: number, text: string) => void;
  readonly onLeave: () => void;
  readonly onRemove: (id: number) => void;
}

const currencies = [homeCurrency, ...currencyCodes.filter((code) => code !== homeCurrency)];

/** One invoice of the identifier: its number, and what is paid for it. */
export function InvoiceFields(props: InvoiceFieldsProps) {
  const { row, index, faults = {}, onChange, onPaste, onLeave, onRemove } = props;
  const texts = useTexts(collectiveIdentifierTexts);
  const paste = (event: ClipboardEvent<HTMLInputElement>) => {
    const text = event.clipboardData.getData('text');
    if (!/[\r\n\t;,]|\S\s+\S/.test(text.trim())) return;
    event.preventDefault();
    onPaste(row.id, text);
  };
  const field = (name: 'number' | 'amount' | 'description') => ({
    value: row[name],
    error: faults[name],
    autoComplete: 'off',
    onBlur: (event: FocusEvent) => {
      if (!goesToButton(event)) onLeave();
    },
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange(row.id, { [name]: event.currentTarget.value }),
  });
  return (
    <li>
      <fieldset className={classes.row}>
        <legend className="visually-hidden">{texts.row(index)}</legend>
        <TextInput label={texts.invoice} spellCheck={false} onPaste={paste} {...field('number')} />
        <TextInput label={texts.amount} inputMode="decimal" {...field('amount')} />
        <NativeSelect
          label={texts.currency}
          size="md"
          value={row.currency}
          data={currencies.includes(row.currency as 'PLN') ? currencies : [row.currency, ...currencies]}
          onChange={(event) => onChange(row.id, { currency: event.currentTarget.value })}
        />
        <TextInput label={texts.description} {...field('description')} />
        <ActionIcon
          variant="subtle"
          color="gray"
          size={44}
          className={classes.remove ?? ''}
          aria-label={texts.remove(index)}
          onClick={() => onRemove(row.id)}
        >
          <TrashIcon size={20} />
        </ActionIcon>
      </fieldset>
    </li>
  );
}
