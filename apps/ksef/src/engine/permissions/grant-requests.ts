/** Requests that grant permissions, read into orders of one shape. What the schema cannot say is checked here. */
import {
  type EntityAuthorizationPermissionsGrantRequest,
  type EntityPermissionsGrantRequest,
  type EuEntityAdministrationPermissionsGrantRequest,
  type EuEntityPermissionSubjectDetails,
  type EuEntityPermissionsGrantRequest,
  euEntityAdministrationPermissions,
  type IndirectPermissionsGrantRequest,
  type PermissionsSubjectEntityDetails,
  type PermissionsSubjectPersonDetails,
  type PersonPermissionSubjectDetails,
  type PersonPermissionsGrantRequest,
  type SubunitPermissionsGrantRequest,
  subunitPermissions,
} from '@kwit/ksef-contract';
import { apiTexts } from '../../api-texts.ts';
import { BadRequest } from '../../errors.ts';
import { isWellFormed } from '../context-identifiers.ts';
import type { GrantOrder, GrantSubject, WorkingContext } from './grant.ts';

export const personOrder = (request: PersonPermissionsGrantRequest): GrantOrder =>
  checked({
    kind: 'person',
    context: null,
    subject: request.subjectIdentifier,
    permissions: plain(request.permissions),
    description: request.description,
    details: { person: personOf(request.subjectDetails) },
  });

export const entityOrder = (request: EntityPermissionsGrantRequest): GrantOrder =>
  checked({
    kind: 'entity',
    context: null,
    subject: request.subjectIdentifier,
    permissions: request.permissions.map(({ type, canDelegate }) => ({
      permission: type,
      canDelegate: canDelegate ?? false,
    })),
    description: request.description,
    details: { entity: entityOf(request.subjectDetails.fullName) },
  });

export const authorizationOrder = (request: EntityAuthorizationPermissionsGrantRequest): GrantOrder =>
  checked({
    kind: 'authorization',
    context: null,
    subject: request.subjectIdentifier,
    permissions: plain([request.permission]),
    description: request.description,
    details: { entity: entityOf(request.subjectDetails.fullName) },
  });

export function indirectOrder(request: IndirectPermissionsGrantRequest): GrantOrder {
  const { type, value } = request.targetIdentifier ?? { type: 'AllPartners' as const, value: null };
  const isForAll = type === 'AllPartners';
  if (isForAll && typeof value === 'string') throw faults([apiTexts.mustBeEmpty('targetIdentifier.value')]);
  if (!isForAll && typeof value !== 'string') throw faults([apiTexts.required('targetIdentifier.value')]);
  return checked(
    {
      kind: 'indirect',
      context: { type, value: value ?? '' },
      subject: request.subjectIdentifier,
      permissions: plain(request.permissions),
      description: request.description,
      details: { person: personOf(request.subjectDetails) },
    },
    'targetIdentifier.value',
  );
}

/** @param isInternalId judges the check digit of internal identifiers */
export function subunitOrder(
  request: SubunitPermissionsGrantRequest,
  isInternalId: (text: string) => boolean,
): GrantOrder {
  const { contextIdentifier: context, subunitName } = request;
  if (context.type === 'InternalId') {
    if (!isInternalId(context.value)) throw faults([apiTexts.wrongFormat('contextIdentifier.value')]);
    if (typeof subunitName !== 'string') throw faults([apiTexts.required('subunitName')]);
  }
  const person = personOf(request.subjectDetails);
  return checked({
    kind: 'subunit',
    context,
    subject: request.subjectIdentifier,
    permissions: plain(subunitPermissions),
    description: request.description,
    details: typeof subunitName === 'string' ? { person, subunitName } : { person },
  });
}

export const euAdministrationOrder = (request: EuEntityAdministrationPermissionsGrantRequest): GrantOrder =>
  checked({
    kind: 'euAdministration',
    context: request.contextIdentifier,
    subject: request.subjectIdentifier,
    permissions: plain(euEntityAdministrationPermissions),
    description: request.description,
    details: {
      ...euSubjectOf(request.subjectDetails),
      euEntityName: request.euEntityName,
      euEntity: request.euEntityDetails,
    },
  });

export const euRepresentativeOrder = (request: EuEntityPermissionsGrantRequest): GrantOrder =>
  checked({
    kind: 'euRepresentative',
    context: null,
    subject: request.subjectIdentifier,
    permissions: plain(request.permissions),
    description: request.description,
    details: euSubjectOf(request.subjectDetails),
  });

const plain = (permissions: readonly string[]) =>
  permissions.map((permission) => ({ permission, canDelegate: false }));

