import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { call, newNip, sealOf, submitSigned } from '../../../test/api.ts';
import { type Company, logIn } from '../../../test/company.ts';
import { controlCall } from '../../../test/control.ts';
import { runningKsefs } from '../../../test/running.ts';
import { sampleInvoice } from '../../../test/sample-invoice.ts';
import { until } from '../../../test/until.ts';
import { type Ksef, startKsef } from '../../index.ts';

const { start, newFolder } = runningKsefs();
let ksef: Ksef;
let nip: string;
let company: Company;
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off' });
});
afterAll(() => ksef.close());
beforeEach(async () => {
  await ksef.control.clearFaults();
  nip = newNip();
  company = await logIn(ksef, nip);
});

const struck = async (id: string) =>
  (await ksef.control.listFaults()).faults.find((fault) => fault.id === id)?.struck;
const reached = (work: Promise<unknown>) =>
  work.then(
    () => true,
    () => false,
  );

describe('a fault', () => {
  it('is added, listed with how often it struck, and removed, over HTTP', async () => {
    const added = await controlCall(ksef, 'POST', '/faults', {
      kind: 'error',
      operation: 'listTokens',
      status: 502,
      page: 'html',
      times: 2,
    });
    expect(added.body).toMatchObject({ kind: 'error', struck: 0, over: false, times: 2 });
    for (const status of [502, 502, 200]) {
      const answer = await company.get('/tokens');
      expect(answer.status).toBe(status);
      if (status === 502) {
        expect(answer.headers.get('content-type')).toContain('text/html');
        expect(answer.body).toContain('502 Bad Gateway');
      }
    }
    const { body } = await controlCall(ksef, 'GET', '/faults');
    expect(body.faults).toMatchObject([{ id: added.body.id, struck: 2, over: true }]);
    expect((await controlCall(ksef, 'DELETE', `/faults/${added.body.id}`)).body.struck).toBe(2);
    expect(await controlCall(ksef, 'DELETE', `/faults/${added.body.id}`)).toMatchObject({
      status: 404,
      body: { code: 'no-such-fault' },
    });
    expect((await controlCall(ksef, 'DELETE', '/faults')).body).toEqual({ removed: 0 });
  });

  it('strikes by path, by operation and by context, and never the control side', async () => {
    await ksef.control.addFault({ kind: 'error', path: '/v2/sess*', context: nip });
    const other = await logIn(ksef, newNip());
    expect((await company.get('/sessions?sessionType=Online')).status).toBe(503);
    expect((await other.get('/sessions?sessionType=Online')).status).toBe(200);
    expect((await company.get('/tokens')).status).toBe(200);
    await ksef.control.addFault({ kind: 'error', status: 500, page: 'empty' });
    const bare = await company.get('/tokens');
    expect([bare.status, bare.body]).toEqual([500, '']);
    expect((await controlCall(ksef, 'GET', '/clock')).status).toBe(200);
  });

  it('strikes however an address is written, and the control side however that is', async () => {
    await ksef.control.addFault({ kind: 'rate-limit', path: '/v2/*' });
    const authorization = `Bearer ${company.accessToken}`;
    const tokens = await fetch(`${ksef.url}/%76%32/tokens`, { headers: { authorization } });
    expect(tokens.status).toBe(429);
    await ksef.control.clearFaults();
    await ksef.control.addFault({ kind: 'error' });
    const headers = { authorization: `Bearer ${ksef.controlKey}` };
    expect((await fetch(`${ksef.url}/%63ontrol/clock`, { headers })).status).toBe(200);
  });

  it.each([
    ['*', '/v2/tokens', true],
    ['/v2/*', '/v2/tokens', true],
    ['*/tok*ns', '/v2/tokens', true],
    ['/v2/tokens*', '/v2/tokens', true],
    ['/v2/tokens', '/v2/tokens', true],
    ['/v2/to', '/v2/tokens', false],
    ['/v2/t*kens*ns', '/v2/tokens', false],
    ['/v2/tokens*s', '/v2/tokens', false],
    ['/v2.tokens', '/v2/tokens', false],
    [`/v2/*${'*a'.repeat(60)}*b`, `/v2/${'a'.repeat(300)}`, false],
  ])('of the path %s strikes %s: %s', async (path, asked, isStruck) => {
    await ksef.control.addFault({ kind: 'error', path });
    const authorization = `Bearer ${company.accessToken}`;
    const { status } = await fetch(ksef.url + asked, { headers: { authorization } });
    expect(status === 503).toBe(isStruck);
  });

  it('strikes a log-in under way by its context', async () => {
    await ksef.control.addFault({ kind: 'error', operation: 'getAuthenticationStatus', context: nip });
    const { body } = await submitSigned(ksef, await sealOf(nip), nip);
    const path = { referenceNumber: body.referenceNumber };
    const bearer = body.authenticationToken.token;
    expect((await call(ksef, 'getAuthenticationStatus', { path }, { bearer })).status).toBe(503);
  });

  it('strikes by chance, the same way for the same seed', async () => {
    const outcomes = async () => {
      await ksef.control.clearFaults();
      await ksef.control.addFault({ kind: 'error', operation: 'listTokens', probability: 0.5, seed: 7 });
      const statuses: number[] = [];
      for (let count = 0; count < 20; count += 1) statuses.push((await company.get('/tokens')).status);
      return statuses;
    };
    const first = await outcomes();
    expect(new Set(first)).toEqual(new Set([200, 503]));
    expect(await outcomes()).toEqual(first);
  });

  it('strikes until a moment of the clock', async () => {
    const { now } = await ksef.control.readClock();
    const end = new Date(Date.parse(now) + 3600_000).toISOString();
    const { id } = await ksef.control.addFault({ kind: 'error', operation: 'createChallenge', until: end });
    expect((await call(ksef, 'createChallenge', {})).status).toBe(503);
    await ksef.control.advanceClock({ by: 'PT61M' });
    expect((await call(ksef, 'createChallenge', {})).status).toBe(200);
    expect(await struck(id)).toBe(1);
    await ksef.control.advanceClock({ by: '-PT61M' });
  });

  it.each([
    [{ kind: 'slow' }, 'not-allowed', 'kind'],
    [{ kind: 'delay' }, 'required', 'delayMs'],
    [{ kind: 'drop', status: 500 }, 'not-of-this-kind', 'status'],
    [{ kind: 'stuck', operation: 'sendInvoice' }, 'not-of-this-kind', 'operation'],
    [{ kind: 'error', operation: 'nothing' }, 'unknown-operation', 'operation'],
    [{ kind: 'error', status: 404 }, 'not-allowed', 'status'],
    [{ kind: 'error', probability: 0 }, 'out-of-range', 'probability'],
    [{ kind: 'error', seed: 1 }, 'required', 'probability'],
    [{ kind: 'error', until: 'never' }, 'wrong-form', 'until'],
    [{ kind: 'error', extra: 1 }, 'unknown-field', 'extra'],
  ])('%j is refused', async (rule, code, path) => {
    const { status, body } = await controlCall(ksef, 'POST', '/faults', rule);
    expect(status).toBe(400);
    expect(body.errors).toContainEqual({ code, path, detail: expect.any(String) });
  });
});

