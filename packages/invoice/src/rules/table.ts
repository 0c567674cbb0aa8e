/** All rules on FA(3) documents, in the order in which their problems are told. */
import { annotationRules } from './annotations.ts';
import { dateRules } from './dates.ts';
import { kindRules } from './kinds.ts';
import { lineRules } from './lines.ts';
import { partyRules } from './parties.ts';
import { paymentRules } from './payment.ts';
import type { Rule } from './rule.ts';
import { totalRules } from './totals.ts';

export const rules: readonly Rule[] = [
  ...partyRules,
  ...dateRules,
  ...kindRules,
  ...lineRules,
  ...paymentRules,
  ...annotationRules,
  ...totalRules,
];
