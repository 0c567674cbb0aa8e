/** Moments at the edges of the calendar, wherever a request may name one. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { call, logIn, newNip, sealOf } from '../../test/api.ts';
import { controlCall } from '../../test/control.ts';
import { enroll, finishedEnrollment, requestCertificate } from '../../test/enrollment.ts';
import { newPesel, ownerOf } from '../../test/permissions.ts';
import { type Ksef, startKsef } from '../index.ts';

let ksef: Ksef;
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off', clock: '2026-06-01T12:00:00Z' });
});
afterAll(() => ksef.close());
afterEach(async () => {
  await ksef.control.clearLatarnia();
  await ksef.control.clearFaults();
});

const text = (moment: string) => new Date(moment).toISOString().replace('Z', '+00:00');

/** Moments that can be read, and the same in UTC. */
const readable = [
  ['0001-01-01T00:00:00', '0000-12-31T23:00:00Z'],
  ['0999-01-01', '0998-12-31T23:00:00Z'],
  ['2026-06-01t10:00:00z', '2026-06-01T10:00:00Z'],
  ['9999-12-31T23:59:59', '9999-12-31T22:59:59Z'],
] as const;
const unreadable = [
  '0000-01-01T00:00:00',
  '9999-12-31T23:59:59-01:00',
  '2026-02-29',
  '2026-06-01T10:00:00+24:00',
  '2026-06-01 10:00',
];

const createdDates = async (nip: string, createdDate: string) => {
  const other = newNip();
  const person = { nip, pesel: newPesel(), isBailiff: true, description: 'komornik', createdDate };
  const subject = {
    subjectNip: other,
    subjectType: 'JST' as const,
    description: 'gmina',
    createdDate,
  };
  return {
    other,
    replies: [
      await call(ksef, 'createTestPerson', { body: person }),
      await call(ksef, 'createTestSubject', { body: subject }),
    ],
  };
};

const announce = (moments: { start?: string; end?: string }) =>
  controlCall(ksef, 'POST', '/latarnia/events', { category: 'FAILURE', ...moments });

describe.each(readable)('the moment %s', (given, moment) => {
  const isPast = Date.parse(moment) < Date.parse('2026-06-01T12:00:00Z');

  it('is that of test data', async () => {
    const nip = newNip();
    const { other, replies } = await createdDates(nip, given);
    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    for (const who of [nip, other]) {
      const { roles } = await (await ownerOf(ksef, who)).list('queryEntityRoles', { query: {} });
      expect(roles.map(({ startDate }) => startDate)).toEqual([text(moment)]);
    }
  });

  it('is that of certificates', async () => {
    const nip = newNip();
    const { access: bearer } = await logIn(ksef, await sealOf(nip), nip);
    const { serialNumber } = await enroll(ksef, bearer);
    const later = await requestCertificate(ksef, bearer, { validFrom: given });
    if (isPast) await finishedEnrollment(ksef, bearer, later.body.referenceNumber);
    else expect(later.codes).toEqual([21405]);
    const found = await call(
      ksef,
      'queryCertificates',
      { query: {}, body: { expiresAfter: given } },
      { bearer },
    );
    expect(found.body.certificates).toHaveLength(isPast ? 2 : 0);
    const shortened = await call(
      ksef,
      'updateTestCertificate',
      { path: { serialNumber }, body: { validTo: given } },
      { bearer },
    );
    if (!isPast) return expect(shortened.codes).toEqual([21405]);
    const ended = await call(
      ksef,
      'queryCertificates',
      { query: {}, body: { status: 'Expired' } },
      { bearer },
    );
    expect(ended.body.certificates.map(({ validTo }) => validTo)).toEqual([text(moment)]);
  });

  it('is that of the control side', async () => {
    const fault = { kind: 'error', operation: 'createChallenge', until: given };
    expect((await controlCall(ksef, 'POST', '/faults', fault)).body).toMatchObject({ over: isPast });
    expect((await announce({ start: given })).body).toMatchObject({ start: text(moment), ongoing: isPast });
    const messages = await fetch(`${ksef.latarniaUrl}/messages`);
    expect(await messages.json()).toHaveLength(isPast ? 1 : 0);
  });
});

it.each(unreadable)('the moment %s is refused, and nothing is done', async (given) => {
  const nip = newNip();
  const { access: bearer } = await logIn(ksef, await sealOf(nip), nip);
  const { serialNumber } = await enroll(ksef, bearer);
  const path = { serialNumber };
  const replies = [
    ...(await createdDates(nip, given)).replies,
    await requestCertificate(ksef, bearer, { validFrom: given }),
    await call(ksef, 'queryCertificates', { query: {}, body: { expiresAfter: given } }, { bearer }),
    await call(ksef, 'updateTestCertificate', { path, body: { validTo: given } }, { bearer }),
  ];
  expect(replies.flatMap(({ codes }) => codes)).toEqual(replies.map(() => 21405));
  const controls = [
    await announce({ start: given }),
    await announce({ end: given }),
    await controlCall(ksef, 'POST', '/faults', { kind: 'drop', moment: 'before', until: given }),
    await controlCall(ksef, 'PUT', '/clock', { at: given }),
  ];
  expect(controls.map(({ body }) => body.code)).toEqual(controls.map(() => 'wrong-form'));
  expect((await ksef.control.readLatarnia()).events).toEqual([]);
});
