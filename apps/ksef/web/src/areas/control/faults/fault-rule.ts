/** What is typed in the form of a fault, and the rule that follows from it. */
import { wholeNumber } from '../side/numbers.ts';
import type { FaultKind, FaultRule, Work } from '../side/operations.ts';

export interface FaultDraft extends Record<string, unknown> {
  kind: FaultKind;
  operation: string;
  path: string;
  context: string;
  times: string;
  minutes: string;
  chance: string;
  delay: string;
  status: string;
  page: NonNullable<FaultRule['page']>;
  moment: NonNullable<FaultRule['moment']>;
  retryAfter: string;
  work: Work[];
}

export const newFault: FaultDraft = {
  kind: 'error',
  operation: '',
  path: '',
  context: '',
  times: '',
  minutes: '',
  chance: '',
  delay: '5',
  status: '503',
  page: 'problem',
  moment: 'after',
  retryAfter: '30',
  work: ['invoice', 'batch', 'sessionClose'],
};

/** Least and most of what is typed as a number. */
export const bounds = {
  times: [1, 1_000_000],
  minutes: [1, 1_000_000],
  chance: [1, 100],
  delay: [1, 600],
  retryAfter: [1, 86_400],
} as const satisfies Partial<Record<keyof FaultDraft, readonly [number, number]>>;

export const numberIn = (field: keyof typeof bounds, text: string): number | undefined =>
  wholeNumber(text, bounds[field][0], bounds[field][1]);

/** What each kind has of its own. */
const ownFields: Readonly<Record<FaultKind, (draft: FaultDraft) => Partial<FaultRule>>> = {
  error: ({ status, page }) => ({ status: Number(status) as NonNullable<FaultRule['status']>, page }),
  delay: ({ delay }) => ({ delayMs: (numberIn('delay', delay) ?? 0) * 1000 }),
  stuck: ({ work }) => ({ work }),
  drop: ({ moment }) => ({ moment }),
  'rate-limit': ({ retryAfter }) => ({ retryAfterSeconds: numberIn('retryAfter', retryAfter) ?? 0 }),
  'lost-upload': () => ({}),
  'storage-unavailable': () => ({}),
  'not-ready': () => ({}),
};

/** @param nowMs what the clock of KSeF shows */
export function faultRule(draft: FaultDraft, nowMs: number): FaultRule {
  const { kind, operation, path, context } = draft;
  const times = numberIn('times', draft.times);
  const minutes = numberIn('minutes', draft.minutes);
  const percent = numberIn('chance', draft.chance);
  return {
    kind,
    ...ownFields[kind](draft),
    ...(operation !== '' && { operation }),
    ...(path.trim() !== '' && { path: path.trim() }),
    ...(context.trim() !== '' && { context: context.trim() }),
    ...(times !== undefined && { times }),
    ...(minutes !== undefined && { until: new Date(nowMs + minutes * 60_000).toISOString() }),
    ...(percent !== undefined && { probability: percent / 100 }),
  };
}

/** Names at the control side and in the form. */
export const faultFields: Readonly<Record<string, keyof FaultDraft & string>> = {
  operation: 'operation',
  path: 'path',
  context: 'context',
  times: 'times',
  until: 'minutes',
  probability: 'chance',
  delayMs: 'delay',
  status: 'status',
  page: 'page',
  moment: 'moment',
  retryAfterSeconds: 'retryAfter',
  work: 'work',
};
