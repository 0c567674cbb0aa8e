import type { SubordinateEntityRole } from '@kwit/ksef-contract';
import { type Column, DataList, DateText, ErrorNotice, useTexts, WholeText } from '@kwit/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useRights } from '../../../session/rights.ts';
import { currentClient } from '../../../session/session.ts';
import { usePermissionFailure } from '../operation.ts';
import classes from './lists.module.css';
import { listTexts } from './texts.ts';

const pageSize = 100;

/** Members of the VAT group and units of the local government of the context; nothing where it has none. */
export function Members() {
  const texts = useTexts(listTexts);
  const isAllowed = useRights().may('querySubordinateEntityRoles');
  const members = useInfiniteQuery({
    queryKey: ['querySubordinateEntityRoles'],
    queryFn: ({ pageParam: pageOffset, signal }) =>
      currentClient().operations.querySubordinateEntityRoles(
        { query: { pageSize, pageOffset }, body: {} },
        { signal },
      ),
    initialPageParam: 0,
    getNextPageParam: ({ hasMore }, pages) => (hasMore ? pages.length : undefined),
    enabled: isAllowed,
  });
  const failure = usePermissionFailure(members.error);
  const rows = useMemo(() => members.data?.pages.flatMap(({ roles }) => roles) ?? [], [members.data]);
  const columns = useMemo(
    (): readonly Column<SubordinateEntityRole>[] => [
      {
        key: 'member',
        header: texts.member,
        width: '136px',
        cell: ({ subordinateEntityIdentifier }) => subordinateEntityIdentifier.value,
      },
      {
        key: 'role',
        header: texts.memberRole,
        width: 'minmax(0, 2fr)',
        cell: ({ role }) => texts.memberRoles[role],
      },
      {
        key: 'description',
        header: texts.description,
        width: 'minmax(0, 4fr)',
        cell: ({ description }) => <WholeText>{description}</WholeText>,
      },
      {
        key: 'since',
        header: texts.since,
        width: '96px',
        cell: ({ startDate }) => <DateText value={startDate} />,
      },
    ],
    [texts],
  );
  if (failure) return <ErrorNotice title={texts.membersNotLoaded} failure={failure} />;
  if (rows.length === 0) return null;
  return (
    <section>
      <h2 className={classes.part}>{texts.members}</h2>
      <DataList
        label={texts.members}
        rows={rows}
        columns={columns}
        rowKey={({ subordinateEntityIdentifier }) => subordinateEntityIdentifier.value}
        onEnd={members.hasNextPage && !members.isFetching ? () => void members.fetchNextPage() : undefined}
      />
    </section>
  );
}
