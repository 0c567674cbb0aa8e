import { createCsr, generateKeyPair, readCertificate } from '@kwit/crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  call,
  callLoosely,
  decided,
  logIn,
  newNip,
  personWith,
  redeemed,
  sealOf,
  submitSigned,
  submitToken,
} from '../../test/api.ts';
import {
  enroll as enrollCertificate,
  finishedEnrollment,
  requestCertificate,
  subjectFor,
} from '../../test/enrollment.ts';
import { newPesel } from '../../test/permissions.ts';
import { until } from '../../test/until.ts';
import { type Ksef, startKsef } from '../index.ts';

let ksef: Ksef;
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off' });
});
afterAll(() => ksef.close());

const request = (bearer: string, changes?: Parameters<typeof requestCertificate>[2]) =>
  requestCertificate(ksef, bearer, changes);
const finished = (bearer: string, referenceNumber: string) =>
  finishedEnrollment(ksef, bearer, referenceNumber);
const enroll = (bearer: string, changes?: Parameters<typeof requestCertificate>[2]) =>
  enrollCertificate(ksef, bearer, changes);

async function newOwner() {
  const nip = newNip();
  const { access } = await logIn(ksef, await sealOf(nip), nip);
  return { nip, bearer: access };
}

describe('a KSeF certificate', () => {
  it('is issued by the authority for two years, and logs in as whoever asked for it', async () => {
    const { nip, bearer } = await newOwner();
    const { credential, serialNumber, status } = await enroll(bearer);
    expect(status).toEqual({ code: 200, description: 'Wniosek obsłużony (certyfikat wygenerowany)' });
    const { certificate } = credential;
    expect(serialNumber).toMatch(/^[0-9A-F]{16}$/);
    expect(certificate.serialNumber.padStart(16, '0')).toBe(serialNumber);
    expect(certificate.verify(readCertificate(ksef.caCertificate).publicKey)).toBe(true);
    expect(certificate.subject).toContain(`organizationIdentifier=VATPL-${nip}`);
    const years = certificate.validToDate.getUTCFullYear() - certificate.validFromDate.getUTCFullYear();
    expect(years).toBe(2);

    const started = await submitSigned(ksef, credential, nip, { verifyCertificateChain: true });
    expect(await decided(ksef, started.body)).toMatchObject({
      status: { code: 200 },
      authenticationMethod: 'InternalCertificate',
    });
    const listed = await call(ksef, 'queryCertificates', { body: {} }, { bearer });
    expect(listed.body.certificates).toMatchObject([
      {
        certificateSerialNumber: serialNumber,
        name: 'Certyfikat testowy',
        type: 'Authentication',
        status: 'Active',
        commonName: 'Firma testowa',
        subjectIdentifier: { type: 'Nip', value: nip },
      },
    ]);
    expect(listed.body.certificates[0]?.lastUseDate).toBeDefined();
  });

  it('belongs to a person in whatever context, and is issued for a person', async () => {
    const person = newNip();
    const own = await logIn(ksef, await personWith(`TINPL-${person}`), person);
    const { credential, serialNumber } = await enroll(own.access, { keyPair: await generateKeyPair('RSA') });
    const firm = newNip();
    await call(ksef, 'grantTestPermissions', {
      body: {
        contextIdentifier: { type: 'Nip', value: firm },
        authorizedIdentifier: { type: 'Nip', value: person },
        permissions: [{ permissionType: 'InvoiceRead', description: 'podgląd faktur' }],
      },
    });
    const elsewhere = await logIn(ksef, credential, firm);
    const { body } = await call(ksef, 'queryCertificates', { body: {} }, { bearer: elsewhere.access });
    expect(body.certificates.map((one) => one.certificateSerialNumber)).toEqual([serialNumber]);
  });

  it('for offline invoices does not log in', async () => {
    const { nip, bearer } = await newOwner();
    const { credential } = await enroll(bearer, { type: 'Offline' });
    const started = await submitSigned(ksef, credential, nip);
    expect((await decided(ksef, started.body)).status).toMatchObject({
      code: 460,
      details: ['Niepoprawny certyfikat'],
    });
  });

  it('that was revoked does not log in, and is not revoked twice', async () => {
    const { nip, bearer } = await newOwner();
    const { credential, serialNumber } = await enroll(bearer);
    const path = { certificateSerialNumber: serialNumber };
    const revoke = (by: string) =>
      call(ksef, 'revokeCertificate', { path, body: { revocationReason: 'KeyCompromise' } }, { bearer: by });
    const stranger = await newOwner();
    expect((await revoke(stranger.bearer)).codes).toEqual([25008]);
    expect((await revoke(bearer)).status).toBe(204);
    expect((await revoke(bearer)).codes).toEqual([25009]);
    const started = await submitSigned(ksef, credential, nip);
    expect((await decided(ksef, started.body)).status).toMatchObject({
      code: 460,
      details: ['Certyfikat odwołany'],
    });
    const { body } = await call(ksef, 'queryCertificates', { body: { status: 'Revoked' } }, { bearer });
    expect(body.certificates).toHaveLength(1);
  });

  it('begins when asked, but not before it exists', async () => {
    const { nip, bearer } = await newOwner();
    const tomorrow = new Date(Date.now() + 86_400_000);
    const later = await enroll(bearer, { validFrom: tomorrow.toISOString() });
    expect(Math.abs(later.credential.certificate.validFromDate.getTime() - tomorrow.getTime())).toBeLessThan(
      1000,
    );
    const started = await submitSigned(ksef, later.credential, nip);
    expect((await decided(ksef, started.body)).status).toMatchObject({
      code: 460,
      details: ['Nieważny certyfikat'],
    });
    const past = await enroll(bearer, { validFrom: '2020-01-01T00:00:00Z' });
    expect(past.credential.certificate.validFromDate.getUTCFullYear()).toBeGreaterThan(2020);
  });
});

