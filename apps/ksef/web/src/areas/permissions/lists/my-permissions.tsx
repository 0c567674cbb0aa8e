import { dateText, ErrorNotice, useLanguage, useTexts } from '@kwit/ui';
import { Stack } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useApiQuery } from '../../../api/use-api.ts';
import { permissionNames } from '../../../session/permissions/texts.ts';
import { type Rights, useRights } from '../../../session/rights.ts';
import { useIdentity } from '../../../session/session.ts';
import { usePermissionFailure } from '../operation.ts';
import { identifierTexts } from '../texts.ts';
import { ClearFilters, Filters, hasFilters } from './filters.tsx';
import { GrantList } from './grant-list.tsx';
import classes from './lists.module.css';
import { usePartyText } from './party.tsx';
import type { Party } from './rows.ts';
import { useGrants } from './sources.ts';
import { listTexts } from './texts.ts';

const route = getRouteApi('/shell/permissions');

/** What whoever is logged in may do here and why, and what the entity of the context is. */
export function MyPermissions() {
  const { mine } = useTexts(listTexts);
  const rights = useRights();
  const search = route.useSearch();
  const authorOf = useAuthors(rights);
  // Where nothing was granted there is nothing to choose from.
  const { data } = useGrants('mine', search, true);
  const isBare = !hasFilters(search) && data?.pages[0]?.rows.length === 0;
  const seesEntity = rights.may('queryEntityRoles');
  return (
    <Stack gap="xl">
      <Identity rights={rights} />
      {rights.isOwner && <Owner rights={rights} />}
      <section>
        <h2 className={classes.part}>{mine.permissionsTitle}</h2>
        <Stack gap="lg">
          {!isBare && (
            <>
              <Filters tab="mine" />
              <ClearFilters />
            </>
          )}
          <GrantList tab="mine" search={search} authorOf={authorOf} />
        </Stack>
      </section>
      {seesEntity ? (
        <>
          <Roles />
          <Attachments />
        </>
      ) : (
        <p className={classes.lead}>{mine.seeOnlyOwn}</p>
      )}
    </Stack>
  );
}

function Identity({ rights: { subject, method } }: { rights: Rights }) {
  const { mine } = useTexts(listTexts);
  const textOf = usePartyText();
  const { person } = useIdentity();
  return (
    <section>
      <h2 className={classes.part}>{mine.identity}</h2>
      <p className={classes.lead}>
        <strong>{person}</strong>
        {method && ` ${mine.methods[method]}`}
        {subject && ` ${mine.as(textOf(subject))}`}
      </p>
    </section>
  );
}

function Owner({ rights: { subject, permissions } }: { rights: Rights }) {
  const { mine } = useTexts(listTexts);
  const { types } = useTexts(identifierTexts);
  const names = useTexts(permissionNames);
  const textOf = usePartyText();
  const { context } = useIdentity();
  const isByNip = subject?.type === 'Nip' && subject.value === context.value;
  return (
    <section>
      <h2 className={classes.part}>{mine.ownerTitle}</h2>
      <p className={classes.lead}>
        {isByNip ? mine.ownerByNip(context.value) : mine.ownerByPerson(subject ? textOf(subject) : types.Nip)}
      </p>
      <ul className={classes.plain}>
        {permissions.map((permission) => (
          <li key={permission}>{names[permission]}</li>
        ))}
      </ul>
    </section>
  );
}

/** Who granted the caller's permissions: the list of all people tells, for whoever may see it. */
function useAuthors({ subject, may }: Rights): (id: string) => Party | undefined {
  const isAllowed = subject !== undefined && may('queryPersonGrants');
  const { data } = useApiQuery(
    'queryPersonGrants',
    {
      query: { pageSize: 100 },
      body: { queryType: 'PermissionsInCurrentContext', ...(subject && { authorizedIdentifier: subject }) },
    },
    { enabled: isAllowed },
  );
  return useMemo(() => {
    const authors = new Map(data?.permissions.map(({ id, authorIdentifier }) => [id, authorIdentifier]));
    return (id) => authors.get(id);
  }, [data]);
}

function Roles() {
  const { mine } = useTexts(listTexts);
  const { data, error } = useApiQuery('queryEntityRoles', { query: { pageSize: 100 } });
  const failure = usePermissionFailure(error);
  return (
    <section>
      <h2 className={classes.part}>{mine.rolesTitle}</h2>
      {failure && <ErrorNotice title={mine.rolesNotLoaded} failure={failure} />}
      {data?.roles.length === 0 && <p className={classes.lead}>{mine.noRoles}</p>}
      {data && data.roles.length > 0 && (
        <ul className={classes.plain}>
          {data.roles.map(({ role, description, parentEntityIdentifier: parent }) => (
            <li key={`${role}${parent?.value ?? ''}`}>
              <strong>{mine.roles[role]}</strong>: {description}
              {parent && `, ${mine.roleOf(parent.value)}`}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Attachments() {
  const { mine } = useTexts(listTexts);
  const { language } = useLanguage();
  const { data, error } = useApiQuery('getAttachmentConsent', {});
  const failure = usePermissionFailure(error);
  const until = data?.revokedDate && dateText(data.revokedDate, language);
  const allowed = until ? mine.attachmentsUntil(until) : mine.attachmentsAllowed;
  const forbidden = until ? mine.attachmentsEnded(until) : mine.attachmentsForbidden;
  return (
    <section>
      <h2 className={classes.part}>{mine.attachmentsTitle}</h2>
      {failure && <ErrorNotice title={mine.attachmentsNotLoaded} failure={failure} />}
      {data && <p className={classes.lead}>{data.isAttachmentAllowed ? allowed : forbidden}</p>}
      {data && !data.isAttachmentAllowed && <Link to="/control">{mine.attachmentsInControl}</Link>}
    </section>
  );
}
