import type { Core } from '../core.ts';
import {
  authorizationOrder,
  entityOrder,
  euAdministrationOrder,
  euRepresentativeOrder,
  indirectOrder,
  personOrder,
  subunitOrder,
} from '../engine/permissions/grant-requests.ts';
import type { HandlersOf } from './handlers.ts';

export function permissionGrantHandlers({
  permissionOperations: operations,
}: Core): HandlersOf<
  | 'grantPersonPermissions'
  | 'grantEntityPermissions'
  | 'grantAuthorizations'
  | 'grantIndirectPermissions'
  | 'grantSubunitPermissions'
  | 'grantEuEntityAdministration'
  | 'grantEuEntityPermissions'
  | 'revokePermission'
  | 'revokeAuthorization'
  | 'getPermissionOperationStatus'
> {
  return {
    grantPersonPermissions: async ({ body }, { caller }) => operations.grant(caller, personOrder(body)),
    grantEntityPermissions: async ({ body }, { caller }) => operations.grant(caller, entityOrder(body)),
    grantAuthorizations: async ({ body }, { caller }) => operations.grant(caller, authorizationOrder(body)),
    grantIndirectPermissions: async ({ body }, { caller }) => operations.grant(caller, indirectOrder(body)),
    grantSubunitPermissions: async ({ body }, { caller }) => {
      const { isInternalId } = await import('@kwit/invoice');
      return operations.grant(caller, subunitOrder(body, isInternalId));
    },
    grantEuEntityAdministration: async ({ body }, { caller }) =>
      operations.grant(caller, euAdministrationOrder(body)),
    grantEuEntityPermissions: async ({ body }, { caller }) =>
      operations.grant(caller, euRepresentativeOrder(body)),
    revokePermission: ({ path }, { caller }) => operations.revoke(caller, path.permissionId, 'common'),
    revokeAuthorization: ({ path }, { caller }) =>
      operations.revoke(caller, path.permissionId, 'authorizations'),
    getPermissionOperationStatus: ({ path }, { caller }) => operations.status(caller, path.referenceNumber),
  };
}
