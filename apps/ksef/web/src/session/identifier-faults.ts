/** What is wrong with a NIP or PESEL, in the words that every form uses. */
import { nipPattern, peselPattern } from '@kwit/ksef-contract';
import { isNip, isPesel } from './identifiers.ts';

type NipFault = 'nipLength' | 'nipForm' | 'nipChecksum';
type PeselFault = 'peselLength' | 'peselForm' | 'peselChecksum';
type NumberFault = NipFault | PeselFault;

const nipForm = new RegExp(nipPattern);
const peselForm = new RegExp(peselPattern);

/** @param digits without separators; undefined where the contract takes them and the check digit fits */
export function nipFault(digits: string): NipFault | undefined {
  if (!/^\d{10}$/.test(digits)) return 'nipLength';
  if (!nipForm.test(digits)) return 'nipForm';
  return isNip(digits) ? undefined : 'nipChecksum';
}

/** @param digits without separators; undefined where the contract takes them and the check digit fits */
export function peselFault(digits: string): PeselFault | undefined {
  if (!/^\d{11}$/.test(digits)) return 'peselLength';
  if (!peselForm.test(digits)) return 'peselForm';
  return isPesel(digits) ? undefined : 'peselChecksum';
}

type Words = Readonly<Record<NumberFault, string>>;

export const numberFaults: { readonly pl: Words; readonly en: Words } = {
  pl: {
    nipLength: 'NIP składa się z 10 cyfr',
    nipForm: 'To nie jest prawidłowy NIP: żaden nie zaczyna się od zera ani od cyfry i dwóch zer',
    nipChecksum: 'To nie jest prawidłowy NIP: nie zgadza się cyfra kontrolna',
    peselLength: 'PESEL składa się z 11 cyfr',
    peselForm: 'To nie jest prawidłowy PESEL: trzecia i czwarta cyfra nie oznaczają miesiąca urodzenia',
    peselChecksum: 'To nie jest prawidłowy PESEL: nie zgadza się cyfra kontrolna',
  },
  en: {
    nipLength: 'A NIP has 10 digits',
    nipForm: 'This is no right NIP: none begins with zero, or with a digit and two zeros',
    nipChecksum: 'This is no right NIP: its check digit does not fit',
    peselLength: 'A PESEL has 11 digits',
    peselForm: 'This is no right PESEL: its third and fourth digits stand for no month of birth',
    peselChecksum: 'This is no right PESEL: its check digit does not fit',
  },
};
