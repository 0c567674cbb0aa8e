import type { SimpleTypeRow } from '@kwit/formats';
import { useLanguage, useTexts } from '@kwit/ui';
import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { ChangeEvent } from 'react';
import { countryOptions } from '../short/countries.ts';
import { issueInvoiceTexts } from '../texts.ts';
import { useChange } from './change.ts';
import { plainPath, useErrors } from './errors.ts';
import classes from './full-form.module.css';
import { elementOf, meaningOf, nameOf } from './words.ts';

export interface TextFieldProps {
  readonly path: string;
  readonly value: string;
  readonly type: SimpleTypeRow;
  readonly isRequired: boolean;
}

/** So much does not fit into one line. */
const longTextFrom = 1000;

/** A value by its type: a choice where the schema lists values, a day, a number, a text. */
export function TextField({ path, value, type, isRequired }: TextFieldProps) {
  const { language } = useLanguage();
  const texts = useTexts(issueInvoiceTexts).full;
  const change = useChange();
  const error = useErrors()[plainPath(path)];
  const shared = {
    label: (
      <>
        {nameOf(path, language)} <span className={classes.element}>{elementOf(path)}</span>
      </>
    ),
    withAsterisk: isRequired,
    autoComplete: 'off',
    value,
    error,
    onChange: ({ currentTarget }: ChangeEvent<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>) =>
      change(path, currentTarget.value),
  };
  if (type.enumeration) {
    const options = optionsOf(path, type.enumeration, language);
    return <NativeSelect {...shared} data={[{ value: '', label: texts.choose }, ...options]} />;
  }
  if ((type.maxLength ?? 0) >= longTextFrom) return <Textarea {...shared} rows={3} />;
  if (type.base === 'date') return <TextInput {...shared} type="date" />;
  const isNumber = ['decimal', 'integer', 'positiveInteger', 'nonNegativeInteger'].includes(type.base);
  return <TextInput {...shared} {...(isNumber && { inputMode: 'decimal' as const })} />;
}

function optionsOf(path: string, values: readonly string[], language: 'pl' | 'en') {
  if (elementOf(path) === 'KodKraju')
    return countryOptions(language).filter(({ value }) => values.includes(value));
  return values.map((value) => ({ value, label: meaningOf(path, value, language) }));
}
