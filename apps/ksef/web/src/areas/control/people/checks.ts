/** What is typed as an identifier: whether it is right, in a sentence. */
import { useTexts } from '@kwit/ui';
import { isNip, isPesel, withoutSeparators } from '../../../session/identifiers.ts';
import { peopleTexts } from './texts.ts';

/** The checks of identifiers and descriptions; each gives null for what is right. */
export function useChecks() {
  const texts = useTexts(peopleTexts);
  const nip = (typed: string): string | null => {
    const value = withoutSeparators(typed);
    if (value === '') return texts.required;
    if (!/^\d{10}$/.test(value)) return texts.nipLength;
    return isNip(value) ? null : texts.nipChecksum;
  };
  const pesel = (typed: string): string | null => {
    const value = withoutSeparators(typed);
    if (value === '') return texts.required;
    if (!/^\d{11}$/.test(value)) return texts.peselLength;
    return isPesel(value) ? null : texts.peselChecksum;
  };
  const fingerprint = (typed: string): string | null =>
    /^[0-9A-Fa-f]{64}$/.test(typed.trim()) ? null : texts.fingerprintForm;
  const description = (typed: string): string | null => {
    const { length } = typed.trim();
    return length >= 5 && length <= 256 ? null : texts.descriptionLength;
  };
  return { nip, pesel, fingerprint, description };
}
