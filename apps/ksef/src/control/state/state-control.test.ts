import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { logIn as apiLogIn, call, sealOf } from '../../../test/api.ts';
import { Company, logIn } from '../../../test/company.ts';
import { controlCall } from '../../../test/control.ts';
import { runningKsefs } from '../../../test/running.ts';
import { sampleInvoice } from '../../../test/sample-invoice.ts';
import { mountSmallDisk, unmount } from '../../../test/small-disk.ts';
import { until } from '../../../test/until.ts';
import { createBackground } from '../../engine/background.ts';
import type { Ksef } from '../../index.ts';
import { logOf } from '../../logging.ts';
import { createGate } from './gate.ts';

const { start, newFolder } = runningKsefs();

const processScript = join(import.meta.dirname, '../../../test/ksef-process.ts');
const nip = '1111111111';
const again = (ksef: Ksef, { accessToken }: Company) => new Company(ksef.apiUrl, nip, accessToken);

async function newInvoice(company: Company): Promise<string> {
  const state = await company.sendAndWait(await company.openSession(), sampleInvoice());
  expect(state.status.code).toBe(200);
  return state.ksefNumber ?? '';
}

const statusOf = async (company: Company, ksefNumber: string) =>
  (await company.get(`/invoices/ksef/${ksefNumber}`)).status;

/** Asks for an export and waits for it. @returns how to fetch its one part */
async function exported(company: Company): Promise<() => Promise<number>> {
  const { key } = await company.openSession();
  const now = new Date((await (await fetch(company.apiUrl.replace('/v2', ''))).headers.get('date')) ?? 0);
  const { body } = await company.post<{ referenceNumber: string }>('/invoices/exports', {
    encryption: await company.encryptionOf(key),
    filters: {
      subjectType: 'Subject1',
      dateRange: { dateType: 'Invoicing', from: new Date(now.getTime() - 86_400_000).toISOString() },
    },
  });
  const url = await until(async () => {
    const state = await company.get<{ package?: { parts: { url: string }[] } }>(
      `/invoices/exports/${body.referenceNumber}`,
    );
    return state.body.package?.parts[0]?.url;
  });
  return async () => {
    const response = await fetch(url);
    await response.arrayBuffer();
    return response.status;
  };
}

