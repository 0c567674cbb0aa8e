/**
 * Sentences for people, by key, in Polish and English. The sentences themselves are in `messages/`.
 */
import type { Text } from '@kwit/formats';
import { commandName } from './command-name.ts';
import { en } from './messages/en.ts';
import { pl } from './messages/pl.ts';
import { visible } from './visible.ts';

export type Language = 'pl' | 'en';
export type MessageKey = keyof typeof en;
export const isMessageKey = (key: string): key is MessageKey => Object.hasOwn(en, key);
export type Parameters = Readonly<Record<string, string | number>>;

const sentences = { pl, en } as const satisfies Record<Language, Record<MessageKey, string>>;

/** Which of the forms «1 plik|2 pliki|5 plików» (Polish) or «1 file|2 files» (English) goes with this number. */
function pluralForm(language: Language, count: number): number {
  if (count === 1) return 0;
  if (language === 'en') return 1;
  const ones = count % 10;
  const teens = count % 100;
  return ones >= 2 && ones <= 4 && !(teens >= 12 && teens <= 14) ? 1 : 2;
}

/**
 * The sentence of a key. `{name}` is replaced by the parameter, `{count:form|form|form}` by the number with the form
 * that goes with it, `{kwit}` by the way in which the command is called here. Parameters come from files and servers:
 * what a terminal would obey in them is escaped.
 */
export function translate(language: Language, key: MessageKey, parameters: Parameters = {}): string {
  return sentences[language][key].replace(/\{(\w+)(?::([^}]*))?\}/g, (_, name: string, forms?: string) => {
    if (name === 'kwit') return commandName;
    const value = parameters[name] ?? '';
    if (forms === undefined) return visible(String(value));
    return `${value} ${forms.split('|')[pluralForm(language, Number(value))] ?? ''}`;
  });
}

/** The sentence of a key in both languages, for errors that outlive the choice of a language. */
export const textOf = (key: MessageKey, parameters?: Parameters): Text => ({
  pl: translate('pl', key, parameters),
  en: translate('en', key, parameters),
});

/** What is said in both languages, where it is put together of several sentences. */
export function textBy(
  say: (t: (key: MessageKey, parameters?: Parameters) => string, language: Language) => string,
): Text {
  const by = (language: Language) => say((key, parameters) => translate(language, key, parameters), language);
  return { pl: by('pl'), en: by('en') };
}

/** The language to speak: `--lang` where given, else the locale of the environment, else English. */
export function languageOf(asked: string | undefined, env: NodeJS.ProcessEnv): Language {
  return /^pl/i.test(asked ?? (env.LC_ALL || env.LC_MESSAGES || env.LANG || '')) ? 'pl' : 'en';
}
