import {
  type Column,
  DateText,
  EmptyState,
  ListCard,
  QuietText,
  StatusWord,
  useTexts,
  WholeText,
} from '@kwit/ui';
import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { PagedList } from '../../../api/paged-list.tsx';
import { permissionNames } from '../../../session/permissions/texts.ts';
import { useRights } from '../../../session/rights.ts';
import { NoRight } from '../no-right.tsx';
import { usePermissionFailure } from '../operation.ts';
import type { PermissionSearch, Tab } from '../search.ts';
import { permissionsTexts } from '../texts.ts';
import { hasFilters, withoutFilters } from './filters.tsx';
import classes from './lists.module.css';
import { PartyText, usePartyText } from './party.tsx';
import { RevokeGrant } from './revoke-grant.tsx';
import type { GrantRow, Party, Place } from './rows.ts';
import { sources, useGrants } from './sources.ts';
import { listTexts } from './texts.ts';

const route = getRouteApi('/shell/permissions');

export interface GrantListProps {
  readonly tab: Tab;
  readonly search: PermissionSearch;
  /** Who granted a row, where the list itself does not tell. */
  readonly authorOf?: (id: string) => Party | undefined;
}

/** The permissions of a tab, or why they cannot be shown. */
export function GrantList({ tab, search, authorOf }: GrantListProps) {
  const texts = useTexts(listTexts);
  const { noRightToSee } = useTexts(permissionsTexts);
  const isAllowed = useRights().may(sources[tab].operation);
  const grants = useGrants(tab, search, isAllowed);
  const failure = usePermissionFailure(grants.error);
  const rows = useMemo(() => {
    const all = grants.data?.pages.flatMap((page) => page.rows) ?? [];
    // Pages are counted from the beginning: where something was added meanwhile, a row comes twice.
    return [...new Map(all.map((row) => [row.id, row])).values()];
  }, [grants.data]);
  const possible = useColumns(tab, search, authorOf);
  const columns = useMemo(
    () => possible.filter(({ isEmpty }) => !isEmpty || rows.some((row) => !isEmpty(row))),
    [possible, rows],
  );
  if (!isAllowed) return <NoRight title={noRightToSee} />;
  return (
    <PagedList
      query={grants}
      failure={failure}
      notLoaded={texts.notLoaded}
      label={texts.tabs[tab]}
      rows={rows}
      columns={columns}
      rowKey={({ id }) => id}
      card={(row) => <Card row={row} columns={columns} />}
    >
      <Nothing tab={tab} search={search} />
    </PagedList>
  );
}

function Nothing({ tab, search }: { tab: Tab; search: PermissionSearch }) {
  const texts = useTexts(listTexts);
  const navigate = route.useNavigate();
  if (!hasFilters(search)) return <EmptyState title={texts.none[tab]}>{texts.noneText[tab]}</EmptyState>;
  const clear = (
    <Button variant="default" onClick={() => navigate({ search: withoutFilters(search), replace: true })}>
      {texts.clear}
    </Button>
  );
  return <EmptyState title={texts.noneFound} action={clear} />;
}

/** A permission in words. */
function usePermissionWord(): (permission: GrantRow['permission']) => string {
  const names = useTexts(permissionNames);
  const { owner } = useTexts(listTexts);
  return (permission) => (permission === 'OwnerPermissionScope' ? owner : names[permission]);
}

function PermissionCell({ row }: { row: GrantRow }) {
  const texts = useTexts(listTexts);
  const word = usePermissionWord();
  return (
    <span className={classes.party}>
      <span>{word(row.permission)}</span>
      {row.canDelegate && <QuietText>{texts.canDelegate}</QuietText>}
      {!row.isActive && <StatusWord tone="waiting">{texts.inactive}</StatusWord>}
    </span>
  );
}

function PlaceCell({ place }: { place: Place }) {
  const texts = useTexts(listTexts);
  if (place.kind === 'allClients') return <WholeText>{texts.allClients}</WholeText>;
  return (
    <span className={classes.party}>
      <QuietText>{texts.place[place.kind]}</QuietText>
      <PartyText party={place.party} />
    </span>
  );
}

