/** Whatever is sent to the API, by whomever: it answers or refuses as its contract says, and tells nothing of others. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fuzz, reportOf } from '../../test/fuzz/fuzz.ts';
import { newWorld, type World } from '../../test/fuzz/world.ts';
import { type Ksef, startKsef } from '../index.ts';

let ksef: Ksef;
let world: World;
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off', logger: false });
  world = await newWorld(ksef);
});
afterAll(() => ksef.close());

it.each([1, 1_000_001])('requests of every kind (seed %i)', async (seed) => {
  const { findings, statuses } = await fuzz(ksef, world, seed, 2000);
  expect(findings.map(reportOf).join('\n\n')).toBe('');
  // Many of the requests are right, and many are refused for what they are.
  for (const status of [200, 202, 400, 401, 403]) expect(statuses.get(status) ?? 0).toBeGreaterThan(20);
});
