import { type EffectiveApiRateLimits, type RateGroup, type RateLimit, rateGroups } from '@kwit/ksef-contract';
import { expect, test } from 'vitest';
import { failureOf, inTurn, json, savedTokens, testServer } from './http-server.testing.ts';
import { createKsefClient } from './index.ts';
import { RateScheduler, type SchedulerClock, type SchedulerOptions } from './rate-scheduler.ts';
import { MemoryRateStore } from './rate-store.ts';

/** A clock on which time passes only when everybody waits. */
class FakeClock implements SchedulerClock {
  #now = Date.parse('2026-03-01T12:00:00Z');
  readonly #timers: { at: number; ring: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((ring) => {
      this.#timers.push({ at: this.#now + ms, ring });
      signal?.addEventListener('abort', () => ring(), { once: true });
    });
  }

  set(now: number): void {
    this.#now = now;
  }

  /** Lets time pass until the work is done. */
  async until<T>(work: Promise<T>): Promise<T> {
    let isDone = false;
    work.finally(() => (isDone = true)).catch(() => {});
    for (;;) {
      for (let turn = 0; turn < 50 && !isDone; turn++) await Promise.resolve();
      if (isDone) return work;
      this.#timers.sort((a, b) => b.at - a.at);
      const next = this.#timers.pop();
      if (!next) throw new Error('everybody waits for nothing');
      this.#now = Math.max(this.#now, next.at);
      next.ring();
    }
  }
}

function schedulerOf(clock: FakeClock, options: Partial<SchedulerOptions> = {}): RateScheduler {
  return new RateScheduler({
    baseUrl: 'https://ksef.example/v2',
    unlimitedUnlessTold: false,
    context: () => 'Nip 1111111111',
    readLimits: () => Promise.reject(new Error('not told')),
    store: new MemoryRateStore(),
    clock,
    ...options,
  });
}

const departure = (group: RateGroup, operation = 'sendInvoice') =>
  ({ operation, group, mayAsk: true, patienceMs: Number.POSITIVE_INFINITY, signal: undefined }) as const;

/** Comes again where the queue is too long, as a patient caller does. */
async function admitted(scheduler: RateScheduler, clock: FakeClock, group: RateGroup): Promise<void> {
  for (;;) {
    const tooLongMs = await scheduler.admit(departure(group));
    if (tooLongMs === undefined) return;
    await clock.wait(tooLongMs, undefined);
  }
}

