import type { AuthenticationListItem } from '@kwit/ksef-contract';
import {
  type Column,
  ConfirmButton,
  DataList,
  DateText,
  ErrorNotice,
  Facts,
  ListCard,
  QuietText,
  RowsSkeleton,
  Section,
  StatusWord,
  useTexts,
  WholeText,
} from '@kwit/ui';
import { Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useFailure } from '../../api/failure.ts';
import { useApiAction } from '../../api/use-api.ts';
import { currentClient, useIdentity } from '../../session/session.ts';
import { settingsTexts } from './texts.ts';

const pageSize = 100;

/** Log-ins of the same person in the same context that are alive, newest first. */
const useLoginSessions = () =>
  useInfiniteQuery({
    queryKey: ['listAuthenticationSessions'],
    queryFn: ({ pageParam, signal }) =>
      currentClient().operations.listAuthenticationSessions(
        {
          query: { pageSize },
          headers: pageParam === undefined ? {} : { 'x-continuation-token': pageParam },
        },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ continuationToken }) => continuationToken ?? undefined,
  });

/** Who is logged in and how, and the other log-ins, which can be ended. */
export function LoginSessions() {
  const texts = useTexts(settingsTexts);
  const sessions = useLoginSessions();
  const failure = useFailure(sessions.error);
  const columns = useColumns();
  const rows = useMemo<readonly AuthenticationListItem[]>(
    () => sessions.data?.pages.flatMap((page) => page.items) ?? [],
    [sessions.data],
  );
  const goesOn = sessions.hasNextPage && !sessions.isFetching && !sessions.error;
  return (
    <>
      <Section title={texts.whoTitle}>
        <Who current={rows.find(({ isCurrent }) => isCurrent)} />
      </Section>
      <Section title={texts.sessionsTitle} lead={texts.sessionsText}>
        {failure && (
          <ErrorNotice
            title={texts.sessionsNotLoaded}
            failure={failure}
            onRetry={() => void sessions.refetch()}
          />
        )}
        {sessions.isPending && <RowsSkeleton rows={2} />}
        {rows.length > 0 && (
          <DataList
            label={texts.sessionsTitle}
            rows={rows}
            columns={columns}
            rowKey={({ referenceNumber }) => referenceNumber}
            card={(session) => <SessionCard session={session} />}
            onEnd={goesOn ? () => void sessions.fetchNextPage() : undefined}
          />
        )}
      </Section>
    </>
  );
}

function Who({ current }: { current: AuthenticationListItem | undefined }) {
  const texts = useTexts(settingsTexts);
  const { person, context } = useIdentity();
  return (
    <Facts
      facts={[
        [texts.person, person],
        [texts.context, `${texts.contexts[context.type]} ${context.value}`],
        [texts.method, current ? texts.methods[current.authenticationMethod] : '…'],
        [texts.since, current ? <DateText key="since" value={current.startDate} time /> : '…'],
        [texts.until, current ? <Until key="until" session={current} /> : '…'],
      ]}
    />
  );
}

interface SessionProps {
  readonly session: AuthenticationListItem;
}

/** Until when the log-in can be gone on with. */
const Until = ({ session: { refreshTokenValidUntil } }: SessionProps) =>
  refreshTokenValidUntil ? <DateText value={refreshTokenValidUntil} time /> : '–';

function useColumns(): readonly Column<AuthenticationListItem>[] {
  const texts = useTexts(settingsTexts);
  return useMemo(
    () => [
      {
        key: 'method',
        header: texts.method,
        width: 'minmax(0, 2fr)',
        cell: ({ authenticationMethod }) => <WholeText>{texts.methods[authenticationMethod]}</WholeText>,
      },
      {
        key: 'since',
        header: texts.since,
        width: '184px',
        cell: ({ startDate }) => <DateText value={startDate} time />,
      },
      { key: 'until', header: texts.until, width: '184px', cell: (session) => <Until session={session} /> },
      {
        key: 'reference',
        header: texts.referenceNumber,
        width: 'minmax(0, 3fr)',
        cell: ({ referenceNumber }) => (
          <WholeText>
            <code>{referenceNumber}</code>
          </WholeText>
        ),
      },
      {
        key: 'action',
        header: texts.action,
        width: '144px',
        cell: (session) => <EndSession session={session} />,
      },
    ],
    [texts],
  );
}

function SessionCard({ session }: SessionProps) {
  const texts = useTexts(settingsTexts);
  return (
    <ListCard>
      <strong>{texts.methods[session.authenticationMethod]}</strong>
      <span>
        {texts.since}: <DateText value={session.startDate} time />
      </span>
      <span>
        {texts.until}: <Until session={session} />
      </span>
      <QuietText>
        <code>{session.referenceNumber}</code>
      </QuietText>
      <EndSession session={session} />
    </ListCard>
  );
}

/** Ends another log-in; the one of this page ends by «Wyloguj». */
function EndSession({ session: { referenceNumber, isCurrent } }: SessionProps) {
  const texts = useTexts(settingsTexts);
  const ending = useApiAction(
    (client) => client.operations.revokeAuthenticationSession({ path: { referenceNumber } }),
    { changes: ['listAuthenticationSessions'] },
  );
  const failure = useFailure(ending.error);
  if (isCurrent) return <StatusWord tone="right">{texts.thisOne}</StatusWord>;
  return (
    <ConfirmButton
      label={texts.end}
      subject={referenceNumber}
      title={texts.endTitle}
      confirm={texts.endConfirm}
      busy={ending.isPending}
      onConfirm={() => ending.mutateAsync(undefined)}
      onCancel={ending.reset}
    >
      <Stack>
        {texts.endText}
        {failure && <ErrorNotice title={texts.notEnded} failure={failure} />}
      </Stack>
    </ConfirmButton>
  );
}
