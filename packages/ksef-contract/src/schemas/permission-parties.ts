/**
 * Who grants, who is granted and in whose context: the identifiers of permissions and what is said of the
 * people and entities behind them. The official document has a name for the identifier of every field;
 * those that are the same thing are one schema here.
 */
import Type, { type Static } from 'typebox';
import { day, described, maybe, oneOf, text } from './basic.ts';

const kind = 'Kind of the identifier.';
const value = (limits: { minLength: number; maxLength: number }) => text('The identifier.', limits);

/** A person, or an entity by its NIP: whoever holds a permission or granted it. */
export const ActorIdentifier = Type.Object({
  type: oneOf(['Nip', 'Pesel', 'Fingerprint'], kind),
  value: value({ minLength: 10, maxLength: 64 }),
});
export type ActorIdentifier = Static<typeof ActorIdentifier>;

/** Whoever granted a permission; `System`, without a value, where KSeF itself did. */
export const AuthorIdentifier = Type.Object({
  type: oneOf(['Nip', 'Pesel', 'Fingerprint', 'System'], kind),
  value: maybe(value({ minLength: 10, maxLength: 64 })),
});
export type AuthorIdentifier = Static<typeof AuthorIdentifier>;

/** An entity by its NIP. */
export const EntityIdentifier = Type.Object({
  type: oneOf(['Nip'], kind),
  value: value({ minLength: 10, maxLength: 10 }),
});
export type EntityIdentifier = Static<typeof EntityIdentifier>;

/** An entity by its NIP, or a provider of Peppol services. */
export const EntityOrPeppolIdentifier = Type.Object({
  type: oneOf(['Nip', 'PeppolId'], kind),
  value: value({ minLength: 9, maxLength: 10 }),
});
export type EntityOrPeppolIdentifier = Static<typeof EntityOrPeppolIdentifier>;

/** An entity, or a unit inside it by `NIP-5 digits`. */
export const UnitIdentifier = Type.Object({
  type: oneOf(['Nip', 'InternalId'], kind),
  value: value({ minLength: 10, maxLength: 16 }),
});
export type UnitIdentifier = Static<typeof UnitIdentifier>;

/** A client for whom a permission is passed on; `AllPartners`, without a value, for all of them. */
export const PartnerIdentifier = Type.Object({
  type: oneOf(['Nip', 'AllPartners', 'InternalId'], kind),
  value: maybe(value({ minLength: 10, maxLength: 16 })),
});
export type PartnerIdentifier = Static<typeof PartnerIdentifier>;

/** SHA-256 of a certificate, 64 hexadecimal digits. */
export const FingerprintIdentifier = Type.Object({
  type: oneOf(['Fingerprint'], kind),
  value: value({ minLength: 64, maxLength: 64 }),
});
export type FingerprintIdentifier = Static<typeof FingerprintIdentifier>;

/** The context of a Polish entity and an EU entity: `NIP-VAT number`. */
export const NipVatUeIdentifier = Type.Object({
  type: oneOf(['NipVatUe'], kind),
  value: value({ minLength: 15, maxLength: 25 }),
});
export type NipVatUeIdentifier = Static<typeof NipVatUeIdentifier>;

/** A natural person by a number. */
export const PersonIdentifier = Type.Object({
  type: oneOf(['Pesel', 'Nip'], kind),
  value: value({ minLength: 10, maxLength: 11 }),
});
export type PersonIdentifier = Static<typeof PersonIdentifier>;

export const IdDocument = Type.Object({
  type: text('Kind of the document.', { maxLength: 20 }),
  number: text('Series and number of the document.', { maxLength: 20 }),
  country: text('Country that issued it, ISO 3166-1 alpha-2.', { minLength: 2, maxLength: 2 }),
});
export type IdDocument = Static<typeof IdDocument>;

const name = {
  firstName: text('First name.', { minLength: 2, maxLength: 30 }),
  lastName: text('Last name.', { minLength: 2, maxLength: 81 }),
};
const birthDate = day('Day of birth.');
const fullName = text('Full name.', { maxLength: 100 });
const postalAddress = text('Address.', { maxLength: 512 });

export const PersonDetails = Type.Object(name);
export type PersonDetails = Static<typeof PersonDetails>;

export const PersonByFingerprintWithIdentifierDetails = Type.Object({
  ...name,
  identifier: described(PersonIdentifier, 'Number of the person, which the certificate does not have.'),
});
export type PersonByFingerprintWithIdentifierDetails = Static<
  typeof PersonByFingerprintWithIdentifierDetails
>;

export const PersonByFingerprintWithoutIdentifierDetails = Type.Object({
  ...name,
  birthDate,
  idDocument: described(IdDocument, 'Document by which the person is known.'),
});
export type PersonByFingerprintWithoutIdentifierDetails = Static<
  typeof PersonByFingerprintWithoutIdentifierDetails
>;