/** Most requests that any window of this length holds. */
function mostIn(moments: readonly number[], lengthMs: number): number {
  const sorted = moments.toSorted((a, b) => a - b);
  let most = 0;
  for (let first = 0, last = 0; last < sorted.length; last++) {
    while ((sorted[last] ?? 0) - (sorted[first] ?? 0) >= lengthMs) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

const named: [string, RateLimit][] = Object.entries(rateGroups);

test.each(named)('%s: no window of KSeF ever holds more than is allowed', async (name, limit) => {
  const group = name as RateGroup;
  const clock = new FakeClock();
  const scheduler = schedulerOf(clock);
  const arrivals: number[] = [];
  let seed = 7;
  const requests = Array.from({ length: 3 * (limit.perHour ?? 300) }, async () => {
    await admitted(scheduler, clock, group);
    // The way to KSeF takes a different time for each.
    seed = (seed * 16_807) % 2_147_483_647;
    arrivals.push(clock.now() + (seed % 240));
  });
  await clock.until(Promise.all(requests));
  expect(mostIn(arrivals, 1000)).toBeLessThanOrEqual(limit.perSecond);
  if (limit.perMinute) expect(mostIn(arrivals, 60_000)).toBeLessThanOrEqual(limit.perMinute);
  if (limit.perHour) {
    expect(mostIn(arrivals, 3_600_000)).toBeLessThanOrEqual(limit.perHour);
    // What is allowed is also used: three hours' worth takes little more than two hours.
    expect(Math.max(...arrivals) - Math.min(...arrivals)).toBeLessThan(2.6 * 3_600_000);
  }
});

test('requests below the limits leave at once and ask nobody', async () => {
  const clock = new FakeClock();
  let asked = 0;
  const scheduler = schedulerOf(clock, {
    readLimits: () => {
      asked += 1;
      return Promise.reject(new Error('not told'));
    },
  });
  const start = clock.now();
  for (let request = 0; request < rateGroups.invoiceStatus.perSecond; request++) {
    await expect(scheduler.admit(departure('invoiceStatus'))).resolves.toBeUndefined();
  }
  expect(clock.now()).toBe(start);
  expect(asked).toBe(0);
});

test('the limits of the context are asked for once, by whoever comes to a limit first', async () => {
  const clock = new FakeClock();
  let asked = 0;
  const raised = { perSecond: 100, perMinute: 300, perHour: 1800 };
  const scheduler = schedulerOf(clock, {
    readLimits: async () => {
      asked += 1;
      return { invoiceSend: raised } as EffectiveApiRateLimits;
    },
  });
  const start = clock.now();
  await clock.until(
    Promise.all(Array.from({ length: 100 }, () => scheduler.admit(departure('invoiceSend')))),
  );
  expect(clock.now()).toBe(start);
  expect(asked).toBe(1);
  await clock.until(scheduler.admit(departure('invoiceSend')));
  expect(clock.now() - start).toBeGreaterThanOrEqual(1000);
  expect(asked).toBe(1);
});

test('a window that KSeF gives as -1 is not counted; groups it leaves out stay as published', async () => {
  const clock = new FakeClock();
  const scheduler = schedulerOf(clock, {
    readLimits: async () =>
      ({ invoiceSend: { perSecond: -1, perMinute: -1, perHour: -1 }, sessionList: null }) as never,
  });
  const start = clock.now();
  for (let request = 0; request < 1000; request++)
    await clock.until(scheduler.admit(departure('invoiceSend')));
  expect(clock.now()).toBe(start);
  for (let request = 0; request < 6; request++) await clock.until(scheduler.admit(departure('sessionList')));
  expect(clock.now()).toBeGreaterThan(start);
});

test('a local KSeF that does not tell its limits has none', async () => {
  const clock = new FakeClock();
  const scheduler = schedulerOf(clock, { unlimitedUnlessTold: true });
  const start = clock.now();
  for (let request = 0; request < 500; request++)
    await clock.until(scheduler.admit(departure('invoiceSend')));
  expect(clock.now()).toBe(start);
});

test('contexts, groups, and operations without a group of their own are counted apart', async () => {
  const clock = new FakeClock();
  const store = new MemoryRateStore();
  const start = clock.now();
  for (const context of ['Nip 1111111111', 'Nip 2222222222']) {
    const scheduler = schedulerOf(clock, { store, context: () => context });
    for (const [group, operation] of [
      ['sessionList', 'listSessions'],
      ['invoiceDownload', 'getInvoiceByKsefNumber'],
      ['other', 'listTokens'],
      ['other', 'queryCertificates'],
    ] as const) {
      for (let request = 0; request < 5; request++) await scheduler.admit(departure(group, operation));
    }
  }
  expect(clock.now()).toBe(start);
});

test('clients of one context share what is counted together', async () => {
  const clock = new FakeClock();
  const store = new MemoryRateStore();
  const schedulers = [schedulerOf(clock, { store }), schedulerOf(clock, { store })];
  const moments: number[] = [];
  const work = Array.from({ length: 40 }, async (_, index) => {
    await schedulers[index % 2]?.admit(departure('sessionList'));
    moments.push(clock.now());
  });
  await clock.until(Promise.all(work));
  expect(mostIn(moments, 1000)).toBe(5);
  expect(mostIn(moments, 60_000)).toBe(10);
});

test('who would have to wait longer than its patience is told at once, and takes nothing', async () => {
  const clock = new FakeClock();
  const scheduler = schedulerOf(clock);
  for (let request = 0; request < 10; request++) await clock.until(scheduler.admit(departure('sessionList')));
  const impatient = { ...departure('sessionList'), patienceMs: 5000 };
  const start = clock.now();
  for (let request = 0; request < 100; request++) {
    expect(await scheduler.admit(impatient)).toBeGreaterThan(50_000);
  }
  expect(clock.now()).toBe(start);
  await clock.until(scheduler.admit(departure('sessionList')));
  expect(clock.now() - start).toBeLessThan(61_000);
});

test('waiting ends with the signal', async () => {
  const clock = new FakeClock();
  const scheduler = schedulerOf(clock);
  for (let request = 0; request < 5; request++) await scheduler.admit(departure('sessionList'));
  const controller = new AbortController();
  const waiting = scheduler.admit({ ...departure('sessionList'), signal: controller.signal });
  const start = clock.now();
  controller.abort();
  await waiting;
  expect(clock.now()).toBe(start);
});

test('waiting for the limits ends with the signal, and takes no place', async () => {
  const clock = new FakeClock();
  const controller = new AbortController();
  const scheduler = schedulerOf(clock, {
    readLimits: () => {
      controller.abort();
      return new Promise<never>(() => {});
    },
  });
  const { perSecond = 0 } = rateGroups.onlineSession;
  for (let at = 0; at < perSecond; at++) await scheduler.admit(departure('onlineSession'));
  const { signal } = controller;
  expect(await scheduler.admit({ ...departure('onlineSession'), signal })).toBeUndefined();
});

test('a refusal by KSeF holds everybody of the key back', async () => {
  const clock = new FakeClock();
  const scheduler = schedulerOf(clock);
  const start = clock.now();
  await scheduler.refused({ operation: 'sendInvoice', group: 'invoiceSend' }, 30_000);
  await clock.until(scheduler.admit(departure('invoiceStatus')));
  expect(clock.now()).toBe(start);
  await clock.until(scheduler.admit(departure('invoiceSend')));
  expect(clock.now() - start).toBeGreaterThanOrEqual(30_000);
});

test('a clock that was set back does not stop the client', async () => {
  const clock = new FakeClock();
  const scheduler = schedulerOf(clock);
  for (let request = 0; request < 5; request++) await scheduler.admit(departure('sessionList'));
  const earlier = clock.now() - 86_400_000;
  clock.set(earlier);
  await clock.until(scheduler.admit(departure('sessionList')));
  expect(clock.now()).toBe(earlier);
});

test('a store that fails does not stop the client, and the limits hold all the same', async () => {
  const clock = new FakeClock();
  const store = {
    reserve: () => Promise.reject(new Error('disk full')),
    pause: () => Promise.reject(new Error('disk full')),
  };
  const context = () => `of its own ${Math.random()}`.slice(0, 12);
  const name = context();
  const scheduler = schedulerOf(clock, { store, context: () => name });
  const moments: number[] = [];
  const work = Array.from({ length: 12 }, async () => {
    await scheduler.admit(departure('sessionList'));
    moments.push(clock.now());
  });
  await clock.until(Promise.all(work));
  expect(mostIn(moments, 1000)).toBe(5);
  await scheduler.refused({ operation: 'listSessions', group: 'sessionList' }, 1000);
});

const limits = {
  canRequest: true,
  enrollment: { remaining: 1, limit: 1 },
  certificate: { remaining: 1, limit: 1 },
};

test('a client keeps its requests to the limit, and says so; switched off, it does not', async () => {
  // When they leave, which is what the client answers for: on a busy machine they arrive together.
  const departures: number[] = [];
  const noting: typeof fetch = (...request) => {
    departures.push(performance.now());
    return fetch(...request);
  };
  await using server = await testServer((_request, response) => json(response, 200, limits));
  const waits: string[] = [];
  const rateLimits = {
    store: new MemoryRateStore(),
    limits: { other: { perSecond: 3 } },
    onWait: ({ operation }: { operation: string }) => waits.push(operation),
  };
  const seven = (client: ReturnType<typeof createKsefClient>) =>
    Promise.all(Array.from({ length: 7 }, () => client.operations.getCertificateLimits()));
  const common = { baseUrl: server.baseUrl, tokens: savedTokens(), fetch: noting };
  await seven(createKsefClient({ ...common, rateLimits }));
  expect(mostIn(departures, 1000)).toBe(3);
  expect(waits).toEqual(Array.from({ length: 4 }, () => 'getCertificateLimits'));

  departures.length = 0;
  await seven(createKsefClient({ ...common, rateLimits: false }));
  expect(mostIn(departures, 1000)).toBe(7);
});

test('a wait beyond the deadline of a call is an error that says how long, and nothing is sent', async () => {
  await using server = await testServer(inTurn((_request, response) => json(response, 200, limits)));
  const rateLimits = { store: new MemoryRateStore(), limits: { other: { perSecond: 10, perMinute: 1 } } };
  const client = createKsefClient({
    baseUrl: server.baseUrl,
    tokens: savedTokens(),
    rateLimits,
    deadlineMs: 3000,
  });
  await client.operations.getCertificateLimits();
  const error = await failureOf(client.operations.getCertificateLimits());
  expect(error).toMatchObject({ kind: 'rate-limited', mayHaveBeenAccepted: false, status: undefined });
  expect((error as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(50_000);
  expect(server.requests).toHaveLength(1);
});

test('a call that is held back ends at once with its signal', async () => {
  await using server = await testServer((_request, response) => json(response, 200, limits));
  const rateLimits = { store: new MemoryRateStore(), limits: { other: { perSecond: 10, perMinute: 1 } } };
  const client = createKsefClient({ baseUrl: server.baseUrl, tokens: savedTokens(), rateLimits });
  await client.operations.getCertificateLimits();
  const controller = new AbortController();
  const held = failureOf(client.operations.getCertificateLimits({}, { signal: controller.signal }));
  controller.abort();
  expect(await held).toMatchObject({ kind: 'aborted' });
  expect(server.requests).toHaveLength(1);
});
