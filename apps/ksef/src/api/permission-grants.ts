import type { Core } from '../core.ts';
import type { HandlersOf } from './handlers.ts';

/** Loaded by the first grant: a start should not wait for it. */
const orders = () => import('../engine/permissions/grant-requests.ts');

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
    grantPersonPermissions: async ({ body }, { caller }) =>
      operations.grant(caller, (await orders()).personOrder(body)),
    grantEntityPermissions: async ({ body }, { caller }) =>
      operations.grant(caller, (await orders()).entityOrder(body)),
    grantAuthorizations: async ({ body }, { caller }) =>
      operations.grant(caller, (await orders()).authorizationOrder(body)),
    grantIndirectPermissions: async ({ body }, { caller }) =>
      operations.grant(caller, (await orders()).indirectOrder(body)),
    grantSubunitPermissions: async ({ body }, { caller }) => {
      const { isInternalId } = await import('@kwit/invoice');
      return operations.grant(caller, (await orders()).subunitOrder(body, isInternalId));
    },
    grantEuEntityAdministration: async ({ body }, { caller }) =>
      operations.grant(caller, (await orders()).euAdministrationOrder(body)),
    grantEuEntityPermissions: async ({ body }, { caller }) =>
      operations.grant(caller, (await orders()).euRepresentativeOrder(body)),
    revokePermission: ({ path }, { caller }) => operations.revoke(caller, path.permissionId, 'common'),
    revokeAuthorization: ({ path }, { caller }) =>
      operations.revoke(caller, path.permissionId, 'authorizations'),
    getPermissionOperationStatus: ({ path }, { caller }) => operations.status(caller, path.referenceNumber),
  };
}