describe.each([
  ['in memory', () => ':memory:'],
  ['in a folder', newFolder],
])('the state, %s,', (_, place) => {
  it('is emptied however the address is written', async () => {
    const ksef = await start({ data: place() });
    const headers = { authorization: `Bearer ${ksef.controlKey}` };
    const reply = await fetch(`${ksef.url}/%63ontrol/reset`, { method: 'POST', headers });
    expect(await reply.json()).toEqual({ reset: true });
  });

  it('is emptied, with keys and authority as they were', async () => {
    const ksef = await start({ data: place() });
    const company = await logIn(ksef, nip);
    const number = await newInvoice(company);
    const fetchPart = await exported(company);
    expect(await fetchPart()).toBe(200);
    const keys = (await call(ksef, 'listPublicKeyCertificates', {})).body;
    await ksef.control.advanceClock({ by: 'PT10M' });
    await ksef.control.setLatarniaStatus({ status: 'FAILURE' });
    await ksef.control.addFault({ kind: 'error', operation: 'createToken' });

    expect((await controlCall(ksef, 'POST', '/reset')).body).toEqual({ reset: true });
    expect(await fetchPart()).toBe(404);
    expect((await company.get('/tokens')).status).toBe(401);
    expect((await call(ksef, 'listPublicKeyCertificates', {})).body).toEqual(keys);
    expect(Math.abs((await ksef.control.readClock()).offsetMs)).toBeLessThan(50);
    expect((await ksef.control.readLatarnia()).status).toBe('AVAILABLE');
    expect((await ksef.control.listFaults()).faults).toEqual([]);
    const anew = await logIn(ksef, nip);
    expect(await statusOf(anew, number)).toBe(400);
    await newInvoice(anew);
  });

  it('is kept under a name and put back, invoices, packages and clock alike, again and again', async () => {
    const ksef = await start({ data: place() });
    const company = await logIn(ksef, nip);
    const first = await newInvoice(company);
    const fetchPart = await exported(company);
    await ksef.control.freezeClock();
    const { now } = await ksef.control.readClock();
    const taken = await controlCall(ksef, 'PUT', '/snapshots/base-1');
    expect(taken.body).toEqual({ name: 'base-1', taken: now });
    for (let round = 0; round < 2; round += 1) {
      const second = await newInvoice(company);
      const later = await logIn(ksef, nip);
      await ksef.control.advanceClock({ by: 'P4D' });
      expect(await fetchPart()).toBe(404);
      const restored = await controlCall(ksef, 'POST', '/snapshots/base-1/restore');
      expect(restored.body).toEqual(taken.body);
      expect((await ksef.control.readClock()).now).toBe(now);
      expect(await statusOf(company, first)).toBe(200);
      expect(await statusOf(company, second)).toBe(400);
      expect(await fetchPart()).toBe(200);
      // Logged in after the snapshot: nothing is known of it any more.
      expect((await later.get('/tokens')).status).toBe(401);
    }
    expect((await ksef.control.listSnapshots()).snapshots).toEqual([taken.body]);
    expect(await ksef.control.removeSnapshot({ name: 'base-1' })).toEqual({ removed: true });
    for (const [method, path] of [
      ['POST', '/snapshots/base-1/restore'],
      ['DELETE', '/snapshots/base-1'],
    ] as const)
      expect(await controlCall(ksef, method, path)).toMatchObject({
        status: 404,
        body: { code: 'no-such-snapshot' },
      });
  });

  it('is put back while requests come, which wait and are answered', async () => {
    const ksef = await start({ data: place() });
    const company = await logIn(ksef, nip);
    await newInvoice(company);
    await ksef.control.takeSnapshot({ name: 'busy' });
    const session = await company.openSession();
    const sending = Array.from({ length: 5 }, () => company.send(session, sampleInvoice()));
    const asking = Array.from({ length: 20 }, () => company.get('/sessions?sessionType=Online'));
    const restoring = Promise.all([
      ksef.control.restoreSnapshot({ name: 'busy' }),
      ksef.control.restoreSnapshot({ name: 'busy' }),
    ]);
    const more = Array.from({ length: 20 }, () => company.get('/sessions?sessionType=Online'));
    for (const { status } of await Promise.all([...asking, ...more])) expect(status).toBe(200);
    // The session is of the state that is gone; what came before was taken there.
    for (const { status } of await Promise.all(sending)) expect([202, 400]).toContain(status);
    await restoring;
    await newInvoice(company);
  });

  it.each(['..', 'a b', '-x', 'x'.repeat(65), 'a%2Fb'])('is not kept under the name %j', async (name) => {
    const ksef = await start({ data: place() });
    const { status } = await controlCall(ksef, 'PUT', `/snapshots/${encodeURIComponent(name)}`);
    expect([400, 404]).toContain(status);
    expect((await ksef.control.listSnapshots()).snapshots).toEqual([]);
  });
});

