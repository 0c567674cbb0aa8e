import type { Core } from '../core.ts';
import {
  queryAuthorizations,
  queryEntities,
  queryEuEntities,
  queryPersonal,
  queryPersons,
  queryRoles,
  querySubordinates,
  querySubunits,
} from '../engine/permissions/permission-queries.ts';
import type { HandlersOf } from './handlers.ts';

interface PageParameters {
  pageSize?: number;
  pageOffset?: number;
}

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
    queryPersonalGrants: ({ body, query }, { caller }) => queryPersonal(db, caller, body, pageOf(query)),
    queryPersonGrants: ({ body, query }, { caller }) => queryPersons(db, caller, body, pageOf(query)),
    querySubunitGrants: ({ body, query }, { caller }) => querySubunits(db, caller, body, pageOf(query)),
    queryEntityGrants: ({ body, query }, { caller }) => queryEntities(db, caller, body, pageOf(query)),
    queryEntityRoles: ({ query }, { caller }) => queryRoles(db, caller, pageOf(query)),
    querySubordinateEntityRoles: ({ body, query }, { caller }) =>
      querySubordinates(db, caller, body, pageOf(query)),
    queryAuthorizationGrants: ({ body, query }, { caller }) =>
      queryAuthorizations(db, caller, body, pageOf(query)),
    queryEuEntityGrants: ({ body, query }, { caller }) => queryEuEntities(db, caller, body, pageOf(query)),
  };
}
