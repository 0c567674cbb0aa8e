/** The client and a local KSeF that counts: what the one holds back, the other never has to refuse. */
import { type Ksef, startKsef } from '@kwit/ksef';
import { createKsefClient, MemoryRateStore } from '@kwit/ksef-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoNip, nip, sealOf } from './client-fixture.testing.ts';

let ksef: Ksef;
beforeAll(async () => {
  ksef = await startKsef({ port: 0, data: ':memory:', logger: false });
});
afterAll(() => ksef.close());

test('nine questions at once, of which KSeF allows five a second, meet no refusal', async () => {
  const refusals: string[] = [];
  const waits: string[] = [];
  const client = createKsefClient({
    baseUrl: ksef.apiUrl,
    onRetry: ({ error }) => refusals.push(error.kind),
    rateLimits: { store: new MemoryRateStore(), onWait: ({ operation }) => waits.push(operation) },
  });
  await client.logInWithCertificate({ context: nip(demoNip), credential: await sealOf(demoNip) });
  await client.operations.setTestProductionRateLimits();
  const { sessionList } = await client.operations.getRateLimits();
  expect(sessionList.perSecond).toBe(5);
  const query = { sessionType: 'Online' } as const;
  await Promise.all(Array.from({ length: 9 }, () => client.operations.listSessions({ query })));
  expect(refusals).toEqual([]);
  expect(waits.length).toBeGreaterThanOrEqual(4);
});
