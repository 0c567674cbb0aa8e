/** The lists of the contract as rows of one shape. */
import type {
  AnswerOf,
  Operations,
  PermissionsSubjectEntityDetails,
  PermissionsSubjectPersonDetails,
  PersonalPermissionScope,
} from '@kwit/ksef-contract';
import type { PermissionName } from '../../../session/permissions/texts.ts';

type Item<Name extends keyof Operations, List extends keyof AnswerOf<Operations[Name]>> = AnswerOf<
  Operations[Name]
>[List] extends readonly (infer One)[]
  ? One
  : never;

/** Somebody by an identifier, with a name where one was given. */
export interface Party {
  readonly type: 'Nip' | 'Pesel' | 'Fingerprint' | 'InternalId' | 'PeppolId' | 'VatUe' | 'System';
  readonly value?: string | null | undefined;
  readonly name?: string | undefined;
}

/** Beyond the context: for which client, in which unit or EU entity, from whom. */
export type Place =
  | { readonly kind: 'allClients' }
  | { readonly kind: 'client' | 'unit' | 'euEntity' | 'granter'; readonly party: Party };

export interface GrantRow {
  readonly id: string;
  /** Absent where it is the caller. */
  readonly holder?: Party | undefined;
  readonly permission: PermissionName | 'OwnerPermissionScope';
  readonly place?: Place | undefined;
  readonly author?: Party | undefined;
  readonly description: string;
  readonly since: string;
  readonly isActive: boolean;
  readonly canDelegate: boolean;
  /** How it is taken back; absent where it cannot be from here. */
  readonly revocation?: 'common' | 'authorizations';
}

interface Details {
  readonly subjectPersonDetails?: PermissionsSubjectPersonDetails | null | undefined;
  readonly subjectEntityDetails?: Pick<PermissionsSubjectEntityDetails, 'fullName'> | null | undefined;
}

/** The name that was given with a permission. */
const nameOf = ({
  subjectPersonDetails: person,
  subjectEntityDetails: entity,
}: Details): string | undefined => (person ? `${person.firstName} ${person.lastName}` : entity?.fullName);

interface Targeted {
  readonly targetIdentifier?: { type: 'Nip' | 'AllPartners' | 'InternalId'; value?: string | null } | null;
  readonly contextIdentifier?: { type: 'Nip' | 'InternalId'; value: string } | null;
}

function placeOf(
  { targetIdentifier: target, contextIdentifier: context }: Targeted,
  kind: 'unit' | 'granter',
): Place | undefined {
  if (target?.type === 'AllPartners') return { kind: 'allClients' };
  if (target) return { kind: 'client', party: { type: target.type, value: target.value } };
  return context ? { kind, party: context } : undefined;
}

export const personRow = (item: Item<'queryPersonGrants', 'permissions'>): GrantRow => ({
  id: item.id,
  holder: { ...item.authorizedIdentifier, name: nameOf(item) },
  permission: item.permissionScope,
  place: placeOf(item as Targeted, 'unit'),
  author: item.authorIdentifier,
  description: item.description,
  since: item.startDate,
  isActive: item.permissionState === 'Active',
  canDelegate: item.canDelegate,
  revocation: 'common',
});

export const receivedRow = (item: Item<'queryEntityGrants', 'permissions'>): GrantRow => ({
  id: item.id,
  permission: item.permissionScope,
  place: { kind: 'granter', party: item.contextIdentifier },
  description: item.description,
  since: item.startDate,
  isActive: true,
  canDelegate: item.canDelegate,
});

export const subunitRow = (item: Item<'querySubunitGrants', 'permissions'>): GrantRow => ({
  id: item.id,
  holder: { ...item.authorizedIdentifier, name: nameOf(item) },
  permission: item.permissionScope,
  place: { kind: 'unit', party: { ...item.subunitIdentifier, name: item.subunitName ?? undefined } },
  author: item.authorIdentifier,
  description: item.description,
  since: item.startDate,
  isActive: true,
  canDelegate: false,
  revocation: 'common',
});

/** @param isGranted seen by whoever granted it; else by whoever received it */
export const authorizationRow =
  (isGranted: boolean) =>
  (item: Item<'queryAuthorizationGrants', 'authorizationGrants'>): GrantRow => ({
    id: item.id,
    permission: item.authorizationScope,
    ...(isGranted
      ? {
          holder: { ...item.authorizedEntityIdentifier, name: nameOf(item) },
          revocation: 'authorizations' as const,
        }
      : { place: { kind: 'granter' as const, party: item.authorizingEntityIdentifier } }),
    author: item.authorIdentifier ?? undefined,
    description: item.description,
    since: item.startDate,
    isActive: true,
    canDelegate: false,
  });

export const euEntityRow = (item: Item<'queryEuEntityGrants', 'permissions'>): GrantRow => ({
  id: item.id,
  holder: { type: 'Fingerprint', value: item.authorizedFingerprintIdentifier, name: nameOf(item) },
  permission: item.permissionScope,
  place: {
    kind: 'euEntity',
    party: { type: 'VatUe', value: item.vatUeIdentifier, name: item.euEntityName },
  },
  author: item.authorIdentifier,
  description: item.description,
  since: item.startDate,
  isActive: true,
  canDelegate: false,
  revocation: 'common',
});

export const personalRow = (item: Item<'queryPersonalGrants', 'permissions'>): GrantRow => ({
  id: item.id,
  holder: item.authorizedIdentifier ? { ...item.authorizedIdentifier, name: nameOf(item) } : undefined,
  permission: item.permissionScope satisfies PersonalPermissionScope,
  place: placeOf(item as Targeted, 'granter'),
  description: item.description,
  since: item.startDate,
  isActive: item.permissionState === 'Active',
  canDelegate: item.canDelegate,
});