function ActionCell({ row }: { row: GrantRow }) {
  const word = usePermissionWord();
  const textOf = usePartyText();
  const { holder } = row;
  if (!row.revocation || !holder) return null;
  return <RevokeGrant row={row} permission={word(row.permission)} holder={holder.name ?? textOf(holder)} />;
}

interface PossibleColumn extends Column<GrantRow> {
  /** Left out where no row has anything in it, and on a phone where this one has not. */
  readonly isEmpty?: (row: GrantRow) => boolean;
}

/** What each list tells. */
const columnsOf: Readonly<Record<Tab, readonly string[]>> = {
  persons: ['holder', 'permission', 'place', 'description', 'author', 'since', 'action'],
  received: ['place', 'permission', 'description', 'since'],
  authorizations: ['holder', 'permission', 'description', 'author', 'since', 'action'],
  subunits: ['place', 'holder', 'permission', 'description', 'author', 'since', 'action'],
  eu: ['place', 'holder', 'permission', 'description', 'author', 'since', 'action'],
  mine: ['permission', 'place', 'holder', 'description', 'author', 'since'],
};

function useColumns(
  tab: Tab,
  { list }: PermissionSearch,
  authorOf: GrantListProps['authorOf'],
): readonly PossibleColumn[] {
  const texts = useTexts(listTexts);
  return useMemo(() => {
    const author = (row: GrantRow): Party | undefined => row.author ?? authorOf?.(row.id);
    const isFrom = tab === 'received' || (tab === 'authorizations' && list === 'received');
    const place = (row: GrantRow): ReactNode => {
      if (!row.place) return null;
      // Under the heading «from whom» there is nothing more to say of where it is.
      return isFrom && row.place.kind === 'granter' ? (
        <PartyText party={row.place.party} />
      ) : (
        <PlaceCell place={row.place} />
      );
    };
    const possible: readonly PossibleColumn[] = [
      {
        key: 'holder',
        header: texts.holder,
        width: 'minmax(0, 3fr)',
        cell: ({ holder }) => (holder ? <PartyText party={holder} /> : <QuietText>{texts.me}</QuietText>),
      },
      {
        key: 'permission',
        header: texts.permission,
        width: 'minmax(0, 3fr)',
        cell: (row) => <PermissionCell row={row} />,
      },
      {
        key: 'place',
        header: isFrom ? texts.fromHeader : texts.placeHeader,
        width: 'minmax(0, 3fr)',
        cell: place,
        isEmpty: (row) => row.place === undefined,
      },
      {
        key: 'description',
        header: texts.description,
        width: 'minmax(0, 3fr)',
        cell: ({ description }) => <WholeText>{description}</WholeText>,
      },
      {
        key: 'author',
        header: texts.authorHeader,
        width: 'minmax(0, 2fr)',
        cell: (row) => {
          const by = author(row);
          return by && <PartyText party={by} />;
        },
        isEmpty: (row) => author(row) === undefined,
      },
      {
        key: 'since',
        header: texts.since,
        width: '96px',
        cell: ({ since }) => <DateText value={since} />,
      },
      { key: 'action', header: texts.action, width: '128px', cell: (row) => <ActionCell row={row} /> },
    ];
    const wanted = isFrom && tab === 'authorizations' ? columnsOf.received : columnsOf[tab];
    return wanted.flatMap((key) => possible.filter((column) => column.key === key));
  }, [tab, list, texts, authorOf]);
}

/** A permission on a phone: what stands first in the table, then the rest with its headings. */
function Card({ row, columns }: { row: GrantRow; columns: readonly PossibleColumn[] }) {
  const plain = ['holder', 'permission', 'action'];
  return (
    <ListCard>
      {columns
        .filter(({ isEmpty }) => !isEmpty?.(row))
        .map(({ key, header, cell }) =>
          plain.includes(key) ? (
            <div key={key}>{cell(row)}</div>
          ) : (
            <div key={key}>
              <QuietText>{header}: </QuietText>
              {cell(row)}
            </div>
          ),
        )}
    </ListCard>
  );
}
