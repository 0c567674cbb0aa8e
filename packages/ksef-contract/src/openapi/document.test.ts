/** The document that is made from the contract: right by a validator of others, and saying the same as the contract. */
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { declaredFacts } from '../comparison/declared.ts';
import { differences, type JsonObject, objectAt } from '../comparison/facts.ts';
import { officialFacts, officialOperations } from '../comparison/official.ts';
import { type Operation, operations } from '../index.ts';
import { openApiDocument } from './document.ts';
import { tags } from './tags.ts';

const make = (chosen: Readonly<Record<string, Operation>> = operations) =>
  openApiDocument({
    title: 'KSeF',
    description: 'All of it.',
    version: '2.9.0',
    servers: [{ url: 'http://localhost:4100/v2', description: 'Local.' }],
    operations: chosen,
  }) as JsonObject;

describe('the OpenAPI document of the contract', () => {
  it('is a right OpenAPI 3.0 document', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(make()));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(validator.version).toBe('3.0');
  });

  it('states every fact of the contract, and no other', () => {
    const document = make();
    const names = officialOperations(document);
    expect(names).toHaveLength(Object.keys(operations).length);
    expect(differences(officialFacts(document, names), declaredFacts(Object.values(operations)))).toEqual([]);
  });

  it('gives each operation its name and one area', () => {
    const listed = tags.flatMap(({ operations }) => Object.keys(operations));
    expect(listed.sort()).toEqual(Object.keys(operations).sort());
    const login = objectAt(objectAt(objectAt(make(), 'paths'), '/auth/ksef-token'), 'post');
    expect(login).toMatchObject({ operationId: 'authenticateWithToken', tags: ['Logging in'] });
  });

  it('names schemas once and refers to them', () => {
    const { schemas } = make().components as { schemas: JsonObject };
    expect(Object.keys(schemas).length).toBeGreaterThan(120);
    expect(schemas).toHaveProperty('InvoiceMetadata');
    const { properties } = schemas.SessionStatusResponse as { properties: JsonObject };
    expect(properties.status).toMatchObject({ allOf: [{ $ref: '#/components/schemas/StatusInfo' }] });
  });

  it('leaves out what a service does not have', () => {
    const document = make({ createChallenge: operations.createChallenge });
    expect(officialOperations(document)).toEqual(['POST /auth/challenge']);
  });
});
