/** The sentences of all rules, by their permanent codes. */
import type { Wording } from '../problems.ts';
import { annotationsWordings } from './messages/annotations.ts';
import { datesWordings } from './messages/dates.ts';
import { kindsWordings } from './messages/kinds.ts';
import { linesWordings } from './messages/lines.ts';
import { numbersWordings } from './messages/numbers.ts';
import { partiesWordings } from './messages/parties.ts';
import { paymentWordings } from './messages/payment.ts';
import { totalsWordings } from './messages/totals.ts';

export const ruleWordings = {
  ...numbersWordings,
  ...partiesWordings,
  ...datesWordings,
  ...kindsWordings,
  ...linesWordings,
  ...paymentWordings,
  ...annotationsWordings,
  ...totalsWordings,
} as const;
export type RuleCode = keyof typeof ruleWordings;

/** The sentences of a rule with the words of one finding put in. */
export function ruleWording(code: RuleCode, words: Readonly<Record<string, string>> = {}): Wording {
  const { message, remedy } = ruleWordings[code];
  const fill = (text: string): string => text.replace(/\{(\w+)\}/g, (_, name: string) => words[name] ?? '');
  return {
    message: { pl: fill(message.pl), en: fill(message.en) },
    remedy: { pl: fill(remedy.pl), en: fill(remedy.en) },
  };
}