describe('faults on the way of a request', () => {
  it('delay it', async () => {
    const { id } = await ksef.control.addFault({ kind: 'delay', operation: 'listTokens', delayMs: 300 });
    const begun = performance.now();
    expect((await company.get('/tokens')).status).toBe(200);
    expect(performance.now() - begun).toBeGreaterThan(290);
    expect(await struck(id)).toBe(1);
  });

  it('delay it no longer than they are there', async () => {
    const { id } = await ksef.control.addFault({ kind: 'delay', operation: 'listTokens', delayMs: 600_000 });
    const asked = company.get('/tokens');
    await until(async () => (await struck(id)) === 1);
    await ksef.control.removeFault({ id });
    expect((await asked).status).toBe(200);
  });

  it('answer 429 in either form', async () => {
    await ksef.control.addFault({ kind: 'rate-limit', operation: 'listTokens', retryAfterSeconds: 7 });
    const older = await company.get<{ status: { details: string[] } }>('/tokens');
    expect(older.status).toBe(429);
    expect(older.headers.get('retry-after')).toBe('7');
    expect(older.body.status.details[0]).toContain('po 7 sekundach');
    const newer = await company.get('/tokens', { 'x-error-format': 'problem-details' });
    expect(newer.body).toMatchObject({ status: 429, detail: expect.stringContaining('Przekroczono limit') });
  });

  it('cut the connection before anything is done, or after all of it', async () => {
    const session = await company.openSession();
    const count = async () => {
      const { body } = await company.get<{ invoices: unknown[] }>(`/sessions/${session.reference}/invoices`);
      return body.invoices.length;
    };
    const before = await ksef.control.addFault({ kind: 'drop', operation: 'sendInvoice', times: 1 });
    expect(await reached(company.send(session, sampleInvoice({ seller: nip })))).toBe(false);
    expect(await struck(before.id)).toBe(1);
    expect(await count()).toBe(0);
    await ksef.control.addFault({ kind: 'drop', operation: 'sendInvoice', moment: 'after', times: 1 });
    expect(await reached(company.send(session, sampleInvoice({ seller: nip })))).toBe(false);
    expect(await count()).toBe(1);
    const { entries } = await ksef.control.readJournal({ operation: 'sendInvoice', context: nip });
    expect(entries.map(({ status, fault }) => [status, fault !== null])).toEqual([[null, true]]);
  });

  it('keep an invoice from being fetched yet', async () => {
    const state = await company.sendAndWait(await company.openSession(), sampleInvoice({ seller: nip }));
    await ksef.control.addFault({ kind: 'not-ready', times: 1 });
    const early = await company.get(`/invoices/ksef/${state.ksefNumber}`);
    expect(JSON.stringify(early.body)).toContain('21165');
    expect((await company.get(`/invoices/ksef/${state.ksefNumber}`)).status).toBe(200);
  });

  it('lose a part of a package, and make the storage unavailable', async () => {
    const { reference, put, close } = await openBatch();
    await ksef.control.addFault({ kind: 'storage-unavailable', context: nip, times: 1 });
    const busy = await put();
    expect([busy.status, await busy.text()]).toEqual([
      503,
      expect.stringContaining('<Code>ServerBusy</Code>'),
    ]);
    await ksef.control.addFault({ kind: 'lost-upload', times: 1 });
    expect((await put()).status).toBe(201);
    expect(JSON.stringify((await close()).body)).toContain('21205');
    expect((await put()).status).toBe(201);
    await ksef.control.addFault({ kind: 'stuck', context: nip });
    expect((await close()).status).toBe(204);
    const code = async () =>
      (await company.get<{ status: { code: number } }>(`/sessions/${reference}`)).body.status.code;
    expect(await code()).toBe(150);
    await ksef.control.clearFaults();
    // What was sent is no package at all.
    await until(async () => (await code()) === 405);
  });
});

