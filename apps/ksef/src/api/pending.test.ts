/** Operations without a handler: known, refused in words, and no defect. */
import { type OperationName, operations } from '@kwit/ksef-contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { callLoosely } from '../../test/api.ts';
import { type Ksef, startKsef } from '../index.ts';
import { pendingOperations } from './pending.ts';

/** One that is asked without a token and a body, as long as such a one is pending. */
const open = (pendingOperations as readonly OperationName[]).find(
  (name) => operations[name].bearer === 'none' && operations[name].request.kind === 'none',
);
const withToken = (pendingOperations as readonly OperationName[]).find(
  (name) => operations[name].bearer === 'accessToken',
);

let ksef: Ksef;
beforeAll(async () => {
  ksef = await startKsef({ port: 0 });
});
afterAll(() => ksef.close());

it.skipIf(!open)('says in both languages that an operation is not supported yet', async () => {
  const name = open as OperationName;
  const reply = await callLoosely(ksef, name);
  expect(reply.status).toBe(501);
  expect(reply.headers.get('content-type')).toContain('application/problem+json');
  expect(reply.body).toMatchObject({
    status: 501,
    title: 'Not Implemented',
    detail: `Lokalny KSeF nie obsługuje jeszcze operacji ${name}. The local KSeF does not support the operation ${name} yet.`,
  });
});

it.skipIf(!withToken)('asks for a token first, where the operation takes one', async () => {
  const reply = await callLoosely(ksef, withToken as OperationName, {
    path: { permissionId: 'x', referenceNumber: 'x', ksefNumber: 'x', serialNumber: 'x' },
  });
  expect(reply.status).toBe(401);
});
