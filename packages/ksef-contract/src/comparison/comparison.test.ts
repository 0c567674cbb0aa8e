/** The comparison itself: it must see every kind of difference, or the contract's test proves nothing. */
import Type from 'typebox';
import { describe, expect, it } from 'vitest';
import { json, type Operation, operation } from '../index.ts';
import { int32, list, maybe, oneOf, text } from '../schemas/basic.ts';
import { answerHeaders, refusalSchemas } from '../schemas/problems.ts';
import { declaredFacts } from './declared.ts';
import { differences, type Json, type JsonObject, objectAt, tableRows } from './facts.ts';
import { officialFacts, officialOperations, renamed } from './official.ts';
import { addSchemaFacts } from './schema-facts.ts';

const declared: Operation = operation({
  method: 'POST',
  path: '/things/{id}',
  summary: 'An operation of no real system.',
  permissions: ['InvoiceRead', 'InvoiceWrite'],
  rateGroup: 'sessionList',
  pathParameters: Type.Object({ id: text('Name.', { minLength: 3 }) }),
  query: Type.Object({ size: Type.Optional(int32('Size.', { minimum: 1, default: 5 })) }),
  headers: Type.Object({ 'x-page': Type.Optional(text('Page.')) }),
  request: json(
    Type.Object({
      kind: oneOf(['A', 'B'], 'Kind.'),
      note: maybe(text('Note.', { maxLength: 9, pattern: '^a+$' })),
      parts: list(Type.Object({ n: int32('Number.') }), 'Parts.', { maxItems: 2 }),
    }),
  ),
  answer: { status: 202, content: json(Type.Object({ name: text('Name.') })), headers: {} },
  errors: [21405],
  gone: true,
});

const contents = (schemas: object) =>
  Object.fromEntries(Object.entries(schemas).map(([type, schema]) => [type, { schema }]));

/** The same operation as the official document would write it. */
const document = () =>
  structuredClone({
    paths: {
      '/things/{id}': {
        post: {
          description: 'Text.\n\nSposób uwierzytelnienia: `AccessToken`.',
          security: [{ Bearer: [] }],
          parameters: [
            { name: 'id', in: 'path', required: true, schema: { type: 'string', minLength: 3 } },
            {
              name: 'size',
              in: 'query',
              schema: { type: 'integer', format: 'int32', minimum: 1, default: 5 },
            },
            { name: 'X-Page', in: 'header', schema: { type: 'string' } },
          ],
          requestBody: {
            content: {
              'application/json': {
                schema: { required: ['kind', 'parts'], allOf: [{ $ref: '#/components/schemas/Thing' }] },
              },
            },
          },
          responses: {
            202: {
              headers: { 'X-System-Warning': { schema: answerHeaders.success['x-system-warning'] } },
              content: {
                'application/json': {
                  schema: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
                },
              },
            },
            400: {
              description:
                '| Code | Text | Details |\n|-|-|-|\n| 21405 | Błąd walidacji danych wejściowych. | {x} |',
              content: contents(refusalSchemas[400]),
            },
            401: { content: contents(refusalSchemas[401]) },
            403: { content: contents(refusalSchemas[403]) },
            410: { content: contents(refusalSchemas[410]) },
            429: {
              description:
                '| | s | min | h | grupa\n| --- | --- | --- | --- | --- |\n| x | 5 | 10 | 60 | sessionList\n',
              headers: { 'Retry-After': { schema: answerHeaders.tooManyRequests['retry-after'] } },
              content: contents(refusalSchemas[429]),
            },
          },
          'x-rate-limits': { perSecond: 5, perMinute: 10, perHour: 60 },
          'x-required-permissions': ['InvoiceWrite', 'InvoiceRead'],
        },
      },
    },
    components: {
      schemas: {
        Kind: { type: 'string', enum: ['B', 'A'] },
        Thing: {
          type: 'object',
          properties: {
            kind: { allOf: [{ $ref: '#/components/schemas/Kind' }], description: 'Anything.' },
            note: { type: 'string', maxLength: 9, pattern: '^a+$', nullable: true },
            parts: {
              type: 'array',
              maxItems: 2,
              items: {
                type: 'object',
                required: ['n'],
                properties: { n: { type: 'integer', format: 'int32' } },
              },
            },
          },
        },
      },
    },
  }) as unknown as JsonObject;

const compare = (official: JsonObject) =>
  differences(officialFacts(official, ['POST /things/{id}']), declaredFacts([declared])).map(({ at }) => at);

/** Sets, or with `undefined` removes, what stands at the end of a way into a document. */
function change(document: JsonObject, way: readonly (string | number)[], value: Json | undefined): void {
  let holder = document as Record<string | number, unknown>;
  for (const step of way.slice(0, -1)) holder = holder[step] as Record<string | number, unknown>;
  const last = way.at(-1) ?? '';
  if (value === undefined) delete holder[last];
  else holder[last] = value;
}

const post = ['paths', '/things/{id}', 'post'];
const thing = ['components', 'schemas', 'Thing', 'properties'];
const body = 'POST /things/{id} request application/json ';

