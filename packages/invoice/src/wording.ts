/** How sentences for people are put together. */
import type { Wording } from './problems.ts';

export type { Wording };

/** What is wrong and what to do, in both languages. */
export function wording(messagePl: string, messageEn: string, remedyPl: string, remedyEn: string): Wording {
  return { message: { pl: messagePl, en: messageEn }, remedy: { pl: remedyPl, en: remedyEn } };
}

/** A character as it can stand in a sentence. */
export const visible = (char: string): string =>
  /[\p{C}\p{Z}]/u.test(char)
    ? `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
    : char;