export const EntityByFingerprintDetails = Type.Object({ fullName, address: postalAddress });
export type EntityByFingerprintDetails = Static<typeof EntityByFingerprintDetails>;

/** What is known of a person by a certificate that names neither NIP nor PESEL. */
export const PersonSubjectByFingerprintDetailsType = oneOf(
  ['PersonByFingerprintWithIdentifier', 'PersonByFingerprintWithoutIdentifier'],
  'How the person is known.',
);
export type PersonSubjectByFingerprintDetailsType = Static<typeof PersonSubjectByFingerprintDetailsType>;

/** How a person is known: by number, or by a certificate, with or without a number. */
export const PersonSubjectDetailsType = oneOf(
  ['PersonByIdentifier', 'PersonByFingerprintWithIdentifier', 'PersonByFingerprintWithoutIdentifier'],
  'How the person is known.',
);
export type PersonSubjectDetailsType = Static<typeof PersonSubjectDetailsType>;

/** Exactly the details that belong to the type are given; the schema does not say so. */
export const PersonPermissionSubjectDetails = Type.Object({
  subjectDetailsType: PersonSubjectDetailsType,
  personById: maybe(PersonDetails, 'A person known by number.'),
  personByFpWithId: maybe(
    PersonByFingerprintWithIdentifierDetails,
    'A person with a number, known by certificate.',
  ),
  personByFpNoId: maybe(
    PersonByFingerprintWithoutIdentifierDetails,
    'A person without a number, known by certificate.',
  ),
});
export type PersonPermissionSubjectDetails = Static<typeof PersonPermissionSubjectDetails>;

export const EuEntityPermissionSubjectDetailsType = oneOf(
  ['PersonByFingerprintWithIdentifier', 'PersonByFingerprintWithoutIdentifier', 'EntityByFingerprint'],
  'How the person or entity is known.',
);
export type EuEntityPermissionSubjectDetailsType = Static<typeof EuEntityPermissionSubjectDetailsType>;

/** Exactly the details that belong to the type are given; the schema does not say so. */
export const EuEntityPermissionSubjectDetails = Type.Object({
  subjectDetailsType: EuEntityPermissionSubjectDetailsType,
  personByFpWithId: maybe(PersonByFingerprintWithIdentifierDetails, 'A person with a number.'),
  personByFpNoId: maybe(PersonByFingerprintWithoutIdentifierDetails, 'A person without a number.'),
  entityByFp: maybe(EntityByFingerprintDetails, 'An entity, known by its seal.'),
});
export type EuEntityPermissionSubjectDetails = Static<typeof EuEntityPermissionSubjectDetails>;

/** An entity that is granted something. */
export const EntityDetails = Type.Object({
  fullName: text('Full name.', { minLength: 5, maxLength: 90 }),
});
export type EntityDetails = Static<typeof EntityDetails>;

export const EuEntityDetails = Type.Object({ fullName, address: postalAddress });
export type EuEntityDetails = Static<typeof EuEntityDetails>;

const person = {
  ...name,
  personIdentifier: maybe(PersonIdentifier, 'Number of the person.'),
  birthDate: maybe(birthDate),
  idDocument: maybe(IdDocument, 'Document by which the person is known.'),
};

/** A person as a query tells it. */
export const PermissionsSubjectPersonDetails = Type.Object({
  subjectDetailsType: PersonSubjectDetailsType,
  ...person,
});
export type PermissionsSubjectPersonDetails = Static<typeof PermissionsSubjectPersonDetails>;

/** A person of an EU entity as a query tells it. */
export const PermissionsSubjectPersonByFingerprintDetails = Type.Object({
  subjectDetailsType: PersonSubjectByFingerprintDetailsType,
  ...person,
});
export type PermissionsSubjectPersonByFingerprintDetails = Static<
  typeof PermissionsSubjectPersonByFingerprintDetails
>;

/** An entity as a query tells it. */
export const PermissionsSubjectEntityDetails = Type.Object({
  subjectDetailsType: oneOf(['EntityByIdentifier', 'EntityByFingerprint'], 'How the entity is known.'),
  fullName,
  address: maybe(postalAddress),
});
export type PermissionsSubjectEntityDetails = Static<typeof PermissionsSubjectEntityDetails>;

export const PermissionsSubjectEntityByIdentifierDetails = Type.Object({
  subjectDetailsType: oneOf(['EntityByIdentifier'], 'How the entity is known.'),
  fullName,
});
export type PermissionsSubjectEntityByIdentifierDetails = Static<
  typeof PermissionsSubjectEntityByIdentifierDetails
>;

export const PermissionsSubjectEntityByFingerprintDetails = Type.Object({
  subjectDetailsType: oneOf(['EntityByFingerprint'], 'How the entity is known.'),
  fullName,
  address: maybe(postalAddress),
});
export type PermissionsSubjectEntityByFingerprintDetails = Static<
  typeof PermissionsSubjectEntityByFingerprintDetails
>;
