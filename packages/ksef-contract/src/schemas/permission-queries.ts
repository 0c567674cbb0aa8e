/** Who may do what: the lists of permissions and roles. */
import Type, { type Static } from 'typebox';
import {
  authorizationPermissions,
  entityPermissions,
  entityRoles,
  euEntityAdministrationPermissions,
  personalPermissions,
  personPermissions,
  subunitPermissions,
} from '../vocabulary.ts';
import { described, flag, list, maybe, moment, oneOf, text } from './basic.ts';
import { PermissionId } from './identifiers.ts';
import { hasMore } from './paging.ts';
import {
  ActorIdentifier,
  AuthorIdentifier,
  EntityIdentifier,
  EntityOrPeppolIdentifier,
  EuEntityDetails,
  PartnerIdentifier,
  PermissionsSubjectEntityByFingerprintDetails,
  PermissionsSubjectEntityByIdentifierDetails,
  PermissionsSubjectEntityDetails,
  PermissionsSubjectPersonByFingerprintDetails,
  PermissionsSubjectPersonDetails,
  UnitIdentifier,
} from './permission-parties.ts';

const id = PermissionId;
const description = text('What it is for.', { minLength: 5, maxLength: 256 });
const startDate = moment('Since when.');
const canDelegate = flag('Whether it may be passed on.');
const subjectPersonDetails = maybe(PermissionsSubjectPersonDetails, 'The person who has it.');
const subjectEntityDetails = maybe(PermissionsSubjectEntityDetails, 'The entity that has it.');
const holder = 'Who has it.';
const author = 'Who granted it.';
const granter = 'In the context of which entity or unit.';
const client = 'For which client, where it was passed on.';
const anyOfThese = 'Any of these permissions; all without it.';

/** `Inactive`: granted, and without effect as long as what it rests on is missing. */
export const PermissionState = oneOf(['Active', 'Inactive'], 'Whether it has effect.');
export type PermissionState = Static<typeof PermissionState>;

export const PersonalPermissionType = oneOf(personalPermissions, 'Permission of the caller.');
export type PersonalPermissionType = Static<typeof PersonalPermissionType>;

export const PersonalPermissionsQueryRequest = Type.Object({
  contextIdentifier: maybe(UnitIdentifier, granter),
  targetIdentifier: maybe(PartnerIdentifier, client),
  permissionTypes: maybe(list(PersonalPermissionType, anyOfThese)),
  permissionState: maybe(PermissionState),
});
export type PersonalPermissionsQueryRequest = Static<typeof PersonalPermissionsQueryRequest>;

/** A permission of the caller as the answer tells it. */
export const PersonalPermissionScope = oneOf(
  // The last one since 2.9.0.
  [...personalPermissions, 'OwnerPermissionScope'],
  'Permission of the caller, or that the context is the own one.',
);
export type PersonalPermissionScope = Static<typeof PersonalPermissionScope>;

export const PersonalPermission = Type.Object({
  id,
  contextIdentifier: maybe(UnitIdentifier, granter),
  authorizedIdentifier: maybe(ActorIdentifier, 'Who has it, where that is not the caller.'),
  targetIdentifier: maybe(PartnerIdentifier, client),
  permissionScope: PersonalPermissionScope,
  description,
  subjectPersonDetails,
  subjectEntityDetails,
  permissionState: PermissionState,
  startDate,
  canDelegate,
});
export type PersonalPermission = Static<typeof PersonalPermission>;

export const QueryPersonalPermissionsResponse = Type.Object({
  permissions: list(PersonalPermission, 'What was found, newest first.'),
  hasMore,
});
export type QueryPersonalPermissionsResponse = Static<typeof QueryPersonalPermissionsResponse>;

const PersonPermissionScope = oneOf(personPermissions, 'Permission of a person.');

/** All that hold in the context, or those that the caller granted. */
export const PersonPermissionsQueryType = oneOf(
  ['PermissionsInCurrentContext', 'PermissionsGrantedInCurrentContext'],
  'Which of the two lists.',
);
export type PersonPermissionsQueryType = Static<typeof PersonPermissionsQueryType>;

export const PersonPermissionsQueryRequest = Type.Object({
  authorIdentifier: maybe(AuthorIdentifier, author),
  authorizedIdentifier: maybe(ActorIdentifier, holder),
  contextIdentifier: maybe(UnitIdentifier, granter),
  targetIdentifier: maybe(PartnerIdentifier, client),
  permissionTypes: maybe(list(PersonPermissionScope, anyOfThese)),
  permissionState: maybe(PermissionState),
  queryType: PersonPermissionsQueryType,
});
export type PersonPermissionsQueryRequest = Static<typeof PersonPermissionsQueryRequest>;

