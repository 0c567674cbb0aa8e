/** A filled-in form as the call of the API that it stands for. */
import type { KsefClient } from '@kwit/ksef-client';
import type {
  EntityPermissionType,
  EuEntityPermissionSubjectDetails,
  EuEntityPermissionType,
  OperationName,
  PermissionsOperationResponse,
  PersonPermissionSubjectDetails,
  PersonPermissionType,
} from '@kwit/ksef-contract';
import { normalized } from '../identifiers.ts';
import type { GrantKind } from '../search.ts';
import { euEntityNameOf } from './validate.ts';
import { type FieldName, type GrantValues, subjectTypeOf } from './values.ts';

export interface GrantRequest {
  readonly kind: GrantKind;
  readonly values: GrantValues;
  /** NIP of the context. */
  readonly nip: string;
}

export const grantOperations = {
  person: 'grantPersonPermissions',
  entity: 'grantEntityPermissions',
  indirect: 'grantIndirectPermissions',
  authorization: 'grantAuthorizations',
  subunit: 'grantSubunitPermissions',
  euAdministration: 'grantEuEntityAdministration',
  euRepresentative: 'grantEuEntityPermissions',
} as const satisfies Record<GrantKind, OperationName>;

/** Sends the grant; KSeF carries it out afterwards. */
export const sendGrant = (
  { operations }: KsefClient,
  { kind, values, nip }: GrantRequest,
): Promise<PermissionsOperationResponse> => senders[kind](operations, values, nip);

type Send = (
  operations: KsefClient['operations'],
  values: GrantValues,
  nip: string,
) => Promise<PermissionsOperationResponse>;

const senders: Readonly<Record<GrantKind, Send>> = {
  person: (operations, values) =>
    operations.grantPersonPermissions({
      body: {
        subjectIdentifier: actorOf(values),
        permissions: values.permissions as PersonPermissionType[],
        description: values.description.trim(),
        subjectDetails: personOf(values),
      },
    }),
  entity: (operations, values) =>
    operations.grantEntityPermissions({
      body: {
        subjectIdentifier: { type: 'Nip', value: normalized.Nip(values.subject) },
        permissions: values.permissions.map((type) => ({
          type: type as EntityPermissionType,
          canDelegate: values.passedOn.includes(type),
        })),
        description: values.description.trim(),
        subjectDetails: { fullName: values.fullName.trim() },
      },
    }),
  indirect: (operations, values) =>
    operations.grantIndirectPermissions({
      body: {
        subjectIdentifier: actorOf(values),
        targetIdentifier: targetOf(values),
        permissions: values.permissions as EntityPermissionType[],
        description: values.description.trim(),
        subjectDetails: personOf(values),
      },
    }),
  authorization: (operations, values) => {
    if (values.authorization === '') throw new Error('an authorization was not chosen');
    const type = values.authorization === 'PefInvoicing' ? 'PeppolId' : 'Nip';
    return operations.grantAuthorizations({
      body: {
        subjectIdentifier: { type, value: normalized[type](values.subject) },
        permission: values.authorization,
        description: values.description.trim(),
        subjectDetails: { fullName: values.fullName.trim() },
      },
    });
  },
  subunit: (operations, values) =>
    operations.grantSubunitPermissions({
      body: {
        subjectIdentifier: actorOf(values),
        contextIdentifier: { type: values.unitType, value: normalized[values.unitType](values.unit) },
        description: values.description.trim(),
        ...(values.unitType === 'InternalId' && { subunitName: values.unitName.trim() }),
        subjectDetails: personOf(values),
      },
    }),
  euAdministration: (operations, values, nip) =>
    operations.grantEuEntityAdministration({
      body: {
        subjectIdentifier: fingerprintOf(values),
        contextIdentifier: { type: 'NipVatUe', value: `${nip}-${normalized.VatUe(values.euVat)}` },
        description: values.description.trim(),
        euEntityName: euEntityNameOf(values),
        subjectDetails: euSubjectOf(values),
        euEntityDetails: { fullName: values.euName.trim(), address: values.euAddress.trim() },
      },
    }),
  euRepresentative: (operations, values) =>
    operations.grantEuEntityPermissions({
      body: {
        subjectIdentifier: fingerprintOf(values),
        permissions: values.permissions as EuEntityPermissionType[],
        description: values.description.trim(),
        subjectDetails: euSubjectOf(values),
      },
    }),
};

