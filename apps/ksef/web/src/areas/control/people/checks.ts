/** What is typed as an identifier: whether it is right, in a sentence. */
import { useTexts } from '@kwit/ui';
import { nipFault, peselFault } from '../../../session/identifier-faults.ts';
import { withoutSeparators } from '../../../session/identifiers.ts';
import { peopleTexts } from './texts.ts';

/** The checks of identifiers and descriptions; each gives null for what is right. */
export function useChecks() {
  const texts = useTexts(peopleTexts);
  const nip = (typed: string): string | null => {
    const value = withoutSeparators(typed);
    if (value === '') return texts.required;
    const fault = nipFault(value);
    return fault ? texts[fault] : null;
  };
  const pesel = (typed: string): string | null => {
    const value = withoutSeparators(typed);
    if (value === '') return texts.required;
    const fault = peselFault(value);
    return fault ? texts[fault] : null;
  };
  const fingerprint = (typed: string): string | null =>
    /^[0-9A-Fa-f]{64}$/.test(typed.trim()) ? null : texts.fingerprintForm;
  const description = (typed: string): string | null => {
    const { length } = typed.trim();
    return length >= 5 && length <= 256 ? null : texts.descriptionLength;
  };
  return { nip, pesel, fingerprint, description };
}
