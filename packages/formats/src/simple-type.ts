/** A simple type as the engine uses it: judges values by its base type and its facets. */
import { type BuiltIn, builtIn, decimalOf } from './lexical.ts';
import type { MessageCode, MessageFacts } from './messages.ts';
import { expressionOf } from './pattern.ts';
import { type PlainJudge, plainJudgeOf } from './plain-value.ts';
import type { SimpleTypeRow } from './table.ts';

export interface FacetProblem {
  readonly code: MessageCode;
  readonly facts: MessageFacts;
}

export class SimpleType {
  readonly row: SimpleTypeRow;
  /** Null for a union, whose members decide. */
  readonly base: BuiltIn | null;
  readonly members: readonly SimpleType[];
  /** Every step must match; within a step one expression is enough. */
  readonly patterns: readonly (readonly RegExp[])[];
  /** Judges plain values from their bytes; null where the type needs the text. */
  readonly plain: PlainJudge | null;
  readonly #enumeration: ReadonlySet<string> | null;

  constructor(row: SimpleTypeRow, find: (index: number) => SimpleType) {
    this.row = row;
    this.base = row.union === undefined ? builtIn(row.base) : null;
    this.members = (row.union ?? []).map(find);
    this.patterns = (row.patterns ?? []).map((step) => step.map(expressionOf));
    this.#enumeration = row.enumeration === undefined ? null : new Set(row.enumeration);
    this.plain = plainJudgeOf(this);
  }

  /**
   * What is wrong first with a value (after its white-space rule), null where nothing is. Lengths are judged
   * before patterns, so that no pattern meets a text longer than its type allows.
   */
  problem(value: string): FacetProblem | null {
    const notOfBase = this.#baseProblem(value);
    if (notOfBase !== null) return notOfBase;
    return (
      this.#enumerationProblem(value) ??
      this.#lengthProblem(value) ??
      this.#digitsProblem(value) ??
      this.#rangeProblem(value) ??
      this.#patternProblem(value)
    );
  }

  /** True where two texts are the same value: `1` and `01` are, as integers. */
  isSame(a: string, b: string): boolean {
    if (a === b) return true;
    for (const member of this.members) {
      if (member.problem(a) === null) return member.problem(b) === null && member.isSame(a, b);
    }
    return this.base?.compare !== undefined && this.base.compare(a, b) === 0;
  }

  #baseProblem(value: string): FacetProblem | null {
    if (this.base === null) {
      const problems = this.members.map((member) => member.problem(value));
      return problems.includes(null) ? null : (problems[0] ?? null);
    }
    if (this.base.accepts(value)) return null;
    // Where only listed values are right, the list says more than the type.
    if (this.row.enumeration !== undefined) {
      return { code: 'xsd-enumeration', facts: { expected: this.row.enumeration } };
    }
    return { code: 'xsd-type', facts: { limit: this.row.base } };
  }

  #enumerationProblem(value: string): FacetProblem | null {
    if (this.#enumeration === null || this.#enumeration.has(value)) return null;
    const expected = this.row.enumeration ?? [];
    const canDiffer = this.base === null || this.base.compare !== undefined;
    if (canDiffer && expected.some((allowed) => this.isSame(value, allowed))) return null;
    return { code: 'xsd-enumeration', facts: { expected } };
  }

  #lengthProblem(value: string): FacetProblem | null {
    const { row, base } = this;
    const min = row.length ?? row.minLength ?? 0;
    const max = row.length ?? row.maxLength ?? Number.POSITIVE_INFINITY;
    if (min === 0 && max === Number.POSITIVE_INFINITY) return null;
    const length = base?.length === undefined ? charactersOf(value) : base.length(value);
    if (length >= min && length <= max) return null;
    const range = max === Number.POSITIVE_INFINITY ? `≥ ${min}` : `${min}–${max}`;
    const limit = min === max ? String(min) : range;
    return { code: 'xsd-length', facts: { limit } };
  }

  #digitsProblem(value: string): FacetProblem | null {
    const { totalDigits, fractionDigits } = this.row;
    if (totalDigits === undefined && fractionDigits === undefined) return null;
    const number = decimalOf(value);
    if (number === null) return null;
    const isLong = totalDigits !== undefined && number.whole.length + number.fraction.length > totalDigits;
    const isFine = fractionDigits !== undefined && number.fraction.length > fractionDigits;
    if (!isLong && !isFine) return null;
    const expected = [totalDigits, fractionDigits].map((count) => (count === undefined ? '' : String(count)));
    return { code: 'xsd-digits', facts: { expected } };
  }

  #rangeProblem(value: string): FacetProblem | null {
    const { minInclusive, maxInclusive, minExclusive, maxExclusive } = this.row;
    const compare = this.base?.compare;
    if (compare === undefined) return null;
    const isInside =
      (minInclusive === undefined || compare(value, minInclusive) >= 0) &&
      (maxInclusive === undefined || compare(value, maxInclusive) <= 0) &&
      (minExclusive === undefined || compare(value, minExclusive) > 0) &&
      (maxExclusive === undefined || compare(value, maxExclusive) < 0);
    if (isInside) return null;
    const from = minInclusive === undefined ? minExclusive && `> ${minExclusive}` : `≥ ${minInclusive}`;
    const to = maxInclusive === undefined ? maxExclusive && `< ${maxExclusive}` : `≤ ${maxInclusive}`;
    return { code: 'xsd-range', facts: { limit: [from, to].filter(Boolean).join(', ') } };
  }

  #patternProblem(value: string): FacetProblem | null {
    const failed = this.patterns.findIndex((step) => !step.some((pattern) => pattern.test(value)));
    if (failed === -1) return null;
    return { code: 'xsd-pattern', facts: { limit: (this.row.patterns?.[failed] ?? []).join(' | ') } };
  }
}

/** Characters, not UTF-16 units. */
function charactersOf(value: string): number {
  let count = value.length;
  for (let i = 0; i < value.length; i += 1) {
    // The first half of a pair; texts from XML have no halves alone.
    if ((value.charCodeAt(i) & 0xfc00) === 0xd800) count -= 1;
  }
  return count;
}
