/**
 * Schema problems in the words of the real system, which answers with the sentences of its XSD validator
 * (that of .NET, in English). Where a sentence needs a fact that a problem does not carry, it goes without it.
 */
import type { Problem } from '@kwit/formats';
import { verdictSentences } from './verdict-sentences.ts';

/** The real system stops after a while, too; nobody reads more. */
const mostSentences = 20;
/** Values and names may be as long as a document, and every list of invoices repeats them: so they are cut. */
const mostCharacters = 200;

/**
 * Distinct sentences, in the order of the document.
 * @param namespace that of the elements of the form, where all are of one
 */
export function schemaSentences(problems: readonly Problem[], namespace: string | null): string[] {
  const sentences = new Set<string>();
  for (const problem of problems) {
    if (sentences.size >= mostSentences) break;
    sentences.add(sentenceOf(problem, namespace));
    // What follows only says that elements of the right namespace are missing.
    if (problem.code === 'xsd-namespace') break;
  }
  return [...sentences];
}

/** The text, or as much of it as a sentence quotes. */
export function shortened(text: string): string {
  if (text.length <= mostCharacters) return text;
  // Never half a character.
  return `${text.slice(0, mostCharacters).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

interface Place {
  /** Name of the element or attribute that the problem is about, and of the element around it. */
  name: string;
  parent: string;
  value: string;
  /** What could have stood there, as a clause of its own. */
  expected: string;
  /** Namespace of all elements of the form, where it is one, and a clause of it. */
  namespace: string | null;
  where: string;
}

const sentences: Readonly<Record<string, (place: Place) => string>> = {
  'xsd-unexpected-element': ({ parent, name, expected, where }) =>
    `The element '${parent}'${where} has invalid child element '${name}'${where}.${expected}`,
  'xsd-namespace': ({ parent, name, value, expected, where }) =>
    `The element '${parent}'${where} has invalid child element '${withoutPrefix(name)}'${value === '' ? '' : ` in namespace '${value}'`}.${expected}`,
  'xsd-order': ({ parent, name, expected, where }) =>
    `The element '${parent}'${where} has invalid child element '${name}'${where}.${expected}`,
  'xsd-missing-element': ({ name, expected, where }) =>
    `The element '${name}'${where} has incomplete content.${expected}`,
  'xsd-too-many': ({ parent, name, expected, where }) =>
    `The element '${parent}'${where} has invalid child element '${name}'${where}.${expected}`,
  'xsd-text': ({ name, expected, where }) => `The element '${name}'${where} cannot contain text.${expected}`,
  'xsd-attribute': ({ name }) => `The '${name}' attribute is not declared.`,
  'xsd-missing-attribute': ({ name }) => `The required attribute '${name}' is missing.`,
  'xsd-pattern': (place) => invalidValue(place, 'The Pattern constraint failed.'),
  'xsd-enumeration': (place) => invalidValue(place, 'The Enumeration constraint failed.'),
  'xsd-length': (place) => invalidValue(place, 'The Length constraint failed.'),
  'xsd-range': (place) => invalidValue(place, 'The value is outside the allowed range.'),
  'xsd-digits': (place) => invalidValue(place, 'The TotalDigits or FractionDigits constraint failed.'),
  'xsd-type': (place) => invalidValue(place, `The string '${place.value}' is not a valid value.`),
  'xsd-fixed': ({ name }) =>
    name.startsWith('@')
      ? `The value of the '${name.slice(1)}' attribute does not equal its fixed value.`
      : `The value of the '${name}' element does not equal its fixed value.`,
  'format-unknown': ({ name, value }) =>
    `Could not find schema information for the element '${value === '' ? name : `${value}:${name}`}'.`,
};

const withoutPrefix = (name: string) => name.slice(name.indexOf(':') + 1);

const invalidValue = ({ name, value, namespace }: Place, reason: string): string => {
  const kind = name.startsWith('@') ? 'attribute' : 'element';
  const element = namespace === null ? name : `${namespace}:${name}`;
  const qualified = name.startsWith('@') ? name.slice(1) : element;
  return `The '${qualified}' ${kind} is invalid - The value '${value}' is invalid according to its datatype - ${reason}`;
};

function sentenceOf(problem: Problem, namespace: string | null): string {
  if (problem.code.startsWith('xml-')) return verdictSentences.malformed;
  const sentence = sentences[problem.code];
  return sentence ? sentence(placeOf(problem, namespace)) : shortened(problem.message.en);
}

function placeOf(problem: Problem, namespace: string | null): Place {
  const where = namespace === null ? '' : ` in namespace '${namespace}'`;
  const names = problem.path.split('/').map((step) => step.replace(/\[\d+\]$/, ''));
  return {
    name: shortened(names.at(-1) ?? ''),
    parent: shortened(names.at(-2) ?? ''),
    value: shortened(problem.value ?? ''),
    expected: expectedClause(problem.expected, where),
    namespace,
    where,
  };
}

function expectedClause(names: readonly string[] | undefined, where: string): string {
  if (!names || names.length === 0) return '';
  return ` List of possible elements expected: '${names.join(', ')}'${where}.`;
}