describe('snapshots of a data folder', () => {
  it('outlive the process, and a restart goes on with what was put back', async () => {
    const data = newFolder();
    const first = await start({ data });
    const company = await logIn(first, nip);
    const number = await newInvoice(company);
    const fetchPart = await exported(company);
    await first.control.takeSnapshot({ name: 'kept' });
    expect(statSync(join(data, 'snapshots')).mode & 0o777).toBe(0o700);
    await first.control.reset();
    await first.close();
    const second = await start({ data, port: first.port });
    const { accessToken } = company;
    expect((await again(second, { accessToken } as Company).get('/tokens')).status).toBe(401);
    await second.control.restoreSnapshot({ name: 'kept' });
    await second.close();
    const third = await start({ data, port: first.port });
    expect(await statusOf(again(third, company), number)).toBe(200);
    expect(await fetchPart()).toBe(200);
  });

  it('do not make a start forget work that a fault holds', async () => {
    const data = newFolder();
    const first = await start({ data });
    await first.control.takeSnapshot({ name: 'before' });
    await first.control.addFault({ kind: 'stuck', work: ['invoice'] });
    await first.control.restoreSnapshot({ name: 'before' });
    const company = await logIn(first, nip);
    const session = await company.openSession();
    const { body } = await company.send(session, sampleInvoice());
    await first.close();
    const second = await start({ data });
    const { status } = await (await logIn(second, nip)).verdict(session.reference, body.referenceNumber);
    expect(status.code).toBe(200);
  });

  it('leave nothing behind where they were cut off', async () => {
    const data = newFolder();
    const first = await start({ data });
    await first.control.takeSnapshot({ name: 'good' });
    await first.close();
    mkdirSync(join(data, 'blobs-0123456789ab'));
    const snapshot = (name: string) => join(data, 'snapshots', name);
    for (const name of ['cut.unfinished', 'good.unfinished', 'gone.removed', 'good.replaced'])
      mkdirSync(snapshot(name));
    const second = await start({ data });
    expect(existsSync(join(data, 'blobs-0123456789ab'))).toBe(false);
    expect(readdirSync(join(data, 'snapshots'))).toEqual(['good']);
    expect((await second.control.listSnapshots()).snapshots).toMatchObject([{ name: 'good' }]);
    await second.control.reset();
    await second.control.reset();
    expect(readdirSync(data).filter((name) => name.startsWith('blobs'))).toHaveLength(1);
  });

  it('that were cut off while they took over a name are those that had it', async () => {
    const data = newFolder();
    const first = await start({ data });
    const number = await newInvoice(await logIn(first, nip));
    await first.control.takeSnapshot({ name: 'kept' });
    await first.close();
    const place = join(data, 'snapshots', 'kept');
    renameSync(place, `${place}.replaced`);
    mkdirSync(`${place}.unfinished`);
    const second = await start({ data });
    await second.control.reset();
    await second.control.restoreSnapshot({ name: 'kept' });
    expect(await statusOf(await logIn(second, nip), number)).toBe(200);
    expect(readdirSync(join(data, 'snapshots'))).toEqual(['kept']);
  });

  it('take over a name, and are gone once they are removed', async () => {
    const data = newFolder();
    const ksef = await start({ data });
    const company = await logIn(ksef, nip);
    await ksef.control.takeSnapshot({ name: 'twice' });
    const number = await newInvoice(company);
    await ksef.control.takeSnapshot({ name: 'twice' });
    await ksef.control.reset();
    await ksef.control.restoreSnapshot({ name: 'twice' });
    expect(await statusOf(company, number)).toBe(200);
    expect(readdirSync(join(data, 'snapshots'))).toEqual(['twice']);
    await ksef.control.removeSnapshot({ name: 'twice' });
    expect(readdirSync(join(data, 'snapshots'))).toEqual([]);
  });

  it.each([
    ['without its database', (place: string) => rmSync(join(place, 'ksef.db'))],
    ['with an empty one', (place: string) => truncateSync(join(place, 'ksef.db'))],
    ['without its files', (place: string) => rmSync(join(place, 'blobs'), { recursive: true })],
  ])('%s are refused, and nothing changes', async (_, damage) => {
    const data = newFolder();
    const ksef = await start({ data, logger: false });
    const company = await logIn(ksef, nip);
    const number = await newInvoice(company);
    await ksef.control.takeSnapshot({ name: 'half' });
    damage(join(data, 'snapshots', 'half'));
    expect(await controlCall(ksef, 'POST', '/snapshots/half/restore')).toMatchObject({
      status: 409,
      body: { code: 'snapshot-damaged' },
    });
    expect(await statusOf(company, number)).toBe(200);
  });

  it('are in place although the files before them cannot be removed', async ({ skip }) => {
    const data = newFolder();
    const ksef = await start({ data });
    await logIn(ksef, nip);
    await ksef.control.takeSnapshot({ name: 'early' });
    await ksef.control.advanceClock({ by: 'P4D' });
    const later = await logIn(ksef, nip);
    mkdirSync(join(data, 'blobs'), { recursive: true });
    const kept = join(data, 'blobs', 'kept');
    if (!mountSmallDisk(kept, 100)) skip();
    try {
      await ksef.control.restoreSnapshot({ name: 'early' });
      expect((await ksef.control.readClock()).offsetMs).toBeLessThan(1000);
      expect((await later.get('/tokens')).status).toBe(401);
    } finally {
      unmount(kept);
    }
  });

  it('that are damaged or of a newer version are refused, and nothing changes', async () => {
    const data = newFolder();
    const ksef = await start({ data, logger: false });
    const company = await logIn(ksef, nip);
    const number = await newInvoice(company);
    await ksef.control.takeSnapshot({ name: 'newer' });
    await ksef.control.takeSnapshot({ name: 'broken' });
    const database = new DatabaseSync(join(data, 'snapshots', 'newer', 'ksef.db'));
    database.exec("INSERT INTO migrations VALUES ('999-from-the-future', '2030-01-01')");
    database.close();
    writeFileSync(join(data, 'snapshots', 'broken', 'ksef.db'), 'no database at all'.repeat(500));
    expect(await controlCall(ksef, 'POST', '/snapshots/newer/restore')).toMatchObject({
      status: 409,
      body: { code: 'snapshot-newer' },
    });
    expect(await controlCall(ksef, 'POST', '/snapshots/broken/restore')).toMatchObject({
      status: 409,
      body: { code: 'snapshot-damaged' },
    });
    expect(await statusOf(company, number)).toBe(200);
    expect(readdirSync(data).filter((name) => name.startsWith('blobs-'))).toEqual([]);
    await newInvoice(company);
  });
});

