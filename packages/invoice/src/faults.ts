/** Collects the problems of one input, so that all of them are told at once. */
import type { Problem } from '@kwit/formats';
import { type InputCode, inputWordings } from './messages.ts';
import { formatJsonPath, type JsonPath, type Locate, makeProblem, showValue } from './problems.ts';

type Arguments<Code extends InputCode> = Parameters<(typeof inputWordings)[Code]>;

/** After one of these a field may be absent, of another type, or too large to compute with. */
const disabling: ReadonlySet<InputCode> = new Set([
  'input-missing',
  'input-type',
  'input-choice',
  'input-decimals',
  'input-count',
  'input-range',
  'input-date-range',
  'input-one-missing',
]);
/** Nobody reads more; it bounds the work on hostile input. */
const maxProblems = 500;
const disablingShapes = ['date', 'date-or-today', 'decimal'];

export class Faults {
  readonly problems: Problem[] = [];
  /** Whether some problem makes it impossible to go on. */
  isUnusable = false;
  private readonly locate: Locate;

  /** Whether further problems are no longer taken. */
  get isFull(): boolean {
    return this.problems.length >= maxProblems;
  }

  constructor(locate: Locate) {
    this.locate = locate;
  }

  /** Adds a problem at a place of the input; the arguments are those of its sentence. */
  add<Code extends InputCode>(code: Code, path: JsonPath, value: unknown, ...details: Arguments<Code>): void {
    if (disabling.has(code) || (code === 'input-shape' && disablingShapes.includes(String(details[0])))) {
      this.isUnusable = true;
    }
    if (this.isFull) return;
    // The record ties code and arguments together; TypeScript cannot follow that through a union of functions.
    const say = inputWordings[code] as (
      ...details: Arguments<Code>
    ) => ReturnType<(typeof inputWordings)[Code]>;
    this.problems.push(
      makeProblem({
        code,
        path: formatJsonPath(path),
        position: this.locate(path),
        value: showValue(value),
        wording: say(...details),
      }),
    );
  }
}
