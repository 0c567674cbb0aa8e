import Type, { type Static } from 'typebox';
import { controlOperation } from '../define.ts';

const maybe = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

export const JournalEntry = Type.Object({
  id: Type.Integer({ description: 'grows by one with every request' }),
  at: Type.String({ description: 'when it was answered, by the clock of this KSeF' }),
  method: Type.String(),
  path: Type.String({ description: 'without the query, which may hold keys of addresses' }),
  operation: maybe(Type.String({ description: 'name in the contract, uploadPart or download' })),
  status: maybe(Type.Integer({ description: 'null where the connection ended before the answer' })),
  durationMs: Type.Number(),
  context: maybe(Type.Object({ type: Type.String(), value: Type.String() })),
  traceId: Type.String(),
  clientIp: Type.String(),
  problem: maybe(Type.String({ description: 'codes of the refusal, such as 21405, or its reason' })),
  fault: maybe(Type.String({ description: 'identifier of the fault that struck' })),
  requestBytes: Type.Integer({ description: 'declared size of the body' }),
  responseBytes: maybe(
    Type.Integer({ description: 'declared size of the body; null where it was not known' }),
  ),
});
export type JournalEntry = Static<typeof JournalEntry>;

const Message = Type.Object({
  headers: Type.Array(Type.Object({ name: Type.String(), value: Type.String() })),
  body: maybe(
    Type.String({ description: 'the beginning of the body where it is text; null where it is none' }),
  ),
  isWhole: Type.Boolean({ description: 'whether the body is here from its beginning to its end' }),
});

export const JournalExchange = Type.Object({
  id: Type.Integer(),
  address: Type.String({ description: 'path with its query' }),
  request: Message,
  response: Message,
});
export type JournalExchange = Static<typeof JournalExchange>;

export const journalOperations = {
  readJournal: controlOperation({
    method: 'GET',
    path: '/journal',
    summary:
      'What was asked of this KSeF lately, newest first: the last 10,000 requests, none to the control side.',
    input: Type.Object(
      {
        operation: Type.Optional(Type.String({ maxLength: 100 })),
        method: Type.Optional(Type.String({ maxLength: 10 })),
        path: Type.Optional(Type.String({ maxLength: 500, description: 'a part of the path' })),
        context: Type.Optional(
          Type.String({ maxLength: 50, description: 'NIP or other value of the context' }),
        ),
        status: Type.Optional(Type.Integer({ minimum: 100, maximum: 599 })),
        problem: Type.Optional(
          Type.String({ maxLength: 100, description: 'one of the codes of the refusal' }),
        ),
        traceId: Type.Optional(Type.String({ maxLength: 100 })),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, description: 'default 100' })),
        before: Type.Optional(Type.Integer({ minimum: 1, description: 'only older ones than this id' })),
        after: Type.Optional(Type.Integer({ minimum: 0, description: 'only newer ones than this id' })),
      },
      { additionalProperties: false },
    ),
    output: Type.Object({
      entries: Type.Array(JournalEntry),
      next: maybe(Type.Integer({ description: 'value of `before` for the next page; null on the last one' })),
    }),
  }),
  readExchange: controlOperation({
    method: 'GET',
    path: '/journal/{id}',
    summary:
      'One of the last 200 requests as it went over the line, with its answer; tokens, passwords and keys are taken out.',
    input: Type.Object({ id: Type.Integer({ minimum: 1 }) }, { additionalProperties: false }),
    output: JournalExchange,
  }),
  clearJournal: controlOperation({
    method: 'DELETE',
    path: '/journal',
    summary: 'Forgets what was asked so far.',
    input: Type.Object({}, { additionalProperties: false }),
    output: Type.Object({ cleared: Type.Integer() }),
  }),
} as const;
