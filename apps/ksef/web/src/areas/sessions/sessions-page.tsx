import type { SessionsQueryResponseItem, SessionType } from '@kwit/ksef-contract';
import {
  amountText,
  type Column,
  DateText,
  EmptyState,
  ListCard,
  PageHeader,
  QuietText,
  useTexts,
} from '@kwit/ui';
import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useFailure } from '../../api/failure.ts';
import { PagedList } from '../../api/paged-list.tsx';
import { useRights } from '../../session/rights.ts';
import { NoRight } from '../permissions/no-right.tsx';
import { permissionsTexts } from '../permissions/texts.ts';
import { type SessionSearch, sessionSearch, sessionStatuses, sessionTypes } from './session-search.ts';
import { SessionStatus } from './session-status.tsx';
import classes from './sessions.module.css';
import { sessionsTexts } from './texts.ts';
import { useSessions } from './use-sessions.ts';

const route = getRouteApi('/shell/sessions');

/** «Historia sesji»: sessions in which invoices were sent, of one kind at a time as KSeF lists them. */
export function SessionsPage() {
  const texts = useTexts(sessionsTexts);
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const show = (chosen: Readonly<Record<string, unknown>>) =>
    void navigate({ search: sessionSearch(chosen), replace: true });
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} />
      <Stack gap="md" align="stretch">
        <Filters filters={filters} onFilters={show} />
        <Sessions
          filters={filters}
          onShowAll={() => show(filters.type === undefined ? {} : { type: filters.type })}
        />
      </Stack>
    </>
  );
}

interface FiltersProps {
  readonly filters: SessionSearch;
  readonly onFilters: (filters: Readonly<Record<string, unknown>>) => void;
}

function Filters({ filters, onFilters }: FiltersProps) {
  const texts = useTexts(sessionsTexts);
  const { type = 'Online', status = '', from = '', to = '' } = filters;
  const change = (changed: Readonly<Record<string, unknown>>) => onFilters({ ...filters, ...changed });
  return (
    <Group align="flex-start">
      <NativeSelect
        label={texts.type}
        size="md"
        flex="1 1 200px"
        value={type}
        onChange={(event) => change({ type: event.currentTarget.value })}
        data={sessionTypes.map((value) => ({ value, label: texts.types[value] }))}
      />
      <NativeSelect
        label={texts.status}
        size="md"
        flex="1 1 200px"
        value={status}
        onChange={(event) => change({ status: event.currentTarget.value })}
        data={[
          { value: '', label: texts.all },
          ...sessionStatuses.map((value) => ({ value, label: texts.statuses[value] })),
        ]}
      />
      <TextInput
        type="date"
        label={texts.from}
        flex="1 1 160px"
        value={from}
        max={to}
        onChange={(event) => change({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={texts.to}
        flex="1 1 160px"
        value={to}
        min={from}
        error={from !== '' && to !== '' && to < from ? texts.toBeforeFrom : undefined}
        onChange={(event) => change({ to: event.currentTarget.value })}
      />
    </Group>
  );
}

function Sessions({ filters, onShowAll }: { filters: SessionSearch; onShowAll: () => void }) {
  const texts = useTexts(sessionsTexts);
  const { noRightToSee } = useTexts(permissionsTexts);
  const { type = 'Online' } = filters;
  const isAllowed = useRights().may('listSessions');
  const sessions = useSessions(filters, isAllowed);
  const failure = useFailure(sessions.error);
  const columns = useColumns(type);
  const rows = useMemo<readonly SessionsQueryResponseItem[]>(
    () => sessions.data?.pages.flatMap((page) => page.sessions) ?? [],
    [sessions.data],
  );
  if (!isAllowed) return <NoRight title={noRightToSee}>{texts.whoSees}</NoRight>;
  return (
    <PagedList
      query={sessions}
      failure={failure}
      notLoaded={texts.notLoaded}
      label={texts.title}
      rows={rows}
      columns={columns}
      rowKey={({ referenceNumber }) => referenceNumber}
      card={(session) => <SessionCard session={session} type={type} />}
    >
      <NoSessions filters={filters} onShowAll={onShowAll} />
    </PagedList>
  );
}

function NoSessions({ filters, onShowAll }: { filters: SessionSearch; onShowAll: () => void }) {
  const texts = useTexts(sessionsTexts);
  const { type = 'Online', status, from, to } = filters;
  if (status === undefined && from === undefined && to === undefined) {
    const issue = (
      <Button renderRoot={(props) => <Link to="/issue-invoice" {...props} />}>{texts.issue}</Button>
    );
    return (
      <EmptyState title={texts.none[type]} action={issue}>
        {texts.noneText[type]}
      </EmptyState>
    );
  }
  const all = (
    <Button variant="default" onClick={onShowAll}>
      {texts.showAll}
    </Button>
  );
  return <EmptyState title={texts.noneFound} action={all} />;
}

function useColumns(type: SessionType): readonly Column<SessionsQueryResponseItem>[] {
  const texts = useTexts(sessionsTexts);
  return useMemo(
    () => [
      {
        key: 'status',
        header: texts.status,
        width: '208px',
        cell: (session) => <SessionStatus session={session} type={type} />,
      },
      {
        key: 'referenceNumber',
        header: texts.referenceNumber,
        width: 'minmax(320px, 1fr)',
        cell: ({ referenceNumber }) => <SessionLink referenceNumber={referenceNumber} />,
      },
      {
        key: 'opened',
        header: texts.opened,
        width: '176px',
        cell: ({ dateCreated }) => <DateText value={dateCreated} time />,
      },
      {
        key: 'total',
        header: texts.invoices,
        width: '72px',
        align: 'end',
        cell: ({ totalInvoiceCount }) => <Count count={totalInvoiceCount} />,
      },
      {
        key: 'successful',
        header: texts.accepted,
        width: '88px',
        align: 'end',
        cell: ({ successfulInvoiceCount }) => <Count count={successfulInvoiceCount} />,
      },
      {
        key: 'failed',
        header: texts.refused,
        width: '96px',
        align: 'end',
        cell: ({ failedInvoiceCount }) => <Count count={failedInvoiceCount} wrong />,
      },
    ],
    [texts, type],
  );
}

const SessionLink = ({ referenceNumber }: { referenceNumber: string }) => (
  <Link to="/sessions/$referenceNumber" params={{ referenceNumber }} className={classes.reference}>
    {referenceNumber}
  </Link>
);

/** A count; zero is quiet, and refused invoices are told by the colour as well. */
const Count = ({ count, wrong = false }: { count: number; wrong?: boolean }) => (
  <span className={classes.count} data-zero={count === 0 || undefined} data-wrong={wrong || undefined}>
    {amountText(count, 0)}
  </span>
);

function SessionCard({ session, type }: { session: SessionsQueryResponseItem; type: SessionType }) {
  const texts = useTexts(sessionsTexts);
  const { referenceNumber, dateCreated, totalInvoiceCount, failedInvoiceCount } = session;
  return (
    <ListCard>
      <SessionStatus session={session} type={type} />
      <SessionLink referenceNumber={referenceNumber} />
      <span>
        {texts.countOf(totalInvoiceCount)}
        {failedInvoiceCount > 0 && (
          <span className={classes.count} data-wrong>
            {' '}
            {texts.refusedOf(failedInvoiceCount)}
          </span>
        )}
      </span>
      <QuietText>
        {texts.opened}: <DateText value={dateCreated} time />
      </QuietText>
    </ListCard>
  );
}
