/** Puts the words of people into the facts of a problem, before its sentences are made. */
import type { FormatName } from '../formats.ts';
import type { MessageCode, MessageFacts } from '../messages.ts';
import { labelOf, valueLabelOf } from './labels.ts';

/** Where a problem is: its format and its path as it is told. */
export interface Place {
  readonly format: FormatName;
  readonly path: string;
}

type Language = 'pl' | 'en';

/** What `expected` of these codes holds: names that belong inside the element, or beside it, or values of it. */
const expectedHolds: Partial<Record<MessageCode, 'inside' | 'beside' | 'values'>> = {
  'xsd-missing-element': 'inside',
  'format-missing': 'inside',
  'xsd-unexpected-element': 'beside',
  'xsd-order': 'beside',
  'xsd-namespace': 'beside',
  'format-unknown-key': 'beside',
  'xsd-enumeration': 'values',
};

/**
 * The facts with every name as people say it, and the name itself behind (`stawka podatku (P_12)`, in a sentence `„stawka podatku” (P_12)`); values of
 * enumerations with what they mean (`6 (przelew)`). Names without a label, and problems of XML itself, stay.
 */
export function named(
  code: MessageCode,
  facts: MessageFacts,
  place: Place,
  language: Language,
): MessageFacts {
  if (!code.startsWith('xsd-') && !code.startsWith('format-')) return facts;
  const { format, path } = place;
  const { name, expected } = facts;
  const holds = expectedHolds[code];
  const around = holds === 'beside' ? path.slice(0, path.lastIndexOf('/')) : path;
  const labelIn = (parent: string, step: string) => labelOf(format, `${parent}/${step}`)?.[language];
  const inWords = (step: string) => withName(labelIn(around, step), step);
  const meaning = (value: string) => withMeaning(value, valueLabelOf(format, path, value)?.[language]);

  const step = path.slice(path.lastIndexOf('/') + 1).replace(/^@|\[\d+\]$/g, '');
  const label = labelOf(format, path)?.[language];
  const isOwn = name?.replace(/^@/, '') === step;
  const nameLabel = name === undefined || isOwn ? label : labelIn(around, name);
  return {
    ...facts,
    ...(label === undefined ? {} : { field: withName(label, step) }),
    ...(name === undefined ? {} : { name: withName(nameLabel, name, quotes[language]) }),
    ...(expected === undefined || holds === undefined
      ? {}
      : { expected: expected.map(holds === 'values' ? meaning : inWords) }),
  };
}

/** Labels within a sentence are quoted, so that their words do not mix with its own. */
const quotes: Record<Language, string> = { pl: '„”', en: '“”' };

/** A label with the name behind it; `NIP nabywcy` needs no `(NIP)`. */
function withName(label: string | undefined, name: string, [open = '', close = '']: string = ''): string {
  if (label === undefined) return name;
  const quoted = `${open}${label}${close}`;
  return label.split(/[^\p{L}\d_]+/u).includes(name) ? quoted : `${quoted} (${name})`;
}

/** `23` says as much as `23%`, `6.5` as `6,5%`. */
function withMeaning(value: string, label: string | undefined): string {
  return label === undefined || label.replace(',', '.') === `${value}%` ? value : `${value} (${label})`;
}
