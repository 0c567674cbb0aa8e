import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FileRateStore } from './file-rate-store.ts';
import { MemoryRateStore, type PlaceRequest, type RateStore } from './rate-store.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kwit-rate-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
const newFile = () => join(folder, `${++files}.sqlite`);

/** Runs `file-rate-store.testing.ts` as a process of its own. */
function placesOfProcess(path: string, count: number): Promise<number[]> {
  const script = join(import.meta.dirname, 'file-rate-store.testing.ts');
  const child = spawn(process.execPath, [script, path, String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (part) => {
    text += part;
  });
  return new Promise((done, fail) => {
    child.on('close', (code) =>
      code === 0 || count < 0 ? done(JSON.parse(text)) : fail(new Error(`${code}`)),
    );
  });
}

/** Whether no window of this length holds more than the limit. */
function expectWithin(places: readonly number[], lengthMs: number, limit: number): void {
  for (let last = limit; last < places.length; last++) {
    expect((places[last] ?? 0) - (places[last - limit] ?? 0)).toBeGreaterThanOrEqual(lengthMs);
  }
}

test('two processes share one budget', async () => {
  const path = newFile();
  const both = await Promise.all([placesOfProcess(path, 120), placesOfProcess(path, 120)]);
  const places = both.flat().toSorted((a, b) => a - b);
  expect(places).toHaveLength(240);
  expectWithin(places, 1000, 7);
  expectWithin(places, 60_000, 40);
});

test('a process that is killed leaves its places and no lock', async () => {
  const path = newFile();
  const before = await placesOfProcess(path, -30);
  const after = await placesOfProcess(path, 30);
  const places = [...before, ...after];
  expect(places).toHaveLength(60);
  expectWithin(places, 1000, 7);
  expectWithin(places, 60_000, 40);
});

const stores: [string, () => RateStore][] = [
  ['memory', () => new MemoryRateStore()],
  ['file', () => new FileRateStore(newFile())],
];

test.each(stores)('%s: places, pauses, keys and impatience', async (_name, make) => {
  const store = make();
  const now = 1_800_000_000_000;
  const windows = [{ lengthMs: 1000, limit: 2 }];
  const reserve = (more: Partial<PlaceRequest> = {}) =>
    store.reserve({ key: 'a', windows, now, latest: now + 10_000, ...more });
  expect(await reserve()).toEqual({ at: now, taken: true });
  expect(await reserve()).toEqual({ at: now, taken: true });
  expect(await reserve({ latest: now })).toEqual({ at: now + 1000, taken: false });
  expect(await reserve()).toEqual({ at: now + 1000, taken: true });
  // Nobody overtakes whoever waits already.
  expect(await reserve({ now: now + 500 })).toEqual({ at: now + 1000, taken: true });
  expect(await reserve({ key: 'b' })).toEqual({ at: now, taken: true });
  await store.pause('b', now + 5000);
  await store.pause('b', now + 100);
  expect(await reserve({ key: 'b' })).toEqual({ at: now + 5000, taken: true });
  // A clock that was set back.
  expect(await reserve({ now: now - 1, latest: now - 1 })).toEqual({ at: now + 2000, taken: false });
  expect(await reserve({ now: now - 10_000_000, latest: now })).toEqual({
    at: now - 10_000_000,
    taken: true,
  });
  // No window is counted.
  expect(await reserve({ key: 'c', windows: [] })).toEqual({ at: now, taken: true });
  if (store instanceof FileRateStore) store[Symbol.dispose]();
});

test('memory does not grow without end', () => {
  const store = new MemoryRateStore();
  const windows = [{ lengthMs: 1000, limit: 10 }];
  for (let now = 1; now < 200_000; now++) {
    expect(store.reserve({ key: 'a', windows, now: now * 200, latest: now * 200 }).taken).toBe(true);
  }
  expect(JSON.stringify(store).length).toBeLessThan(1000);
});
