/** Calls are counted as the official page on API limits says, unless that is switched off. */
import { rateGroups } from '@kwit/ksef-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, callLoosely, logIn, newNip, sealOf } from '../../test/api.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { until } from '../../test/until.ts';
import { usualRateLimits } from '../engine/limits/default-limits.ts';
import { type Ksef, startKsef } from '../index.ts';

let ksef: Ksef;
beforeAll(async () => {
  ksef = await startKsef({ port: 0 });
});
afterAll(() => ksef.close());

async function loggedIn(on = ksef, nip = newNip()): Promise<{ nip: string; bearer: string }> {
  const { access } = await logIn(on, await sealOf(nip), nip);
  return { nip, bearer: access };
}

/** In a context with the limits of production. */
async function loggedInAsInProduction(): Promise<{ nip: string; bearer: string }> {
  const found = await loggedIn();
  await call(ksef, 'setTestProductionRateLimits', {}, found);
  return found;
}

const unknown = '20260101-SO-0000000000-0000000000-00';
const path = { referenceNumber: unknown };

/** How many calls pass before the first that does not. */
async function passing(ask: () => Promise<{ status: number }>, atMost: number): Promise<number> {
  for (let count = 0; count < atMost; count += 1) if ((await ask()).status === 429) return count;
  return atMost;
}

/** Every limit of every group that test data can change. */
const rates = async (bearer: string) => {
  const { body } = await call(ksef, 'getRateLimits', {}, { bearer });
  const { onlineSessionClose: _, batchSessionClose: __, anonymous: ___, global: ____, ...changeable } = body;
  return changeable;
};

