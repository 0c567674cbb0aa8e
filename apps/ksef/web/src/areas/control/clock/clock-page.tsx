import {
  dateText,
  Notice,
  PageHeader,
  RowsSkeleton,
  Section,
  StatusWord,
  useDraftForm,
  useLanguage,
  useTexts,
} from '@kwit/ui';
import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import formClasses from '../form.module.css';
import { type ShownClock, useClock } from '../frame/use-clock.ts';
import { callControl } from '../side/call-control.ts';
import { ControlFailure, controlFieldErrors } from '../side/control-failure.tsx';
import { wholeNumber } from '../side/numbers.ts';
import type { ClockReading } from '../side/operations.ts';
import { type ToldAction, useToldAction } from '../side/use-told-action.tsx';
import classes from './clock-page.module.css';
import { durationOf, lengthParts, monthEnd, type Unit, units, withSeconds } from './moments.ts';
import { clockTexts } from './texts.ts';

type ChangeName = 'by' | 'toEnd' | 'set' | 'run';

/** Which change was tried last: what was said of others is no longer so. */
interface Said {
  readonly last: ChangeName | undefined;
  readonly setLast: (name: ChangeName | undefined) => void;
}

export function ClockPage() {
  const texts = useTexts(clockTexts);
  const { clock, error } = useClock();
  const [last, setLast] = useState<ChangeName>();
  const said = { last, setLast };
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} />
      {error && !clock && <ControlFailure title={texts.notLoaded} error={error} />}
      {!clock && !error && <RowsSkeleton rows={4} />}
      {clock && (
        <Stack gap={40}>
          <Face clock={clock} />
          <Move nowMs={clock.nowMs} {...said} />
          <SetClock {...said} />
          <Run frozen={clock.reading.frozen} {...said} />
        </Stack>
      )}
    </>
  );
}

/** Less than this the clocks of two machines differ by themselves. */
const sameWithinMs = 2000;

function Face({ clock: { reading, nowMs } }: { clock: ShownClock }) {
  const texts = useTexts(clockTexts);
  const { language } = useLanguage();
  const { offsetMs, frozen, invoicesUntil } = reading;
  const length = lengthParts(offsetMs)
    .map(([part, count]) => texts.units[part](count))
    .join(' ');
  const difference =
    Math.abs(offsetMs) < sameWithinMs
      ? texts.asMachine
      : offsetMs > 0
        ? texts.ahead(length)
        : texts.behind(length);
  return (
    <div className={classes.face}>
      <span className={classes.name}>{texts.now}</span>
      <span className={classes.moment}>{dateText(new Date(nowMs).toISOString(), language, true)}</span>
      <StatusWord tone={frozen ? 'waiting' : 'right'}>{frozen ? texts.stands : texts.flows}</StatusWord>
      <span className={classes.difference}>{difference}</span>
      {invoicesUntil !== undefined && (
        <Notice tone="waiting" title={texts.invoicesTitle}>
          {texts.invoicesText(dateText(invoicesUntil, language, true))}
        </Notice>
      )}
    </div>
  );
}

/** A change of the clock, and the sentence that says what it shows then. */
function useClockChange<Input>(
  { last, setLast }: Said,
  name: ChangeName,
  change: (input: Input) => Promise<ClockReading>,
): ToldAction<Input, ClockReading> {
  const texts = useTexts(clockTexts);
  const { language } = useLanguage();
  const { run, isPending, outcome } = useToldAction({
    act: change,
    done: ({ now }) => texts.changed(dateText(now, language, true)),
    failed: texts.notChanged,
  });
  return {
    run: (input, options) => {
      setLast(name);
      run(input, options);
    },
    isPending,
    outcome: last === name && outcome,
  };
}

