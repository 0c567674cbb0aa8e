/** Whatever the control side is told, it answers or refuses in words. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { controlCall } from '../../test/control.ts';
import { ControlError, type Ksef, startKsef } from '../index.ts';
import { type ControlOperationName, controlOperations } from './operations.ts';

let ksef: Ksef;
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off', logger: false });
});
afterAll(() => ksef.close());

interface Schema {
  properties?: Record<string, { enum?: unknown[]; type?: string }>;
}

const values = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(
    'P1D',
    '-P99999D',
    'P9999Y',
    '2026-02-03T04:05:06Z',
    '9999-12-31',
    '',
    '*',
    '../x',
    1e300,
    -1,
  ),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
);

/** Inputs that are mostly nearly right: known fields, values of their lists, now and then something foreign. */
const inputOf = (schema: Schema) => {
  const fields = Object.entries(schema.properties ?? {}).map(([name, { enum: words }]) => [
    name,
    words ? fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...words) }, values) : values,
  ]);
  return fc.record({ ...Object.fromEntries(fields), foreign: values }, { requiredKeys: [] });
};

// Making a scenario takes as long as its keys: its input is tried where it is refused, in its own tests.
const names = (Object.keys(controlOperations) as ControlOperationName[]).filter(
  (name) => name !== 'makeScenario',
);

it.each(names)('%s', async (name) => {
  const run = ksef.control[name] as (input: unknown) => Promise<unknown>;
  await fc.assert(
    fc.asyncProperty(inputOf(controlOperations[name].input as Schema), async (input) => {
      const error = await run(input).then(
        () => undefined,
        (reason) => reason,
      );
      if (error === undefined) return;
      expect(error).toBeInstanceOf(ControlError);
      expect(error.status).toBeLessThan(500);
      expect(error.text.pl).toMatch(/\S/);
    }),
    { numRuns: 40 },
  );
  await ksef.control.clearFaults();
});

it('takes nothing from addresses that lead elsewhere', async () => {
  for (const path of [
    '/../v2/tokens',
    '/%2e%2e/v2',
    '/clock/',
    '//clock',
    '/faults/%00',
    '/snapshots/%2e%2e/restore',
  ]) {
    const { status } = await controlCall(ksef, 'POST', path);
    expect([400, 401, 404, 405]).toContain(status);
  }
});
