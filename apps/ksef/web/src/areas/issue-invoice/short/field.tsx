import { NativeSelect, type NativeSelectProps, TextInput, type TextInputProps } from '@mantine/core';
import type { ChangeEvent } from 'react';
import { useFieldErrors } from './field-errors.ts';

interface Named {
  /** The place in the form: `buyer.id`, `lines.0.price`. */
  readonly name: string;
  readonly onValue: (value: string) => void;
  /** What is wrong with what stands there now, whatever was found before. */
  readonly wrongNow?: string | undefined;
}

/** A field of text that shows what is wrong with it. */
export function Field({
  name,
  onValue,
  wrongNow,
  ...rest
}: Named & Omit<TextInputProps, 'name' | 'onChange' | 'error'>) {
  const change = useChange(name, onValue);
  return <TextInput autoComplete="off" {...rest} {...change} error={change.error ?? wrongNow} />;
}

/** A choice of a few, by the means of the system. */
export function ChoiceField({
  name,
  onValue,
  ...rest
}: Omit<Named, 'wrongNow'> & Omit<NativeSelectProps, 'name' | 'onChange' | 'error'>) {
  const change = useChange(name, onValue);
  return <NativeSelect {...rest} {...change} />;
}

function useChange(name: string, onValue: (value: string) => void) {
  const { errors, onChanged } = useFieldErrors();
  const onChange = ({ currentTarget }: ChangeEvent<HTMLInputElement | HTMLSelectElement>) => {
    onValue(currentTarget.value);
    onChanged(name);
  };
  return { name, onChange, error: errors[name] };
}
