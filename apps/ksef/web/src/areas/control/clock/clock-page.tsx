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
import formClasses from '../form.module.css';
import { type ShownClock, useClock } from '../frame/use-clock.ts';
import { callControl } from '../side/call-control.ts';
import { ControlFailure, controlFieldErrors } from '../side/control-failure.tsx';
import { wholeNumber } from '../side/numbers.ts';
import type { ClockReading } from '../side/operations.ts';
import { useToldAction } from '../side/use-told-action.tsx';
import classes from './clock-page.module.css';
import { durationOf, lengthParts, monthEnd, type Unit, units, withSeconds } from './moments.ts';
import { clockTexts } from './texts.ts';

export function ClockPage() {
  const texts = useTexts(clockTexts);
  const { clock, error } = useClock();
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} />
      {error && !clock && <ControlFailure title={texts.notLoaded} error={error} />}
      {!clock && !error && <RowsSkeleton rows={4} />}
      {clock && (
        <Stack gap={40}>
          <Face clock={clock} />
          <Move nowMs={clock.nowMs} />
          <SetClock />
          <Run frozen={clock.reading.frozen} />
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
function useClockChange<Input>(change: (input: Input) => Promise<ClockReading>) {
  const texts = useTexts(clockTexts);
  const { language } = useLanguage();
  return useToldAction({
    act: change,
    done: ({ now }) => texts.changed(dateText(now, language, true)),
    failed: texts.notChanged,
  });
}

function Move({ nowMs }: { nowMs: number }) {
  const texts = useTexts(clockTexts);
  const by = useClockChange((duration: string) => callControl('advanceClock', { by: duration }));
  const toEnd = useClockChange((at: string) => callControl('setClock', { at }));
  const form = useDraftForm({
    draft: 'control.clock.move',
    initialValues: { count: '', unit: 'hours' as Unit },
    validate: {
      count: (typed) => ((wholeNumber(typed, -100_000, 100_000) ?? 0) === 0 ? texts.byWrong : null),
    },
  });
  const isPending = by.isPending || toEnd.isPending;
  const move = form.onSubmit(({ count, unit }) =>
    by.run(durationOf(wholeNumber(count, -100_000, 100_000) ?? 0, unit), {
      onError: (error) => form.setErrors(controlFieldErrors(error, { by: 'count' })),
    }),
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

function SetClock() {
  const texts = useTexts(clockTexts);
  const setting = useClockChange((at: string) => callControl('setClock', { at }));
  const form = useDraftForm({
    draft: 'control.clock.set',
    initialValues: { at: '' },
    validate: { at: (value) => (value === '' ? texts.atRequired : null) },
  });
  const set = form.onSubmit(({ at }) =>
    setting.run(withSeconds(at), {
      onSuccess: form.clearDraft,
      onError: (error) => form.setErrors(controlFieldErrors(error, { at: 'at' })),
    }),
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

function Run({ frozen }: { frozen: boolean }) {
  const texts = useTexts(clockTexts);
  const freezing = useClockChange((freeze: boolean) =>
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