/** Opens a session for a package of one part, of zeros. */
async function openBatch() {
  const hash = Buffer.alloc(32).toString('base64');
  const { key } = await company.openSession();
  const { body } = await company.post<{
    referenceNumber: string;
    partUploadRequests: { url: string; headers: Record<string, string> }[];
  }>('/sessions/batch', {
    formCode: { systemCode: 'FA (3)', schemaVersion: '1-0E', value: 'FA' },
    batchFile: {
      fileSize: 100,
      fileHash: hash,
      fileParts: [{ ordinalNumber: 1, fileSize: 112, fileHash: hash }],
    },
    encryption: await company.encryptionOf(key),
  });
  const [{ url, headers } = { url: '', headers: {} }] = body.partUploadRequests;
  return {
    reference: body.referenceNumber,
    put: () => fetch(url, { method: 'PUT', headers, body: new Uint8Array(112) }),
    close: () => company.post(`/sessions/batch/${body.referenceNumber}/close`),
  };
}

describe('work that is stuck', () => {
  it('leaves invoices in processing until the fault is removed, of its context alone', async () => {
    const { id } = await ksef.control.addFault({ kind: 'stuck', context: nip, times: 1 });
    const other = await logIn(ksef, newNip());
    const session = await company.openSession();
    const sent = await company.send(session, sampleInvoice({ seller: nip }));
    const path = `/sessions/${session.reference}/invoices/${sent.body.referenceNumber}`;
    expect((await company.get(path)).body).toMatchObject({ status: { code: 150 } });
    const theirs = await other.sendAndWait(await other.openSession(), sampleInvoice({ seller: other.nip }));
    expect(theirs.status.code).toBe(200);
    const second = await company.sendAndWait(session, sampleInvoice({ seller: nip }));
    expect(second.status.code).toBe(200);
    expect((await company.get(path)).body).toMatchObject({ status: { code: 150 } });
    await ksef.control.removeFault({ id });
    expect((await company.verdict(session.reference, sent.body.referenceNumber)).status.code).toBe(200);
  });

  it('holds closed sessions and exports, too', async () => {
    await ksef.control.addFault({ kind: 'stuck', context: nip, work: ['sessionClose'] });
    const session = await company.openSession();
    await company.sendAndWait(session, sampleInvoice({ seller: nip }));
    await company.close(session);
    const code = async () =>
      (await company.get<{ status: { code: number } }>(`/sessions/${session.reference}`)).body.status.code;
    expect(await code()).toBe(170);
    await ksef.control.clearFaults();
    await until(async () => (await code()) === 200);
  });

  it('goes on after a restart, as faults do not outlive their process', async () => {
    const data = newFolder();
    const first = await start({ data });
    const there = await logIn(first, nip);
    await first.control.addFault({ kind: 'stuck', work: ['invoice', 'invoiceExport'] });
    const session = await there.openSession();
    const sent = await there.send(session, sampleInvoice({ seller: nip }));
    const exported = await there.post<{ referenceNumber: string }>('/invoices/exports', {
      encryption: await there.encryptionOf(session.key),
      filters: {
        subjectType: 'Subject1',
        dateRange: { dateType: 'Invoicing', from: new Date(Date.now() - 86_400_000).toISOString() },
      },
    });
    const exportPath = `/invoices/exports/${exported.body.referenceNumber}`;
    expect((await there.get(exportPath)).body).toMatchObject({ status: { code: 100 } });
    await first.close();
    const second = await start({ data, port: first.port });
    expect((await second.control.listFaults()).faults).toEqual([]);
    expect((await there.verdict(session.reference, sent.body.referenceNumber)).status.code).toBe(200);
    await until(async () => {
      const { body } = await there.get<{ status: { code: number } }>(exportPath);
      return body.status.code === 200;
    });
  });
});
