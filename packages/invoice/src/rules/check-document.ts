/** Runs the rules on a document that is valid by its schema. */
import type { FormatDocument, Problem } from '@kwit/formats';
import { todayInPoland } from '../dates.ts';
import { makeProblem, showValue } from '../problems.ts';
import { ruleWording } from './messages.ts';
import type { EnforcedBy, Finding, Rule } from './rule.ts';
import { rules } from './table.ts';
import { viewOf } from './view.ts';

export interface CheckOptions {
  /** The day to judge dates by, YYYY-MM-DD; today in Poland where it is not given. */
  readonly today?: string;
  /**
   * Only rules that these enforce; all rules where it is not given.
   * The local KSeF asks for 'ksef', in the profile of production also for 'ksef-production'.
   */
  readonly enforcedBy?: readonly EnforcedBy[];
  /** The invoice is one that we are writing: rules that are stricter on ourselves are errors. */
  readonly authoring?: boolean;
}

/**
 * Everything that our rules find in an FA(3) document, whoever wrote it: errors and warnings, in the order of the rule table.
 * Paths are XPath-like; line and column are null, for a document does not know its bytes.
 */
export function checkDocument(document: FormatDocument<'FA(3)'>, options: CheckOptions = {}): Problem[] {
  const { root } = document;
  const problems: Problem[] = [];
  let current: Rule;
  const context = {
    today: options.today ?? todayInPoland(),
    view: viewOf(root),
    tell: (finding: Finding) => {
      problems.push(problemOf(current, finding, options.authoring === true));
    },
  };
  for (const rule of selectRules(options.enforcedBy)) {
    current = rule;
    rule.find(root, context);
  }
  return problems;
}

const selectRules = (enforcedBy: readonly EnforcedBy[] | undefined): readonly Rule[] =>
  enforcedBy === undefined ? rules : rules.filter((rule) => enforcedBy.includes(rule.enforcedBy));

function problemOf(rule: Rule, finding: Finding, authoring: boolean): Problem {
  return makeProblem({
    code: rule.code,
    severity: authoring ? (rule.authoring ?? rule.severity) : rule.severity,
    path: finding.path,
    position: null,
    value: showValue(finding.value),
    wording: ruleWording(rule.code, finding.words),
  });
}
