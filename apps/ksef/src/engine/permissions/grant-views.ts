/** Rows of permissions as the lists of the contract show them. */
import type {
  EntityAuthorizationGrant,
  EntityPermissionItem,
  EuEntityPermission,
  PersonalPermission,
  PersonPermission,
  SubunitPermission,
} from '@kwit/ksef-contract';
import { isoMoment } from '../clock.ts';
import type { SubjectIdentifier } from '../identifiers.ts';
import type { GrantDetails } from './grant.ts';
import type { ListedGrant } from './grant-lists.ts';

/** What every view says of a row. */
function common(row: ListedGrant) {
  return { id: row.id, description: row.description, startDate: isoMoment(row.granted_at) };
}

const detailsOf = (row: ListedGrant): GrantDetails => JSON.parse(row.details) as GrantDetails;

// The rows were written by this engine; an identifier of a row has the kinds that its kind of grant allows.
const context = <T>(row: ListedGrant): T => ({ type: row.context_type, value: row.context_value }) as T;
const holder = <T>(row: ListedGrant): T => ({ type: row.subject_type, value: row.subject_value }) as T;
const author = <T>({ author_type: type, author_value: value }: ListedGrant): T =>
  (value === null ? { type } : { type, value }) as T;

function target(row: ListedGrant): Pick<PersonPermission, 'targetIdentifier'> {
  if (row.kind !== 'indirect') return {};
  if (row.context_type === 'AllPartners') return { targetIdentifier: { type: 'AllPartners' } };
  return { targetIdentifier: context(row) };
}

function subjectDetails(
  row: ListedGrant,
): Pick<PersonPermission, 'subjectPersonDetails' | 'subjectEntityDetails'> {
  const { person, entity } = detailsOf(row);
  return {
    ...(person === undefined ? {} : { subjectPersonDetails: person }),
    ...(entity === undefined ? {} : { subjectEntityDetails: entity }),
  };
}

const stateOf = (row: ListedGrant) => (row.is_active === 1 ? 'Active' : 'Inactive');

/** @param caller whose list it is: a holder of another name is told */
export function personalPermission(row: ListedGrant, caller: SubjectIdentifier): PersonalPermission {
  const isCaller = row.subject_type === caller.type && row.subject_value === caller.value;
  const scope = row.kind === 'owner' ? 'OwnerPermissionScope' : row.permission;
  return {
    ...common(row),
    ...(row.kind === 'entity' ? { contextIdentifier: context(row) } : {}),
    ...(isCaller ? {} : { authorizedIdentifier: holder(row) }),
    ...target(row),
    permissionScope: scope as PersonalPermission['permissionScope'],
    ...subjectDetails(row),
    permissionState: stateOf(row),
    canDelegate: row.can_delegate === 1,
  };
}

export function personPermission(row: ListedGrant): PersonPermission {
  return {
    ...common(row),
    authorizedIdentifier: holder(row),
    ...(row.kind === 'subunit' ? { contextIdentifier: context(row) } : {}),
    ...target(row),
    authorIdentifier: author(row),
    permissionScope: row.permission as PersonPermission['permissionScope'],
    ...subjectDetails(row),
    permissionState: stateOf(row),
    canDelegate: row.can_delegate === 1,
  };
}

export function subunitPermission(row: ListedGrant): SubunitPermission {
  const { person, subunitName } = detailsOf(row);
  return {
    ...common(row),
    authorizedIdentifier: holder(row),
    subunitIdentifier: context(row),
    authorIdentifier: author(row),
    permissionScope: row.permission as SubunitPermission['permissionScope'],
    ...(person === undefined ? {} : { subjectPersonDetails: person }),
    ...(subunitName === undefined ? {} : { subunitName }),
  };
}

export function entityPermission(row: ListedGrant): EntityPermissionItem {
  return {
    ...common(row),
    contextIdentifier: context(row),
    permissionScope: row.permission as EntityPermissionItem['permissionScope'],
    canDelegate: row.can_delegate === 1,
  };
}

export function authorizationGrant(row: ListedGrant): EntityAuthorizationGrant {
  const { entity } = detailsOf(row);
  return {
    ...common(row),
    authorIdentifier: author(row),
    authorizedEntityIdentifier: holder(row),
    authorizingEntityIdentifier: context(row),
    authorizationScope: row.permission as EntityAuthorizationGrant['authorizationScope'],
    ...(entity === undefined
      ? {}
      : {
          subjectEntityDetails: {
            subjectDetailsType: 'EntityByIdentifier' as const,
            fullName: entity.fullName,
          },
        }),
  };
}

export function euEntityPermission(row: ListedGrant): EuEntityPermission {
  const { person, entity, euEntity, euEntityName } = detailsOf(row);
  const vatUeIdentifier = row.context_value.slice(row.context_value.indexOf('-') + 1);
  return {
    ...common(row),
    authorIdentifier: author(row),
    vatUeIdentifier,
    euEntityName: euEntityName ?? vatUeIdentifier,
    authorizedFingerprintIdentifier: row.subject_value,
    permissionScope: row.permission as EuEntityPermission['permissionScope'],
    ...(person === undefined
      ? {}
      : { subjectPersonDetails: person as NonNullable<EuEntityPermission['subjectPersonDetails']> }),
    ...(entity === undefined
      ? {}
      : { subjectEntityDetails: entity as NonNullable<EuEntityPermission['subjectEntityDetails']> }),
    ...(euEntity === undefined ? {} : { euEntityDetails: euEntity }),
  };
}
