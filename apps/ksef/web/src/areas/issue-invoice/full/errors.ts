/** What is wrong with the document, by the places where it is mended. */
import type { Problem } from '@kwit/formats';
import type { Language } from '@kwit/ui';
import { createContext, useContext } from 'react';
import { sentenceOf } from '../short/problem-fields.ts';

/** Sentences by path; the first of a list has no number. */
export type ErrorsByPath = Readonly<Record<string, string>>;

export const ErrorsContext = createContext<ErrorsByPath>({});
export const useErrors = (): ErrorsByPath => useContext(ErrorsContext);

export const plainPath = (path: string): string => path.replaceAll(/\[1\](?=\/|$)/g, '');

/** Each problem at its place; where elements are missing, at each of them. */
export function errorsByPath(problems: readonly Problem[], language: Language): ErrorsByPath {
  const errors: Record<string, string> = {};
  for (const problem of problems) {
    const path = plainPath(problem.path);
    const isMissing = problem.code === 'format-missing' || problem.code === 'xsd-missing-element';
    const [missing] = (isMissing && problem.expected) || [];
    const place = missing === undefined ? path : `${path}/${missing}`;
    errors[place] ??= sentenceOf(problem, language);
  }
  return errors;
}

/** Whether something within an element is wrong, or it is itself. */
export const isWithin = (path: string, errors: ErrorsByPath): boolean =>
  Object.keys(errors).some((wrong) => wrong === path || wrong.startsWith(`${path}/`));

/** What is wrong with an element itself, or with parts of it that are not shown. */
export function sentencesOf(path: string, shown: readonly string[], errors: ErrorsByPath): readonly string[] {
  return Object.entries(errors)
    .filter(([wrong]) => {
      if (wrong === path) return true;
      if (!wrong.startsWith(`${path}/`)) return false;
      const [step = ''] = wrong.slice(path.length + 1).split('/');
      return !shown.includes(step.replace(/\[\d+\]$/, ''));
    })
    .map(([, sentence]) => sentence);
}
