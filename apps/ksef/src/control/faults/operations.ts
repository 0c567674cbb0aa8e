import Type, { type Static } from 'typebox';
import { waitings } from '../../engine/latency.ts';
import { moment } from '../clock/operations.ts';
import { controlOperation } from '../define.ts';

export const faultKinds = [
  'delay',
  'stuck',
  'error',
  'drop',
  'rate-limit',
  'lost-upload',
  'storage-unavailable',
  'not-ready',
] as const;
export type FaultKind = (typeof faultKinds)[number];

const FaultFields = {
  kind: Type.Enum([...faultKinds]),
  operation: Type.Optional(
    Type.String({ maxLength: 100, description: 'name in the contract, uploadPart or download' }),
  ),
  path: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 500,
      description: 'path; * stands for anything, as in /v2/sessions/*',
    }),
  ),
  context: Type.Optional(
    Type.String({ minLength: 1, maxLength: 50, description: 'NIP or other value of the context' }),
  ),
  times: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'how often it strikes at most' }),
  ),
  probability: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1 })),
  seed: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 4_294_967_295,
      description: 'of the chance: the same seed, the same outcome',
    }),
  ),
  until: Type.Optional(moment('moment by the clock of this KSeF from which on it strikes no more')),
  delayMs: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 600_000,
      description: 'delay: milliseconds before the request is looked at',
    }),
  ),
  status: Type.Optional(Type.Enum([500, 502, 503, 504], { description: 'error: default 503' })),
  page: Type.Optional(
    Type.Enum(['problem', 'html', 'empty'], { description: 'error: what the answer holds; default problem' }),
  ),
  moment: Type.Optional(
    Type.Enum(['before', 'after'], {
      description: 'drop: before anything is done, or after all of it, without an answer; default before',
    }),
  ),
  retryAfterSeconds: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 86_400, description: 'rate-limit: default 30' }),
  ),
  work: Type.Optional(
    Type.Array(Type.Enum([...waitings]), {
      minItems: 1,
      maxItems: waitings.length,
      description: 'stuck: what is held; default invoice, sessionClose, batch',
    }),
  ),
};

export const FaultRule = Type.Object(FaultFields, { additionalProperties: false });
export type FaultRule = Static<typeof FaultRule>;

export const Fault = Type.Object({
  ...FaultFields,
  id: Type.String(),
  struck: Type.Integer({ description: 'how often it struck' }),
  over: Type.Boolean({ description: 'whether it can strike no more' }),
});
export type Fault = Static<typeof Fault>;

const empty = Type.Object({}, { additionalProperties: false });

export const faultOperations = {
  listFaults: controlOperation({
    method: 'GET',
    path: '/faults',
    summary: 'The faults that were added, with how often each struck.',
    input: empty,
    output: Type.Object({ faults: Type.Array(Fault) }),
  }),
  addFault: controlOperation({
    method: 'POST',
    path: '/faults',
    summary: 'Makes requests that match fail, or work stick. Faults are kept in memory: a restart has none.',
    input: FaultRule,
    output: Fault,
  }),
  removeFault: controlOperation({
    method: 'DELETE',
    path: '/faults/{id}',
    summary: 'Takes a fault away; what it held goes on.',
    input: Type.Object({ id: Type.String({ maxLength: 50 }) }, { additionalProperties: false }),
    output: Fault,
  }),
  clearFaults: controlOperation({
    method: 'DELETE',
    path: '/faults',
    summary: 'Takes all faults away; what they held goes on.',
    input: empty,
    output: Type.Object({ removed: Type.Integer() }),
  }),
} as const;
