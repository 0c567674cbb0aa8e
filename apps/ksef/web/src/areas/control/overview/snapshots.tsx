import {
  type Column,
  ConfirmButton,
  ConfirmDialog,
  DataList,
  DateText,
  EmptyState,
  ListCard,
  Notice,
  QuietText,
  RowsSkeleton,
  Section,
  useDraftForm,
  useTexts,
} from '@kwit/ui';
import { Button, Group, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import formClasses from '../form.module.css';
import { callControl } from '../side/call-control.ts';
import { ControlFailure, controlFieldErrors } from '../side/control-failure.tsx';
import type { Snapshot } from '../side/operations.ts';
import { useControlAction, useControlQuery } from '../side/use-control.ts';
import { overviewTexts } from './texts.ts';

export interface SnapshotsProps {
  /** What was done here, where it was the last on the page. */
  readonly said: string | undefined;
  readonly onSaid: (sentence: string | undefined) => void;
}

/** The whole state kept under names, and put back. */
export function Snapshots({ said, onSaid }: SnapshotsProps) {
  const texts = useTexts(overviewTexts);
  const list = useControlQuery('listSnapshots', {});
  return (
    <Section title={texts.snapshots} lead={texts.snapshotsText}>
      <TakeSnapshot known={list.data?.snapshots ?? []} onSaid={onSaid} />
      {said !== undefined && <Notice tone="right">{said}</Notice>}
      <ControlFailure error={list.error} onRetry={() => void list.refetch()} />
      {list.isPending && <RowsSkeleton rows={2} />}
      {list.data && <SnapshotList snapshots={list.data.snapshots} onSaid={onSaid} />}
    </Section>
  );
}

const namePattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

interface TakeSnapshotProps {
  readonly known: readonly Snapshot[];
  readonly onSaid: (sentence: string | undefined) => void;
}

function TakeSnapshot({ known, onSaid }: TakeSnapshotProps) {
  const texts = useTexts(overviewTexts);
  const [replacing, setReplacing] = useState<string>();
  const form = useDraftForm({
    draft: 'control.snapshot',
    initialValues: { name: '' },
    validate: {
      name: (typed) => {
        const name = typed.trim();
        if (name === '') return texts.snapshotNameRequired;
        return namePattern.test(name) ? null : texts.snapshotNameForm;
      },
    },
  });
  const taking = useControlAction(
    (name: string) => callControl('takeSnapshot', { name }),
    ({ name }) => {
      setReplacing(undefined);
      form.clearDraft();
      onSaid(texts.taken(name));
    },
  );
  const take = (name: string) => {
    onSaid(undefined);
    taking.mutate(name, {
      onError: (error) => {
        setReplacing(undefined);
        form.setErrors(controlFieldErrors(error, { name: 'name' }));
      },
    });
  };
  const submit = form.onSubmit(({ name: typed }) => {
    const name = typed.trim();
    if (known.some((snapshot) => snapshot.name === name)) setReplacing(name);
    else take(name);
  });
  return (
    <form onSubmit={submit} noValidate className={formClasses.form}>
      <TextInput
        label={texts.snapshotName}
        description={texts.snapshotNameHelp}
        withAsterisk
        autoComplete="off"
        spellCheck={false}
        {...form.getInputProps('name')}
      />
      <ControlFailure title={texts.notTaken} error={taking.error} />
      <Group>
        <Button type="submit" loading={taking.isPending}>
          {texts.take}
        </Button>
      </Group>
      <ConfirmDialog
        opened={replacing !== undefined}
        title={texts.replaceTitle}
        confirm={texts.replace}
        danger
        busy={taking.isPending}
        onConfirm={() => take(replacing ?? '')}
        onCancel={() => setReplacing(undefined)}
      >
        {texts.replaceText(replacing ?? '')}
      </ConfirmDialog>
    </form>
  );
}

interface SnapshotListProps {
  readonly snapshots: readonly Snapshot[];
  readonly onSaid: (sentence: string | undefined) => void;
}

function SnapshotList({ snapshots, onSaid }: SnapshotListProps) {
  const texts = useTexts(overviewTexts);
  const columns = useMemo<readonly Column<Snapshot>[]>(
    () => [
      { key: 'name', header: texts.name, width: 'minmax(0, 2fr)', cell: ({ name }) => name },
      {
        key: 'taken',
        header: texts.takenAt,
        width: '220px',
        cell: ({ taken }) => <DateText value={taken} time />,
      },
      {
        key: 'action',
        header: texts.action,
        width: '216px',
        cell: (snapshot) => <SnapshotActions snapshot={snapshot} onSaid={onSaid} />,
      },
    ],
    [texts, onSaid],
  );
  if (snapshots.length === 0)
    return <EmptyState title={texts.noSnapshots}>{texts.noSnapshotsText}</EmptyState>;
  return (
    <DataList
      label={texts.snapshots}
      rows={snapshots}
      columns={columns}
      rowKey={({ name }) => name}
      card={(snapshot) => (
        <ListCard>
          <strong>{snapshot.name}</strong>
          <QuietText>
            {texts.takenAt}: <DateText value={snapshot.taken} time />
          </QuietText>
          <SnapshotActions snapshot={snapshot} onSaid={onSaid} />
        </ListCard>
      )}
    />
  );
}

interface SnapshotActionsProps {
  readonly snapshot: Snapshot;
  readonly onSaid: (sentence: string | undefined) => void;
}

function SnapshotActions({ snapshot: { name }, onSaid }: SnapshotActionsProps) {
  const texts = useTexts(overviewTexts);
  const restoring = useControlAction(
    () => callControl('restoreSnapshot', { name }),
    () => onSaid(texts.restored(name)),
  );
  const removing = useControlAction(
    () => callControl('removeSnapshot', { name }),
    () => onSaid(texts.removed(name)),
  );
  return (
    <Group gap="xs">
      <ConfirmButton
        label={texts.restore}
        subject={name}
        title={texts.restoreTitle}
        confirm={texts.restoreConfirm}
        busy={restoring.isPending}
        onConfirm={() => restoring.mutateAsync(undefined)}
        onCancel={restoring.reset}
      >
        <p>{texts.restoreText(name)}</p>
        <ControlFailure title={texts.notRestored} error={restoring.error} />
      </ConfirmButton>
      <ConfirmButton
        label={texts.remove}
        subject={name}
        title={texts.removeTitle}
        confirm={texts.removeConfirm}
        busy={removing.isPending}
        onConfirm={() => removing.mutateAsync(undefined)}
        onCancel={removing.reset}
      >
        <p>{texts.removeText(name)}</p>
        <ControlFailure title={texts.notRemoved} error={removing.error} />
      </ConfirmButton>
    </Group>
  );
}
