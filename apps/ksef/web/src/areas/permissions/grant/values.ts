/** The form of a grant: its values, and which of them each kind asks for. */
import {
  type EntityAuthorizationPermissionType,
  entityPermissions,
  euEntityPermissions,
  indirectPermissions,
  type Permission,
  personPermissions,
} from '@kwit/ksef-contract';
import { inOrderOfGuide } from '../../../session/permissions/order.ts';
import type { IdentifierType } from '../identifiers.ts';
import type { GrantKind } from '../search.ts';

export interface GrantValues extends Record<string, unknown> {
  /** How whoever gets the permissions is identified, where that can be chosen. */
  subjectType: 'Pesel' | 'Nip' | 'Fingerprint';
  subject: string;
  /** What is known of whoever has only a fingerprint: a number, a document, or that it is an entity. */
  knownBy: 'number' | 'document' | 'entity';
  firstName: string;
  lastName: string;
  numberType: 'Pesel' | 'Nip';
  number: string;
  birthDate: string;
  documentType: string;
  documentNumber: string;
  documentCountry: string;
  fullName: string;
  address: string;
  permissions: Permission[];
  /** Those of the permissions that may be passed on. */
  passedOn: Permission[];
  authorization: EntityAuthorizationPermissionType | '';
  targetType: 'AllPartners' | 'Nip' | 'InternalId';
  target: string;
  unitType: 'InternalId' | 'Nip';
  unit: string;
  unitName: string;
  euVat: string;
  euName: string;
  euAddress: string;
  description: string;
}

export type FieldName = Exclude<keyof typeof emptyValues, 'passedOn'>;

export const emptyValues = {
  subjectType: 'Pesel',
  subject: '',
  knownBy: 'number',
  firstName: '',
  lastName: '',
  numberType: 'Pesel',
  number: '',
  birthDate: '',
  documentType: '',
  documentNumber: '',
  documentCountry: '',
  fullName: '',
  address: '',
  permissions: [],
  passedOn: [],
  authorization: '',
  targetType: 'AllPartners',
  target: '',
  unitType: 'InternalId',
  unit: '',
  unitName: '',
  euVat: '',
  euName: '',
  euAddress: '',
  description: '',
} as const;

export const initialValuesOf = (kind: GrantKind): GrantValues => ({
  ...emptyValues,
  permissions: [],
  passedOn: [],
  knownBy: kind.startsWith('eu') ? 'entity' : 'number',
});

/** A part of the form with a heading. */
export interface Section {
  readonly heading: 'unit' | 'euEntity' | 'client' | 'authorization' | 'who' | 'permissions' | 'purpose';
  readonly fields: readonly FieldName[];
}

/** The parts of the form in their order; what stands in no part is not asked for, and not sent. */
export const sectionsOf = (kind: GrantKind, values: GrantValues): readonly Section[] => [
  ...sectionsByKind[kind](values),
  { heading: 'purpose', fields: ['description'] },
];

const permissions: Section = { heading: 'permissions', fields: ['permissions'] };

const sectionsByKind: Readonly<Record<GrantKind, (values: GrantValues) => readonly Section[]>> = {
  person: (values) => [actor(values), permissions],
  entity: () => [{ heading: 'who', fields: ['subject', 'fullName'] }, permissions],
  indirect: (values) => [
    {
      heading: 'client',
      fields: ['targetType', ...only<FieldName>(values.targetType !== 'AllPartners', 'target')],
    },
    actor(values),
    permissions,
  ],
  authorization: () => [
    { heading: 'authorization', fields: ['authorization'] },
    { heading: 'who', fields: ['subject', 'fullName'] },
  ],
  subunit: (values) => [
    {
      heading: 'unit',
      fields: ['unitType', 'unit', ...only<FieldName>(values.unitType === 'InternalId', 'unitName')],
    },
    actor(values),
  ],
  euAdministration: (values) => [
    { heading: 'euEntity', fields: ['euVat', 'euName', 'euAddress'] },
    byFingerprint(values),
  ],
  euRepresentative: (values) => [byFingerprint(values), permissions],
};

const only = <Value>(isWanted: boolean, value: Value): readonly Value[] => (isWanted ? [value] : []);

/** A person by number, or by the fingerprint of a certificate that names none. */
const actor = (values: GrantValues): Section => ({
  heading: 'who',
  fields: [
    'subjectType',
    'subject',
    ...(values.subjectType === 'Fingerprint' ? (['knownBy', ...known(values)] as const) : names),
  ],
});

const byFingerprint = (values: GrantValues): Section => ({
  heading: 'who',
  fields: ['subject', 'knownBy', ...known(values)],
});

const names = ['firstName', 'lastName'] as const satisfies readonly FieldName[];

const known = ({ knownBy }: GrantValues): readonly FieldName[] =>
  ({
    number: [...names, 'numberType', 'number'] as const,
    document: [...names, 'birthDate', 'documentType', 'documentNumber', 'documentCountry'] as const,
    entity: ['fullName', 'address'] as const,
  })[knownBy];

/** By what kind of identifier whoever gets the permissions is known. */
export const subjectTypeOf = (kind: GrantKind, values: GrantValues): IdentifierType => {
  if (kind === 'entity') return 'Nip';
  if (kind === 'authorization') return values.authorization === 'PefInvoicing' ? 'PeppolId' : 'Nip';
  return kind === 'euAdministration' || kind === 'euRepresentative' ? 'Fingerprint' : values.subjectType;
};

/** What can be known of the holder of a fingerprint. */
export const knownByOf = (kind: GrantKind): readonly GrantValues['knownBy'][] =>
  kind.startsWith('eu') ? ['entity', 'number', 'document'] : ['number', 'document'];

/** The permissions that a kind offers. */
export const offeredPermissions: Readonly<Partial<Record<GrantKind, readonly Permission[]>>> = {
  person: inOrderOfGuide(personPermissions),
  entity: inOrderOfGuide(entityPermissions),
  indirect: inOrderOfGuide(indirectPermissions),
  euRepresentative: inOrderOfGuide(euEntityPermissions),
};
