/** Countries of the KSeF dictionary under their names, for choices. */
import { countries } from '@kwit/invoice';
import type { Language } from '@kwit/ui';
import { issueInvoiceTexts } from '../texts.ts';

const made = new Map<Language, { value: string; label: string }[]>();

/** Poland first, then by name. */
export function countryOptions(language: Language): { value: string; label: string }[] {
  const known = made.get(language);
  if (known) return known;
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'code' });
  const own: Readonly<Record<string, string>> = issueInvoiceTexts[language].countries;
  const options = countries
    .map((value) => ({ value, label: `${value} – ${own[value] ?? nameOf(names, value)}` }))
    .toSorted(
      (a, b) => Number(b.value === 'PL') - Number(a.value === 'PL') || a.label.localeCompare(b.label),
    );
  made.set(language, options);
  return options;
}

/** A name that no browser knows stays the code. */
function nameOf(names: Intl.DisplayNames, code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
