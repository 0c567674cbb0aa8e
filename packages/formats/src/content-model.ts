/**
 * A content model as an automaton, built from the particle of a table when a type is first needed.
 *
 * Every occurrence of an element in the particle is a position. State 0 is "nothing yet", state p + 1 is "after
 * position p". An element that may repeat is one position with a counter, so `maxOccurs="50000"` costs nothing.
 */
import type { RuntimeElement } from './runtime.ts';
import { type ElementRow, occurrences, type Particle, rangeOf, type WildcardRow } from './table.ts';

/** Unrolled groups must stay small; no official schema comes near. */
const MAX_POSITIONS = 4000;

export interface Position {
  /** Its index among the positions of the model. */
  readonly index: number;
  /** Index of the element's name within the model; -1 for a wildcard. */
  readonly symbol: number;
  readonly row: ElementRow | null;
  readonly wildcard: WildcardRow | null;
  readonly min: number;
  readonly max: number;
  /** True where nothing above makes it optional: leaving it out is a mistake unless another choice is taken. */
  readonly firm: boolean;
  /** True where its element may occur more than once in the model: an array in a document. */
  readonly many: boolean;
  /** What the engine knows of the element; set when it is first met. */
  element: RuntimeElement | null;
}

/** What an element name means within one model. */
export interface ModelSymbol {
  readonly name: string;
  readonly namespace: number;
  /** True where it may occur more than once: an array in a document. */
  readonly many: boolean;
}

interface Fragment {
  nullable: boolean;
  first: number[];
  last: number[];
}

export class ContentModel {
  readonly positions: Position[] = [];
  readonly symbols: ModelSymbol[] = [];
  /** By state: the positions that may come next, in schema order. */
  readonly followers: number[][] = [];
  /** By state: true where the element may end, as far as order goes (a counter may still ask for more). */
  readonly accepts: boolean[] = [];
  /** `transitions[state * symbols + symbol]`: the position that takes the element, or -1. */
  readonly transitions: Int16Array;
  /** By state: the wildcard positions that may come next. */
  readonly wildcards: number[][];
  readonly hasWildcard: boolean;
  /**
   * By state: the position that the last document went on to, null where none did yet. Documents of one kind resemble
   * each other, so the reader looks first whether this one goes the same way.
   */
  readonly likely: (Position | null)[];
  /** By state: how often the element it stands for has to occur at least. */
  readonly least: readonly number[];
  readonly #symbolIndexes = new Map<string, number>();

  /** Throws where the schema is ambiguous. */
  constructor(content: Particle | undefined) {
    this.#declareSymbols(content);
    const whole =
      content === undefined ? { nullable: true, first: [], last: [] } : this.#build(content, true);
    this.followers.unshift(whole.first);
    this.accepts.push(whole.nullable);
    for (let position = 0; position < this.positions.length; position += 1) {
      this.accepts.push(whole.last.includes(position));
    }
    for (const next of this.followers) next.sort((a, b) => a - b);
    this.transitions = this.#transitionTable();
    this.wildcards = this.followers.map((next) => next.filter((p) => this.positions[p]?.wildcard != null));
    this.hasWildcard = this.wildcards.some((next) => next.length > 0);
    this.likely = this.followers.map(() => null);
    this.least = [0, ...this.positions.map(({ min }) => Math.max(min, 1))];
  }

  /** Index of a symbol by the name of its element in documents; -1 where the model does not know it. */
  symbolOf(name: string): number {
    return this.#symbolIndexes.get(name) ?? -1;
  }

  /** Names that may come next. */
  expected(state: number): string[] {
    return this.#names(this.followers[state] ?? []);
  }

  /** Names one of which must come next, as far as that can be said; empty where all are optional. */
  required(state: number): string[] {
    const next = this.followers[state] ?? [];
    const firm = next.filter((position) => this.positions[position]?.firm === true);
    if (firm.length > 0) return this.#names(firm);
    return this.accepts[state] === true ? [] : this.#names(next);
  }

