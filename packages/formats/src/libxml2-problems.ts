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

const quotedNames = (list: string | undefined): string[] =>
  [...(list ?? '').matchAll(/'([^']*)'/g)].map((match) => match[1] ?? '');

const facet =
  (code: MessageCode) =>
  ([, value = '', limit = '']: RegExpExecArray): Reading => ({ code, facts: { value, limit } });

const order =
  (code: MessageCode) =>
  (match: RegExpExecArray, name: string): Reading => ({
    code,
    facts: { name, expected: expectedNames(match[1]) },
  });

const attribute =
  (code: MessageCode) =>
  ([, name = '']: RegExpExecArray): Reading => ({ code, facts: { name } });

const enumeration = ([, value = '', list]: RegExpExecArray): Reading => ({
  code: 'xsd-enumeration',
  facts: { value, expected: quotedNames(list) },
});

const length = ([, kind, limit = '']: RegExpExecArray): Reading => ({
  code: 'xsd-length',
  facts: { limit: kind === 'min' ? `${limit}–∞` : kind === 'max' ? `0–${limit}` : limit },
});

const root = (_: RegExpExecArray, name: string): Reading => ({
  code: 'format-unknown',
  facts: { name, value: '', expected: ['FA(3)'] },
});

const rules: readonly Rule[] = [
  [
    /This element is not expected\.(?: Expected is (?:one of )?\( (.*) \)\.)?/s,
    order('xsd-unexpected-element'),
  ],
  [/Missing child element\(s\)\. Expected is (?:one of )?\( (.*) \)\./s, order('xsd-missing-element')],
  [/The attribute '([^']+)' is required but missing/, attribute('xsd-missing-attribute')],
  [/The attribute '([^']+)' is not allowed/, attribute('xsd-attribute')],
  [/The value '(.*)' does not match the fixed value constraint '(.*)'/s, facet('xsd-fixed')],
  [/\[facet 'pattern'\] The value '(.*)' is not accepted by the pattern '(.*)'\./s, facet('xsd-pattern')],
  [/\[facet 'enumeration'\] The value '(.*)' is not an element of the set \{(.*)\}/s, enumeration],
  [/\[facet '(min|max)?[lL]ength'\].*'(\d+)'\.$/s, length],
  [/\[facet '(?:total|fraction)Digits'\] The value '(.*)' has more .*\('(\d+)'\)/s, facet('xsd-digits')],
  [/\[facet '(?:min|max)(?:In|Ex)clusive'\] The value '(.*)' (?:is|must be) .*'(.*)'/s, facet('xsd-range')],
  [/: '(.*)' is not a valid value of the .*type '(?:\{[^}]*\}|xs:)?(.*)'/s, facet('xsd-type')],
  [/Character content other than whitespace is not allowed/, order('xsd-text')],
  [/Element content is not allowed/, order('xsd-unexpected-element')],
  [/No matching global declaration/, root],
];

/** A finding as a problem; one of a kind that is not known keeps libxml2's own sentence. */
export function problemOf(finding: Finding): Problem {
  const name = finding.path.at(-1)?.replace(/\[\d+\]$/, '') ?? '';
  const { code, facts } = readingOf(finding.message, name);
  const ofAttribute = /, attribute '([^']+)'/.exec(finding.message)?.[1];
  const steps = ofAttribute === undefined ? finding.path : [...finding.path, `@${ofAttribute}`];
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