const entityOf = (fullName: string): PermissionsSubjectEntityDetails => ({
  subjectDetailsType: 'EntityByIdentifier',
  fullName,
});

/** Source: the schemas of the official OpenAPI; the pattern of PESEL is that of the contract. */
const subjectPatterns: Record<GrantSubject['type'], RegExp> = {
  Nip: /^[1-9]((\d[1-9])|([1-9]\d))\d{7}$/,
  Pesel: /^\d{2}(?:0[1-9]|1[0-2]|2[1-9]|3[0-2]|4[1-9]|5[0-2]|6[1-9]|7[0-2]|8[1-9]|9[0-2])\d{7}$/,
  Fingerprint: /^[0-9A-F]{64}$/,
  PeppolId: /^P[A-Z]{2}[0-9]{6}$/,
};

/** Whether an identifier of whoever gets permissions has the form of its kind. */
export const isWellFormedSubject = ({ type, value }: GrantSubject): boolean =>
  subjectPatterns[type].test(value);

/** The order, once its identifiers have the form of their kinds and each permission stands in it once. */
function checked(order: GrantOrder, contextField = 'contextIdentifier.value'): GrantOrder {
  const { subject, context, permissions } = order;
  const found: string[] = [];
  if (!isWellFormedSubject(subject)) {
    found.push(apiTexts.contextNotWellFormed('subjectIdentifier.value'));
  }
  if (context !== null && !isWellFormedContext(context)) {
    found.push(apiTexts.contextNotWellFormed(contextField));
  }
  if (permissions.length === 0) found.push(apiTexts.tooFew('permissions', 1));
  if (new Set(permissions.map(({ permission }) => permission)).size < permissions.length) {
    found.push(apiTexts.notUnique('permissions'));
  }
  if (found.length > 0) throw faults(found);
  return order;
}

const isWellFormedContext = ({ type, value }: WorkingContext) =>
  type === 'AllPartners' || isWellFormed({ type, value });

const faults = (details: string[]) => new BadRequest([{ code: 21405, details }]);

/** The part of the details that belongs to their type; it is required, and the others do not count. */
function part<T>(details: T | null | undefined, field: string): T {
  if (details === null || details === undefined) throw faults([apiTexts.required(`subjectDetails.${field}`)]);
  return details;
}

function personOf(details: PersonPermissionSubjectDetails): PermissionsSubjectPersonDetails {
  const { subjectDetailsType } = details;
  if (subjectDetailsType !== 'PersonByIdentifier') {
    return personByFingerprint({ ...details, subjectDetailsType });
  }
  const { firstName, lastName } = part(details.personById, 'personById');
  return { subjectDetailsType, firstName, lastName };
}

function personByFingerprint(
  details: Pick<PersonPermissionSubjectDetails, 'personByFpWithId' | 'personByFpNoId'> & {
    subjectDetailsType: 'PersonByFingerprintWithIdentifier' | 'PersonByFingerprintWithoutIdentifier';
  },
): PermissionsSubjectPersonDetails {
  const { subjectDetailsType } = details;
  if (subjectDetailsType === 'PersonByFingerprintWithIdentifier') {
    const { firstName, lastName, identifier } = part(details.personByFpWithId, 'personByFpWithId');
    return { subjectDetailsType, firstName, lastName, personIdentifier: identifier };
  }
  const { firstName, lastName, birthDate, idDocument } = part(details.personByFpNoId, 'personByFpNoId');
  if (!isCountry(idDocument.country)) {
    throw faults([apiTexts.wrongFormat('subjectDetails.personByFpNoId.idDocument.country')]);
  }
  return { subjectDetailsType, firstName, lastName, birthDate, idDocument };
}

const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
/** Codes that have a name and are no country of ISO 3166-1. */
const otherRegions = /^(?:AC|CP|CQ|DG|EA|EU|EZ|IC|QO|TA|UN|X[AB]|ZZ)$/;

/** Whether this is a country of ISO 3166-1 alpha-2, in capitals; a former or wrong code (`UK`) leads to another one. */
const isCountry = (code: string): boolean =>
  /^[A-Z]{2}$/.test(code) &&
  !otherRegions.test(code) &&
  regions.of(code) !== undefined &&
  new Intl.Locale(`und-${code}`).region === code;

function euSubjectOf(details: EuEntityPermissionSubjectDetails): GrantOrder['details'] {
  const { subjectDetailsType } = details;
  if (subjectDetailsType !== 'EntityByFingerprint') {
    return { person: personByFingerprint({ ...details, subjectDetailsType }) };
  }
  const { fullName, address } = part(details.entityByFp, 'entityByFp');
  return { entity: { subjectDetailsType, fullName, address } };
}
