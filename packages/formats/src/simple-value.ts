/** Judges the value of a simple type by its facets. */
import type { MessageCode, MessageFacts } from './messages.ts';
import type { SimpleTypeRow } from './table.ts';

export interface FacetProblem {
  readonly code: MessageCode;
  readonly facts: MessageFacts;
}

/**
 * What is wrong with a value (after its white-space rule), null where nothing is.
 * `typeOf` gives the rows of union members.
 */
export function facetProblem(
  value: string,
  type: SimpleTypeRow,
  typeOf: (index: number) => SimpleTypeRow,
): FacetProblem | null {
  if (type.union !== undefined) {
    const problems = type.union.map((member) => facetProblem(value, typeOf(member), typeOf));
    return problems.includes(null) ? null : (problems[0] ?? null);
  }
  if (type.enumeration !== undefined && !type.enumeration.includes(value)) {
    return { code: 'xsd-enumeration', facts: { expected: type.enumeration } };
  }
  return null;
}