function Move({ nowMs, ...said }: Said & { nowMs: number }) {
  const texts = useTexts(clockTexts);
  const by = useClockChange(said, 'by', (duration: string) => callControl('advanceClock', { by: duration }));
  const toEnd = useClockChange(said, 'toEnd', (at: string) => callControl('setClock', { at }));
  const form = useDraftForm({
    draft: 'control.clock.move',
    initialValues: { count: '', unit: 'hours' as Unit },
    validate: {
      count: (typed) => ((wholeNumber(typed, -100_000, 100_000) ?? 0) === 0 ? texts.byWrong : null),
    },
  });
  const isPending = by.isPending || toEnd.isPending;
  const move = form.onSubmit(
    ({ count, unit }) =>
      by.run(durationOf(wholeNumber(count, -100_000, 100_000) ?? 0, unit), {
        onError: (error) => form.setErrors(controlFieldErrors(error, { by: 'count' })),
      }),
    () => said.setLast(undefined),
  );
  return (
    <Section title={texts.move} lead={texts.moveText}>
      <Group gap="xs">
        <Button variant="default" disabled={isPending} onClick={() => by.run('PT1H')}>
          {texts.hour}
        </Button>
        <Button variant="default" disabled={isPending} onClick={() => by.run('P1D')}>
          {texts.day}
        </Button>
        <Button variant="default" disabled={isPending} onClick={() => toEnd.run(monthEnd(nowMs))}>
          {texts.monthEnd}
        </Button>
        <Button variant="default" disabled={isPending} onClick={() => by.run('P24M')}>
          {texts.years}
        </Button>
      </Group>
      <form onSubmit={move} noValidate className={formClasses.form}>
        <Group className={classes.fields}>
          <TextInput
            label={texts.by}
            description={texts.byHelp}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            autoComplete="off"
            className={classes.amount}
            {...form.getInputProps('count')}
          />
          <NativeSelect
            label={texts.unit}
            className={classes.amount}
            data={units.map((value) => ({ value, label: texts.unitNames[value] }))}
            {...form.getInputProps('unit')}
          />
          <Button type="submit" variant="default" loading={by.isPending} className={classes.beside}>
            {texts.moveBy}
          </Button>
        </Group>
      </form>
      {by.outcome}
      {toEnd.outcome}
    </Section>
  );
}

function SetClock(said: Said) {
  const texts = useTexts(clockTexts);
  const setting = useClockChange(said, 'set', (at: string) => callControl('setClock', { at }));
  const form = useDraftForm({
    draft: 'control.clock.set',
    initialValues: { at: '' },
    validate: { at: (value) => (value === '' ? texts.atRequired : null) },
  });
  const set = form.onSubmit(
    ({ at }) =>
      setting.run(withSeconds(at), {
        onSuccess: form.clearDraft,
        onError: (error) => form.setErrors(controlFieldErrors(error, { at: 'at' })),
      }),
    () => said.setLast(undefined),
  );
  return (
    <Section title={texts.set} lead={texts.setText}>
      <form onSubmit={set} noValidate className={formClasses.form}>
        <Group className={classes.fields}>
          <TextInput
            type="datetime-local"
            step={1}
            label={texts.at}
            description={texts.atHelp}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            className={classes.amount}
            {...form.getInputProps('at')}
          />
          <Button type="submit" variant="default" loading={setting.isPending} className={classes.beside}>
            {texts.setTo}
          </Button>
          <Button
            variant="subtle"
            color="gray"
            disabled={setting.isPending}
            className={classes.beside}
            onClick={() => setting.run(new Date().toISOString())}
          >
            {texts.machine}
          </Button>
        </Group>
      </form>
      {setting.outcome}
    </Section>
  );
}

function Run({ frozen, ...said }: Said & { frozen: boolean }) {
  const texts = useTexts(clockTexts);
  const freezing = useClockChange(said, 'run', (freeze: boolean) =>
    freeze ? callControl('freezeClock', {}) : callControl('resumeClock', {}),
  );
  return (
    <Section title={texts.run} lead={texts.runText}>
      <div>
        <Button variant="default" loading={freezing.isPending} onClick={() => freezing.run(!frozen)}>
          {frozen ? texts.resume : texts.freeze}
        </Button>
      </div>
      {freezing.outcome}
    </Section>
  );
}
