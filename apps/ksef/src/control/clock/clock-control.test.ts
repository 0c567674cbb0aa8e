import { describe, expect, it } from 'vitest';
import { logIn as apiLogIn, call, sealOf } from '../../../test/api.ts';
import { type Company, logIn } from '../../../test/company.ts';
import { controlCall } from '../../../test/control.ts';
import { runningKsefs } from '../../../test/running.ts';
import { sampleInvoice } from '../../../test/sample-invoice.ts';
import { until } from '../../../test/until.ts';
import type { Ksef } from '../../index.ts';
import { momentAfter } from './duration.ts';

const { start, newFolder } = runningKsefs();

const nip = '1111111111';
const again = (ksef: Ksef, company: Company) => logIn(ksef, company.nip);
const day = (text: string) => text.slice(0, 10);
const challengeMoment = async (ksef: Ksef) => (await call(ksef, 'createChallenge', {})).body.timestamp;

describe('the clock', () => {
  it('is read, set, moved, stopped and let go, over HTTP', async () => {
    const ksef = await start();
    const read = await controlCall(ksef, 'GET', '/clock');
    expect(read.body).toMatchObject({ frozen: false });
    expect(Math.abs(read.body.offsetMs)).toBeLessThan(50);

    const set = await controlCall(ksef, 'PUT', '/clock', { at: '2027-01-31T12:00:00Z' });
    expect(set.body.now).toMatch(/^2027-01-31T12:00:0/);
    expect(await challengeMoment(ksef)).toMatch(/^2027-01-31T12:00:/);
    const moved = await controlCall(ksef, 'POST', '/clock/advance', { by: 'P1MT12H' });
    expect(moved.body.now).toMatch(/^2027-03-01T00:00:0/);
    const back = await controlCall(ksef, 'POST', '/clock/advance', { by: -3_600_000 });
    expect(day(back.body.now)).toBe('2027-02-28');

    const frozen = await controlCall(ksef, 'POST', '/clock/freeze', { at: '2027-05-01T10:00:00Z' });
    expect(frozen.body).toMatchObject({ now: '2027-05-01T10:00:00.000+00:00', frozen: true });
    expect(await challengeMoment(ksef)).toMatch(/^2027-05-01T10:00:00\.000/);
    const stepped = await controlCall(ksef, 'POST', '/clock/advance', { by: 'PT1S' });
    expect(stepped.body).toMatchObject({ now: '2027-05-01T10:00:01.000+00:00', frozen: true });
    const resumed = await controlCall(ksef, 'POST', '/clock/resume');
    expect(resumed.body.frozen).toBe(false);
    await until(async () => (await ksef.control.readClock()).now > '2027-05-01T10:00:01.000+00:00');
  });

  it('survives a restart with its data, flowing or standing; the option at start comes first', async () => {
    const data = newFolder();
    const first = await start({ data });
    await first.control.setClock({ at: '2028-02-02T02:00:00Z' });
    await first.close();
    const second = await start({ data });
    expect((await second.control.readClock()).now).toMatch(/^2028-02-02T02:0/);
    await second.control.freezeClock({ at: '2028-03-03T03:00:00Z' });
    await second.close();
    const third = await start({ data });
    expect(await third.control.readClock()).toMatchObject({
      now: '2028-03-03T03:00:00.000+00:00',
      frozen: true,
    });
    await third.close();
    const fourth = await start({ data, clock: '2029-01-01T00:00:00Z' });
    expect((await fourth.control.readClock()).now).toMatch(/^2029-01-01T00:0/);
  });

  it('ends access tokens, sessions and the retention of statuses when it jumps', async () => {
    const ksef = await start();
    const company = await logIn(ksef, nip);
    const session = await company.openSession();
    const sent = await company.send(session, sampleInvoice());
    expect(sent.status).toBe(202);
    const grant = await company.post<{ referenceNumber: string }>('/permissions/persons/grants', {
      subjectIdentifier: { type: 'Pesel', value: '80010100000' },
      permissions: ['InvoiceRead'],
      description: 'praca w firmie',
      subjectDetails: {
        subjectDetailsType: 'PersonByIdentifier',
        personById: { firstName: 'Anna', lastName: 'Testowa' },
      },
    });
    await ksef.control.advanceClock({ by: 'PT16M' });
    expect((await company.get('/tokens')).status).toBe(401);

    const later = await again(ksef, company);
    await ksef.control.advanceClock({ by: 'PT12H' });
    // Nobody asks for the session: it ends because the clock moved.
    const after = await again(ksef, later);
    await until(async () => {
      const { body } = await after.get<{ status: { code: number } }>(`/sessions/${session.reference}`);
      return body.status.code === 200;
    });

    const operation = `/permissions/operations/${grant.body.referenceNumber}`;
    expect((await after.get(operation)).status).toBe(200);
    await ksef.control.advanceClock({ by: 'P31D' });
    expect((await (await again(ksef, after)).get(operation)).status).toBe(410);
  });

  it('ends the time to send a package, also while nobody asks', async () => {
    const ksef = await start();
    const company = await logIn(ksef, nip);
    const key = await company.openSession();
    const hash = Buffer.alloc(32).toString('base64');
    const opened = await company.post<{
      referenceNumber: string;
      partUploadRequests: { url: string; headers: Record<string, string> }[];
    }>('/sessions/batch', {
      formCode: { systemCode: 'FA (3)', schemaVersion: '1-0E', value: 'FA' },
      batchFile: {
        fileSize: 100,
        fileHash: hash,
        fileParts: [{ ordinalNumber: 1, fileSize: 112, fileHash: hash }],
      },
      encryption: await company.encryptionOf(key.key),
    });
    expect(opened.status).toBe(201);
    const [upload] = opened.body.partUploadRequests;
    const put = () =>
      fetch(upload?.url ?? '', { method: 'PUT', headers: upload?.headers ?? {}, body: new Uint8Array(112) });
    expect((await put()).status).toBe(201);
    await ksef.control.advanceClock({ by: 'PT21M' });
    expect((await put()).status).toBe(403);
    const state = await (await again(ksef, company)).get<{ status: { code: number } }>(
      `/sessions/${opened.body.referenceNumber}`,
    );
    expect(state.body.status.code).toBe(440);
  });

  it('set back keeps moments apart and in order, and deadlines count from the new present', async () => {
    const ksef = await start();
    await ksef.control.setClock({ at: '2026-11-20T12:00:00Z' });
    const store = async () => {
      const company = await logIn(ksef, nip);
      const session = await company.openSession();
      const state = await company.sendAndWait(session, sampleInvoice({ issueDate: '2026-01-05' }));
      return { session, stored: await storedAt(company, state.referenceNumber, session.reference) };
    };
    const first = await store();
    expect(await ksef.control.readClock()).not.toHaveProperty('invoicesUntil');
    const { invoicesUntil } = await ksef.control.advanceClock({ by: '-P30D' });
    expect(invoicesUntil).toMatch(/^2026-11-20T12:0/);
    const second = await store();
    const third = await store();
    expect([first, second, third].map(({ stored }) => stored)).toEqual(
      [first, second, third].map(({ stored }) => stored).sort(),
    );
    expect(new Set([first.stored, second.stored, third.stored]).size).toBe(3);
    await ksef.control.advanceClock({ by: 'PT12H1M' });
    const company = await logIn(ksef, nip);
    await until(async () => {
      const { body } = await company.get<{ status: { code: number } }>(
        `/sessions/${second.session.reference}`,
      );
      return body.status.code === 200;
    });
  });

  it('that stands still lets work end, and invoices be found', async () => {
    const ksef = await start();
    await ksef.control.freezeClock();
    const company = await logIn(ksef, nip);
    const session = await company.openSession();
    const state = await company.sendAndWait(session, sampleInvoice());
    expect(state.status.code).toBe(200);
    expect((await company.get(`/invoices/ksef/${state.ksefNumber}`)).status).toBe(200);
    await company.close(session);
    expect((await company.outcome(session)).status.code).toBe(200);
  });

  it('makes certificates of people end, and renews those of this KSeF', async () => {
    const ksef = await start();
    const before = (await call(ksef, 'listPublicKeyCertificates', {})).body;
    const validTo = new Date(Date.now() + 3600_000);
    const seal = await sealOf(nip, { validTo });
    await apiLogIn(ksef, seal, nip);
    await ksef.control.advanceClock({ by: 'P3Y' });
    await expect(apiLogIn(ksef, seal, nip)).rejects.toThrow(/460/);
    const after = (await call(ksef, 'listPublicKeyCertificates', {})).body;
    const { now } = await ksef.control.readClock();
    for (const key of after) expect(Date.parse(key.validTo)).toBeGreaterThan(Date.parse(now));
    expect(after.map(({ publicKeyId }) => publicKeyId)).toEqual(before.map(({ publicKeyId }) => publicKeyId));
  });
});

