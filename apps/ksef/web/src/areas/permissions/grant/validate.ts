/** What is wrong with the form of a grant, by fields. Limits: the schemas of the contract. */
import { type IdentifierType, identifierFault } from '../identifiers.ts';
import type { GrantKind } from '../search.ts';
import type { identifierTexts } from '../texts.ts';
import type { grantTexts } from './texts.ts';
import { type FieldName, type GrantValues, sectionsOf, subjectTypeOf } from './values.ts';

interface Words {
  readonly grant: typeof grantTexts.pl;
  readonly identifier: typeof identifierTexts.pl;
}

interface Length {
  readonly from: number;
  readonly to: number;
}

const lengths: Readonly<Partial<Record<FieldName, Length>>> = {
  firstName: { from: 2, to: 30 },
  lastName: { from: 2, to: 81 },
  documentType: { from: 1, to: 20 },
  documentNumber: { from: 1, to: 20 },
  address: { from: 1, to: 512 },
  unitName: { from: 5, to: 256 },
  euName: { from: 1, to: 100 },
  euAddress: { from: 1, to: 512 },
  description: { from: 5, to: 256 },
};
const entityName: Length = { from: 5, to: 90 };
const nameByFingerprint: Length = { from: 1, to: 100 };
/** Of name and address of an EU entity, joined. */
const euEntityName: Length = { from: 5, to: 256 };

type Judge = (values: GrantValues, kind: GrantKind, words: Words) => string | null;

const identified =
  (field: FieldName, typeOf: (values: GrantValues, kind: GrantKind) => IdentifierType): Judge =>
  (values, kind, { identifier }) => {
    const fault = identifierFault(typeOf(values, kind), String(values[field]));
    return fault === undefined ? null : identifier.faults[fault];
  };

const long =
  (field: FieldName, lengthOf: (kind: GrantKind) => Length): Judge =>
  (values, kind, words) =>
    lengthFault(String(values[field]).trim().length, lengthOf(kind), words);

function lengthFault(length: number, { from, to }: Length, { grant, identifier }: Words): string | null {
  if (length === 0) return identifier.faults.required;
  return length < from || length > to ? grant.length(from, to, length) : null;
}

const special: Readonly<Partial<Record<FieldName, Judge>>> = {
  subject: identified('subject', (values, kind) => subjectTypeOf(kind, values)),
  number: identified('number', ({ numberType }) => numberType),
  target: identified('target', ({ targetType }) => (targetType === 'InternalId' ? 'InternalId' : 'Nip')),
  unit: identified('unit', ({ unitType }) => unitType),
  euVat: identified('euVat', () => 'VatUe'),
  fullName: long('fullName', (kind) => (kind.startsWith('eu') ? nameByFingerprint : entityName)),
  euAddress: (values, kind, words) => {
    const alone = long('euAddress', () => ({ from: 1, to: 512 }))(values, kind, words);
    return alone ?? lengthFaultOfBoth(euEntityNameOf(values), words);
  },
  birthDate: ({ birthDate }, _, { grant, identifier }) => {
    if (birthDate === '') return identifier.faults.required;
    return birthDate < '1900-01-01' || birthDate > new Date().toISOString() ? grant.birthDateFault : null;
  },
  documentCountry: ({ documentCountry }, _, { grant, identifier }) => {
    if (documentCountry.trim() === '') return identifier.faults.required;
    return /^[A-Za-z]{2}$/.test(documentCountry.trim()) ? null : grant.countryFault;
  },
  permissions: ({ permissions }, _, { grant }) =>
    permissions.length === 0 ? grant.permissionsRequired : null,
  authorization: ({ authorization }, _, { grant }) =>
    authorization === '' ? grant.authorizationRequired : null,
};

/** Name and address of an EU entity, as one text. */
export const euEntityNameOf = ({ euName, euAddress }: GrantValues): string =>
  `${euName.trim()}, ${euAddress.trim()}`;

const lengthFaultOfBoth = (both: string, { grant }: Words): string | null =>
  both.length > euEntityName.to ? grant.euNameLength(both.length) : null;

/** Sentences by the fields that are asked for. */
export function faultsOf(
  kind: GrantKind,
  values: GrantValues,
  words: Words,
): Partial<Record<FieldName, string>> {
  const faults: Partial<Record<FieldName, string>> = {};
  for (const field of sectionsOf(kind, values).flatMap(({ fields }) => fields)) {
    const length = lengths[field];
    const judge = special[field] ?? (length && long(field, () => length));
    const fault = judge?.(values, kind, words);
    if (fault) faults[field] = fault;
  }
  return faults;
}
