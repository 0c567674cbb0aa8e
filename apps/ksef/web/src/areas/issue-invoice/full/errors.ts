/** What is wrong with the document, by the places where it is mended. */
import type { Problem } from '@kwit/formats';
import type { Language } from '@kwit/ui';
import { createContext, useContext } from 'react';
import { sentenceOf } from '../short/problem-fields.ts';
import { issueInvoiceTexts } from '../texts.ts';
import type { Gaps } from './gaps.ts';
import { nameOf } from './words.ts';

/** Sentences by path; the first of a list has no number. */
export type ErrorsByPath = Readonly<Record<string, string>>;

export const ErrorsContext = createContext<ErrorsByPath>({});
export const useErrors = (): ErrorsByPath => useContext(ErrorsContext);

export const plainPath = (path: string): string => path.replaceAll(/\[1\](?=\/|$)/g, '');

const isMissing = ({ code }: Problem): boolean => code === 'format-missing' || code === 'xsd-missing-element';

/** Each problem at its place, and every gap; what is missing is told where it is to be filled in. */
export function errorsByPath(
  problems: readonly Problem[],
  { missing, open, numbers }: Pick<Gaps, 'missing' | 'open' | 'numbers'>,
  language: Language,
): ErrorsByPath {
  const texts = issueInvoiceTexts[language];
  const errors: Record<string, string> = {};
  for (const path of missing) errors[plainPath(path)] = texts.required;
  for (const [path, names] of open) {
    const section = path.slice(0, path.lastIndexOf('/'));
    const words = names.slice(0, mostNamed).map((name) => nameOf(`${section}/${name}`, language));
    errors[plainPath(path)] = texts.full.toBeChosen(words.join(' / '));
  }
  const gaps = new Set([...missing, ...open.keys()].map(plainPath));
  const hasGap = (path: string) => [...gaps].some((gap) => gap.startsWith(`${path}/`));
  const decimals = new Set([...numbers].map(plainPath));
  for (const problem of problems) {
    const path = plainPath(problem.path);
    const [first] = (isMissing(problem) && problem.expected) || [];
    // The gaps within say it already.
    if (first !== undefined && hasGap(path)) continue;
    const place = first === undefined ? path : `${path}/${first}`;
    const isNoNumber = problem.code === 'xsd-type' && decimals.has(path);
    errors[place] ??= isNoNumber ? texts.notNumber : sentenceOf(problem, language);
  }
  return errors;
}

/** So many of the ways to choose from are named. */
const mostNamed = 4;

/** Whether something within an element is wrong, or it is itself. */
export const isWithin = (path: string, errors: ErrorsByPath): boolean =>
  Object.keys(errors).some((wrong) => wrong === path || wrong.startsWith(`${path}/`));

/** What is wrong with an element itself, or with parts of it that are not shown. */
export function sentencesOf(path: string, shown: readonly string[], errors: ErrorsByPath): readonly string[] {
  return Object.entries(errors)
    .filter(([wrong]) => {
      if (wrong === path) return true;
      // A choice says it itself.
      if (!wrong.startsWith(`${path}/`) || wrong.endsWith('?')) return false;
      const [step = ''] = wrong.slice(path.length + 1).split('/');
      return !shown.includes(step.replace(/\[\d+\]$/, ''));
    })
    .map(([, sentence]) => sentence);
}
