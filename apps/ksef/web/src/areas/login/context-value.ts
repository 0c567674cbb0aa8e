/** Checks the identifier that one logs in by. */
import { nipFault } from '../../session/identifier-faults.ts';
import { nipDigits } from '../../session/identifiers.ts';
import type { ContextType } from './search-schemas.ts';
import type { loginTexts } from './texts.ts';

export type Fault = keyof Pick<
  typeof loginTexts.pl,
  'required' | 'nipLength' | 'nipForm' | 'nipChecksum' | 'internalIdForm' | 'nipVatUeForm'
>;

/** The identifier as KSeF writes it. */
export const normalized = (type: ContextType, typed: string): string =>
  type === 'Nip' ? nipDigits(typed) : typed.replaceAll(/\s/g, '').toUpperCase();

/** What is wrong with it; undefined where nothing is. */
export function faultOf(type: ContextType, typed: string): Fault | undefined {
  const value = normalized(type, typed);
  if (value === '') return 'required';
  const [nip = '', rest = ''] = [value.slice(0, 10), value.slice(10)];
  switch (type) {
    case 'Nip':
      return nipFault(value);
    case 'InternalId':
      if (!/^-\d{5}$/.test(rest)) return 'internalIdForm';
      return nipFault(nip);
    case 'NipVatUe':
      if (!/^-[A-Z]{2}[A-Z0-9+*]{2,12}$/.test(rest)) return 'nipVatUeForm';
      return nipFault(nip);
  }
}
