/** The language of the pages, and texts in both languages. */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';

export const languages = ['pl', 'en'] as const;
export type Language = (typeof languages)[number];

/** Texts of one area: sentences, functions that fill them in, groups of these. */
export interface TextTree {
  readonly [key: string]: string | ((...values: never[]) => string) | TextTree;
}

export interface Texts<Tree extends TextTree> {
  readonly pl: Tree;
  readonly en: Tree;
}

/** Declares texts; English must have what Polish has, in the same shape. */
export const defineTexts = <Tree extends TextTree>(texts: { pl: Tree; en: NoInfer<Tree> }): Texts<Tree> =>
  texts;

interface LanguageChoice {
  readonly language: Language;
  readonly choose: (language: Language) => void;
}

const LanguageContext = createContext<LanguageChoice>({ language: 'pl', choose: () => {} });

const storageKey = 'kwit.language';

const isLanguage = (value: unknown): value is Language => languages.some((language) => language === value);

function storedLanguage(): Language {
  try {
    const stored = localStorage.getItem(storageKey);
    return isLanguage(stored) ? stored : 'pl';
  } catch {
    return 'pl';
  }
}

/** Polish, unless something else was chosen in this browser. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(storedLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const choice = useMemo(
    () => ({
      language,
      choose: (chosen: Language) => {
        setLanguage(chosen);
        try {
          localStorage.setItem(storageKey, chosen);
        } catch {
          // Storage that is switched off costs only the memory of the choice.
        }
      },
    }),
    [language],
  );
  return <LanguageContext value={choice}>{children}</LanguageContext>;
}

export const useLanguage = (): LanguageChoice => useContext(LanguageContext);

/** The texts in the language of the page. */
export const useTexts = <Tree extends TextTree>(texts: Texts<Tree>): Tree => texts[useLanguage().language];

/** Forms of a Polish noun after a number: 1 faktura, 2 faktury, 5 faktur (1,5 faktury). */
export interface PolishForms {
  readonly one: string;
  readonly few: string;
  readonly many: string;
  readonly other?: string;
}

const rules = { pl: new Intl.PluralRules('pl'), en: new Intl.PluralRules('en') };
const integers = {
  pl: new Intl.NumberFormat('pl', { useGrouping: 'always' }),
  en: new Intl.NumberFormat('en'),
};

/** «12 faktur»: the number and the form of the noun that goes with it. */
export function countedPl(count: number, forms: PolishForms): string {
  const form = forms[rules.pl.select(count) as keyof PolishForms] ?? forms.few;
  return `${integers.pl.format(count)} ${form}`;
}

/** “12 invoices”. */
export const countedEn = (count: number, one: string, other: string): string =>
  `${integers.en.format(count)} ${rules.en.select(count) === 'one' ? one : other}`;
