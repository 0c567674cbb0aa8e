import {
  type KsefStatus,
  ksefStatuses,
  type LatarniaCategory,
  latarniaCategories,
} from '@kwit/ksef-contract';
import {
  Facts,
  PageHeader,
  RowsSkeleton,
  Section,
  StatusWord,
  type Tone,
  useDraftForm,
  useTexts,
} from '@kwit/ui';
import { Button, Group, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { withSeconds } from '../clock/moments.ts';
import formClasses from '../form.module.css';
import { useAbout } from '../overview/use-about.ts';
import { callControl } from '../side/call-control.ts';
import { ControlFailure, controlFieldErrors } from '../side/control-failure.tsx';
import { useControlQuery } from '../side/use-control.ts';
import { useToldAction } from '../side/use-told-action.tsx';
import { Events } from './events.tsx';
import { latarniaPageTexts } from './texts.ts';

export function LatarniaPage() {
  const texts = useTexts(latarniaPageTexts);
  const state = useControlQuery('readLatarnia', {}, { refetchInterval: 5000 });
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} />
      <Stack gap={40}>
        <ControlFailure title={texts.notLoaded} error={state.error} onRetry={() => void state.refetch()} />
        {state.isPending && <RowsSkeleton rows={3} />}
        {state.data && <Now status={state.data.status} />}
        <Turn />
        <Announce />
        {state.data && <Events events={state.data.events} />}
      </Stack>
    </>
  );
}

const tones: Readonly<Record<KsefStatus, Tone>> = {
  AVAILABLE: 'right',
  MAINTENANCE: 'waiting',
  FAILURE: 'wrong',
  TOTAL_FAILURE: 'wrong',
};

function Now({ status }: { status: KsefStatus }) {
  const texts = useTexts(latarniaPageTexts);
  const { data: about } = useAbout();
  const link = (path: string) =>
    about && (
      <a key={path} href={`${about.latarnia}/${path}`} target="_blank" rel="noreferrer">
        {`${about.latarnia}/${path}`}
      </a>
    );
  return (
    <Facts
      facts={[
        [
          texts.now,
          <StatusWord key="status" tone={tones[status]}>
            {texts.statuses[status]}
          </StatusWord>,
        ],
        [texts.publicStatus, link('status')],
        [texts.publicMessages, link('messages')],
      ]}
    />
  );
}

function Turn() {
  const texts = useTexts(latarniaPageTexts);
  const turning = useToldAction({
    act: (status: KsefStatus) => callControl('setLatarniaStatus', { status }),
    done: ({ status }) => texts.turned(texts.statuses[status]),
    failed: texts.notTurned,
  });
  return (
    <Section title={texts.turn} lead={texts.turnText}>
      <Group gap="xs">
        {ksefStatuses.map((status) => (
          <Button
            key={status}
            variant="default"
            disabled={turning.isPending}
            onClick={() => turning.run(status)}
          >
            {texts.statuses[status]}
          </Button>
        ))}
      </Group>
      {turning.outcome}
    </Section>
  );
}

const none = { category: 'MAINTENANCE' as LatarniaCategory, start: '', end: '', title: '', text: '' };

function Announce() {
  const texts = useTexts(latarniaPageTexts);
  const form = useDraftForm({
    draft: 'control.latarnia',
    initialValues: none,
    validate: {
      end: (end, { start }) => (end !== '' && start !== '' && end <= start ? texts.endWrong : null),
    },
  });
  const announcing = useToldAction({
    act: ({ category, start, end, title, text }: typeof none) =>
      callControl('announceLatarniaEvent', {
        category,
        ...(start !== '' && { start: withSeconds(start) }),
        ...(end !== '' && { end: withSeconds(end) }),
        ...(title.trim() !== '' && { title: title.trim() }),
        ...(text.trim() !== '' && { text: text.trim() }),
      }),
    done: ({ category }) => texts.announced(texts.categories[category]),
    failed: texts.notAnnounced,
  });
  const fields = { start: 'start', end: 'end', title: 'title', text: 'text' } as const;
  const announce = form.onSubmit((values) =>
    announcing.run(values, {
      onSuccess: form.clearDraft,
      onError: (error) => form.setErrors(controlFieldErrors(error, fields)),
    }),
  );
  return (
    <Section title={texts.announce} lead={texts.announceText}>
      <form onSubmit={announce} noValidate className={formClasses.form}>
        <NativeSelect
          label={texts.category}
          data={latarniaCategories.map((value) => ({ value, label: texts.categories[value] }))}
          {...form.getInputProps('category')}
        />
        <div className={formClasses.columns}>
          <TextInput
            type="datetime-local"
            label={texts.start}
            description={texts.startHelp}
            {...form.getInputProps('start')}
          />
          <TextInput
            type="datetime-local"
            label={texts.end}
            description={texts.endHelp}
            {...form.getInputProps('end')}
          />
        </div>
        <TextInput
          label={texts.messageTitle}
          description={texts.wordsHelp}
          autoComplete="off"
          maxLength={500}
          {...form.getInputProps('title')}
        />
        <Textarea
          label={texts.messageText}
          description={texts.wordsHelp}
          rows={3}
          maxLength={5000}
          {...form.getInputProps('text')}
        />
        {announcing.outcome}
        <Group>
          <Button type="submit" loading={announcing.isPending}>
            {texts.announceButton}
          </Button>
        </Group>
      </form>
    </Section>
  );
}
