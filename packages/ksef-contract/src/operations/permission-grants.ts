/** Granting and revoking permissions, and what became of it. */
import Type from 'typebox';
import { json, operation } from '../define.ts';
import { PermissionId, ReferenceNumber } from '../schemas/identifiers.ts';
import {
  CheckAttachmentPermissionStatusResponse,
  EntityAuthorizationPermissionsGrantRequest,
  EntityPermissionsGrantRequest,
  EuEntityAdministrationPermissionsGrantRequest,
  EuEntityPermissionsGrantRequest,
  IndirectPermissionsGrantRequest,
  PermissionsOperationResponse,
  PermissionsOperationStatusResponse,
  PersonPermissionsGrantRequest,
  SubunitPermissionsGrantRequest,
} from '../schemas/permission-grants.ts';

/** What all grants share; they and revocations are carried out after the answer. */
const grant = {
  method: 'POST',
  answer: { status: 202, content: json(PermissionsOperationResponse) },
  errors: [21405],
} as const;
const revocation = {
  ...grant,
  method: 'DELETE',
  // A second revocation ends as a failure, which would be told of one that succeeded.
  repeatable: false,
  pathParameters: Type.Object({ permissionId: PermissionId }),
} as const;

export const permissionGrantOperations = {
  grantPersonPermissions: operation({
    ...grant,
    path: '/permissions/persons/grants',
    summary: 'Lets a person work in the context.',
    permissions: ['CredentialsManage'],
    request: json(PersonPermissionsGrantRequest),
  }),
  grantEntityPermissions: operation({
    ...grant,
    path: '/permissions/entities/grants',
    summary: 'Lets another entity handle the invoices of the context, and pass that on where it is said.',
    permissions: ['CredentialsManage'],
    request: json(EntityPermissionsGrantRequest),
  }),
  grantAuthorizations: operation({
    ...grant,
    path: '/permissions/authorizations/grants',
    summary: 'Lets another entity act in the name of the context: self-invoicing and the like.',
    permissions: ['CredentialsManage'],
    request: json(EntityAuthorizationPermissionsGrantRequest),
  }),
  grantIndirectPermissions: operation({
    ...grant,
    path: '/permissions/indirect/grants',
    summary: 'Passes on to a person what clients granted the entity of the context.',
    permissions: ['CredentialsManage'],
    request: json(IndirectPermissionsGrantRequest),
  }),
  grantSubunitPermissions: operation({
    ...grant,
    path: '/permissions/subunits/grants',
    summary: 'Makes somebody the administrator of a subunit, and the subunit where it is new.',
    permissions: ['SubunitManage'],
    request: json(SubunitPermissionsGrantRequest),
  }),
  grantEuEntityAdministration: operation({
    ...grant,
    path: '/permissions/eu-entities/administration/grants',
    summary: 'Makes somebody the administrator of an EU entity that issues invoices for the context.',
    permissions: ['CredentialsManage'],
    request: json(EuEntityAdministrationPermissionsGrantRequest),
  }),
  grantEuEntityPermissions: operation({
    ...grant,
    path: '/permissions/eu-entities/grants',
    summary: 'Lets somebody handle the invoices of the EU entity of the context.',
    permissions: ['VatUeManage'],
    request: json(EuEntityPermissionsGrantRequest),
  }),
  revokePermission: operation({
    ...revocation,
    path: '/permissions/common/grants/{permissionId}',
    summary: 'Takes a permission away.',
    permissions: ['CredentialsManage', 'VatUeManage', 'SubunitManage'],
  }),
  revokeAuthorization: operation({
    ...revocation,
    path: '/permissions/authorizations/grants/{permissionId}',
    summary: 'Takes away what another entity may do in the name of the context.',
    permissions: ['CredentialsManage'],
  }),
  getPermissionOperationStatus: operation({
    method: 'GET',
    path: '/permissions/operations/{referenceNumber}',
    summary: 'Where a grant or a revocation stands; kept for thirty days.',
    pathParameters: Type.Object({ referenceNumber: ReferenceNumber }),
    answer: { status: 200, content: json(PermissionsOperationStatusResponse) },
    errors: [21405],
    gone: true,
  }),
  getAttachmentConsent: operation({
    method: 'GET',
    path: '/permissions/attachments/status',
    summary: 'Whether invoices of the context may have attachments.',
    permissions: ['CredentialsManage', 'CredentialsRead'],
    answer: { status: 200, content: json(CheckAttachmentPermissionStatusResponse) },
    errors: [21405],
  }),
};