describe('a kill while a state is put back', () => {
  it('leaves one state or the other, with its files', async () => {
    const data = newFolder();
    for (const waitMs of [0, 5, 15, 40, 90]) {
      const child = spawn(process.execPath, [processScript, data], { stdio: ['ignore', 'pipe', 'inherit'] });
      const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
      const apiUrl = String(JSON.parse(line.toString()).apiUrl);
      const controlKey = readFileSync(join(data, 'control-key'), 'utf8').trim();
      const remote = { controlUrl: apiUrl.replace('/v2', '/control'), controlKey };
      const company = await logIn({ apiUrl }, nip);
      const before = await newInvoice(company);
      await controlCall(remote, 'PUT', '/snapshots/one');
      const after = await newInvoice(company);
      const fetchPart = await exported(company);
      const gone = once(child, 'exit');
      const restoring = controlCall(remote, 'POST', '/snapshots/one/restore').catch(() => undefined);
      const timer = setTimeout(() => child.kill('SIGKILL'), waitMs);
      await restoring;
      clearTimeout(timer);
      child.kill('SIGKILL');
      await gone;
      const ksef = await start({ data, port: Number(new URL(apiUrl).port) });
      const there = again(ksef, company);
      expect(await statusOf(there, before)).toBe(200);
      // The package was made after the snapshot: rows and files tell the same.
      const isLater = (await statusOf(there, after)) === 200;
      expect(await fetchPart()).toBe(isLater ? 200 : 404);
      expect(readdirSync(data).filter((name) => name.startsWith('blobs'))).toHaveLength(1);
      await ksef.close();
    }
  });
});

describe('tokens', () => {
  it('of a log-in that the state knows go on working after it was put back, refreshing included', async () => {
    const ksef = await start();
    const { access, refresh } = await apiLogIn(ksef, await sealOf(nip), nip);
    await ksef.control.takeSnapshot({ name: 'x' });
    const other = await apiLogIn(ksef, await sealOf(nip), nip);
    await ksef.control.restoreSnapshot({ name: 'x' });
    expect((await call(ksef, 'listTokens', {}, { bearer: access })).status).toBe(200);
    expect((await call(ksef, 'refreshAccessToken', {}, { bearer: refresh })).status).toBe(200);
    expect((await call(ksef, 'refreshAccessToken', {}, { bearer: other.refresh })).status).toBe(401);
  });
});

describe('the gate', () => {
  it('gives up where something does not end, and opens again', async () => {
    const gate = createGate(createBackground(logOf(false)), 50);
    const leave = await gate.enter();
    await expect(gate.exclusively(async () => 1)).rejects.toMatchObject({ code: 'busy', status: 503 });
    leave?.();
    leave?.();
    expect(await gate.exclusively(async () => 2)).toBe(2);
  });

  it('tells a request that waited too long', async () => {
    const gate = createGate(createBackground(logOf(false)), 50);
    let end: (() => void) | undefined;
    const work = gate.exclusively(
      () =>
        new Promise<void>((done) => {
          end = done;
        }),
    );
    expect(await gate.enter()).toBeNull();
    end?.();
    await work;
    expect(await gate.enter()).not.toBeNull();
  });
});
