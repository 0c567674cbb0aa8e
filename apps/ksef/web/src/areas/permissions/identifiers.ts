/** Identifiers of permissions: in the form of KSeF, and what is wrong with what was typed. */
import { isInternalId } from '@kwit/invoice';
import { vatUePattern } from '@kwit/ksef-contract';
import { nipFault, peselFault } from '../../session/identifier-faults.ts';
import { nipDigits, withoutSeparators } from '../../session/identifiers.ts';
import type { identifierTexts } from './texts.ts';

export type IdentifierType = 'Nip' | 'Pesel' | 'Fingerprint' | 'InternalId' | 'PeppolId' | 'VatUe';
export type IdentifierFault = keyof (typeof identifierTexts.pl)['faults'];

const vatUe = new RegExp(vatUePattern);

const capital = (typed: string): string => typed.replaceAll(/\s/g, '').toUpperCase();

/** The identifier as KSeF writes it, without what people put between its signs. */
export const normalized: Readonly<Record<IdentifierType, (typed: string) => string>> = {
  Nip: nipDigits,
  Pesel: withoutSeparators,
  Fingerprint: (typed) => capital(typed).replaceAll(':', ''),
  InternalId: capital,
  PeppolId: capital,
  VatUe: capital,
};

const judges: Readonly<Record<IdentifierType, (value: string) => IdentifierFault | undefined>> = {
  Nip: nipFault,
  Pesel: peselFault,
  Fingerprint: (value) => ifNot(/^[0-9A-F]{64}$/.test(value), 'fingerprintForm'),
  InternalId: (value) => {
    if (!/^\d{10}-\d{5}$/.test(value)) return 'internalIdForm';
    return nipFault(value.slice(0, 10)) ?? ifNot(isInternalId(value), 'internalIdChecksum');
  },
  PeppolId: (value) => ifNot(/^P[A-Z]{2}\d{6}$/.test(value), 'peppolForm'),
  VatUe: (value) => ifNot(vatUe.test(value), 'vatUeForm'),
};

const ifNot = (isRight: boolean, fault: IdentifierFault) => (isRight ? undefined : fault);

/** What is wrong with an identifier of this type; undefined where nothing is. */
export function identifierFault(type: IdentifierType, typed: string): IdentifierFault | undefined {
  const value = normalized[type](typed);
  return value === '' ? 'required' : judges[type](value);
}

/** Which of the types somebody means, by the look of what was typed. */
export function guessedType<Type extends IdentifierType>(types: readonly Type[], typed: string): Type {
  const looks: Readonly<Record<IdentifierType, RegExp>> = {
    Nip: /^\d{10}$/,
    Pesel: /^\d{11}$/,
    Fingerprint: /^[0-9A-F]{33,}$/,
    InternalId: /^\d{10}-/,
    PeppolId: /^P/,
    VatUe: /^[A-Z]{2}/,
  };
  const [first] = types;
  if (first === undefined) throw new Error('an identifier has a type');
  return types.find((type) => looks[type].test(normalized[type](typed))) ?? first;
}
