/** The limits in force: of contexts and subjects, changed by test data, and the counting of calls against them. */
import { setTimeout as pause } from 'node:timers/promises';
import {
  type ApiRateLimitsOverride,
  type EffectiveApiRateLimits,
  type EffectiveContextLimits,
  type Operation,
  type SetSessionLimitsRequest,
  type SetSubjectLimitsRequest,
  unlimitedRate,
} from '@kwit/ksef-contract';
import { TooManyRequests } from '../../errors.ts';
import type { Settings } from '../../options.ts';
import type { Database } from '../../store/store.ts';
import type { Caller } from '../access-tokens.ts';
import type { Clock } from '../clock.ts';
import type { ContextIdentifier, SubjectIdentifier } from '../identifiers.ts';
import { contextOverrides, nameOf, withoutNulls } from './context-overrides.ts';
import {
  defaultContextLimits,
  productionRateLimits,
  type SubjectLimits,
  usualRateLimits,
} from './default-limits.ts';
import { createRateLimiter } from './rate-limiter.ts';
import { resetSubjectLimits, setSubjectLimits, subjectLimitsOf } from './subject-limits.ts';

/** A call as far as counting cares. */
export interface CountedCall {
  readonly clientIp: string;
  readonly knownCaller: Caller | undefined;
  /** Reference number of the log-in, where the bearer token says no more. */
  readonly knownAuthentication: string | undefined;
}

export interface Limits {
  /**
   * Counts a call. Throws `TooManyRequests` where a limit of its rate group is exceeded; a call that is one of very
   * many is kept waiting for some milliseconds.
   */
  count(operation: Operation, call: CountedCall): Promise<void>;
  ofContext(context: ContextIdentifier): Promise<EffectiveContextLimits>;
  rateOf(context: ContextIdentifier): Promise<EffectiveApiRateLimits>;
  ofSubject(subject: SubjectIdentifier): Promise<SubjectLimits>;

  setOfContext(context: ContextIdentifier, limits: SetSessionLimitsRequest): Promise<void>;
  resetOfContext(context: ContextIdentifier): Promise<void>;
  /** Counts anew from then on. The request was checked (`impossible-rates.ts`). */
  setRateOf(context: ContextIdentifier, limits: ApiRateLimitsOverride): Promise<void>;
  /** The limits of production for a context of the test environment. Counts anew from then on. */
  setProductionRateOf(context: ContextIdentifier): Promise<void>;
  resetRateOf(context: ContextIdentifier): Promise<void>;
  /** Throws `BadRequest` 21405 where the limits are meant for another kind of identifier than the caller's. */
  setOfSubject(subject: SubjectIdentifier, limits: SetSubjectLimitsRequest): Promise<void>;
  resetOfSubject(subject: SubjectIdentifier): Promise<void>;
  /** Forgets what is known of the database and all calls, as after a restart. */
  forget(): void;
}

const uncounted = { perSecond: unlimitedRate, perMinute: unlimitedRate, perHour: unlimitedRate };
const notCounted = Object.fromEntries(
  Object.keys(usualRateLimits.prod).map((group) => [group, uncounted]),
) as unknown as EffectiveApiRateLimits;

export function createLimits(
  db: Database,
  clock: Clock,
  { rateLimits, profile }: Pick<Settings, 'rateLimits' | 'profile'>,
): Limits {
  // What is not counted is told as such: a client that keeps to its limits would hold itself back for nothing.
  const usual = rateLimits === 'off' ? notCounted : usualRateLimits[profile];
  const limiter = createRateLimiter(clock.flowingMs);
  const rates = contextOverrides<ApiRateLimitsOverride | EffectiveApiRateLimits>(db, 'rate');
  const sizes = contextOverrides<SetSessionLimitsRequest>(db, 'session');
  const rateOf = async (context: ContextIdentifier): Promise<EffectiveApiRateLimits> => {
    const own = await rates.of(context);
    return own ? { ...usual, ...withoutNulls(own) } : usual;
  };
  const ofContext = async (context: ContextIdentifier): Promise<EffectiveContextLimits> => {
    const own = await sizes.of(context);
    return own ? { ...defaultContextLimits, ...withoutNulls(own) } : defaultContextLimits;
  };
  const countAnew = (context: ContextIdentifier) => limiter.forget(nameOf(context));
  const setRateOf = async (
    context: ContextIdentifier,
    limits: ApiRateLimitsOverride | EffectiveApiRateLimits,
  ): Promise<void> => {
    await rates.set(context, limits);
    countAnew(context);
  };
  return {
    count: async (operation, { clientIp, knownCaller, knownAuthentication }) => {
      if (rateLimits === 'off') return;
      const { rateGroup } = operation;
      // Only calls that need no log-in are counted by address alone.
      const isAnonymous = rateGroup === 'anonymous';
      const context = isAnonymous ? undefined : knownCaller?.context;
      const caller = context ? nameOf(context) : isAnonymous ? '' : (knownAuthentication ?? '');
      // Each operation of this group has a counter of its own.
      const counter = rateGroup === 'other' ? `${operation.method} ${operation.path}` : rateGroup;
      const { [rateGroup]: limit } = context ? await rateOf(context) : usual;
      const pair = `${caller}${clientIp}`;
      const excess = limiter.admit(pair, counter, limit);
      if (excess) throw new TooManyRequests(excess);
      const pauseMs = limiter.pauseMs(pair, counter, limit);
      if (pauseMs > 0) await pause(pauseMs);
    },
    rateOf,
    ofContext,
    ofSubject: (subject) => subjectLimitsOf(db, subject),
    setOfContext: (context, limits) => sizes.set(context, limits),
    resetOfContext: (context) => sizes.reset(context),
    setRateOf,
    setProductionRateOf: (context) => setRateOf(context, productionRateLimits),
    resetRateOf: async (context) => {
      await rates.reset(context);
      countAnew(context);
    },
    setOfSubject: (subject, limits) => setSubjectLimits(db, subject, limits),
    resetOfSubject: (subject) => resetSubjectLimits(db, subject),
    forget: () => {
      rates.forget();
      sizes.forget();
      limiter.forget('');
    },
  };
}