  /**
   * What is left out on the way from a state to a position, or to the end (null): lists of names, of each of which one
   * is missing. After a choice that was not made, only what every way has to pass is told.
   */
  missing(state: number, goal: number | null): string[][] {
    const lists: string[][] = [];
    let current = state;
    while (!this.#isAt(current, goal) && lists.length <= this.positions.length) {
      const before = (this.followers[current] ?? []).filter((position) => goal === null || position < goal);
      const firm = before.filter((position) => this.positions[position]?.firm === true);
      const next = firm.length > 0 || goal !== null ? firm : before;
      if (next.length === 0) return lists;
      lists.push(this.#names(next));
      const [only] = next;
      const after = next.length === 1 ? only : this.#passedByAll(current, goal, Math.max(...next));
      if (after === undefined) return lists;
      if (next.length > 1) lists.push(this.#names([after]));
      current = after + 1;
    }
    return lists;
  }

  #isAt(state: number, goal: number | null): boolean {
    return goal === null ? this.accepts[state] === true : this.followers[state]?.includes(goal) === true;
  }

  /** The first position behind another that every way from a state to the goal passes. */
  #passedByAll(state: number, goal: number | null, behind: number): number | undefined {
    const last = goal ?? this.positions.length;
    for (let position = behind + 1; position < last; position += 1) {
      if (this.positions[position]?.firm === true && !this.#canReach(state, goal, position)) return position;
    }
    return undefined;
  }

  #canReach(state: number, goal: number | null, without: number): boolean {
    const seen = new Set([state]);
    for (const current of seen) {
      if (this.#isAt(current, goal)) return true;
      for (const position of this.followers[current] ?? []) if (position !== without) seen.add(position + 1);
    }
    return false;
  }

  #names(positions: readonly number[]): string[] {
    return [...new Set(positions.map((position) => this.positions[position]?.row?.element ?? '*'))];
  }

  #declareSymbols(content: Particle | undefined): void {
    if (content === undefined) return;
    for (const { max, row } of occurrences(content).values()) {
      const { element: name, namespace = 0 } = row;
      if (!this.#symbolIndexes.has(name)) this.#symbolIndexes.set(name, this.symbols.length);
      this.symbols.push({ name, namespace, many: max > 1 });
    }
  }