describe('the comparison', () => {
  it('finds the same things the same, however they are written', () => {
    expect(compare(document())).toEqual([]);
    expect(officialOperations(document())).toEqual(['POST /things/{id}']);
  });

  it.each<[string, (string | number)[], Json | undefined, string]>([
    ['a word of an enumeration', ['components', 'schemas', 'Kind', 'enum', 0], 'C', `${body}.kind#enum`],
    ['a pattern', [...thing, 'note', 'pattern'], '^b+$', `${body}.note#pattern`],
    ['null that is not allowed', [...thing, 'note', 'nullable'], undefined, `${body}.note#type`],
    ['a greatest length', [...thing, 'note', 'maxLength'], 10, `${body}.note#maxLength`],
    ['a limit of a list', [...thing, 'parts', 'maxItems'], undefined, `${body}.parts#maxItems`],
    [
      'a field of an item',
      [...thing, 'parts', 'items', 'properties', 'm'],
      { type: 'string' },
      `${body}.parts[].m`,
    ],
    [
      'a required field of an item',
      [...thing, 'parts', 'items', 'required'],
      [],
      `${body}.parts[].n#required`,
    ],
    [
      'a format',
      [...thing, 'parts', 'items', 'properties', 'n', 'format'],
      'int64',
      `${body}.parts[].n#format`,
    ],
    ['a new field', [...thing, 'more'], { type: 'boolean' }, `${body}.more`],
    ['a field less', [...thing, 'note'], undefined, `${body}.note`],
    [
      'a required field',
      [...post, 'requestBody', 'content', 'application/json', 'schema', 'required'],
      ['kind'],
      `${body}.parts#required`,
    ],
    ['a default', [...post, 'parameters', 1, 'schema', 'default'], 6, 'POST /things/{id} query.size#default'],
    [
      'a required parameter',
      [...post, 'parameters', 2, 'required'],
      true,
      'POST /things/{id} header.x-page#required',
    ],
    [
      'the place of a parameter',
      [...post, 'parameters', 2, 'in'],
      'query',
      'POST /things/{id} header.x-page',
    ],
    ['a refusal less', [...post, 'responses', '410'], undefined, 'POST /things/{id} 410'],
    [
      'a header less',
      [...post, 'responses', '429', 'headers'],
      undefined,
      'POST /things/{id} 429 header retry-after',
    ],
    ['the status of success', [...post, 'responses', '202'], undefined, 'POST /things/{id} 202'],
    ['a permission', [...post, 'x-required-permissions'], ['InvoiceRead'], 'POST /things/{id} permissions'],
    ['a limit of requests', [...post, 'x-rate-limits', 'perHour'], 61, 'POST /things/{id} rate'],
    [
      'the group of the limit',
      [...post, 'responses', '429', 'description'],
      '| | s | min | h | grupa\n|-|-|-|-|-|\n| x | 5 | 10 | 60 | other\n',
      'POST /things/{id} rate group',
    ],
    [
      'an error code',
      [...post, 'responses', '400', 'description'],
      '| Code | Text |\n|-|-|\n| 21405 | Błąd walidacji danych wejściowych. |\n| 21001 | X |',
      'POST /things/{id} errors',
    ],
    [
      'the text of a code',
      [...post, 'responses', '400', 'description'],
      '| Code | Text |\n|-|-|\n| 21405 | Inny tekst. |',
      'POST /things/{id} error 21405',
    ],
    ['public access', [...post, 'security'], [], 'POST /things/{id} bearer'],
    [
      'the kind of token',
      [...post, 'description'],
      'Sposób uwierzytelnienia: `RefreshToken`.',
      'POST /things/{id} bearer',
    ],
    ['the whole operation', post, undefined, 'POST /things/{id}'],
  ])('sees %s', (_, way, value, at) => {
    const changed = document();
    change(changed, way, value);
    expect(compare(changed)).toContain(at);
  });

  it('tells an answer that only one side has once, and the other answers in full', () => {
    const changed = document();
    change(changed, [...post, 'responses', '429'], undefined);
    change(changed, [...post, 'responses', '410', 'content'], undefined);
    const found = compare(changed).filter((at) => / (410|429)/.test(at));
    expect(found.filter((at) => at.includes(' 429'))).toEqual(['POST /things/{id} 429']);
    expect(found).toContain('POST /things/{id} 410 application/problem+json .title#type');
  });

  it('finds an exclusive bound the same in both ways of writing it, and sees another', () => {
    const facts = (schema: JsonObject) => {
      const found = new Map<string, string>();
      addSchemaFacts(found, 'at', schema, {});
      return Object.fromEntries(found);
    };
    const ours = facts({ type: 'integer', exclusiveMinimum: 0 });
    expect(facts({ type: 'integer', minimum: 0, exclusiveMinimum: true })).toEqual(ours);
    expect(facts({ type: 'integer', minimum: 1, exclusiveMinimum: true })).not.toEqual(ours);
    expect(facts({ type: 'integer', minimum: 0 })).not.toEqual(ours);
  });

  it('compares an operation that has moved under its new name', () => {
    const facts = renamed(officialFacts(document(), ['POST /things/{id}']), 'POST /things/{id}', 'PUT /$&');
    expect(facts.get('PUT /$& rate')).toBe('5 10 60');
    expect([...facts.keys()].filter((at) => at.startsWith('POST'))).toEqual([]);
  });

  it('refuses what it does not understand instead of overlooking it', () => {
    const facts = (schema: Json) => () => addSchemaFacts(new Map(), 'at', schema, {});
    expect(facts({ type: 'string', contentEncoding: 'base64' })).toThrow('unknown keyword contentEncoding');
    expect(facts({ $ref: '#/components/schemas/Nothing' })).toThrow('no component Nothing');
    const endless: JsonObject = { type: 'array' };
    endless.items = endless;
    expect(facts(endless)).toThrow('nest deeper');
  });

  it('reads tables without their heads', () => {
    expect(tableRows('Text\n| A | B |\n| --- | --- |\n| 1 | x y |\n| 2|  |\n\n| C |\n|-|\n| 3 |')).toEqual([
      ['1', 'x y'],
      ['2', ''],
      ['3'],
    ]);
    expect(objectAt({ a: { b: 1 } }, 'a')).toEqual({ b: 1 });
  });
});
