/** Countries of the KSeF dictionary under their names, for choices. */
import { countries } from '@kwit/invoice';
import type { Language } from '@kwit/ui';

const made = new Map<Language, { value: string; label: string }[]>();

/** Poland first, then by name. */
export function countryOptions(language: Language): { value: string; label: string }[] {
  const known = made.get(language);
  if (known) return known;
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'code' });
  const options = countries
    .map((value) => ({ value, label: `${value} – ${nameOf(names, value)}` }))
    .toSorted(
      (a, b) => Number(b.value === 'PL') - Number(a.value === 'PL') || a.label.localeCompare(b.label),
    );
  made.set(language, options);
  return options;
}

/** The dictionary has codes that no list of regions has. */
function nameOf(names: Intl.DisplayNames, code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