  #build(particle: Particle, firm: boolean): Fragment {
    const { min, max } = rangeOf(particle);
    const inner = firm && min > 0;
    if ('element' in particle || 'any' in particle) return this.#leaf(particle, min, max, inner);
    if (max === Number.POSITIVE_INFINITY) return this.#unbounded(particle, min, inner);
    const parts: Fragment[] = [];
    for (let copy = 0; copy < max; copy += 1) {
      const part = this.#group(particle, inner && copy < min);
      parts.push(copy < min ? part : { ...part, nullable: true });
    }
    return this.#chain(parts);
  }

  #unbounded(particle: Particle, min: number, firm: boolean): Fragment {
    const parts: Fragment[] = [];
    for (let copy = 1; copy < min; copy += 1) parts.push(this.#group(particle, firm));
    const start = this.positions.length;
    const loop = this.#group(particle, firm);
    for (let position = start; position < this.positions.length; position += 1) {
      const { min: least, max } = this.positions[position] as Position;
      const isOwnNext = loop.last.includes(position) && loop.first.includes(position);
      // Where one round ends and the next begins with the same element, its counter would have to start anew.
      if (isOwnNext && (least > 1 || (max > 1 && max !== Number.POSITIVE_INFINITY))) {
        throw new Error('a counted element that may follow itself in a repeated group is not supported');
      }
    }
    this.#link(loop.last, loop.first);
    parts.push(min === 0 ? { ...loop, nullable: true } : loop);
    return this.#chain(parts);
  }

  #group(particle: Particle, firm: boolean): Fragment {
    if ('sequence' in particle) return this.#chain(particle.sequence.map((part) => this.#build(part, firm)));
    if (!('choice' in particle)) throw new Error('a group is a sequence or a choice');
    const parts = particle.choice.map((part) => this.#build(part, firm));
    return {
      nullable: parts.some((part) => part.nullable),
      first: parts.flatMap((part) => part.first),
      last: parts.flatMap((part) => part.last),
    };
  }

  #leaf(particle: Particle, min: number, max: number, firm: boolean): Fragment {
    const row = 'element' in particle ? particle : null;
    const wildcard = 'any' in particle ? particle.any : null;
    const symbol =
      row === null
        ? -1
        : this.symbols.findIndex(
            ({ name, namespace }) => name === row.element && namespace === (row.namespace ?? 0),
          );
    if (this.positions.length >= MAX_POSITIONS) throw new Error('content model is too large');
    const many = this.symbols[symbol]?.many === true;
    const index = this.positions.length;
    this.positions.push({ index, symbol, row, wildcard, min, max, firm, many, element: null });
    this.followers.push([]);
    return { nullable: min === 0, first: [index], last: [index] };
  }

  #chain(parts: readonly Fragment[]): Fragment {
    let whole: Fragment = { nullable: true, first: [], last: [] };
    for (const part of parts) {
      this.#link(whole.last, part.first);
      whole = {
        nullable: whole.nullable && part.nullable,
        first: whole.nullable ? [...whole.first, ...part.first] : whole.first,
        last: part.nullable ? [...whole.last, ...part.last] : part.last,
      };
    }
    return whole;
  }

  #link(from: readonly number[], to: readonly number[]): void {
    for (const position of from) {
      const next = this.followers[position] ?? [];
      for (const target of to) if (!next.includes(target)) next.push(target);
    }
  }

  #transitionTable(): Int16Array {
    const width = this.symbols.length;
    const table = new Int16Array(this.followers.length * width).fill(-1);
    const enter = (state: number, target: number) => {
      const symbol = this.positions[target]?.symbol ?? -1;
      if (symbol === -1) return;
      const cell = state * width + symbol;
      if (table[cell] !== -1 && table[cell] !== target) {
        throw new Error(`content model is ambiguous at ${this.symbols[symbol]?.name}`);
      }
      table[cell] = target;
    };
    for (const [state, next] of this.followers.entries()) {
      if ((this.positions[state - 1]?.max ?? 1) > 1) enter(state, state - 1);
      for (const target of next) enter(state, target);
    }
    return table;
  }
}

/** One element to be written: by which position, and the how-manieth of its values. */
export interface Step {
  readonly position: Position;
  readonly index: number;
}

/**
 * A way through the model for the values at hand: at each state the first position that has a value left.
 * @param counts how many values there are, for wildcards first, then by symbol
 * @returns the steps; the names that are missing on the way; and by symbol (wildcards first) how many are used
 */
export function orderedValues(
  model: ContentModel,
  counts: readonly number[],
): { steps: Step[]; missing: string[][]; left: number[] } {
  const used = counts.map(() => 0);
  const isLeft = (position: Position | undefined) =>
    position !== undefined && (used[position.symbol + 1] ?? 0) < (counts[position.symbol + 1] ?? 0);
  const steps: Step[] = [];
  const missing: string[][] = [];
  let state = 0;
  let count = 0;
  for (;;) {
    const current = model.positions[state - 1];
    const isAgain = current !== undefined && count < current.max && isLeft(current);
    let target = isAgain
      ? state - 1
      : ((model.followers[state] ?? []).find((follower) => isLeft(model.positions[follower])) ?? -1);
    if (!isAgain && current !== undefined && count < current.min)
      missing.push([current.row?.element ?? '#any']);
    else if (target === -1 && model.accepts[state] !== true) {
      missing.push(model.required(state));
      target = model.positions.findIndex((position, index) => index >= state && isLeft(position));
    }
    const position = model.positions[target];
    if (position === undefined) return { steps, missing, left: used };
    const index = used[position.symbol + 1] ?? 0;
    used[position.symbol + 1] = index + 1;
    steps.push({ position, index });
    count = isAgain ? count + 1 : 1;
    state = target + 1;
  }
}
