import { operations } from '@kwit/ksef-contract';
import {
  type Column,
  ConfirmButton,
  DataList,
  DateText,
  EmptyState,
  ListCard,
  PageHeader,
  QuietText,
  RowsSkeleton,
  StatusWord,
  type Tone,
  useLanguage,
  useTexts,
  WholeText,
} from '@kwit/ui';
import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import formClasses from '../form.module.css';
import { callControl } from '../side/call-control.ts';
import { ControlFailure } from '../side/control-failure.tsx';
import type { JournalEntry } from '../side/operations.ts';
import { useControlAction } from '../side/use-control.ts';
import { type JournalSearch, journalSearch } from './journal-search.ts';
import { journalTexts } from './texts.ts';

const route = getRouteApi('/open/control/journal');
const followMs = 2000;
const pageSize = 100;

export function JournalPage() {
  const texts = useTexts(journalTexts);
  const search = route.useSearch();
  const [isFollowing, setFollowing] = useState(true);
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} action={<ClearJournal />} />
      <Stack>
        <Filters key={JSON.stringify(search)} search={search} />
        <Group>
          <Button variant="default" onClick={() => setFollowing(!isFollowing)}>
            {isFollowing ? texts.pause : texts.follow}
          </Button>
          <QuietText>{isFollowing ? texts.following : texts.paused}</QuietText>
        </Group>
        <Entries search={search} isFollowing={isFollowing} />
      </Stack>
    </>
  );
}

const operationNames = Object.keys(operations).toSorted();

function Filters({ search }: { search: JournalSearch }) {
  const texts = useTexts(journalTexts);
  const navigate = route.useNavigate();
  const [status, setStatus] = useState(String(search.status ?? ''));
  const show = (changed: Readonly<Record<string, unknown>>) =>
    void navigate({ search: journalSearch({ ...search, ...changed }), replace: true });
  const isStatusWrong = status !== '' && journalSearch({ status }).status === undefined;
  return (
    <div className={formClasses.columns}>
      <NativeSelect
        label={texts.operation}
        value={search.operation ?? ''}
        data={[
          { value: '', label: texts.every },
          { value: 'uploadPart', label: texts.uploadPart },
          { value: 'download', label: texts.download },
          ...operationNames,
        ]}
        onChange={({ currentTarget }) => show({ operation: currentTarget.value })}
      />
      <TextInput
        label={texts.status}
        inputMode="numeric"
        autoComplete="off"
        value={status}
        error={isStatusWrong && texts.statusWrong}
        onChange={({ currentTarget }) => setStatus(currentTarget.value.trim())}
        onBlur={() => !isStatusWrong && show({ status })}
        onKeyDown={({ key }) => key === 'Enter' && !isStatusWrong && show({ status })}
      />
      <TypedFilter label={texts.context} value={search.context} onShow={(context) => show({ context })} />
      <TypedFilter label={texts.problem} value={search.problem} onShow={(problem) => show({ problem })} />
      {Object.keys(search).length > 0 && (
        <div>
          <Button variant="default" onClick={() => void navigate({ search: {}, replace: true })}>
            {texts.clearFilters}
          </Button>
        </div>
      )}
    </div>
  );
}

interface TypedFilterProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onShow: (value: string) => void;
}

/** A condition that holds once the field is left, or with the Enter key. */
function TypedFilter({ label, value = '', onShow }: TypedFilterProps) {
  const [typed, setTyped] = useState(value);
  const show = () => typed.trim() !== value && onShow(typed);
  return (
    <TextInput
      label={label}
      autoComplete="off"
      maxLength={50}
      value={typed}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onBlur={show}
      onKeyDown={({ key }) => key === 'Enter' && show()}
    />
  );
}

