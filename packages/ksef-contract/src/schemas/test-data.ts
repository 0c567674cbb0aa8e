/** Test data: subjects, persons and permissions that a test environment makes up on request. */
import Type, { type Static } from 'typebox';
import { personPermissions } from '../vocabulary.ts';
import { day, described, flag, list, localMoment, maybe, oneOf, text } from './basic.ts';
import { Nip, Pesel } from './identifiers.ts';

const description = text('What it is for.', { minLength: 5, maxLength: 256 });

export const SubjectType = oneOf(
  ['EnforcementAuthority', 'VatGroup', 'JST'],
  'Bailiff or other enforcement authority, VAT group, unit of local government.',
);
export type SubjectType = Static<typeof SubjectType>;

export const Subunit = Type.Object({ subjectNip: Nip, description });
export type Subunit = Static<typeof Subunit>;

export const SubjectCreateRequest = Type.Object({
  subjectNip: Nip,
  subjectType: SubjectType,
  subunits: maybe(list(Subunit, 'Members of the group or subordinate units.')),
  description,
  createdDate: maybe(localMoment('When the subject came to be; now without it.')),
});
export type SubjectCreateRequest = Static<typeof SubjectCreateRequest>;

export const SubjectRemoveRequest = Type.Object({ subjectNip: Nip });
export type SubjectRemoveRequest = Static<typeof SubjectRemoveRequest>;

export const PersonCreateRequest = Type.Object({
  nip: Nip,
  pesel: Pesel,
  isBailiff: flag('Whether the person is a bailiff.'),
  description,
  isDeceased: Type.Optional(flag('Whether the person has died.')),
  createdDate: maybe(localMoment('When the person was registered; now without it.')),
});
export type PersonCreateRequest = Static<typeof PersonCreateRequest>;

export const PersonRemoveRequest = Type.Object({ nip: Nip });
export type PersonRemoveRequest = Static<typeof PersonRemoveRequest>;

export const TestDataContextIdentifierType = oneOf(['Nip'], 'Kind of the identifier.');
export type TestDataContextIdentifierType = Static<typeof TestDataContextIdentifierType>;

export const TestDataContextIdentifier = Type.Object({
  type: TestDataContextIdentifierType,
  value: text('The identifier.', { minLength: 10, maxLength: 10 }),
});
export type TestDataContextIdentifier = Static<typeof TestDataContextIdentifier>;

export const TestDataAuthorizedIdentifierType = oneOf(
  ['Nip', 'Pesel', 'Fingerprint'],
  'Kind of the identifier.',
);
export type TestDataAuthorizedIdentifierType = Static<typeof TestDataAuthorizedIdentifierType>;

export const TestDataAuthorizedIdentifier = Type.Object({
  type: TestDataAuthorizedIdentifierType,
  value: text('The identifier.', { minLength: 10, maxLength: 64 }),
});
export type TestDataAuthorizedIdentifier = Static<typeof TestDataAuthorizedIdentifier>;

export const TestDataPermissionType = oneOf(personPermissions, 'Permission that test data can grant.');
export type TestDataPermissionType = Static<typeof TestDataPermissionType>;

/** Without a type, as the Ministry's own Java client sends it, the first of the list is meant: `InvoiceRead`. */
export const TestDataPermission = Type.Object({
  description,
  permissionType: Type.Optional(TestDataPermissionType),
});
export type TestDataPermission = Static<typeof TestDataPermission>;

export const TestDataPermissionsGrantRequest = Type.Object({
  contextIdentifier: described(TestDataContextIdentifier, 'In whose context.'),
  authorizedIdentifier: described(TestDataAuthorizedIdentifier, 'To whom.'),
  permissions: list(TestDataPermission, 'What is granted.'),
});
export type TestDataPermissionsGrantRequest = Static<typeof TestDataPermissionsGrantRequest>;

export const TestDataPermissionsRevokeRequest = Type.Object({
  contextIdentifier: described(TestDataContextIdentifier, 'In whose context.'),
  authorizedIdentifier: described(TestDataAuthorizedIdentifier, 'From whom.'),
});
export type TestDataPermissionsRevokeRequest = Static<typeof TestDataPermissionsRevokeRequest>;

/** From now on the subject may send invoices with attachments. */
export const AttachmentPermissionGrantRequest = Type.Object({ nip: Nip });
export type AttachmentPermissionGrantRequest = Static<typeof AttachmentPermissionGrantRequest>;

export const AttachmentPermissionRevokeRequest = Type.Object({
  nip: Nip,
  expectedEndDate: maybe(day('On which day the consent ends; now without it.')),
});
export type AttachmentPermissionRevokeRequest = Static<typeof AttachmentPermissionRevokeRequest>;

export const TestDataAuthenticationContextIdentifierType = oneOf(
  ['Nip', 'InternalId', 'NipVatUe', 'PeppolId'],
  'Kind of the identifier.',
);
export type TestDataAuthenticationContextIdentifierType = Static<
  typeof TestDataAuthenticationContextIdentifierType
>;

export const TestDataAuthenticationContextIdentifier = Type.Object({
  type: TestDataAuthenticationContextIdentifierType,
  value: text('The identifier.'),
});
export type TestDataAuthenticationContextIdentifier = Static<typeof TestDataAuthenticationContextIdentifier>;

export const BlockContextAuthenticationRequest = Type.Object({
  contextIdentifier: maybe(TestDataAuthenticationContextIdentifier, 'In which context nobody logs in.'),
});
export type BlockContextAuthenticationRequest = Static<typeof BlockContextAuthenticationRequest>;

export const UnblockContextAuthenticationRequest = Type.Object({
  contextIdentifier: maybe(TestDataAuthenticationContextIdentifier, 'In which context one logs in again.'),
});
export type UnblockContextAuthenticationRequest = Static<typeof UnblockContextAuthenticationRequest>;

export const TestDataUpdateCertificateRequest = Type.Object({
  validTo: localMoment('Until when the certificate is valid; no later than now declared.'),
});
export type TestDataUpdateCertificateRequest = Static<typeof TestDataUpdateCertificateRequest>;
