/** Moments, days and amounts as people read them. */
import type { Language } from './language.ts';

const locales: Record<Language, string> = { pl: 'pl-PL', en: 'en-GB' };

/** A moment in Poland: `26 listopada 2026, 19:18:48`. */
export const momentText = (ms: number, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], {
    timeZone: 'Europe/Warsaw',
    dateStyle: 'long',
    timeStyle: 'medium',
  }).format(ms);

/** A day `YYYY-MM-DD` in words. */
export const dayText = (day: string, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], { timeZone: 'UTC', dateStyle: 'long' }).format(
    Date.parse(`${day}T00:00:00Z`),
  );

/** An amount with its currency behind it. */
export const amountText = (amount: number, currency: string, language: Language): string =>
  `${new Intl.NumberFormat(locales[language], {
    minimumFractionDigits: 2,
    useGrouping: 'always',
  })
    .format(amount)
    .replace('-', '−')} ${currency}`;

/** Hundredths of an amount that a person typed, with comma or point; NaN where it is none. */
export function hundredthsOf(text: string): number {
  const plain = text.replaceAll(/\s/g, '').replace('−', '-').replace(',', '.');
  return /^-?\d{1,16}(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : Number.NaN;
}
