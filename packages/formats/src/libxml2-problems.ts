/** The findings of libxml2 as problems: its English sentences are taken apart, and told in the words of ours. */
import type { Finding } from './libxml2.ts';
import { type MessageCode, type MessageFacts, sentencesOf } from './messages.ts';
import type { Problem } from './problem.ts';
import { optionalFacts } from './problem-log.ts';

interface Reading {
  readonly code: MessageCode;
  readonly facts: MessageFacts;
}

type Rule = readonly [pattern: RegExp, read: (match: RegExpExecArray, name: string) => Reading];

const expectedNames = (list: string | undefined): string[] =>
  [...(list ?? '').matchAll(/(?:\{[^}]*\})?([^\s,]+)/g)].map((match) => match[1] ?? '');

const facet =
  (code: MessageCode) =>
  (match: RegExpExecArray): Reading => ({
    code,
    facts: { value: match[1] ?? '', limit: match[2] ?? '', expected: quotedNames(match[2]) },
  });

const quotedNames = (list: string | undefined): string[] =>
  [...(list ?? '').matchAll(/'([^']*)'/g)].map((match) => match[1] ?? '');

const rules: readonly Rule[] = [
  [
    /This element is not expected\.(?: Expected is (?:one of )?\( (.*) \)\.)?/s,
    (match, name) => ({ code: 'xsd-unexpected-element', facts: { name, expected: expectedNames(match[1]) } }),
  ],
  [
    /Missing child element\(s\)\. Expected is (?:one of )?\( (.*) \)\./s,
    (match, name) => ({ code: 'xsd-missing-element', facts: { name, expected: expectedNames(match[1]) } }),
  ],
  [
    /The attribute '([^']+)' is required but missing/,
    (m) => ({ code: 'xsd-missing-attribute', facts: { name: m[1] ?? '' } }),
  ],
  [/The attribute '([^']+)' is not allowed/, (m) => ({ code: 'xsd-attribute', facts: { name: m[1] ?? '' } })],
  [/The value '(.*)' does not match the fixed value constraint '(.*)'/s, facet('xsd-fixed')],
  [/\[facet 'pattern'\] The value '(.*)' is not accepted by the pattern '(.*)'\./s, facet('xsd-pattern')],
  [
    /\[facet 'enumeration'\] The value '(.*)' is not an element of the set \{(.*)\}/s,
    facet('xsd-enumeration'),
  ],
  [
    /\[facet '(?:minLength|maxLength|length)'\] The value '(.*)' has a length of .*?'(\d+)'\.$/s,
    facet('xsd-length'),
  ],
  [
    /\[facet '(?:totalDigits|fractionDigits)'\] The value '(.*)' has more digits than are allowed \('?(\d+)/s,
    facet('xsd-digits'),
  ],
  [
    /\[facet '(?:min|max)(?:In|Ex)clusive'\] The value '(.*)' (?:is|must be) .*?\('(.*)'\)/s,
    facet('xsd-range'),
  ],
  [/: '(.*)' is not a valid value of the .*type '(?:\{[^}]*\}|xs:)?(.*)'/s, facet('xsd-type')],
  [
    /Character content other than whitespace is not allowed/,
    (_, name) => ({ code: 'xsd-text', facts: { name } }),
  ],
  [
    /Element content is not allowed/,
    (_, name) => ({ code: 'xsd-unexpected-element', facts: { name, expected: [] } }),
  ],
  [
    /No matching global declaration/,
    (_, name) => ({ code: 'format-unknown', facts: { name, value: '', expected: ['FA(3)'] } }),
  ],
];

/** A finding as a problem; one of a kind that is not known keeps libxml2's own sentence. */
export function problemOf(finding: Finding): Problem {
  const name = finding.path.at(-1)?.replace(/\[\d+\]$/, '') ?? '';
  const { code, facts } = readingOf(finding.message, name);
  const attribute = /, attribute '([^']+)'/.exec(finding.message)?.[1];
  const steps = attribute === undefined ? finding.path : [...finding.path, `@${attribute}`];
  return {
    code,
    severity: 'error',
    path: steps.length === 0 ? '' : `/${steps.join('/')}`,
    line: finding.line > 0 ? finding.line : null,
    column: null,
    ...optionalFacts(facts),
    ...sentencesOf(code, facts),
  };
}

function readingOf(message: string, name: string): Reading {
  for (const [pattern, read] of rules) {
    const match = pattern.exec(message);
    if (match !== null) return read(match, name);
  }
  return { code: 'xsd-invalid', facts: { value: message.replace(/\.$/, '') } };
}