describe('a request for a certificate', () => {
  it('must carry the subject of the log-in, attribute by attribute', async () => {
    const { bearer } = await newOwner();
    const subject = await subjectFor(ksef, bearer);
    const { commonName: _, ...withoutName } = subject;
    for (const wrong of [
      { ...subject, commonName: 'Inna firma' },
      withoutName,
      { ...subject, serialNumber: 'TINPL-1111111111' },
      { ...subject, organizationIdentifier: 'VATPL-1111111111' },
    ]) {
      expect((await request(bearer, { subject: wrong })).codes).toEqual([25003]);
    }
  });

  it('must be a PKCS#10 request that its own key signed', async () => {
    const { bearer } = await newOwner();
    const csr = Buffer.from(
      await createCsr({ subject: await subjectFor(ksef, bearer), keyPair: await generateKeyPair('EC') }),
    );
    const broken = Buffer.from(csr);
    broken[broken.length - 5] = (broken[broken.length - 5] ?? 0) ^ 0xff;
    for (const bytes of [Buffer.from('nothing'), csr.subarray(0, 50), broken, Buffer.alloc(0)]) {
      const body = {
        certificateName: 'Nazwa',
        certificateType: 'Authentication',
        csr: bytes.toString('base64'),
      };
      expect((await callLoosely(ksef, 'enrollCertificate', { body }, { bearer })).codes).toEqual([25004]);
    }
  });

  it('must be signed by an allowed algorithm, and end where it ends', async () => {
    const { bearer } = await newOwner();
    const csr = Buffer.from(
      await createCsr({ subject: await subjectFor(ksef, bearer), keyPair: await generateKeyPair('EC') }),
    );
    const ask = async (bytes: Buffer) => {
      const body = { certificateName: 'Nazwa', certificateType: 'Offline', csr: bytes.toString('base64') };
      return (await callLoosely(ksef, 'enrollCertificate', { body }, { bearer })).codes;
    };
    // ecdsa-with-SHA256 becomes ecdsa-with-SHA224 (RFC 5758).
    const weak = Buffer.from(csr);
    const algorithm = Buffer.from('2a8648ce3d040302', 'hex');
    weak[weak.lastIndexOf(algorithm) + algorithm.length - 1] = 1;
    expect(await ask(weak)).toEqual([25011]);
    expect(await ask(Buffer.concat([csr, Buffer.of(0)]))).toEqual([25004]);
  });

  it('cannot ask for a validity beyond that of the authority, or on a day that there is not', async () => {
    const { bearer } = await newOwner();
    for (const validFrom of ['9998-06-01T00:00:00Z', '9999-12-31T23:59:59Z', '2098-01-01T00:00:00Z']) {
      const { codes, details } = await request(bearer, { validFrom });
      expect(codes).toEqual([21405]);
      expect(details).toEqual(["Wartość pola 'validFrom' jest zbyt późna."]);
    }
    expect((await request(bearer, { validFrom: '2026-02-30T00:00:00Z' })).codes).toEqual([21405]);
    const far = await enroll(bearer, { validFrom: '2097-06-01T00:00:00Z' });
    expect(far.credential.certificate.validToDate.toISOString()).toBe('2099-06-01T00:00:00.000Z');
  });

  it('must have a key of an allowed kind', async () => {
    const { bearer } = await newOwner();
    const { generateKeyPairSync } = await import('node:crypto');
    const keyPair = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
    expect((await request(bearer, { keyPair })).codes).toEqual([25010]);
  });

  it('must have a name that the contract allows', async () => {
    const { bearer } = await newOwner();
    const wrong = await request(bearer, { name: 'A/B*C?D' });
    expect(wrong.codes).toEqual([21405]);
    expect(wrong.details).toEqual(["Pole 'certificateName' ma nieprawidłowy format."]);
  });

  it('with a key of another subject is rejected', async () => {
    const keyPair = await generateKeyPair('EC');
    const [first, second] = [await newOwner(), await newOwner()];
    await enroll(first.bearer, { keyPair });
    const { body } = await request(second.bearer, { keyPair });
    expect((await finished(second.bearer, body.referenceNumber)).status).toEqual({
      code: 400,
      description: 'Wniosek odrzucony',
      details: ['Klucz publiczny został już certyfikowany przez inny podmiot.'],
    });
    const stranger = { path: { referenceNumber: body.referenceNumber } };
    expect(
      (await call(ksef, 'getCertificateEnrollmentStatus', stranger, { bearer: first.bearer })).codes,
    ).toEqual([25005]);
  });

  it('with a key of the same person under the other identifier is not', async () => {
    const [nip, pesel, keyPair] = [newNip(), newPesel(), await generateKeyPair('EC')];
    const body = { nip, pesel, isBailiff: false, description: 'osoba testowa' };
    await call(ksef, 'createTestPerson', { body });
    for (const serialNumber of [`TINPL-${nip}`, `PNOPL-${pesel}`]) {
      const { access } = await logIn(ksef, await personWith(serialNumber), nip);
      expect((await enroll(access, { keyPair })).status.code).toBe(200);
    }
  });

  it('is not for those who logged in with a token', async () => {
    const { nip, bearer } = await newOwner();
    const { serialNumber } = await enroll(bearer);
    const permissions = { permissions: ['InvoiceRead' as const], description: 'Token testowy' };
    const created = await call(ksef, 'createToken', { body: permissions }, { bearer });
    await until(async () => {
      const path = { referenceNumber: created.body.referenceNumber };
      return (await call(ksef, 'getToken', { path }, { bearer })).body.status === 'Active';
    });
    const started = await submitToken(ksef, created.body.token, nip);
    const byToken = (await redeemed(ksef, started.body)).accessToken.token;
    expect((await call(ksef, 'getCertificateEnrollmentData', {}, { bearer: byToken })).codes).toEqual([
      25001,
    ]);
    expect((await request(byToken, { subject: { commonName: 'x' } })).codes).toEqual([25002]);
    const revoke = { path: { certificateSerialNumber: serialNumber }, body: {} };
    const refused = await call(ksef, 'revokeCertificate', revoke, { bearer: byToken });
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({ reasonCode: 'auth-method-not-allowed' });
  });

  it('counts against the limits, which differ by identifier', async () => {
    const owner = await newOwner();
    expect((await call(ksef, 'getCertificateLimits', {}, { bearer: owner.bearer })).body).toEqual({
      canRequest: true,
      enrollment: { remaining: 300, limit: 300 },
      certificate: { remaining: 100, limit: 100 },
    });
    const nip = newNip();
    const pesel = '92030312346';
    await call(ksef, 'createTestPerson', {
      body: { nip, pesel, isBailiff: false, description: 'osoba testowa' },
    });
    const { access: bearer } = await logIn(ksef, await personWith(`PNOPL-${pesel}`), nip);
    for (let index = 0; index < 6; index += 1) await enroll(bearer, { name: `Certyfikat ${index}` });
    const { body } = await call(ksef, 'getCertificateLimits', {}, { bearer });
    expect(body).toEqual({
      canRequest: false,
      enrollment: { remaining: 6, limit: 12 },
      certificate: { remaining: 0, limit: 6 },
    });
    expect((await request(bearer)).codes).toEqual([25007]);
  });
});