export const PersonPermission = Type.Object({
  id,
  authorizedIdentifier: described(ActorIdentifier, holder),
  contextIdentifier: maybe(UnitIdentifier, granter),
  targetIdentifier: maybe(PartnerIdentifier, client),
  authorIdentifier: described(AuthorIdentifier, author),
  permissionScope: PersonPermissionScope,
  description,
  subjectPersonDetails,
  subjectEntityDetails,
  permissionState: PermissionState,
  startDate,
  canDelegate,
});
export type PersonPermission = Static<typeof PersonPermission>;

export const QueryPersonPermissionsResponse = Type.Object({
  permissions: list(PersonPermission, 'What was found, newest first.'),
  hasMore,
});
export type QueryPersonPermissionsResponse = Static<typeof QueryPersonPermissionsResponse>;

export const SubunitPermissionsQueryRequest = Type.Object({
  subunitIdentifier: maybe(UnitIdentifier, 'Of which subunit; of all without it.'),
});
export type SubunitPermissionsQueryRequest = Static<typeof SubunitPermissionsQueryRequest>;

export const SubunitPermission = Type.Object({
  id,
  authorizedIdentifier: described(ActorIdentifier, holder),
  subunitIdentifier: described(UnitIdentifier, 'Of which subunit.'),
  authorIdentifier: described(ActorIdentifier, author),
  permissionScope: oneOf(subunitPermissions, 'What an administrator of a subunit may do.'),
  description,
  subjectPersonDetails,
  subunitName: maybe(text('Name of the subunit.', { minLength: 5, maxLength: 256 })),
  startDate,
});
export type SubunitPermission = Static<typeof SubunitPermission>;

export const QuerySubunitPermissionsResponse = Type.Object({
  permissions: list(SubunitPermission, 'What was found, newest first.'),
  hasMore,
});
export type QuerySubunitPermissionsResponse = Static<typeof QuerySubunitPermissionsResponse>;

export const EntityPermissionsQueryRequest = Type.Object({
  contextIdentifier: maybe(UnitIdentifier, 'Granted by this entity or unit.'),
});
export type EntityPermissionsQueryRequest = Static<typeof EntityPermissionsQueryRequest>;

export const EntityPermissionItem = Type.Object({
  id,
  contextIdentifier: described(UnitIdentifier, 'Who granted it.'),
  permissionScope: oneOf(entityPermissions, 'Permission of an entity.'),
  description,
  startDate,
  canDelegate,
});
export type EntityPermissionItem = Static<typeof EntityPermissionItem>;

export const QueryEntityPermissionsResponse = Type.Object({
  permissions: list(EntityPermissionItem, 'What was found, newest first.'),
  hasMore,
});
export type QueryEntityPermissionsResponse = Static<typeof QueryEntityPermissionsResponse>;

export const EntityRoleType = oneOf(entityRoles, 'What the entity is.');
export type EntityRoleType = Static<typeof EntityRoleType>;

export const EntityRole = Type.Object({
  parentEntityIdentifier: maybe(EntityIdentifier, 'To whom it belongs.'),
  role: EntityRoleType,
  description,
  startDate,
});
export type EntityRole = Static<typeof EntityRole>;

export const QueryEntityRolesResponse = Type.Object({
  roles: list(EntityRole, 'Roles, newest first.'),
  hasMore,
});
export type QueryEntityRolesResponse = Static<typeof QueryEntityRolesResponse>;

export const SubordinateEntityRolesQueryRequest = Type.Object({
  subordinateEntityIdentifier: maybe(EntityIdentifier, 'Which subordinate entity; all without it.'),
});
export type SubordinateEntityRolesQueryRequest = Static<typeof SubordinateEntityRolesQueryRequest>;

export const SubordinateEntityRole = Type.Object({
  subordinateEntityIdentifier: described(EntityIdentifier, 'Who belongs to the context.'),
  role: oneOf(['LocalGovernmentSubUnit', 'VatGroupSubUnit'], 'As what.'),
  description,
  startDate,
});
export type SubordinateEntityRole = Static<typeof SubordinateEntityRole>;

export const QuerySubordinateEntityRolesResponse = Type.Object({
  roles: list(SubordinateEntityRole, 'What was found, newest first.'),
  hasMore,
});
export type QuerySubordinateEntityRolesResponse = Static<typeof QuerySubordinateEntityRolesResponse>;

/** Permissions that the entity of the context granted, or was granted. */
export const QueryType = oneOf(['Granted', 'Received'], 'Which of the two lists.');
export type QueryType = Static<typeof QueryType>;

