/** Granting and revoking permissions. */
import Type, { type Static } from 'typebox';
import {
  authorizationPermissions,
  entityPermissions,
  euEntityPermissions,
  indirectPermissions,
  personPermissions,
} from '../vocabulary.ts';
import { described, flag, list, maybe, moment, oneOf, text } from './basic.ts';
import { ReferenceNumber } from './identifiers.ts';
import {
  ActorIdentifier,
  EntityDetails,
  EntityIdentifier,
  EntityOrPeppolIdentifier,
  EuEntityDetails,
  EuEntityPermissionSubjectDetails,
  FingerprintIdentifier,
  NipVatUeIdentifier,
  PartnerIdentifier,
  PersonPermissionSubjectDetails,
  UnitIdentifier,
} from './permission-parties.ts';
import { StatusInfo } from './status.ts';

/** What a permission is for, in the words of whoever grants it. */
const description = text('What it is for.', { minLength: 5, maxLength: 256 });
const toWhom = 'To whom.';
const whoThatIs = 'Who that is.';

export const PersonPermissionType = oneOf(personPermissions, 'Permission of a person.');
export type PersonPermissionType = Static<typeof PersonPermissionType>;

export const PersonPermissionsGrantRequest = Type.Object({
  subjectIdentifier: described(ActorIdentifier, toWhom),
  permissions: list(PersonPermissionType, 'What is granted, each permission once.'),
  description,
  subjectDetails: described(PersonPermissionSubjectDetails, whoThatIs),
});
export type PersonPermissionsGrantRequest = Static<typeof PersonPermissionsGrantRequest>;

export const EntityPermissionType = oneOf(entityPermissions, 'Permission of an entity.');
export type EntityPermissionType = Static<typeof EntityPermissionType>;

export const EntityPermission = Type.Object({
  type: EntityPermissionType,
  canDelegate: Type.Optional(flag('Whether the entity may pass it on.')),
});
export type EntityPermission = Static<typeof EntityPermission>;

export const EntityPermissionsGrantRequest = Type.Object({
  subjectIdentifier: described(EntityIdentifier, toWhom),
  permissions: list(EntityPermission, 'What is granted, each permission once.'),
  description,
  subjectDetails: described(EntityDetails, whoThatIs),
});
export type EntityPermissionsGrantRequest = Static<typeof EntityPermissionsGrantRequest>;

export const EntityAuthorizationPermissionType = oneOf(
  authorizationPermissions,
  'What one entity may do in the name of another.',
);
export type EntityAuthorizationPermissionType = Static<typeof EntityAuthorizationPermissionType>;

export const EntityAuthorizationPermissionsGrantRequest = Type.Object({
  subjectIdentifier: described(EntityOrPeppolIdentifier, toWhom),
  permission: EntityAuthorizationPermissionType,
  description,
  subjectDetails: described(EntityDetails, whoThatIs),
});
export type EntityAuthorizationPermissionsGrantRequest = Static<
  typeof EntityAuthorizationPermissionsGrantRequest
>;

export const IndirectPermissionType = oneOf(indirectPermissions, 'Permission that is passed on.');
export type IndirectPermissionType = Static<typeof IndirectPermissionType>;

export const IndirectPermissionsGrantRequest = Type.Object({
  subjectIdentifier: described(ActorIdentifier, toWhom),
  targetIdentifier: maybe(PartnerIdentifier, 'For which client; for all without it.'),
  permissions: list(IndirectPermissionType, 'What is passed on, each permission once.'),
  description,
  subjectDetails: described(PersonPermissionSubjectDetails, whoThatIs),
});
export type IndirectPermissionsGrantRequest = Static<typeof IndirectPermissionsGrantRequest>;

export const SubunitPermissionsGrantRequest = Type.Object({
  subjectIdentifier: described(ActorIdentifier, toWhom),
  contextIdentifier: described(UnitIdentifier, 'Of which subunit; an internal identifier may be new.'),
  description,
  subunitName: maybe(
    text('Name of the subunit; required with an internal identifier.', { minLength: 5, maxLength: 256 }),
  ),
  subjectDetails: described(PersonPermissionSubjectDetails, whoThatIs),
});
export type SubunitPermissionsGrantRequest = Static<typeof SubunitPermissionsGrantRequest>;

export const EuEntityAdministrationPermissionsGrantRequest = Type.Object({
  subjectIdentifier: described(FingerprintIdentifier, toWhom),
  contextIdentifier: described(NipVatUeIdentifier, 'In the context of which pair of entities.'),
  description,
  euEntityName: text('Name and address of the EU entity, joined by a comma.', {
    minLength: 5,
    maxLength: 256,
  }),
  subjectDetails: described(EuEntityPermissionSubjectDetails, whoThatIs),
  euEntityDetails: described(EuEntityDetails, 'The EU entity.'),
});
export type EuEntityAdministrationPermissionsGrantRequest = Static<
  typeof EuEntityAdministrationPermissionsGrantRequest
>;

export const EuEntityPermissionType = oneOf(euEntityPermissions, 'Permission of a representative.');
export type EuEntityPermissionType = Static<typeof EuEntityPermissionType>;

export const EuEntityPermissionsGrantRequest = Type.Object({
  subjectIdentifier: described(FingerprintIdentifier, toWhom),
  permissions: list(EuEntityPermissionType, 'What is granted, each permission once.'),
  description,
  subjectDetails: described(EuEntityPermissionSubjectDetails, whoThatIs),
});
export type EuEntityPermissionsGrantRequest = Static<typeof EuEntityPermissionsGrantRequest>;

/** Granting and revoking go on after the answer. */
export const PermissionsOperationResponse = Type.Object({
  referenceNumber: described(ReferenceNumber, 'Reference number of the operation.'),
});
export type PermissionsOperationResponse = Static<typeof PermissionsOperationResponse>;

export const PermissionsOperationStatusResponse = Type.Object({
  status: described(StatusInfo, 'Where the operation stands; codes in `permissionOperationStatuses`.'),
});
export type PermissionsOperationStatusResponse = Static<typeof PermissionsOperationStatusResponse>;

export const CheckAttachmentPermissionStatusResponse = Type.Object({
  isAttachmentAllowed: Type.Optional(flag('Whether invoices of the context may have attachments now.')),
  revokedDate: maybe(moment('When that ends; without it, never.')),
});
export type CheckAttachmentPermissionStatusResponse = Static<typeof CheckAttachmentPermissionStatusResponse>;
