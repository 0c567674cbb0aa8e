/** Writes `docs/rules.md`, the list of all rules, from their table: `node packages/invoice/tools/write-rules.ts`. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ruleWordings } from '../src/rules/messages.ts';
import type { EnforcedBy, Rule } from '../src/rules/rule.ts';
import { ruleGroups } from '../src/rules/table.ts';

export const rulesFile = fileURLToPath(new URL('../../../docs/rules.md', import.meta.url));

const enforcers: Readonly<Record<EnforcedBy, string>> = {
  ksef: 'KSeF',
  'ksef-production': 'KSeF in production',
  law: 'the law',
  practice: 'nobody',
};

const introduction = `# Rules

What Kwit checks on an FA(3) invoice beyond its schema. \`kwit validate\` shows all of it, \`kwit build\` and \`kwit send\`
stop at errors. Written by \`node packages/invoice/tools/write-rules.ts\` from the table in \`packages/invoice/src/rules\`;
a test fails where this page differs.

- **Code**: permanent, never given to another rule.
- **Severity**: an *error* is refused by KSeF or by the law; a *warning* is likely wrong. *Warning, error on our own*: an
  invoice that Kwit itself writes is refused, one of somebody else is only warned of.
- **Enforced by**: who refuses the invoice. KSeF takes what only the law or nobody enforces.

An invoice of another's that is in order, but breaks a rule, is a fault of the rule: please report it.
`;

/** The page as it must be. */
export function rulesPage(): string {
  const sections = ruleGroups.map(({ title, rules }) => `## ${title}\n\n${table(rules)}\n`);
  const total = ruleGroups.reduce((sum, group) => sum + group.rules.length, 0);
  return `${introduction}\n${total} rules.\n\n${sections.join('\n')}`;
}

function table(rules: readonly Rule[]): string {
  const head =
    '| code | severity | enforced by | what is wrong, and what to do | source |\n|---|---|---|---|---|';
  return [head, ...rules.map(row)].join('\n');
}

function row(rule: Rule): string {
  const { message, remedy } = ruleWordings[rule.code];
  const severity = rule.authoring === undefined ? rule.severity : 'warning, error on our own';
  const text = `${message.en} ${remedy.en}<br>*${message.pl} ${remedy.pl}*`;
  const cells = [`\`${rule.code}\``, severity, enforcers[rule.enforcedBy], text, rule.source];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(rulesFile, rulesPage());
