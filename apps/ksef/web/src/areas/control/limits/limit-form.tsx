import { ErrorNotice, RowsSkeleton, Section, useDraftForm, useLanguage, useTexts } from '@kwit/ui';
import { Button, Fieldset, Group, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useFailure } from '../../../api/failure.ts';
import formClasses from '../form.module.css';
import { wholeNumber } from '../side/numbers.ts';
import { useToldAction } from '../side/use-told-action.tsx';
import { limitTexts } from './texts.ts';

/** One limit: where it stands in the form, and what it may be. */
export interface LimitField {
  readonly name: string;
  readonly label: string;
  readonly least: number;
  readonly most: number;
  /** Undefined where nothing is counted. */
  readonly current: number | undefined;
}

export interface LimitGroup {
  readonly title: string;
  readonly fields: readonly LimitField[];
}

export type Limits = Readonly<Record<string, number>>;

export interface LimitFormProps {
  readonly draft: string;
  readonly title: string;
  readonly lead?: string;
  readonly groups: readonly LimitGroup[];
  /** @param limits by the names of the fields */
  readonly save: (limits: Limits) => Promise<unknown>;
  readonly reset: () => Promise<unknown>;
  /** Another way of setting them, with what is said afterwards. */
  readonly further?: { readonly label: string; readonly act: () => Promise<unknown>; readonly said: string };
}

/** Limits that hold now, to be changed or put back. */
export function LimitForm({ title, lead, groups, ...rest }: LimitFormProps) {
  const texts = useTexts(limitTexts);
  const changing = useToldAction({
    act: ({ act }: { act: () => Promise<unknown>; said: string }) => act(),
    done: (_, { said }) => said,
    failed: texts.notSaved,
  });
  const current = groups.flatMap((group) => group.fields.map((field) => field.current));
  return (
    <Section title={title} {...(lead !== undefined && { lead })}>
      {/* Begins anew with the limits that hold. */}
      <LimitFields
        key={current.join(' ')}
        groups={groups}
        isPending={changing.isPending}
        onChange={(act, said) => changing.run({ act, said })}
        {...rest}
      />
      {changing.outcome}
    </Section>
  );
}

interface LimitFieldsProps extends Omit<LimitFormProps, 'title' | 'lead'> {
  readonly isPending: boolean;
  readonly onChange: (act: () => Promise<unknown>, said: string) => void;
}

function LimitFields({ draft, groups, save, reset, further, isPending, onChange }: LimitFieldsProps) {
  const texts = useTexts(limitTexts);
  const { language } = useLanguage();
  const fields = groups.flatMap((group) => group.fields);
  const number = new Intl.NumberFormat(language);
  const form = useDraftForm<Record<string, string>>({
    draft,
    initialValues: Object.fromEntries(
      fields.map(({ name, current }) => [name, current === undefined ? '' : String(current)]),
    ),
    validate: (values) => {
      const wrong = fields.filter(
        ({ name, least, most }) => wholeNumber(values[name] ?? '', least, most) === undefined,
      );
      return Object.fromEntries(
        wrong.map(({ name, least, most }) => [
          name,
          texts.numberWrong(number.format(least), number.format(most)),
        ]),
      );
    },
  });
  const run = (act: () => Promise<unknown>, said: string) =>
    onChange(async () => {
      await act();
      // Before the limits are asked for again: then the form begins anew, without the draft.
      form.clearDraft();
    }, said);
  const submit = form.onSubmit((values) => {
    const limits = fields.map(({ name, least, most }): [string, number] => [
      name,
      wholeNumber(values[name] ?? '', least, most) ?? least,
    ]);
    run(() => save(Object.fromEntries(limits)), texts.saved);
  });
  return (
    <form onSubmit={submit} noValidate className={formClasses.form}>
      {groups.map((group) => (
        <Fieldset key={group.title} legend={group.title}>
          <div className={formClasses.narrowColumns}>
            {group.fields.map(({ name, label }) => (
              <TextInput
                key={name}
                label={label}
                inputMode="numeric"
                autoComplete="off"
                {...form.getInputProps(name)}
              />
            ))}
          </div>
        </Fieldset>
      ))}
      <Group>
        <Button type="submit" variant="default" loading={isPending}>
          {texts.save}
        </Button>
        <Button variant="default" disabled={isPending} onClick={() => run(reset, texts.wereReset)}>
          {texts.reset}
        </Button>
        {further && (
          <Button variant="default" disabled={isPending} onClick={() => run(further.act, further.said)}>
            {further.label}
          </Button>
        )}
      </Group>
    </form>
  );
}

interface LoadedProps<Data> {
  readonly query: {
    readonly data: Data | undefined;
    readonly error: Error | null;
    readonly refetch: () => unknown;
  };
  readonly children: (data: Data) => ReactNode;
}

/** What a question gives once it is answered. */
export function Loaded<Data>({ query, children }: LoadedProps<Data>) {
  const texts = useTexts(limitTexts);
  const failure = useFailure(query.error);
  if (query.data !== undefined) return children(query.data);
  if (failure)
    return <ErrorNotice title={texts.notLoaded} failure={failure} onRetry={() => void query.refetch()} />;
  return <RowsSkeleton rows={3} />;
}