async function storedAt(company: Company, reference: string, session: string): Promise<string> {
  return until(async () => {
    const { body } = await company.get<{ permanentStorageDate?: string }>(
      `/sessions/${session}/invoices/${reference}`,
    );
    return body.permanentStorageDate;
  });
}

describe('durations', () => {
  const from = Date.parse('2026-01-31T10:00:00Z');
  it.each([
    ['PT12H', '2026-01-31T22:00:00.000Z'],
    ['P1D', '2026-02-01T10:00:00.000Z'],
    ['P1M', '2026-02-28T10:00:00.000Z'],
    ['-P1M', '2025-12-31T10:00:00.000Z'],
    ['P1Y2M3DT4H5M6.5S', '2027-04-03T14:05:06.500Z'],
    ['P2W', '2026-02-14T10:00:00.000Z'],
    ['-PT0,5S', '2026-01-31T09:59:59.500Z'],
  ])('%s', (duration, moment) => {
    expect(new Date(momentAfter(from, duration) ?? Number.NaN).toISOString()).toBe(moment);
  });
  it.each(['', 'P', 'PT', '12H', 'P1S', 'PT1D', 'P-1D', 'p1d'])('%j is none', (text) => {
    expect(momentAfter(from, text)).toBeUndefined();
  });
});
