import { expect, test } from 'vitest';
import { failureOf } from './http-server.testing.ts';
import { InvoiceSource } from './invoice-source.ts';

test('what comes when nobody waits any more goes to whoever asks next, in its order, once', async () => {
  const more = Promise.withResolvers<void>();
  async function* slow() {
    await more.promise;
    yield* ['a', 'b', 'c'];
  }
  const source = new InvoiceSource(slow());
  const stop = new AbortController();
  const left = [source.next(stop.signal), source.next(stop.signal)].map(failureOf);
  stop.abort();
  for (const failure of await Promise.all(left)) expect(failure).toMatchObject({ kind: 'aborted' });
  more.resolve();
  const got = [await source.next(undefined), await source.next(undefined), await source.next(undefined)];
  expect(got).toEqual([
    { item: 'a', index: 0 },
    { item: 'b', index: 1 },
    { item: 'c', index: 2 },
  ]);
  expect(await source.next(undefined)).toBeUndefined();
});

test('a source that fails when nobody waits any more has not simply ended', async () => {
  const more = Promise.withResolvers<void>();
  const lost = new Error('the database is gone');
  async function* failing() {
    await more.promise;
    yield* [];
    throw lost;
  }
  const source = new InvoiceSource(failing());
  const stop = new AbortController();
  const left = failureOf(source.next(stop.signal));
  stop.abort();
  await left;
  more.resolve();
  expect(await failureOf(source.next(undefined))).toBe(lost);
});

test('an end that nobody waits for lets the source clean up later', async () => {
  const more = Promise.withResolvers<void>();
  const cleaned = Promise.withResolvers<void>();
  async function* slow() {
    try {
      await more.promise;
      yield 'a';
    } finally {
      cleaned.resolve();
    }
  }
  const source = new InvoiceSource(slow());
  const stop = new AbortController();
  const left = failureOf(source.next(stop.signal));
  stop.abort();
  await left;
  await source.end();
  more.resolve();
  await cleaned.promise;
});
