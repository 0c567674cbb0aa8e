/** A permission that is to be granted, whatever its kind, and how it is kept. */
import type {
  EuEntityDetails,
  PermissionsSubjectEntityDetails,
  PermissionsSubjectPersonDetails,
} from '@kwit/ksef-contract';
import type { PermissionGrantRow } from '../../store/permissions.ts';
import type { ContextIdentifier, SubjectIdentifier } from '../identifiers.ts';

/** Kinds of grants that somebody makes; `owner` rows come from test data alone. */
export type GrantKind = Exclude<PermissionGrantRow['kind'], 'owner'>;

/** Where a permission works: in a context, or in those of all clients (without a value). */
export interface WorkingContext {
  type: ContextIdentifier['type'] | 'AllPartners';
  value: string;
}

/** Who is granted something: a person, an entity, or a provider of Peppol services. */
export interface GrantSubject {
  type: SubjectIdentifier['type'] | 'PeppolId';
  value: string;
}

/** What was said of the people and entities of a grant, in the form in which queries answer it. */
export interface GrantDetails {
  person?: PermissionsSubjectPersonDetails;
  entity?: PermissionsSubjectEntityDetails;
  subunitName?: string;
  euEntityName?: string;
  euEntity?: EuEntityDetails;
}

/** One request to grant permissions. */
export interface GrantOrder {
  kind: GrantKind;
  /** Null: in the context of the granter. */
  context: WorkingContext | null;
  subject: GrantSubject;
  permissions: { permission: string; canDelegate: boolean }[];
  description: string;
  details: GrantDetails;
}
