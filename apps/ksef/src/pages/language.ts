/** The language of a page. */
export const languages = ['pl', 'en'] as const;
export type Language = (typeof languages)[number];

const isLanguage = (text: string): text is Language => (languages as readonly string[]).includes(text);

/** What was chosen by the switch of the page, else what the browser likes best, else Polish. */
export function languageOf(chosen: unknown, acceptLanguage: string | undefined): Language {
  if (typeof chosen === 'string' && isLanguage(chosen)) return chosen;
  return liked(acceptLanguage ?? '').find(isLanguage) ?? 'pl';
}

/** Primary languages of an `Accept-Language` header, best first (RFC 9110, 12.5.4). */
function liked(header: string): string[] {
  return header
    .slice(0, 500)
    .split(',')
    .map((entry) => {
      const [tag = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase());
      const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      return { language: tag.split('-')[0] ?? '', weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ language }) => language);
}
