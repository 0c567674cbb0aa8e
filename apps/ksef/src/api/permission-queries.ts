import type { Core } from '../core.ts';
import type { HandlersOf } from './handlers.ts';

interface PageParameters {
  pageSize?: number;
  pageOffset?: number;
}

/** Loaded by the first query: a start should not wait for it. */
const queries = () => import('../engine/permissions/permission-queries.ts');

const pageOf = ({ pageSize = 10, pageOffset = 0 }: PageParameters) => ({ pageSize, pageOffset });

export function permissionQueryHandlers({
  engine,
}: Core): HandlersOf<
  | 'queryPersonalGrants'
  | 'queryPersonGrants'
  | 'querySubunitGrants'
  | 'queryEntityGrants'
  | 'queryEntityRoles'
  | 'querySubordinateEntityRoles'
  | 'queryAuthorizationGrants'
  | 'queryEuEntityGrants'
> {
  const { db } = engine.store;
  return {
    queryPersonalGrants: async ({ body, query }, { caller }) =>
      (await queries()).queryPersonal(db, caller, body, pageOf(query)),
    queryPersonGrants: async ({ body, query }, { caller }) =>
      (await queries()).queryPersons(db, caller, body, pageOf(query)),
    querySubunitGrants: async ({ body, query }, { caller }) =>
      (await queries()).querySubunits(db, caller, body, pageOf(query)),
    queryEntityGrants: async ({ body, query }, { caller }) =>
      (await queries()).queryEntities(db, caller, body, pageOf(query)),
    queryEntityRoles: async ({ query }, { caller }) =>
      (await queries()).queryRoles(db, caller, pageOf(query)),
    querySubordinateEntityRoles: async ({ body, query }, { caller }) =>
      (await queries()).querySubordinates(db, caller, body, pageOf(query)),
    queryAuthorizationGrants: async ({ body, query }, { caller }) =>
      (await queries()).queryAuthorizations(db, caller, body, pageOf(query)),
    queryEuEntityGrants: async ({ body, query }, { caller }) =>
      (await queries()).queryEuEntities(db, caller, body, pageOf(query)),
  };
}
