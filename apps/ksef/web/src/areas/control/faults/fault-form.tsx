import { operations } from '@kwit/ksef-contract';
import { Notice, Section, useDraftForm, useTexts } from '@kwit/ui';
import { Button, Checkbox, Group, NativeSelect, Radio, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import formClasses from '../form.module.css';
import { callControl } from '../side/call-control.ts';
import { ControlFailure, controlFieldErrors } from '../side/control-failure.tsx';
import { type FaultKind, faultKinds, works } from '../side/operations.ts';
import { useControlAction } from '../side/use-control.ts';
import { type bounds, type FaultDraft, faultFields, faultRule, newFault, numberIn } from './fault-rule.ts';
import { faultTexts } from './texts.ts';

const operationNames = Object.keys(operations).toSorted();
const statuses = ['500', '502', '503', '504'];

type Form = ReturnType<typeof useFaultForm>;

function useFaultForm() {
  const texts = useTexts(faultTexts);
  const optional = (field: keyof typeof bounds, wrong: string) => (typed: string) =>
    typed.trim() === '' || numberIn(field, typed) !== undefined ? null : wrong;
  const ofKind =
    (kind: FaultKind, field: 'delay' | 'retryAfter', wrong: string) => (typed: string, draft: FaultDraft) =>
      draft.kind !== kind || numberIn(field, typed) !== undefined ? null : wrong;
  return useDraftForm<FaultDraft>({
    draft: 'control.fault',
    initialValues: newFault,
    validate: {
      times: optional('times', texts.timesWrong),
      minutes: optional('minutes', texts.minutesWrong),
      chance: optional('chance', texts.chanceWrong),
      delay: ofKind('delay', 'delay', texts.delayWrong),
      retryAfter: ofKind('rate-limit', 'retryAfter', texts.retryAfterWrong),
      work: (chosen, { kind }) => (kind === 'stuck' && chosen.length === 0 ? texts.workRequired : null),
    },
  });
}

/** Switches a fault on. */
export function FaultForm() {
  const texts = useTexts(faultTexts);
  const form = useFaultForm();
  const [said, setSaid] = useState<string>();
  const { kind } = form.values;
  const adding = useControlAction(
    async (draft: FaultDraft) => {
      const { now } = await callControl('readClock', {});
      return callControl('addFault', faultRule(draft, Date.parse(now)));
    },
    (fault) => {
      form.clearDraft();
      setSaid(texts.added(texts.kinds[fault.kind]));
    },
  );
  const add = form.onSubmit((draft) => {
    setSaid(undefined);
    adding.mutate(draft, { onError: (error) => form.setErrors(controlFieldErrors(error, faultFields)) });
  });
  return (
    <Section title={texts.add}>
      <form onSubmit={add} noValidate className={formClasses.form}>
        <NativeSelect
          label={texts.kindField}
          description={texts.kindTexts[kind]}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          data={faultKinds.map((value) => ({ value, label: texts.kinds[value] }))}
          {...form.getInputProps('kind')}
        />
        <OwnFields form={form} />
        {kind !== 'stuck' && (
          <NativeSelect
            label={texts.operation}
            data={[
              { value: '', label: texts.everyOperation },
              { value: 'uploadPart', label: texts.uploadPart },
              { value: 'download', label: texts.download },
              ...operationNames,
            ]}
            {...form.getInputProps('operation')}
          />
        )}
        <TextInput
          label={texts.context}
          description={texts.contextHelp}
          autoComplete="off"
          maxLength={50}
          {...form.getInputProps('context')}
        />
        <details>
          <summary>{texts.further}</summary>
          <FurtherFields form={form} />
        </details>
        <ControlFailure title={texts.notAdded} error={adding.error} />
        {said !== undefined && <Notice tone="right">{said}</Notice>}
        <Group>
          <Button type="submit" loading={adding.isPending}>
            {texts.turnOn}
          </Button>
        </Group>
      </form>
    </Section>
  );
}

/** The fields of the chosen kind. */
function OwnFields({ form }: { form: Form }) {
  const texts = useTexts(faultTexts);
  switch (form.values.kind) {
    case 'error':
      return (
        <div className={formClasses.columns}>
          <NativeSelect label={texts.errorStatus} data={statuses} {...form.getInputProps('status')} />
          <NativeSelect
            label={texts.page}
            data={(['problem', 'html', 'empty'] as const).map((value) => ({
              value,
              label: texts.pages[value],
            }))}
            {...form.getInputProps('page')}
          />
        </div>
      );
    case 'delay':
      return <TextInput label={texts.delay} inputMode="numeric" {...form.getInputProps('delay')} />;
    case 'drop':
      return (
        <Radio.Group label={texts.moment} {...form.getInputProps('moment')}>
          <Stack mt="xs" gap="xs">
            {(['before', 'after'] as const).map((value) => (
              <Radio key={value} value={value} label={texts.moments[value]} />
            ))}
          </Stack>
        </Radio.Group>
      );
    case 'rate-limit':
      return <TextInput label={texts.retryAfter} inputMode="numeric" {...form.getInputProps('retryAfter')} />;
    case 'stuck':
      return (
        <Checkbox.Group label={texts.work} {...form.getInputProps('work')}>
          <div className={formClasses.columns}>
            {works.map((work) => (
              <Checkbox key={work} value={work} label={texts.works[work]} />
            ))}
          </div>
        </Checkbox.Group>
      );
    default:
      return null;
  }
}

function FurtherFields({ form }: { form: Form }) {
  const texts = useTexts(faultTexts);
  return (
    <div className={formClasses.columns}>
      <TextInput
        label={texts.timesField}
        description={texts.timesHelp}
        inputMode="numeric"
        autoComplete="off"
        {...form.getInputProps('times')}
      />
      <TextInput
        label={texts.minutes}
        description={texts.minutesHelp}
        inputMode="numeric"
        autoComplete="off"
        {...form.getInputProps('minutes')}
      />
      <TextInput
        label={texts.chance}
        description={texts.chanceHelp}
        inputMode="numeric"
        autoComplete="off"
        {...form.getInputProps('chance')}
      />
      <TextInput
        label={texts.path}
        description={texts.pathHelp}
        autoComplete="off"
        maxLength={500}
        {...form.getInputProps('path')}
      />
    </div>
  );
}
