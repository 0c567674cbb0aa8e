/** How long the states of asynchronous operations are kept, by the clock of this KSeF. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, logIn, newNip, sealOf } from '../../test/api.ts';
import { finishedEnrollment, requestCertificate } from '../../test/enrollment.ts';
import { type Ksef, startKsef } from '../index.ts';

let ksef: Ksef;
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off' });
});
afterAll(() => ksef.close());

describe('the state of a request for a certificate', () => {
  it('is kept for thirty days', async () => {
    const nip = newNip();
    const seal = await sealOf(nip);
    const bearer = async () => (await logIn(ksef, seal, nip)).access;
    const { body } = await requestCertificate(ksef, await bearer());
    const { referenceNumber } = body;
    const { certificateSerialNumber } = await finishedEnrollment(ksef, await bearer(), referenceNumber);
    const state = async () =>
      call(ksef, 'getCertificateEnrollmentStatus', { path: { referenceNumber } }, { bearer: await bearer() });
    await ksef.control.advanceClock({ by: 'P29DT23H' });
    expect((await state()).status).toBe(200);
    await ksef.control.advanceClock({ by: 'PT2H' });
    const gone = await state();
    expect(gone.status).toBe(410);
    expect(gone.body).toMatchObject({ status: 410, detail: 'Operacja wygasła i nie jest już dostępna.' });
    // The certificate itself lives on.
    const found = await call(
      ksef,
      'retrieveCertificates',
      { body: { certificateSerialNumbers: [certificateSerialNumber ?? ''] } },
      { bearer: await bearer() },
    );
    expect(found.body.certificates).toHaveLength(1);
  });
});

describe('the state of a log-in', () => {
  it('is out of reach once the token that asks for it is over, long before its seven days', async () => {
    const nip = newNip();
    const { access, referenceNumber } = await logIn(ksef, await sealOf(nip), nip);
    const asked = (bearer: string) =>
      call(ksef, 'getAuthenticationStatus', { path: { referenceNumber } }, { bearer });
    expect((await asked(access)).status).toBe(401);
    await ksef.control.advanceClock({ by: 'P8D' });
    expect((await asked(access)).status).toBe(401);
  });
});
