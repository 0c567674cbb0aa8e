/** Problems as they are found: each gets its path, its place in the bytes and its sentences here. */
import type { FormatName } from './formats.ts';
import { type MessageCode, type MessageFacts, sentencesOf } from './messages.ts';
import { Places } from './position.ts';
import type { Problem } from './problem.ts';

/** Ends a search that has found as many problems as it may. */
export class TooManyProblems extends Error {}

/** The way from the root to the element at hand; it is put into words only where a problem is told. */
export class ElementPath {
  /** How many elements are open. */
  depth = 0;
  readonly #names: string[] = [];
  readonly #ordinals: number[] = [];

  /** @param ordinal which one of its name it is, from 1; 0 where there can be only one */
  enter(name: string, ordinal: number): void {
    this.#names[this.depth] = name;
    this.#ordinals[this.depth] = ordinal;
    this.depth += 1;
  }

  leave(): void {
    this.depth -= 1;
  }

  /** The path, with a further step where `below` names one. */
  text(below = ''): string {
    let path = '';
    for (let i = 0; i < this.depth; i += 1) {
      const ordinal = this.#ordinals[i] ?? 0;
      path += ordinal === 0 ? `/${this.#names[i]}` : `/${this.#names[i]}[${ordinal}]`;
    }
    return below === '' ? path : `${path}/${below}`;
  }
}

export class ProblemLog {
  readonly problems: Problem[] = [];
  readonly path = new ElementPath();
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
  tell(code: MessageCode, offset: number | null, given: MessageFacts = {}, below = ''): void {
    const place = offset === null ? undefined : this.#places?.at(offset);
    const facts = given.name === undefined ? given : { ...given, name: shortened(given.name) };
    const path = this.path.text(shortened(below));
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

  /** Says, after the last problem that was told, that there may be more. */
  tellMore(): void {
    const limit = this.problems.length;
    this.problems.push({
      code: 'more-problems',
      severity: 'error',
      path: '',
      line: null,
      column: null,
      ...sentencesOf('more-problems', { limit }),
    });
  }

  /** What was told to be missing from the element at hand has been met after all, in the wrong place. */
  takeBackMissing(name: string): void {
    const path = this.path.text();
    const index = this.problems.findLastIndex(
      ({ code, path: place, expected }) =>
        code === 'xsd-missing-element' && place === path && expected?.length === 1 && expected[0] === name,
    );
    if (index !== -1) this.problems.splice(index, 1);
  }
}

/** Names of the schemas are far shorter; a document may call its elements whatever it likes. */
const longestName = 100;
const shortened = (name: string): string =>
  name.length > longestName ? `${name.slice(0, longestName)}…` : name;

/** What of the facts a problem carries beside its sentences. */
export function optionalFacts({ value, expected }: MessageFacts): Pick<Problem, 'value' | 'expected'> {
  return { ...(value === undefined ? {} : { value }), ...(expected === undefined ? {} : { expected }) };
}
