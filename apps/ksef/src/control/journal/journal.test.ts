import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, newNip } from '../../../test/api.ts';
import { type Company, logIn } from '../../../test/company.ts';
import { controlCall } from '../../../test/control.ts';
import { until } from '../../../test/until.ts';
import { type Ksef, startKsef } from '../../index.ts';
import { createJournal } from './journal.ts';

let ksef: Ksef;
let company: Company;
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off' });
  company = await logIn(ksef, newNip());
});
afterAll(() => ksef.close());

describe('the journal', () => {
  it('tells who asked for what and what came of it', async () => {
    const refused = await company.post('/permissions/persons/grants', { wrong: 1 });
    expect(refused.status).toBe(400);
    const { body } = await controlCall(ksef, 'GET', '/journal?operation=grantPersonPermissions');
    expect(body.next).toBeNull();
    expect(body.entries).toEqual([
      {
        id: expect.any(Number),
        at: expect.stringMatching(/^\d{4}-.*\+00:00$/),
        method: 'POST',
        path: '/v2/permissions/persons/grants',
        operation: 'grantPersonPermissions',
        status: 400,
        durationMs: expect.any(Number),
        context: { type: 'Nip', value: company.nip },
        traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
        clientIp: '127.0.0.1',
        problem: '21405',
        fault: null,
        requestBytes: 11,
        responseBytes: expect.any(Number),
      },
    ]);
    const [entry] = body.entries;
    expect(JSON.stringify(refused.body)).toContain(entry.traceId);
    expect(entry.durationMs).toBeGreaterThan(0);
  });

  it('has nothing of the control side, however that is asked', async () => {
    await controlCall(ksef, 'DELETE', '/journal');
    const headers = { authorization: `Bearer ${ksef.controlKey}` };
    expect((await fetch(`${ksef.url}/%63ontrol/clock`, { headers })).status).toBe(200);
    await company.get('/tokens');
    const entries = await until(async () => {
      const { body } = await controlCall(ksef, 'GET', '/journal');
      return body.entries.length > 0 && body.entries;
    });
    expect(entries).toMatchObject([{ operation: 'listTokens' }]);
    await controlCall(ksef, 'DELETE', '/journal');
  });

  it('tells the address that the API goes by, behind a proxy as well', async () => {
    const behind = await startKsef({ port: 0, rateLimits: 'off', publicUrl: 'https://ksef.example' });
    try {
      const headers = { 'x-forwarded-for': '203.0.113.9' };
      const { body } = await call(behind, 'createChallenge', {}, { headers });
      const { entries } = await until(async () => {
        const found = await behind.control.readJournal({ operation: 'createChallenge' });
        return found.entries.length > 0 && found;
      });
      expect(entries[0]?.clientIp).toBe(body.clientIp);
    } finally {
      await behind.close();
    }
  });

  it('is filtered by every fact, paged, followed and cleared', async () => {
    await fetch(`${ksef.apiUrl}/nothing?token=secret`);
    for (let count = 0; count < 5; count += 1) await company.get('/tokens');
    await company.get('/tokens', { authorization: 'Bearer wrong' });
    const find = async (query: string) => (await controlCall(ksef, 'GET', `/journal?${query}`)).body;
    await until(async () => (await find('status=401')).entries.length === 1);
    expect((await find('status=401')).entries[0]).toMatchObject({ problem: '401', context: null });
    expect((await find('path=/v2/nothing')).entries).toMatchObject([{ operation: null, status: 404 }]);
    const all = await find(`context=${company.nip}&operation=listTokens&method=GET&limit=1000`);
    expect(all.entries).toHaveLength(5);
    const pages: number[] = [];
    for (let page = await find('operation=listTokens&limit=2'); ; ) {
      pages.push(...page.entries.map(({ id }: { id: number }) => id));
      if (page.next === null) break;
      page = await find(`operation=listTokens&limit=2&before=${page.next}`);
    }
    expect(pages).toHaveLength(6);
    expect(pages).toEqual([...new Set(pages)].sort((a, b) => b - a));
    const [trace] = (await find('path=/v2/nothing')).entries;
    expect((await find(`traceId=${trace.traceId}`)).entries).toHaveLength(1);
    await company.get('/sessions?sessionType=Online');
    const newer = await until(async () => {
      const { entries } = await find(`after=${pages[0]}`);
      return entries.length === 1 && entries;
    });
    expect(newer).toMatchObject([{ operation: 'listSessions' }]);
    expect((await controlCall(ksef, 'DELETE', '/journal')).body.cleared).toBeGreaterThan(6);
    expect((await find('')).entries).toEqual([]);
    expect((await controlCall(ksef, 'GET', '/journal?limit=0')).body).toMatchObject({ code: 'out-of-range' });
  });

  it('holds no key, token, query or body, and nothing of the control side', async () => {
    await controlCall(ksef, 'GET', '/clock');
    await company.get('/tokens?pageSize=10');
    const text = JSON.stringify(await ksef.control.readJournal({ limit: 1000 }));
    expect(text).not.toContain('/control');
    expect(text).not.toContain('pageSize');
    expect(text).not.toContain(company.accessToken);
    expect(text).not.toContain(ksef.controlKey);
  });

  it('has the very last ones as they went over the line, without their secrets', async () => {
    await company.post('/permissions/persons/grants?strange=1', { wrong: 'wartość' });
    const [entry] = (await ksef.control.readJournal({ operation: 'grantPersonPermissions', limit: 1 }))
      .entries;
    const exchange = await ksef.control.readExchange({ id: entry?.id ?? 0 });
    expect(exchange).toMatchObject({
      id: entry?.id,
      address: '/v2/permissions/persons/grants?strange=1',
      request: { body: '{"wrong":"wartość"}', isWhole: true },
      response: { body: expect.stringContaining('21405'), isWhole: true },
    });
    const header = (name: string) => exchange.request.headers.find((one) => one.name === name)?.value;
    expect(header('content-type')).toContain('json');
    expect(header('authorization')).toBe('•••');

    const { accessToken } = await logIn(ksef, newNip());
    const { entries } = await ksef.control.readJournal({ limit: 1000 });
    for (const { id } of entries) {
      const text = JSON.stringify(await ksef.control.readExchange({ id }).catch(() => null));
      expect(text).not.toContain(accessToken);
      expect(text).not.toContain(company.accessToken);
    }
    const none = await controlCall(ksef, 'GET', '/journal/999999');
    expect([none.status, none.body.code]).toEqual([404, 'no-such-exchange']);
  });

  it('keeps the last ten thousand', async () => {
    const journal = createJournal();
    const { readJournal, clearJournal } = journal.functions;
    const row = {
      atMs: 0,
      method: 'GET',
      operation: null,
      status: 200,
      durationMs: 1,
      context: null,
      traceId: '',
      clientIp: '',
      problem: null,
      fault: null,
      requestBytes: 0,
      responseBytes: 0,
    };
    for (let count = 1; count <= 10_050; count += 1) journal.write({ ...row, path: `/${count}` });
    const oldest = await readJournal({ before: 52, limit: 10 });
    expect(oldest).toMatchObject({ entries: [{ id: 51, path: '/51' }], next: null });
    expect(await clearJournal()).toEqual({ cleared: 10_000 });
    journal.write({ ...row, path: '/after' });
    const { entries } = await readJournal();
    expect(entries).toMatchObject([{ path: '/after' }]);
    expect(entries[0]?.id).toBeGreaterThan(10_050);
  });
});