describe('a call beyond a limit', () => {
  /** In a context whose list of sessions has a limit of its own. */
  async function listing(limit: { perSecond: number; perMinute: number; perHour: number }) {
    const { bearer } = await loggedIn();
    const body = { rateLimits: { ...(await rates(bearer)), sessionList: limit } };
    expect((await call(ksef, 'setTestRateLimits', { body }, { bearer })).status).toBe(200);
    return (headers = {}) =>
      call(ksef, 'listSessions', { query: { sessionType: 'Online' } }, { bearer, headers });
  }

  it('is refused with 429, the sentence and the seconds to wait, and passes after them', async () => {
    const list = await listing({ perSecond: 50, perMinute: 5, perHour: 600 });
    expect(await passing(list, 10)).toBe(5);
    const refused = await list();
    const wait = Number(refused.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(30);
    expect(wait).toBeLessThanOrEqual(60);
    const sentence = (seconds: number) =>
      `Przekroczono limit 5 żądań na minutę. Spróbuj ponownie po ${seconds} sekundach.`;
    expect(refused.headers.get('content-type')).toContain('application/json');
    expect(refused.body).toEqual({
      status: { code: 429, description: 'Too Many Requests', details: [sentence(wait)] },
    });
    const asked = await list({ 'x-error-format': 'problem-details' });
    expect(asked.headers.get('content-type')).toContain('application/problem+json');
    expect(asked.body).toEqual({
      title: 'Too Many Requests',
      status: 429,
      instance: '/v2/sessions',
      detail: sentence(Number(asked.headers.get('retry-after'))),
      timestamp: expect.any(String),
      traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    await ksef.control.advanceClock({ by: `PT${wait}S` });
    expect((await list()).status).toBe(200);
    await ksef.control.advanceClock({ by: `-PT${wait}S` });
  });

  it('passes after its time also while the clock stands still', async () => {
    const list = await listing({ perSecond: 1, perMinute: 100, perHour: 600 });
    const { now } = await ksef.control.freezeClock({});
    try {
      const refused = await until(async () => {
        const reply = await list();
        return reply.status === 429 && reply;
      });
      expect(refused.headers.get('retry-after')).toBe('1');
      expect(JSON.stringify(refused.body)).toContain(
        'Przekroczono limit 1 żądań na sekundę. Spróbuj ponownie po 1 sekundach.',
      );
      await until(async () => (await list()).status === 200);
      expect((await ksef.control.readClock()).now).toBe(now);
    } finally {
      await ksef.control.resumeClock();
    }
  });

  it('is one of the same context, whoever calls, and of the same group', async () => {
    const { nip, bearer } = await loggedInAsInProduction();
    const { access: again } = await logIn(ksef, await sealOf(nip), nip);
    const other = await loggedInAsInProduction();
    const close = (token: string) => callLoosely(ksef, 'closeOnlineSession', { path }, { bearer: token });
    const open = (token: string) => callLoosely(ksef, 'openOnlineSession', { body: {} }, { bearer: token });
    expect(await passing(() => open(bearer), 31)).toBeGreaterThanOrEqual(10);
    expect((await open(again)).status).toBe(429);
    expect((await open(other.bearer)).status).toBe(400);
    // Closing is counted apart from opening.
    expect((await close(bearer)).status).toBe(400);
  });

  it('is counted for each operation of the group «other» by itself', async () => {
    const { bearer } = await loggedInAsInProduction();
    const limits = () => call(ksef, 'getContextLimits', {}, { bearer });
    expect(await passing(limits, 31)).toBeGreaterThanOrEqual(10);
    expect((await call(ksef, 'getSubjectLimits', {}, { bearer })).status).toBe(200);
  });

  it('comes after who calls is known, and before anything else is looked at', async () => {
    const { bearer } = await loggedInAsInProduction();
    const open = (token: string) => callLoosely(ksef, 'openBatchSession', { body: {} }, { bearer: token });
    expect(await passing(() => open(bearer), 21)).toBeGreaterThanOrEqual(10);
    expect((await open('nonsense')).status).toBe(401);
    expect((await open(bearer)).status).toBe(429);
  });
});

describe('calls without a log-in', () => {
  it('are counted by address, sixty a second', async () => {
    const fresh = await startKsef({ port: 0 });
    try {
      const answers = await Promise.all(
        Array.from({ length: 600 }, () => callLoosely(fresh, 'createChallenge')),
      );
      const refused = answers.filter(({ status }) => status === 429);
      expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(60);
      expect(refused.length).toBeGreaterThan(0);
      expect(JSON.stringify(refused[0]?.body)).toContain('Przekroczono limit 60 żądań na sekundę.');
    } finally {
      await fresh.close();
    }
  });
});

describe('the limits of a context', () => {
  const fixed = {
    anonymous: { perSecond: 60, perMinute: -1, perHour: -1 },
    global: { perSecond: -1, perMinute: -1, perHour: -1 },
  };

  it('are ten times those of the contract on the profile test, with the groups that nobody can change', async () => {
    const { bearer } = await loggedIn();
    const { body } = await call(ksef, 'getRateLimits', {}, { bearer });
    const tenfold = Object.entries(rateGroups).map(([group, limits]) => [
      group,
      Object.fromEntries(Object.entries(limits).map(([window, limit]) => [window, limit * 10])),
    ]);
    expect(body).toEqual({ ...Object.fromEntries(tenfold), ...fixed });
  });

  it('are those of the contract elsewhere', () => {
    expect(usualRateLimits.prod).toEqual({ ...rateGroups, ...fixed });
    expect(usualRateLimits.demo).toEqual(usualRateLimits.prod);
  });

  it('are changed by test data, hold from then on, and can be put back', async () => {
    const { bearer } = await loggedIn();
    const before = await rates(bearer);
    const invoiceStatus = { perSecond: 3, perMinute: 2, perHour: 12_000 };
    const set = await call(
      ksef,
      'setTestRateLimits',
      { body: { rateLimits: { ...before, invoiceStatus } } },
      { bearer },
    );
    expect(set.status).toBe(200);
    expect(await rates(bearer)).toEqual({ ...before, invoiceStatus });
    const ask = () =>
      callLoosely(
        ksef,
        'getSessionInvoice',
        { path: { ...path, invoiceReferenceNumber: unknown } },
        { bearer },
      );
    expect(await passing(ask, 3)).toBe(2);
    await call(ksef, 'resetTestRateLimits', {}, { bearer });
    expect(await rates(bearer)).toEqual(before);
    expect(await passing(ask, 3)).toBe(3);
  });

  it('are those of production when that is asked for', async () => {
    const { bearer } = await loggedInAsInProduction();
    const before = await rates(bearer);
    const other = { perSecond: 100, perMinute: 300, perHour: 1200 };
    await call(ksef, 'setTestRateLimits', { body: { rateLimits: { ...before, other } } }, { bearer });
    expect((await rates(bearer)).other).toEqual(other);
    expect((await call(ksef, 'setTestProductionRateLimits', {}, { bearer })).status).toBe(200);
    expect(await rates(bearer)).toEqual(before);
    // Those that test data cannot set one by one are among them.
    const { body: all } = await call(ksef, 'getRateLimits', {}, { bearer });
    expect(all).toMatchObject({
      onlineSession: { perSecond: 10, perMinute: 30, perHour: 120 },
      onlineSessionClose: { perSecond: 20, perMinute: 60, perHour: 240 },
      batchSessionClose: { perSecond: 20, perMinute: 40, perHour: 120 },
    });
  });

  it('can be set without the groups that came later, as older clients do', async () => {
    const { bearer } = await loggedIn();
    const { collectiveIdentifier, invoiceExportStatus, ...older } = await rates(bearer);
    const body = { rateLimits: { ...older, invoiceExportStatus: null } };
    expect((await call(ksef, 'setTestRateLimits', { body }, { bearer })).status).toBe(200);
    expect(await rates(bearer)).toMatchObject({ collectiveIdentifier, invoiceExportStatus });
  });

  it('are no less than one and no more than ten times those of production', async () => {
    const { bearer } = await loggedIn();
    const before = await rates(bearer);
    const set = (onlineSession: object) =>
      callLoosely(
        ksef,
        'setTestRateLimits',
        { body: { rateLimits: { ...before, onlineSession } } },
        { bearer },
      );
    const low = await set({ perSecond: 0, perMinute: 0, perHour: 1 });
    expect(low.codes).toEqual([21405]);
    expect(low.details).toEqual([
      "'rateLimits.onlineSession.perSecond' must be between 1 and 100. You entered 0.",
      "'rateLimits.onlineSession.perMinute' must be between 1 and 300. You entered 0.",
    ]);
    expect((await set({ perSecond: 11, perMinute: 31, perHour: 11_231 })).details).toEqual([
      "'rateLimits.onlineSession.perHour' must be between 1 and 1200. You entered 11231.",
    ]);
    expect(await rates(bearer)).toEqual(before);
  });

  it('that are wrong are told beside groups that are missing, each once', async () => {
    const { bearer } = await loggedIn();
    const groups = Object.keys(await rates(bearer));
    const onlineSession = { perSecond: 1, perMinute: 1, perHour: 11_111_111 };
    const nulls = Object.fromEntries(groups.map((group) => [group, null]));
    const { collectiveIdentifier, ...older } = nulls;
    for (const [given, count] of [
      [older, 11],
      [nulls, 12],
    ] as const) {
      const body = { rateLimits: { ...given, onlineSession } };
      const { details } = await callLoosely(ksef, 'setTestRateLimits', { body }, { bearer });
      expect(details).toHaveLength(count);
      expect(details).toContain(
        "'rateLimits.onlineSession.perHour' must be between 1 and 1200. You entered 11111111.",
      );
    }
  });

  it('outlive a restart; the calls that were counted do not', async () => {
    const data = temporaryFolder();
    const nip = newNip();
    const first = await startKsef({ port: 0, data });
    const { bearer } = await loggedIn(first, nip);
    const { body: before } = await call(first, 'getRateLimits', {}, { bearer });
    const sessionList = { perSecond: 1, perMinute: 1, perHour: 1 };
    await call(first, 'setTestRateLimits', { body: { rateLimits: { ...before, sessionList } } }, { bearer });
    await first.close();
    const second = await startKsef({ port: 0, data });
    try {
      const list = () => call(second, 'listSessions', { query: { sessionType: 'Online' } }, { bearer });
      expect(await passing(list, 2)).toBe(1);
      const { body } = await call(second, 'getRateLimits', {}, { bearer });
      expect(body).toEqual({ ...before, sessionList });
    } finally {
      await second.close();
    }
  });
});

describe('the switch', () => {
  it('lets all calls through when it is off, and says that nothing is counted', async () => {
    const unlimited = await startKsef({ port: 0, rateLimits: 'off' });
    try {
      const { bearer } = await loggedIn(unlimited);
      const list = () => call(unlimited, 'listSessions', { query: { sessionType: 'Online' } }, { bearer });
      expect(await passing(list, 40)).toBe(40);
      const { body } = await call(unlimited, 'getRateLimits', {}, { bearer });
      expect(body.sessionList).toEqual({ perSecond: -1, perMinute: -1, perHour: -1 });
    } finally {
      await unlimited.close();
    }
  });
});