function Entries({ search, isFollowing }: { search: JournalSearch; isFollowing: boolean }) {
  const texts = useTexts(journalTexts);
  const columns = useColumns();
  const journal = useInfiniteQuery({
    queryKey: ['control', 'readJournal', 'pages', search],
    queryFn: ({ pageParam, signal }) =>
      callControl(
        'readJournal',
        { ...search, limit: pageSize, ...(pageParam !== null && { before: pageParam }) },
        { signal },
      ),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: isFollowing ? followMs : false,
  });
  const rows = useMemo(() => journal.data?.pages.flatMap(({ entries }) => entries) ?? [], [journal.data]);
  if (journal.isPending) return <RowsSkeleton />;
  return (
    <>
      <ControlFailure title={texts.notLoaded} error={journal.error} onRetry={() => void journal.refetch()} />
      {rows.length === 0 && !journal.error && <NoEntries isFiltered={Object.keys(search).length > 0} />}
      {rows.length > 0 && (
        <DataList
          label={texts.title}
          rows={rows}
          columns={columns}
          rowKey={({ id }) => String(id)}
          card={(entry) => <EntryCard entry={entry} />}
          onEnd={
            journal.hasNextPage && !journal.isFetching && !journal.error
              ? () => void journal.fetchNextPage()
              : undefined
          }
        />
      )}
    </>
  );
}

function NoEntries({ isFiltered }: { isFiltered: boolean }) {
  const texts = useTexts(journalTexts);
  return isFiltered ? (
    <EmptyState title={texts.noneFound} />
  ) : (
    <EmptyState title={texts.none}>{texts.noneText}</EmptyState>
  );
}

function useColumns(): readonly Column<JournalEntry>[] {
  const texts = useTexts(journalTexts);
  return useMemo(
    () => [
      { key: 'at', header: texts.at, width: '176px', cell: ({ at }) => <DateText value={at} time /> },
      {
        key: 'request',
        header: texts.request,
        width: 'minmax(0, 3fr)',
        cell: (entry) => (
          <WholeText>
            <EntryLink entry={entry} />
          </WholeText>
        ),
      },
      {
        key: 'context',
        header: texts.context,
        width: 'minmax(0, 1fr)',
        cell: ({ context }) => <WholeText>{context?.value ?? '–'}</WholeText>,
      },
      {
        key: 'answer',
        header: texts.answer,
        width: 'minmax(0, 1fr)',
        cell: (entry) => (
          <WholeText>
            <EntryStatus entry={entry} />
          </WholeText>
        ),
      },
      {
        key: 'duration',
        header: texts.duration,
        width: '88px',
        align: 'end',
        cell: (entry) => <Duration entry={entry} />,
      },
    ],
    [texts],
  );
}

function EntryCard({ entry }: { entry: JournalEntry }) {
  const texts = useTexts(journalTexts);
  return (
    <ListCard>
      <EntryStatus entry={entry} />
      <EntryLink entry={entry} />
      <QuietText>
        <DateText value={entry.at} time />, <Duration entry={entry} />
      </QuietText>
      {entry.context && (
        <QuietText>
          {texts.context}: {entry.context.value}
        </QuietText>
      )}
    </ListCard>
  );
}

const EntryLink = ({ entry: { id, method, path, operation } }: { entry: JournalEntry }) => (
  <Link to="/control/journal/$id" params={{ id: String(id) }}>
    {operation ?? `${method} ${path}`}
  </Link>
);

function Duration({ entry: { durationMs } }: { entry: JournalEntry }) {
  const texts = useTexts(journalTexts);
  const { language } = useLanguage();
  return texts.ms(new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(durationMs));
}

export const toneOf = ({ status }: JournalEntry): Tone =>
  status !== null && status < 400 ? 'right' : 'wrong';

function EntryStatus({ entry }: { entry: JournalEntry }) {
  const texts = useTexts(journalTexts);
  const words = [
    entry.status === null ? texts.cut : String(entry.status),
    entry.problem !== null && entry.problem !== String(entry.status) && `${texts.code} ${entry.problem}`,
    entry.fault !== null && texts.fault,
  ].filter((one) => typeof one === 'string');
  return <StatusWord tone={toneOf(entry)}>{words.join(', ')}</StatusWord>;
}

function ClearJournal() {
  const texts = useTexts(journalTexts);
  const clearing = useControlAction(() => callControl('clearJournal', {}));
  return (
    <ConfirmButton
      label={texts.clear}
      title={texts.clearTitle}
      confirm={texts.clear}
      busy={clearing.isPending}
      onConfirm={() => clearing.mutateAsync(undefined)}
      onCancel={clearing.reset}
    >
      <p>{texts.clearText}</p>
      <ControlFailure title={texts.notCleared} error={clearing.error} />
    </ConfirmButton>
  );
}
