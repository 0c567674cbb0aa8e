/** All rules on FA(3) documents, in the order in which their problems are told. */
import { annotationRules } from './annotations.ts';
import { dateRules } from './dates.ts';
import { kindRules } from './kinds.ts';
import { lineRules } from './lines.ts';
import { numberRules } from './numbers.ts';
import { partyRules } from './parties.ts';
import { paymentRules } from './payment.ts';
import type { Rule } from './rule.ts';
import { totalRules } from './totals.ts';

/** By what they look at; the titles are those of the page that lists them. */
export const ruleGroups: readonly { readonly title: string; readonly rules: readonly Rule[] }[] = [
  { title: 'Numbers', rules: numberRules },
  { title: 'Parties', rules: partyRules },
  { title: 'Dates', rules: dateRules },
  { title: 'Kinds of invoice', rules: kindRules },
  { title: 'Lines', rules: lineRules },
  { title: 'Payment', rules: paymentRules },
  { title: 'Rates and annotations', rules: annotationRules },
  { title: 'Sums', rules: totalRules },
];

export const rules: readonly Rule[] = ruleGroups.flatMap((group) => group.rules);