describe('certificates', () => {
  it('are found by every filter, newest first, page by page', async () => {
    const { bearer } = await newOwner();
    const serials: string[] = [];
    for (let index = 0; index < 11; index += 1) {
      const type = index === 4 ? 'Offline' : 'Authentication';
      serials.unshift((await enroll(bearer, { name: `Certyfikat ${index}`, type })).serialNumber);
    }
    const query = async (body: Record<string, unknown> | null, parameters = {}) => {
      const reply = await callLoosely(ksef, 'queryCertificates', { body, query: parameters }, { bearer });
      expect(reply.status).toBe(200);
      return {
        hasMore: reply.body.hasMore,
        found: reply.body.certificates.map((one) => one.certificateSerialNumber),
      };
    };
    const first = await query(null);
    const second = await query({}, { pageOffset: 1 });
    expect(first.hasMore).toBe(true);
    expect(second).toEqual({ hasMore: false, found: [serials.at(-1)] });
    expect([...first.found, ...second.found].sort()).toEqual([...serials].sort());
    expect((await query({ type: 'Offline', status: 'Active' })).found).toEqual([serials[6]]);
    expect((await query({ name: 'fikat 10' })).found).toEqual([serials[0]]);
    expect((await query({ certificateSerialNumber: serials[2] })).found).toEqual([serials[2]]);
    expect((await query({ status: 'Expired' })).found).toEqual([]);
    const inThreeYears = new Date(Date.now() + 3 * 365 * 86_400_000).toISOString();
    expect((await query({ expiresAfter: inThreeYears })).found).toEqual([]);
  });
});
