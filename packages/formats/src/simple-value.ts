/** Judges the value of a simple type by its base type and its facets. */
import { builtIn, decimalOf } from './lexical.ts';
import type { MessageCode, MessageFacts } from './messages.ts';
import { matches } from './pattern.ts';
import type { SimpleTypeRow } from './table.ts';

export interface FacetProblem {
  readonly code: MessageCode;
  readonly facts: MessageFacts;
}

/** Finds the row of a member of a union. */
export type FindType = (index: number) => SimpleTypeRow;

/**
 * What is wrong first with a value (after its white-space rule), null where nothing is. Lengths are judged before
 * patterns, so that no pattern meets a text longer than its type allows.
 */
export function facetProblem(value: string, type: SimpleTypeRow, find: FindType): FacetProblem | null {
  if (type.union !== undefined) return unionProblem(value, type.union, find);
  if (!builtIn(type.base).accepts(value)) return { code: 'xsd-type', facts: { limit: type.base } };
  return (
    enumerationProblem(value, type) ??
    lengthProblem(value, type) ??
    digitsProblem(value, type) ??
    rangeProblem(value, type) ??
    patternProblem(value, type)
  );
}

/** True where two texts are the same value of the type: `1` and `01` are, as integers. */
export function isSameValue(a: string, b: string, type: SimpleTypeRow): boolean {
  if (a === b || type.union !== undefined) return a === b;
  const { compare } = builtIn(type.base);
  return compare !== undefined && compare(a, b) === 0;
}

function unionProblem(value: string, members: readonly number[], find: FindType): FacetProblem | null {
  const problems = members.map((member) => facetProblem(value, find(member), find));
  return problems.includes(null) ? null : (problems[0] ?? null);
}

function enumerationProblem(value: string, type: SimpleTypeRow): FacetProblem | null {
  const { enumeration } = type;
  if (enumeration === undefined || enumeration.includes(value)) return null;
  if (enumeration.some((allowed) => isSameValue(value, allowed, type))) return null;
  return { code: 'xsd-enumeration', facts: { expected: enumeration } };
}

function lengthProblem(value: string, type: SimpleTypeRow): FacetProblem | null {
  const min = type.length ?? type.minLength ?? 0;
  const max = type.length ?? type.maxLength ?? Number.POSITIVE_INFINITY;
  const length = value.length <= max && min <= 1 ? value.length : characters(value);
  if (length >= min && length <= max) return null;
  return { code: 'xsd-length', facts: { limit: `${min}–${max === Number.POSITIVE_INFINITY ? '∞' : max}` } };
}

/** Characters, not UTF-16 units. */
function characters(value: string): number {
  let count = 0;
  for (const _ of value) count += 1;
  return count;
}

function digitsProblem(value: string, { totalDigits, fractionDigits }: SimpleTypeRow): FacetProblem | null {
  if (totalDigits === undefined && fractionDigits === undefined) return null;
  const number = decimalOf(value);
  if (number === null) return null;
  const isLong = totalDigits !== undefined && number.whole.length + number.fraction.length > totalDigits;
  const isFine = fractionDigits !== undefined && number.fraction.length > fractionDigits;
  if (!isLong && !isFine) return null;
  return { code: 'xsd-digits', facts: { limit: `${totalDigits ?? '∞'} (${fractionDigits ?? '∞'})` } };
}

function rangeProblem(value: string, type: SimpleTypeRow): FacetProblem | null {
  const { minInclusive, maxInclusive, minExclusive, maxExclusive } = type;
  const compare = builtIn(type.base).compare;
  if (compare === undefined) return null;
  const isInside =
    (minInclusive === undefined || compare(value, minInclusive) >= 0) &&
    (maxInclusive === undefined || compare(value, maxInclusive) <= 0) &&
    (minExclusive === undefined || compare(value, minExclusive) > 0) &&
    (maxExclusive === undefined || compare(value, maxExclusive) < 0);
  if (isInside) return null;
  const from = minInclusive ?? (minExclusive === undefined ? '…' : `> ${minExclusive}`);
  const to = maxInclusive ?? (maxExclusive === undefined ? '…' : `< ${maxExclusive}`);
  return { code: 'xsd-range', facts: { limit: `${from} – ${to}` } };
}

function patternProblem(value: string, { patterns }: SimpleTypeRow): FacetProblem | null {
  const failed = patterns?.find((step) => !step.some((pattern) => matches(value, pattern)));
  return failed === undefined ? null : { code: 'xsd-pattern', facts: { limit: failed.join(' | ') } };
}
