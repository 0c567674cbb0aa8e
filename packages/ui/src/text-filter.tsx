import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { goesToButton } from './goes-to-button.ts';

export interface TextFilterProps {
  readonly label: string;
  /** What the list is narrowed to now. */
  readonly value: string;
  /** What is meant by what was typed: without spaces around it, unless something else is said. */
  readonly normalize?: (typed: string) => string;
  /** Why it cannot be looked for, as a sentence; not asked of an empty field. */
  readonly judge: (wanted: string) => string | undefined;
  readonly onChange: (wanted: string) => void;
  readonly className?: string | undefined;
}

/** A field that narrows a list. Taken by Enter or by leaving it, once it is right. */
export function TextFilter({
  label,
  value,
  normalize = (typed) => typed.trim(),
  judge,
  onChange,
  className,
}: TextFilterProps) {
  const [typed, setTyped] = useState(value);
  const [fault, setFault] = useState<string>();
  const take = () => {
    const wanted = normalize(typed);
    const found = wanted === '' || wanted === value ? undefined : judge(wanted);
    setFault(found);
    if (!found && wanted !== value) onChange(wanted);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    take();
  };
  return (
    <form onSubmit={submit} className={className} noValidate>
      <TextInput
        label={label}
        value={typed}
        error={fault}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={(event) => {
          if (!goesToButton(event)) take();
        }}
      />
    </form>
  );
}
