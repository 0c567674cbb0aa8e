/** Faults that were asked for: which of them strikes when. Kept in memory, as they belong to the test that runs. */
import { randomInt } from 'node:crypto';
import { latarniaOperations, operations } from '@kwit/ksef-contract';
import type { Clock } from '../../engine/clock.ts';
import type { ContextIdentifier } from '../../engine/identifiers.ts';
import type { Waiting } from '../../engine/latency.ts';
import { momentOf } from '../../engine/polish-time.ts';
import { ControlError, controlError, problemOf } from '../errors.ts';
import type { Fault, FaultKind, FaultRule } from './operations.ts';

/** What a request is, as far as a rule can ask. */
export interface Target {
  operation: string | null;
  /** Without the query, its escapes read. */
  path: string;
  /** Asked for only where a rule names a context. */
  context(): Promise<string | undefined>;
}

export interface Faults {
  /** Whether no rule is there at all: the usual case. */
  readonly isIdle: boolean;
  /** The first rule of one of these kinds that strikes a request; it counts as struck. */
  strike(kinds: readonly FaultKind[], target: Target): Promise<Fault | undefined>;
  /** Aborted when the rule of this fault is removed: what it delays waits no longer. */
  removalOf(id: string): AbortSignal;
  /** Number of the rule that holds a piece of work, or null. */
  hold(waiting: Waiting, context: ContextIdentifier | null): number | null;
  add(rule: FaultRule): Fault;
  list(): Fault[];
  /** Throws `ControlError`. @returns the rule with its number */
  remove(id: string): { fault: Fault; number: number };
  clear(): number;
}

/** Names of addresses outside the contract. */
export const storageOperations = ['uploadPart', 'download'];

/** Which fields belong to which kind, besides those that every kind has. */
const fieldsOf: Readonly<Record<FaultKind, readonly (keyof FaultRule)[]>> = {
  delay: ['delayMs'],
  stuck: ['work'],
  error: ['status', 'page'],
  drop: ['moment'],
  'rate-limit': ['retryAfterSeconds'],
  'lost-upload': [],
  'storage-unavailable': [],
  'not-ready': [],
};
const ownFields = [...new Set(Object.values(fieldsOf).flat())];
/** What is held unless the rule says: everything that becomes of invoices. */
const heldByDefault: readonly Waiting[] = ['invoice', 'sessionClose', 'batch'];
const mostRules = 1000;

interface Rule {
  readonly number: number;
  readonly given: FaultRule;
  readonly untilMs: number;
  readonly path: ((path: string) => boolean) | undefined;
  readonly chance: () => number;
  readonly removal: AbortController;
  struck: number;
}

export function createFaults(clock: Clock): Faults {
  const rules = new Map<string, Rule>();
  let numbers = 0;
  const isOver = ({ given, struck, untilMs }: Rule) =>
    struck >= (given.times ?? Infinity) || clock.nowMs() >= untilMs;
  const faultOf = (id: string, rule: Rule): Fault => ({
    ...rule.given,
    id,
    struck: rule.struck,
    over: isOver(rule),
  });
  const hits = (rule: Rule) => {
    if (rule.chance() >= (rule.given.probability ?? 1)) return false;
    rule.struck += 1;
    return true;
  };
  return {
    get isIdle() {
      return rules.size === 0;
    },
    async strike(kinds, target) {
      for (const [id, rule] of rules) {
        if (!kinds.includes(rule.given.kind) || isOver(rule) || !fits(rule, target)) continue;
        const { context } = rule.given;
        if (context !== undefined && (await target.context()) !== context) continue;
        // While the context was looked up another request may have been the last one.
        if (!isOver(rule) && hits(rule)) return faultOf(id, rule);
      }
      return undefined;
    },
    removalOf: (id) => rules.get(id)?.removal.signal ?? AbortSignal.abort(),
    hold(waiting, context) {
      for (const rule of rules.values()) {
        const { given, number } = rule;
        if (given.kind !== 'stuck' || isOver(rule)) continue;
        if (!(given.work ?? heldByDefault).includes(waiting)) continue;
        if (given.context !== undefined && given.context !== context?.value) continue;
        if (hits(rule)) return number;
      }
      return null;
    },
    add(rule) {
      check(rule);
      if (rules.size >= mostRules) throw controlError('too-many-faults', { allowed: String(mostRules) });
      numbers += 1;
      const seed = rule.seed ?? randomInt(2 ** 32);
      const given = rule.probability === undefined ? rule : { ...rule, seed };
      const made: Rule = {
        number: numbers,
        given,
        untilMs: rule.until === undefined ? Infinity : momentOf(rule.until),
        path: rule.path === undefined ? undefined : patternOf(rule.path),
        chance: chanceOf(seed),
        removal: new AbortController(),
        struck: 0,
      };
      const id = `fault-${numbers}`;
      rules.set(id, made);
      return faultOf(id, made);
    },
    list: () => [...rules].map(([id, rule]) => faultOf(id, rule)),
    remove(id) {
      const rule = rules.get(id);
      if (!rule) throw controlError('no-such-fault', { field: 'id', value: id });
      rules.delete(id);
      rule.removal.abort();
      return { fault: faultOf(id, rule), number: rule.number };
    },
    clear() {
      const removed = [...rules.values()];
      rules.clear();
      for (const { removal } of removed) removal.abort();
      return removed.length;
    },
  };
}

function fits({ given, path }: Rule, target: Target): boolean {
  if (given.operation !== undefined && given.operation !== target.operation) return false;
  return path === undefined || path(target.path);
}

/** Throws `ControlError` for what the schema cannot say. */
function check(rule: FaultRule): void {
  const allowed = fieldsOf[rule.kind];
  const foreign = ownFields.filter((field) => rule[field] !== undefined && !allowed.includes(field));
  const problems = foreign.map((field) => problemOf('not-of-this-kind', { field, value: rule.kind }));
  if (rule.kind === 'delay' && rule.delayMs === undefined)
    problems.push(problemOf('required', { field: 'delayMs' }));
  if (rule.kind === 'stuck')
    for (const field of ['operation', 'path'] as const)
      if (rule[field] !== undefined)
        problems.push(problemOf('not-of-this-kind', { field, value: rule.kind }));
  if (rule.operation !== undefined && !isOperation(rule.operation))
    problems.push(
      problemOf('unknown-operation', {
        field: 'operation',
        value: rule.operation,
        allowed: operationNames.join(', '),
      }),
    );
  if (rule.seed !== undefined && rule.probability === undefined)
    problems.push(problemOf('required', { field: 'probability' }));
  if (problems.length > 0) throw new ControlError(problems);
}

const operationNames: readonly string[] = [
  ...Object.keys(operations),
  ...Object.keys(latarniaOperations),
  ...storageOperations,
];

const isOperation = (name: string) => operationNames.includes(name);

/** Whether a path is as a pattern says, in which `*` stands for anything: each part as early as it comes is enough. */
function patternOf(pattern: string): (path: string) => boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return (path) => path === pattern;
  return (path) => {
    if (!path.startsWith(first)) return false;
    let from = first.length;
    for (const part of rest) {
      const at = path.indexOf(part, from);
      if (at < 0) return false;
      from = at + part.length;
    }
    return path.length - from >= last.length && path.endsWith(last);
  };
}

/** Numbers from 0 up to 1, always the same ones for a seed (mulberry32). */
function chanceOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
