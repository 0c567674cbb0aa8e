/** Judges the order of elements: what leads on from where the content stands, and what to say where nothing does. */
import type { ContentModel, Position } from './content-model.ts';
import { isSignature } from './fragment.ts';
import type { ProblemLog } from './problem-log.ts';
import type { Runtime } from './runtime.ts';
import type { Scanner } from './scanner.ts';
import type { ElementRow, WildcardRow } from './table.ts';

/** Instead of a position: the element belongs nowhere here; or it is a signature, which stands outside the model. */
export const OUT_OF_PLACE = -1;
export const SIGNATURE = -2;

const NOTHING: WildcardRow = { namespaces: [], process: 'skip' };

export class OrderJudge {
  readonly #scanner: Scanner;
  readonly #log: ProblemLog;
  readonly #runtime: Runtime;

  constructor(scanner: Scanner, log: ProblemLog, runtime: Runtime) {
    this.#scanner = scanner;
    this.#log = log;
    this.#runtime = runtime;
  }

  /**
   * The element whose start tag was read last does not lead on by its name. Answers the wildcard that takes it;
   * or SIGNATURE for what stands outside the model; or, after telling what is wrong, the position to go on from,
   * or OUT_OF_PLACE.
   */
  elsewhere(
    row: ElementRow | null,
    model: ContentModel,
    state: number,
    symbol: number,
    offset: number,
  ): number {
    if (model.hasWildcard) {
      const target = this.#wildcardTarget(model, state);
      if (target !== -1) return target;
    }
    if (this.#isSignature()) return SIGNATURE;
    const ahead = model.positions.findIndex(
      (position, index) => position.symbol === symbol && index >= state,
    );
    const followers = model.followers[state] ?? [];
    const isSkipped =
      symbol !== -1 &&
      ahead !== -1 &&
      followers.some((follower) => model.positions[follower]?.firm === true && follower < ahead);
    if (isSkipped) {
      this.#tellMissing(row, model, state, ahead, offset);
      return ahead;
    }
    if (!this.#isTooLate(model, state, symbol, offset)) this.#tellUnexpected(model, state, symbol, offset);
    return OUT_OF_PLACE;
  }

  #tellUnexpected(model: ContentModel, state: number, symbol: number, offset: number): void {
    const name = this.#scanner.localName();
    const expected = model.expected(state);
    const facts = { name, expected };
    // By its name it would fit: then what is wrong is where the name comes from.
    if (symbol === -1 && expected.includes(name)) {
      const value = this.#scanner.namespaceName();
      const { row } = model.positions.find((position) => position.row?.element === name) ?? {};
      const limit = this.#runtime.table.namespaces[row?.namespace ?? 0] ?? '';
      this.#log.tell('xsd-namespace', offset, { ...facts, value, limit }, this.#scanner.tagName());
    } else this.#log.tell('xsd-unexpected-element', offset, facts, this.#scanner.tagName());
  }

  /** Tells an element that the content knows, further up: it is there twice, or behind what it belongs before. */
  #isTooLate(model: ContentModel, state: number, symbol: number, offset: number): boolean {
    const own = model.positions.findLastIndex(
      (position, index) => position.symbol === symbol && index < state && symbol !== -1,
    );
    const before = model.positions[state - 1]?.row?.element;
    if (own === -1 || before === undefined) return false;
    const name = this.#scanner.localName();
    const facts = { name, expected: model.expected(state), limit: before };
    if (before === name) {
      const limit = model.positions[own]?.max ?? 1;
      this.#log.tell('xsd-too-many', offset, { name, limit }, this.#scanner.tagName());
      return true;
    }
    this.#log.takeBackMissing(name);
    this.#log.tell('xsd-order', offset, facts, this.#scanner.tagName());
    return true;
  }

  #wildcardTarget(model: ContentModel, state: number): number {
    const { namespace } = this.#scanner;
    const takes = (p: number) => this.#runtime.takes(model.positions[p]?.wildcard ?? NOTHING, namespace);
    const current = model.positions[state - 1];
    const isAgain = current?.wildcard != null && current.max > 1;
    if (isAgain && takes(state - 1)) return state - 1;
    return (model.wildcards[state] ?? []).find(takes) ?? -1;
  }

  #isSignature(): boolean {
    if (this.#log.path.depth !== 1 || this.#runtime.table.envelopedSignature !== true) return false;
    return isSignature(this.#scanner.namespaceName(), this.#scanner.localName());
  }

  endOfContent(
    row: ElementRow | null,
    model: ContentModel,
    state: number,
    count: number,
    offset: number,
  ): void {
    if (count < (model.least[state] as number)) this.tellTooFew(row, model, state, offset);
    else if (model.accepts[state] !== true) this.#tellMissing(row, model, state, null, offset);
  }

  /** The element that the content stands at occurs less often than it must. */
  tellTooFew(row: ElementRow | null, model: ContentModel, state: number, offset: number): void {
    const current = model.positions[state - 1]?.row?.element ?? '';
    this.#log.tell('xsd-missing-element', offset, { name: row?.element ?? '', expected: [current] });
  }

  #tellMissing(
    row: ElementRow | null,
    model: ContentModel,
    state: number,
    goal: number | null,
    offset: number,
  ): void {
    for (const expected of model.missing(state, goal)) {
      this.#log.tell('xsd-missing-element', offset, { name: row?.element ?? '', expected });
    }
  }

  tellTooMany({ row, max }: Position, offset: number): void {
    this.#log.tell('xsd-too-many', offset, { name: row?.element ?? '', limit: max }, row?.element);
  }
}
