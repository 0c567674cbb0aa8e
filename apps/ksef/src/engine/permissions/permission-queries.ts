/** Who may do what: every list of the contract, for a caller in its context. Source: official OpenAPI. */
import type {
  EntityAuthorizationPermissionsQueryRequest,
  EntityPermissionsQueryRequest,
  EuEntityPermissionsQueryRequest,
  PersonalPermissionsQueryRequest,
  PersonPermissionsQueryRequest,
  QueryEntityAuthorizationPermissionsResponse,
  QueryEntityPermissionsResponse,
  QueryEntityRolesResponse,
  QueryEuEntityPermissionsResponse,
  QueryPersonalPermissionsResponse,
  QueryPersonPermissionsResponse,
  QuerySubordinateEntityRolesResponse,
  QuerySubunitPermissionsResponse,
  SubordinateEntityRolesQueryRequest,
  SubunitPermissionsQueryRequest,
} from '@kwit/ksef-contract';
import type { Queries } from '../../store/store.ts';
import type { Caller } from '../access-tokens.ts';
import { type GrantSelection, listGrants, type PageRequest } from './grant-lists.ts';
import {
  authorizationGrant,
  entityPermission,
  euEntityPermission,
  personalPermission,
  personPermission,
  subunitPermission,
} from './grant-views.ts';
import { identitiesOf } from './identities.ts';
import { membersOf, rolesOf } from './roles.ts';

type Who = Pick<Caller, 'context' | 'subject' | 'granted'>;

/**
 * The caller's own: granted in the context or by what stands above it; passed on, where the context is the
 * client or the intermediary; for the owner also what other entities granted the one of the context.
 */
export async function queryPersonal(
  db: Queries,
  { context, subject, granted }: Who,
  request: PersonalPermissionsQueryRequest,
  page: PageRequest,
): Promise<QueryPersonalPermissionsResponse> {
  const subjects = await identitiesOf(db, subject);
  const selections: GrantSelection[] = [
    {
      kinds: ['owner', 'person', 'entity', 'subunit', 'euAdministration', 'euRepresentative', 'indirect'],
      context,
      subjects,
    },
    { kinds: ['indirect'], granter: context, subjects },
    // For all clients of an intermediary of whom the context is one.
    { kinds: ['indirect'], forAllWithClient: context, subjects },
  ];
  if (granted.includes('Owner')) selections.push({ kinds: ['entity'], subjects: [context] });
  const { rows, hasMore } = await listGrants(db, selections, request, page);
  return { permissions: rows.map((row) => personalPermission(row, subject)), hasMore };
}

/** All that hold in the context, but for those that intermediaries passed on; or all that were granted in it. */
export async function queryPersons(
  db: Queries,
  { context }: Who,
  request: PersonPermissionsQueryRequest,
  page: PageRequest,
): Promise<QueryPersonPermissionsResponse> {
  const selections: Record<PersonPermissionsQueryRequest['queryType'], GrantSelection[]> = {
    PermissionsInCurrentContext: [
      { kinds: ['person', 'entity', 'subunit'], context },
      { kinds: ['indirect'], granter: context },
    ],
    PermissionsGrantedInCurrentContext: [
      { kinds: ['person', 'entity', 'subunit', 'indirect'], granter: context },
    ],
  };
  const { rows, hasMore } = await listGrants(db, selections[request.queryType], request, page);
  return { permissions: rows.map(personPermission), hasMore };
}

/** Administrators of the subunits, as far as they were granted from this context. */
export async function querySubunits(
  db: Queries,
  { context }: Who,
  { subunitIdentifier }: SubunitPermissionsQueryRequest,
  page: PageRequest,
): Promise<QuerySubunitPermissionsResponse> {
  const selection: GrantSelection = {
    kinds: ['subunit'],
    granter: context,
    ...(subunitIdentifier ? { context: subunitIdentifier } : {}),
  };
  const { rows, hasMore } = await listGrants(db, [selection], {}, page);
  return { permissions: rows.map(subunitPermission), hasMore };
}

/** Whose invoices the entity of the context may handle. */
export async function queryEntities(
  db: Queries,
  { context }: Who,
  { contextIdentifier }: EntityPermissionsQueryRequest,
  page: PageRequest,
): Promise<QueryEntityPermissionsResponse> {
  const selection: GrantSelection = {
    kinds: ['entity'],
    subjects: [context],
    ...(contextIdentifier ? { context: contextIdentifier } : {}),
  };
  const { rows, hasMore } = await listGrants(db, [selection], {}, page);
  return { permissions: rows.map(entityPermission), hasMore };
}

/** What the entity of the context is besides a taxpayer. */
export async function queryRoles(
  db: Queries,
  { context }: Who,
  page: PageRequest,
): Promise<QueryEntityRolesResponse> {
  const { items, hasMore } = pageOf(context.type === 'Nip' ? await rolesOf(db, context.value) : [], page);
  return { roles: items, hasMore };
}

/** Who belongs to the entity of the context. */
export async function querySubordinates(
  db: Queries,
  { context }: Who,
  { subordinateEntityIdentifier: member }: SubordinateEntityRolesQueryRequest,
  page: PageRequest,
): Promise<QuerySubordinateEntityRolesResponse> {
  const members = context.type === 'Nip' ? await membersOf(db, context.value, member?.value) : [];
  const { items, hasMore } = pageOf(members, page);
  return { roles: items, hasMore };
}

function pageOf<T>(all: readonly T[], { pageSize, pageOffset }: PageRequest) {
  const [from, to] = [pageSize * pageOffset, pageSize * (pageOffset + 1)];
  return { items: all.slice(from, to), hasMore: all.length > to };
}

/** What one entity may do in the name of another: granted by the entity of the context, or to it. */
export async function queryAuthorizations(
  db: Queries,
  { context }: Who,
  request: EntityAuthorizationPermissionsQueryRequest,
  page: PageRequest,
): Promise<QueryEntityAuthorizationPermissionsResponse> {
  const { authorizingIdentifier, authorizedIdentifier, queryType, permissionTypes } = request;
  const selections: Record<EntityAuthorizationPermissionsQueryRequest['queryType'], GrantSelection> = {
    Granted: {
      kinds: ['authorization'],
      context,
      ...(authorizedIdentifier ? { subjects: [authorizedIdentifier] } : {}),
    },
    Received: {
      kinds: ['authorization'],
      subjects: [context],
      ...(authorizingIdentifier ? { context: authorizingIdentifier } : {}),
    },
  };
  const { rows, hasMore } = await listGrants(db, [selections[queryType]], { permissionTypes }, page);
  return { authorizationGrants: rows.map(authorizationGrant), hasMore };
}

/** In the context of a NIP the administrators of its EU entities; in that of an EU entity all who act for it. */
export async function queryEuEntities(
  db: Queries,
  { context }: Who,
  request: EuEntityPermissionsQueryRequest,
  page: PageRequest,
): Promise<QueryEuEntityPermissionsResponse> {
  const { vatUeIdentifier, authorizedFingerprintIdentifier, permissionTypes } = request;
  const selection: GrantSelection =
    context.type === 'NipVatUe'
      ? { kinds: ['euAdministration', 'euRepresentative'], context }
      : { kinds: ['euAdministration'], granter: context };
  const filters = {
    permissionTypes,
    euVatNumber: vatUeIdentifier,
    authorizedPart: authorizedFingerprintIdentifier,
  };
  const { rows, hasMore } = await listGrants(db, [selection], filters, page);
  return { permissions: rows.map(euEntityPermission), hasMore };
}
