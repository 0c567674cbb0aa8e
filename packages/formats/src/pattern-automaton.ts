/**
 * Patterns as automata over bytes, for the common case of values in ASCII: a value is matched where it stands, without
 * making a text. States are made when they are first reached.
 */
import { type PatternNode, parsePattern } from './pattern-syntax.ts';

/** More than any official pattern needs; one that needs more is left to regular expressions. */
const MAX_PLACES = 2000;
const MAX_STATES = 1000;

/** Units of ASCII. */
const ASCII = 128;

/** Not known yet, and no way on. */
const UNKNOWN = -2;
const NOWHERE = -1;

interface Part {
  readonly isNullable: boolean;
  readonly first: readonly number[];
  readonly last: readonly number[];
}

export class PatternAutomaton {
  /** By place in the pattern: the characters that may stand there, and the places that may follow. */
  readonly #sets: string[] = [];
  readonly #followers: Set<number>[] = [];
  readonly #states: { readonly places: readonly number[]; readonly accepts: boolean }[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #last: ReadonlySet<number>;
  readonly #start: number;
  /** By byte: its class. Bytes that no place of the pattern tells apart are of one class, which keeps the table small. */
  readonly #classes: Uint8Array;
  readonly #width: number;
  /** By state and class: the next state. */
  #transitions: Int16Array;

  /** @throws RangeError where the pattern uses more than plain syntax, or is too large */
  constructor(pattern: string) {
    const whole = this.#part(parsePattern(pattern));
    const { classes, count } = classesOf(this.#sets);
    this.#classes = classes;
    this.#width = count;
    this.#transitions = new Int16Array(count * 16).fill(UNKNOWN);
    this.#last = new Set(whole.last);
    this.#start = this.#state(whole.first, whole.isNullable);
  }

  /** True where the bytes are ASCII and match as a whole; false where they do not, or that is not known here. */
  matches(bytes: Uint8Array, start: number, end: number): boolean {
    let state = this.#start;
    for (let i = start; i < end; i += 1) {
      const byte = bytes[i] as number;
      if (byte >= ASCII) return false;
      let next = this.#transitions[state * this.#width + (this.#classes[byte] as number)] as number;
      if (next === UNKNOWN) next = this.#step(state, byte);
      if (next === NOWHERE) return false;
      state = next;
    }
    return this.#states[state]?.accepts === true;
  }

  #step(state: number, byte: number): number {
    const character = String.fromCharCode(byte);
    const places = (this.#states[state]?.places ?? []).filter((place) =>
      this.#sets[place]?.includes(character),
    );
    const next = places.length === 0 ? NOWHERE : this.#after(places);
    this.#transitions[state * this.#width + (this.#classes[byte] as number)] = next;
    return next;
  }

  #after(places: readonly number[]): number {
    const next = new Set<number>();
    for (const place of places) for (const follower of this.#followers[place] ?? []) next.add(follower);
    return this.#state(
      [...next],
      places.some((place) => this.#last.has(place)),
    );
  }

  #state(places: readonly number[], accepts: boolean): number {
    const sorted = [...places].sort((a, b) => a - b);
    const key = `${accepts} ${sorted.join()}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    if (this.#states.length >= MAX_STATES) return NOWHERE;
    const number = this.#states.push({ places: sorted, accepts }) - 1;
    this.#numbers.set(key, number);
    if (this.#states.length * this.#width > this.#transitions.length) {
      const larger = new Int16Array(this.#transitions.length * 2).fill(UNKNOWN);
      larger.set(this.#transitions);
      this.#transitions = larger;
    }
    return number;
  }

  #part(node: PatternNode): Part {
    if (node.kind === 'characters') return this.#place(node);
    if (node.kind === 'sequence') return this.#chain(node.parts.map((part) => this.#part(part)));
    if (node.kind === 'choice') {
      const options = node.options.map((option) => this.#part(option));
      return {
        isNullable: options.some(({ isNullable }) => isNullable),
        first: options.flatMap(({ first }) => first),
        last: options.flatMap(({ last }) => last),
      };
    }
    return this.#repeated(node);
  }

  #place({ set, isWhole }: Extract<PatternNode, { kind: 'characters' }>): Part {
    if (!isWhole || this.#sets.length >= MAX_PLACES) throw new RangeError('not a plain pattern');
    const place = this.#sets.push(set) - 1;
    this.#followers.push(new Set());
    return { isNullable: false, first: [place], last: [place] };
  }

  #repeated({ part, min, max }: Extract<PatternNode, { kind: 'repeat' }>): Part {
    const isEndless = max === Number.POSITIVE_INFINITY;
    const copies = isEndless ? Math.max(1, min) : max;
    const parts = Array.from({ length: copies }, (_, index) => {
      const copy = this.#part(part);
      return index < min ? copy : { ...copy, isNullable: true };
    });
    const last = parts.at(-1);
    if (isEndless && last !== undefined) this.#link(last.last, last.first);
    return this.#chain(parts);
  }

  #chain(parts: readonly Part[]): Part {
    let whole: Part = { isNullable: true, first: [], last: [] };
    for (const part of parts) {
      this.#link(whole.last, part.first);
      whole = {
        isNullable: whole.isNullable && part.isNullable,
        first: whole.isNullable ? [...whole.first, ...part.first] : whole.first,
        last: part.isNullable ? [...whole.last, ...part.last] : part.last,
      };
    }
    return whole;
  }

  #link(from: readonly number[], to: readonly number[]): void {
    for (const place of from) for (const follower of to) this.#followers[place]?.add(follower);
  }
}

/** Classes of ASCII: two bytes are of one class where they are in the same of the sets. */
function classesOf(sets: readonly string[]): { classes: Uint8Array; count: number } {
  const distinct = [...new Set(sets)];
  const numbers = new Map<string, number>();
  const classes = Uint8Array.from({ length: ASCII }, (_, byte) => {
    const character = String.fromCharCode(byte);
    const key = distinct.map((set) => (set.includes(character) ? '1' : '0')).join('');
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  });
  return { classes, count: numbers.size };
}

const known = new Map<string, PatternAutomaton | null>();

/** The automaton of a pattern, one for each; null where it takes a regular expression. */
export function automatonOf(pattern: string): PatternAutomaton | null {
  const found = known.get(pattern);
  if (found !== undefined) return found;
  let automaton: PatternAutomaton | null = null;
  try {
    automaton = new PatternAutomaton(pattern);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  known.set(pattern, automaton);
  return automaton;
}
