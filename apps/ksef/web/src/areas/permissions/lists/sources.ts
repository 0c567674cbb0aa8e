/** Where the rows of each list come from, page by page, by what the address asks for. */
import type { KsefClient } from '@kwit/ksef-client';
import type {
  EntityAuthorizationPermissionType,
  EuEntityPermissionsQueryPermissionType,
  OperationName,
  PersonalPermissionType,
  PersonPermissionType,
} from '@kwit/ksef-contract';
import { type InfiniteData, type QueryClient, useInfiniteQuery } from '@tanstack/react-query';
import { currentClient } from '../../../session/session.ts';
import { guessedType, type IdentifierType, identifierFault, normalized } from '../identifiers.ts';
import type { PermissionSearch, Tab } from '../search.ts';
import {
  authorizationRow,
  euEntityRow,
  type GrantRow,
  personalRow,
  personRow,
  receivedRow,
  subunitRow,
} from './rows.ts';

interface Page {
  readonly rows: readonly GrantRow[];
  readonly hasMore: boolean;
}

interface PageRequest {
  readonly query: { readonly pageSize: number; readonly pageOffset: number };
}

export interface Source {
  readonly operation: OperationName;
  readonly page: (
    operations: KsefClient['operations'],
    search: PermissionSearch,
    page: PageRequest,
    signal: AbortSignal,
  ) => Promise<Page>;
}

/** The most that KSeF gives. */
const pageSize = 100;
const listsKey = 'permission-lists';

/** An identifier of one of these types, absent where what was typed is none. */
export function identifierIn<Type extends IdentifierType>(
  types: readonly Type[],
  typed: string | undefined,
): { type: Type; value: string } | undefined {
  if (typed === undefined) return undefined;
  const type = guessedType(types, typed);
  return identifierFault(type, typed) === undefined ? { type, value: normalized[type](typed) } : undefined;
}

export const actorTypes = ['Nip', 'Pesel', 'Fingerprint'] as const;
export const unitTypes = ['Nip', 'InternalId'] as const;
export const entityTypes = ['Nip', 'PeppolId'] as const;

const listOf = <Name>(permission: PermissionSearch['permission']): Name[] | undefined =>
  permission === undefined ? undefined : [permission as Name];

/** What was not asked for does not narrow. */
const given = <Filters extends Record<string, unknown>>(filters: Filters) =>
  Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Filters]: Exclude<Filters[Key], undefined>;
  };

export const sources: Readonly<Record<Tab, Source>> = {
  persons: {
    operation: 'queryPersonGrants',
    page: async (operations, search, page, signal) => {
      const filters = given({
        authorizedIdentifier: identifierIn(actorTypes, search.who),
        authorIdentifier: identifierIn(actorTypes, search.author),
        targetIdentifier: identifierIn(unitTypes, search.client),
        permissionTypes: listOf<PersonPermissionType>(search.permission),
        permissionState: search.state,
      });
      const queryType =
        search.list === 'granted' ? 'PermissionsGrantedInCurrentContext' : 'PermissionsInCurrentContext';
      const answer = await operations.queryPersonGrants(
        { ...page, body: { queryType, ...filters } },
        { signal },
      );
      return { rows: answer.permissions.map(personRow), hasMore: answer.hasMore };
    },
  },
  received: {
    operation: 'queryEntityGrants',
    page: async (operations, search, page, signal) => {
      const body = given({ contextIdentifier: identifierIn(unitTypes, search.who) });
      const answer = await operations.queryEntityGrants({ ...page, body }, { signal });
      return { rows: answer.permissions.map(receivedRow), hasMore: answer.hasMore };
    },
  },
  authorizations: {
    operation: 'queryAuthorizationGrants',
    page: async (operations, search, page, signal) => {
      const isGranted = search.list !== 'received';
      const filters = given({
        ...(isGranted
          ? { authorizedIdentifier: identifierIn(entityTypes, search.who) }
          : { authorizingIdentifier: identifierIn(['Nip'], search.who) }),
        permissionTypes: listOf<EntityAuthorizationPermissionType>(search.permission),
      });
      const queryType = isGranted ? 'Granted' : 'Received';
      const answer = await operations.queryAuthorizationGrants(
        { ...page, body: { queryType, ...filters } },
        { signal },
      );
      return { rows: answer.authorizationGrants.map(authorizationRow(isGranted)), hasMore: answer.hasMore };
    },
  },
  subunits: {
    operation: 'querySubunitGrants',
    page: async (operations, search, page, signal) => {
      const body = given({ subunitIdentifier: identifierIn(unitTypes, search.who) });
      const answer = await operations.querySubunitGrants({ ...page, body }, { signal });
      return { rows: answer.permissions.map(subunitRow), hasMore: answer.hasMore };
    },
  },
  eu: {
    operation: 'queryEuEntityGrants',
    page: async (operations, search, page, signal) => {
      const body = given({
        authorizedFingerprintIdentifier: search.who && normalized.Fingerprint(search.who),
        vatUeIdentifier: identifierIn(['VatUe'], search.client)?.value,
        permissionTypes: listOf<EuEntityPermissionsQueryPermissionType>(search.permission),
      });
      const answer = await operations.queryEuEntityGrants({ ...page, body }, { signal });
      return { rows: answer.permissions.map(euEntityRow), hasMore: answer.hasMore };
    },
  },
  mine: {
    operation: 'queryPersonalGrants',
    page: async (operations, search, page, signal) => {
      const body = given({
        permissionTypes: listOf<PersonalPermissionType>(search.permission),
        permissionState: search.state,
      });
      const answer = await operations.queryPersonalGrants({ ...page, body }, { signal });
      return { rows: answer.permissions.map(personalRow), hasMore: answer.hasMore };
    },
  },
};

/** The rows of a list, page by page. */
export const useGrants = (tab: Tab, search: PermissionSearch, enabled: boolean) =>
  useInfiniteQuery({
    queryKey: [listsKey, tab, search],
    queryFn: ({ pageParam: pageOffset, signal }) =>
      sources[tab].page(currentClient().operations, search, { query: { pageSize, pageOffset } }, signal),
    initialPageParam: 0,
    getNextPageParam: ({ hasMore }, pages) => (hasMore ? pages.length : undefined),
    enabled,
  });

/** Forgets what was read: the next look at a list begins with its first page. */
export const forgetLists = (queries: QueryClient): void => queries.removeQueries({ queryKey: [listsKey] });

/**
 * Takes a row that is gone out of the lists. Pages are counted from the beginning, so that everything after the row has
 * moved up: what follows is read anew as it is scrolled to, and not all pages at once.
 */
export function takeOut(queries: QueryClient, id: string): void {
  queries.removeQueries({ queryKey: [listsKey], type: 'inactive' });
  for (const { queryKey } of queries.getQueryCache().findAll({ queryKey: [listsKey] })) {
    const { pages = [], pageParams = [] } = queries.getQueryData<InfiniteData<Page, number>>(queryKey) ?? {};
    const at = pages.findIndex(({ rows }) => rows.some((row) => row.id === id));
    const kept = Math.max(at, 1);
    if (at < 0) continue;
    queries.setQueryData<InfiniteData<Page, number>>(queryKey, {
      pages: pages.slice(0, kept),
      pageParams: pageParams.slice(0, kept),
    });
    // The first page is short: it may be read again.
    if (at === 0) void queries.invalidateQueries({ queryKey });
  }
}
