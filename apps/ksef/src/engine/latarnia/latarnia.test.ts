import { type LatarniaMessage, latarniaOperations } from '@kwit/ksef-contract';
import { KSeFClient } from 'ksef-client-ts';
import { Compile } from 'typebox/compile';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { controlCall } from '../../../test/control.ts';
import { type Ksef, startKsef } from '../../index.ts';

let ksef: Ksef;
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off' });
});
afterAll(() => ksef.close());
beforeEach(async () => {
  await ksef.control.clearLatarnia();
});

const statusSchema = Compile(latarniaOperations.getKsefStatus.answer.content.schema);
const messagesSchema = Compile(latarniaOperations.getKsefMessages.answer.content.schema);

async function status(base = ksef.latarniaUrl): Promise<{ status: string; messages?: LatarniaMessage[] }> {
  const response = await fetch(`${base}/status`);
  expect(response.status).toBe(200);
  const body = await response.json();
  expect(statusSchema.Check(body)).toBe(true);
  return body as { status: string; messages?: LatarniaMessage[] };
}

async function messages(base = ksef.latarniaUrl): Promise<LatarniaMessage[]> {
  const body = await (await fetch(`${base}/messages`)).json();
  expect(messagesSchema.Check(body)).toBe(true);
  return body as LatarniaMessage[];
}

describe('Latarnia', () => {
  it('says that everything is available, at both addresses, without a log-in', async () => {
    expect(await status()).toEqual({ status: 'AVAILABLE' });
    expect(await status(ksef.url)).toEqual({ status: 'AVAILABLE' });
    expect(await messages(ksef.url)).toEqual([]);
  });

  it('announces a maintenance, which comes and goes with the clock', async () => {
    await ksef.control.freezeClock({ at: '2026-12-01T10:00:00Z' });
    const { body } = await controlCall(ksef, 'POST', '/latarnia/events', {
      category: 'MAINTENANCE',
      start: '2026-12-02T20:00:00Z',
      end: '2026-12-02T22:00:00Z',
      title: 'Prace',
    });
    expect(body).toMatchObject({ category: 'MAINTENANCE', title: 'Prace', ongoing: false });
    expect(await status()).toEqual({ status: 'AVAILABLE' });
    const announcement = {
      id: expect.any(String),
      eventId: body.eventId,
      category: 'MAINTENANCE',
      type: 'MAINTENANCE_ANNOUNCEMENT',
      title: 'Prace',
      text: expect.any(String),
      start: '2026-12-02T20:00:00.000+00:00',
      end: '2026-12-02T22:00:00.000+00:00',
      version: 1,
      published: '2026-12-01T10:00:00.000+00:00',
    };
    expect(await messages()).toEqual([announcement]);
    await ksef.control.setClock({ at: '2026-12-02T20:30:00Z' });
    expect(await status()).toEqual({ status: 'MAINTENANCE', messages: [announcement] });
    await ksef.control.endLatarniaEvent({ eventId: body.eventId });
    expect(await status()).toEqual({ status: 'AVAILABLE' });
    expect(await messages()).toMatchObject([
      { version: 2, end: '2026-12-02T20:30:00.000+00:00', published: '2026-12-02T20:30:00.000+00:00' },
    ]);
    await ksef.control.resumeClock();
  });

  it('tells of failures: their beginning, their end, and the worst of them as the status', async () => {
    await ksef.control.setLatarniaStatus({ status: 'FAILURE' });
    expect((await status()).messages).toMatchObject([{ type: 'FAILURE_START', category: 'FAILURE' }]);
    const total = await ksef.control.announceLatarniaEvent({ category: 'TOTAL_FAILURE' });
    const both = await status();
    expect(both.status).toBe('TOTAL_FAILURE');
    expect(both.messages).toHaveLength(2);
    await controlCall(ksef, 'POST', `/latarnia/events/${total.eventId}/end`);
    expect((await status()).status).toBe('FAILURE');
    const { body } = await controlCall(ksef, 'PUT', '/latarnia/status', { status: 'AVAILABLE' });
    expect(body.status).toBe('AVAILABLE');
    const all = await messages();
    expect(all.map(({ type }) => type).sort()).toEqual([
      'FAILURE_END',
      'FAILURE_END',
      'FAILURE_START',
      'FAILURE_START',
    ]);
    const ofTotal = all.filter(({ eventId }) => eventId === total.eventId);
    expect(new Set(ofTotal.map(({ id }) => id)).size).toBe(2);
    expect(ofTotal.every(({ category }) => category === 'TOTAL_FAILURE')).toBe(true);
  });

  it('tells nothing of a failure that was ended before it began', async () => {
    await ksef.control.freezeClock({ at: '2026-12-01T10:00:00Z' });
    const start = '2026-12-01T12:00:00Z';
    const { eventId } = await ksef.control.announceLatarniaEvent({ category: 'FAILURE', start });
    await ksef.control.endLatarniaEvent({ eventId });
    await ksef.control.setClock({ at: '2026-12-01T13:00:00Z' });
    expect(await messages()).toEqual([]);
    // One that was over as soon as it began was there all the same.
    await ksef.control.setLatarniaStatus({ status: 'FAILURE' });
    await ksef.control.setLatarniaStatus({ status: 'AVAILABLE' });
    expect((await messages()).map(({ type }) => type).sort()).toEqual(['FAILURE_END', 'FAILURE_START']);
    await ksef.control.resumeClock();
  });

  it.each([
    ['PUT', '/latarnia/status', { status: 'BROKEN' }, 400, 'not-allowed'],
    [
      'POST',
      '/latarnia/events',
      { category: 'FAILURE', start: '2026-02-02', end: '2026-02-01' },
      400,
      'end-before-start',
    ],
    ['POST', '/latarnia/events/77/end', {}, 404, 'no-such-event'],
    ['POST', '/latarnia/events/x/end', {}, 400, 'wrong-type'],
  ])('refuses %s %s %j', async (method, path, body, code, problem) => {
    expect(await controlCall(ksef, method, path, body)).toMatchObject({
      status: code,
      body: { code: problem },
    });
  });

  it('is read by a client that nobody here wrote', async () => {
    const client = new KSeFClient({
      baseUrl: ksef.url,
      baseQrUrl: ksef.url,
      lighthouseUrl: ksef.latarniaUrl,
    });
    await ksef.control.setLatarniaStatus({ status: 'TOTAL_FAILURE' });
    expect((await client.lighthouse.getStatus()).status).toBe('TOTAL_FAILURE');
    // It looks for a list inside an object; the official answer is the list itself.
    expect(await client.lighthouse.getMessages()).toEqual([]);
    await ksef.control.setLatarniaStatus({ status: 'AVAILABLE' });
    expect((await client.lighthouse.getStatus()).status).toBe('AVAILABLE');
  });
});
