import type { AuthenticationTokenStatus, TokenStatusResponse } from '@kwit/ksef-contract';
import {
  type Column,
  DateText,
  EmptyState,
  ListCard,
  PageHeader,
  QuietText,
  StatusWord,
  type Tone,
  useTexts,
  WholeText,
} from '@kwit/ui';
import { Button, NativeSelect, Stack } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { PagedList } from '../../api/paged-list.tsx';
import { RevokeToken } from './revoke-token.tsx';
import { tokensTexts } from './texts.ts';
import { useTokenFailure } from './token-failure.ts';
import classes from './token-list-page.module.css';
import { tokenSearch, tokenStatuses } from './token-search.ts';
import { useTokens } from './use-tokens.ts';

const route = getRouteApi('/shell/tokens');

export function TokenListPage() {
  const texts = useTexts(tokensTexts);
  const { status } = route.useSearch();
  const navigate = route.useNavigate();
  const show = (chosen: string) => void navigate({ search: tokenSearch({ status: chosen }), replace: true });
  return (
    <>
      <PageHeader title={texts.listTitle} lead={texts.listLead} action={<GenerateLink />} />
      <Stack gap="md">
        <NativeSelect
          label={texts.filter}
          className={classes.filter}
          size="md"
          value={status ?? ''}
          onChange={(event) => show(event.currentTarget.value)}
          data={[
            { value: '', label: texts.all },
            ...tokenStatuses.map((value) => ({ value, label: texts.statuses[value] })),
          ]}
        />
        <Tokens status={status} onShowAll={() => show('')} />
      </Stack>
    </>
  );
}

const GenerateLink = () => (
  <Button renderRoot={(props) => <Link to="/tokens/generate-token" {...props} />}>
    {useTexts(tokensTexts).generate}
  </Button>
);

interface TokensProps {
  readonly status: AuthenticationTokenStatus | undefined;
  readonly onShowAll: () => void;
}

function Tokens({ status, onShowAll }: TokensProps) {
  const texts = useTexts(tokensTexts);
  const tokens = useTokens(status);
  const failure = useTokenFailure(tokens.error);
  const columns = useColumns();
  const rows = useMemo(() => tokens.data?.pages.flatMap((page) => page.tokens) ?? [], [tokens.data]);
  return (
    <PagedList
      query={tokens}
      failure={failure}
      notLoaded={texts.notLoaded}
      label={texts.listTitle}
      rows={rows}
      columns={columns}
      rowKey={({ referenceNumber }) => referenceNumber}
      card={(token) => <TokenCard token={token} />}
    >
      <NoTokens isFiltered={status !== undefined} onShowAll={onShowAll} />
    </PagedList>
  );
}

function NoTokens({ isFiltered, onShowAll }: { isFiltered: boolean; onShowAll: () => void }) {
  const texts = useTexts(tokensTexts);
  if (!isFiltered) {
    return <EmptyState title={texts.none}>{texts.noneText}</EmptyState>;
  }
  const all = (
    <Button variant="default" onClick={onShowAll}>
      {texts.showAll}
    </Button>
  );
  return <EmptyState title={texts.noneOfStatus} action={all} />;
}

function useColumns(): readonly Column<TokenStatusResponse>[] {
  const texts = useTexts(tokensTexts);
  return useMemo(
    () => [
      { key: 'status', header: texts.status, width: '136px', cell: (token) => <TokenStatus token={token} /> },
      {
        key: 'name',
        header: texts.name,
        width: 'minmax(0, 3fr)',
        cell: (token) => <WholeText>{token.description}</WholeText>,
      },
      {
        key: 'permissions',
        header: texts.permissionsHeader,
        width: 'minmax(0, 3fr)',
        cell: (token) => <WholeText>{permissionWords(token, texts.permissions)}</WholeText>,
      },
      {
        key: 'author',
        header: texts.author,
        // An identifier on one line.
        width: '120px',
        cell: (token) => <WholeText>{authorWords(token, texts.authors)}</WholeText>,
      },
      {
        key: 'created',
        header: texts.created,
        // Two tokens of one name and day are told apart by the time.
        width: '96px',
        cell: ({ dateCreated }) => (
          <WholeText>
            <DateText value={dateCreated} time />
          </WholeText>
        ),
      },
      { key: 'lastUse', header: texts.lastUse, width: '116px', cell: (token) => <LastUse token={token} /> },
      { key: 'action', header: texts.action, width: '116px', cell: (token) => <RevokeToken token={token} /> },
    ],
    [texts],
  );
}

/** A token on a phone. */
function TokenCard({ token }: { token: TokenStatusResponse }) {
  const texts = useTexts(tokensTexts);
  return (
    <ListCard>
      <TokenStatus token={token} />
      <strong>{token.description}</strong>
      <span>{permissionWords(token, texts.permissions)}</span>
      <QuietText>
        {texts.author}: {authorWords(token, texts.authors)}
      </QuietText>
      <QuietText>
        {texts.created}: <DateText value={token.dateCreated} time />
      </QuietText>
      <QuietText>
        {texts.lastUse}: <LastUse token={token} />
      </QuietText>
      <RevokeToken token={token} />
    </ListCard>
  );
}

const tones: Record<AuthenticationTokenStatus, Tone> = {
  Pending: 'waiting',
  Active: 'right',
  Revoking: 'waiting',
  Revoked: 'neutral',
  Failed: 'wrong',
};

function TokenStatus({ token: { status, statusDetails } }: { token: TokenStatusResponse }) {
  const texts = useTexts(tokensTexts);
  return (
    <WholeText>
      <StatusWord tone={tones[status]}>{texts.statuses[status]}</StatusWord>
      {statusDetails && statusDetails.length > 0 && <span>{statusDetails.join(' ')}</span>}
    </WholeText>
  );
}

function LastUse({ token: { lastUseDate } }: { token: TokenStatusResponse }) {
  const texts = useTexts(tokensTexts);
  return lastUseDate ? <DateText value={lastUseDate} /> : <QuietText>{texts.neverUsed}</QuietText>;
}

const permissionWords = (
  { requestedPermissions }: TokenStatusResponse,
  words: Readonly<Record<TokenStatusResponse['requestedPermissions'][number], string>>,
): string => requestedPermissions.map((permission) => words[permission]).join(', ');

const authorWords = (
  { authorIdentifier: { type, value } }: TokenStatusResponse,
  words: Readonly<Record<TokenStatusResponse['authorIdentifier']['type'], string>>,
): string => `${words[type]} ${value}`;