const InvoicePermissionType = oneOf(
  authorizationPermissions,
  'What one entity may do in the name of another.',
);

export const EntityAuthorizationPermissionsQueryRequest = Type.Object({
  authorizingIdentifier: maybe(EntityIdentifier, 'Granted by this entity; with `Received`.'),
  authorizedIdentifier: maybe(EntityOrPeppolIdentifier, 'Granted to this entity; with `Granted`.'),
  queryType: QueryType,
  permissionTypes: maybe(list(InvoicePermissionType, anyOfThese)),
});
export type EntityAuthorizationPermissionsQueryRequest = Static<
  typeof EntityAuthorizationPermissionsQueryRequest
>;

export const EntityAuthorizationGrant = Type.Object({
  id,
  authorIdentifier: maybe(ActorIdentifier, 'The person who granted it.'),
  authorizedEntityIdentifier: described(EntityOrPeppolIdentifier, 'The entity that has it.'),
  authorizingEntityIdentifier: described(EntityIdentifier, 'The entity in whose name.'),
  authorizationScope: InvoicePermissionType,
  description,
  subjectEntityDetails: maybe(PermissionsSubjectEntityByIdentifierDetails, 'The entity that has it.'),
  startDate,
});
export type EntityAuthorizationGrant = Static<typeof EntityAuthorizationGrant>;

export const QueryEntityAuthorizationPermissionsResponse = Type.Object({
  authorizationGrants: list(EntityAuthorizationGrant, 'What was found, newest first.'),
  hasMore,
});
export type QueryEntityAuthorizationPermissionsResponse = Static<
  typeof QueryEntityAuthorizationPermissionsResponse
>;

/** Number of an EU entity for VAT, with the prefix of its country. */
export const vatUePattern =
  '^(ATU\\d{8}|BE[01]{1}\\d{9}|BG\\d{9,10}|CY\\d{8}[A-Z]|CZ\\d{8,10}|DE\\d{9}|DK\\d{8}|EE\\d{9}|EL\\d{9}|ES([A-Z]\\d{8}|\\d{8}[A-Z]|[A-Z]\\d{7}[A-Z])|FI\\d{8}|FR[A-Z0-9]{2}\\d{9}|HR\\d{11}|HU\\d{8}|IE(\\d{7}[A-Z]{2}|\\d[A-Z0-9+*]\\d{5}[A-Z])|IT\\d{11}|LT(\\d{9}|\\d{12})|LU\\d{8}|LV\\d{11}|MT\\d{8}|NL[A-Z0-9+*]{12}|PT\\d{9}|RO\\d{2,10}|SE\\d{12}|SI\\d{8}|SK\\d{10}|XI((\\d{9}|\\d{12})|(GD|HA)\\d{3}))$';

export const EuEntityPermissionsQueryPermissionType = oneOf(
  euEntityAdministrationPermissions,
  'Permission in the context of an EU entity.',
);
export type EuEntityPermissionsQueryPermissionType = Static<typeof EuEntityPermissionsQueryPermissionType>;

export const EuEntityPermissionsQueryRequest = Type.Object({
  vatUeIdentifier: maybe(text('VAT number of the EU entity, whole.', { pattern: vatUePattern })),
  authorizedFingerprintIdentifier: maybe(text('Part of the fingerprint of whoever has it.')),
  permissionTypes: maybe(list(EuEntityPermissionsQueryPermissionType, anyOfThese)),
});
export type EuEntityPermissionsQueryRequest = Static<typeof EuEntityPermissionsQueryRequest>;

export const EuEntityPermission = Type.Object({
  id,
  authorIdentifier: described(ActorIdentifier, author),
  vatUeIdentifier: text('VAT number of the EU entity.'),
  euEntityName: text('Name of the EU entity.', { minLength: 5, maxLength: 256 }),
  authorizedFingerprintIdentifier: text('Fingerprint of whoever has it.', { minLength: 64, maxLength: 64 }),
  permissionScope: EuEntityPermissionsQueryPermissionType,
  description,
  subjectPersonDetails: maybe(PermissionsSubjectPersonByFingerprintDetails, 'The person who has it.'),
  subjectEntityDetails: maybe(PermissionsSubjectEntityByFingerprintDetails, 'The entity that has it.'),
  euEntityDetails: maybe(EuEntityDetails, 'The EU entity.'),
  startDate,
});
export type EuEntityPermission = Static<typeof EuEntityPermission>;

export const QueryEuEntityPermissionsResponse = Type.Object({
  permissions: list(EuEntityPermission, 'What was found, newest first.'),
  hasMore,
});
export type QueryEuEntityPermissionsResponse = Static<typeof QueryEuEntityPermissionsResponse>;