const fingerprintOf = ({ subject }: GrantValues) => ({
  type: 'Fingerprint' as const,
  value: normalized.Fingerprint(subject),
});

const actorOf = ({ subjectType: type, subject }: GrantValues) => ({ type, value: normalized[type](subject) });

const targetOf = ({ targetType: type, target }: GrantValues) =>
  type === 'AllPartners' ? { type } : { type, value: normalized[type](target) };

const nameOf = ({ firstName, lastName }: GrantValues) => ({
  firstName: firstName.trim(),
  lastName: lastName.trim(),
});

const personOf = (values: GrantValues): PersonPermissionSubjectDetails =>
  values.subjectType === 'Fingerprint'
    ? personByFingerprint(values)
    : { subjectDetailsType: 'PersonByIdentifier', personById: nameOf(values) };

function personByFingerprint(
  values: GrantValues,
): PersonPermissionSubjectDetails & EuEntityPermissionSubjectDetails {
  const { knownBy, numberType: type, birthDate } = values;
  if (knownBy === 'document') {
    const idDocument = {
      type: values.documentType.trim(),
      number: values.documentNumber.trim(),
      country: values.documentCountry.trim().toUpperCase(),
    };
    return {
      subjectDetailsType: 'PersonByFingerprintWithoutIdentifier',
      personByFpNoId: { ...nameOf(values), birthDate, idDocument },
    };
  }
  return {
    subjectDetailsType: 'PersonByFingerprintWithIdentifier',
    personByFpWithId: {
      ...nameOf(values),
      identifier: { type, value: normalized[type](values.number) },
    },
  };
}

const euSubjectOf = (values: GrantValues): EuEntityPermissionSubjectDetails =>
  values.knownBy === 'entity'
    ? {
        subjectDetailsType: 'EntityByFingerprint',
        entityByFp: { fullName: values.fullName.trim(), address: values.address.trim() },
      }
    : personByFingerprint(values);

/** Fields of the API and of the form; the more particular ones stand first. */
export const fieldsInTheApi: Readonly<Record<string, FieldName>> = {
  subunitName: 'unitName',
  euEntityName: 'euAddress',
  euEntityDetails: 'euName',
  firstName: 'firstName',
  lastName: 'lastName',
  birthDate: 'birthDate',
  'idDocument.type': 'documentType',
  'idDocument.number': 'documentNumber',
  'idDocument.country': 'documentCountry',
  fullName: 'fullName',
  address: 'address',
  targetIdentifier: 'target',
  subjectIdentifier: 'subject',
  permissions: 'permissions',
  permission: 'authorization',
  description: 'description',
  identifier: 'number',
};

/** The same, with the field of the context, which is another one by the kind. */
export const fieldsInTheApiOf = (kind: GrantKind): Readonly<Record<string, FieldName>> => ({
  ...fieldsInTheApi,
  contextIdentifier: kind === 'subunit' ? 'unit' : 'euVat',
});

/** Whoever gets the permissions, as people call them. */
export function holderOf(kind: GrantKind, values: GrantValues): string {
  const isEntity =
    kind === 'entity' ||
    kind === 'authorization' ||
    (subjectTypeOf(kind, values) === 'Fingerprint' && values.knownBy === 'entity');
  const { firstName, lastName } = nameOf(values);
  return isEntity ? values.fullName.trim() : `${firstName} ${lastName}`;
}
