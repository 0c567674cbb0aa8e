import type { Wording } from '../../problems.ts';

/** What is wrong and what to do, in both languages. */
export type RuleWording = Wording;

export const say = (
  messagePl: string,
  messageEn: string,
  remedyPl: string,
  remedyEn: string,
): RuleWording => ({
  message: { pl: messagePl, en: messageEn },
  remedy: { pl: remedyPl, en: remedyEn },
});
