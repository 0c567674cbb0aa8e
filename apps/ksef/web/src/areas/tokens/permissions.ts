import type { TokenPermissionType } from '@kwit/ksef-contract';

/** Permissions of tokens in the order of the guide; those that the contract got since stand at the end. */
export const tokenPermissions: readonly TokenPermissionType[] = [
  'InvoiceWrite',
  'InvoiceRead',
  'CredentialsRead',
  'CredentialsManage',
  'SubunitManage',
  'EnforcementOperations',
  'Introspection',
  'CollectiveIdentifierManage',
];
