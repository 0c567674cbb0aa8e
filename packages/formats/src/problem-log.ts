/** Problems as they are found: each gets its path, its place in the bytes and its sentences here. */
import type { FormatName } from './formats.ts';
import { type MessageCode, type MessageFacts, sentencesOf } from './messages.ts';
import { Places } from './position.ts';
import type { Problem } from './problem.ts';

/** Ends a search that has found as many problems as it may. */
export class TooManyProblems extends Error {}

export class ProblemLog {
  readonly problems: Problem[] = [];
  /** The way from the root to the element at hand; the root's step begins with the slash. */
  readonly path: string[] = [];
  /** The format of the document as soon as it is known: sentences then speak with its labels. */
  format: FormatName | null = null;
  readonly #places: Places | null;
  readonly #limit: number;

  /** @param bytes the document, null where there is none yet: then problems have no line and column */
  constructor(bytes: Uint8Array | null, limit = Number.POSITIVE_INFINITY) {
    this.#places = bytes === null ? null : new Places(bytes);
    this.#limit = limit;
  }

  /**
   * @param offset where in the bytes; null for the document as a whole
   * @param below a further step of the path, for what is inside the element at hand
   * @throws TooManyProblems when the limit is reached
   */
  tell(code: MessageCode, offset: number | null, facts: MessageFacts = {}, below = ''): void {
    const place = offset === null ? undefined : this.#places?.at(offset);
    const path = (below === '' ? this.path : [...this.path, below]).join('/');
    const { format } = this;
    this.problems.push({
      code,
      severity: 'error',
      path,
      ...(place ?? { line: null, column: null }),
      ...optionalFacts(facts),
      ...sentencesOf(code, facts, format === null ? undefined : { format, path }),
    });
    if (this.problems.length >= this.#limit) throw new TooManyProblems();
  }
}

/** What of the facts a problem carries beside its sentences. */
export function optionalFacts({ value, expected }: MessageFacts): Pick<Problem, 'value' | 'expected'> {
  return { ...(value === undefined ? {} : { value }), ...(expected === undefined ? {} : { expected }) };
}
