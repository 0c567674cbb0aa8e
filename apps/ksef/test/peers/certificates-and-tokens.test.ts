/** Certificates of KSeF and tokens through the npm packages `ksef-client-ts` and `ksef-client`, unchanged. */
import { createCsr, generateKeyPair, type KeyKind, readCertificate } from '@kwit/crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ksef, startKsef } from '../../src/index.ts';
import { newNip } from '../api.ts';
import { subjectFor } from '../enrollment.ts';
import { until } from '../until.ts';
import { clientIn, company, newClient, newTsClient, patience, tsCompany } from './npm-clients.ts';

const name = 'Certyfikat testowy';
let ksef: Ksef;
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off' });
});
afterAll(() => ksef.close());

const newToken = { description: 'Token testowy', permissions: ['InvoiceRead' as const] };

describe('ksef-client-ts', () => {
  it.each(['RSA', 'EC'] as const)('enrols a certificate (%s), uses it and revokes it', async (kind) => {
    const nip = newNip();
    const owner = await tsCompany(ksef, nip);
    const { certificates } = owner;
    const before = await certificates.getLimits();
    const { countryName, ...subject } = await certificates.getEnrollmentData();
    const fields = {
      ...Object.fromEntries(Object.entries(subject).filter(([, value]) => value)),
      countryCode: countryName,
    };
    const csr = await (kind === 'RSA'
      ? owner.crypto.generateCsrRsa(fields)
      : owner.crypto.generateCsrEcdsa(fields));
    const { referenceNumber } = await certificates.enroll({
      certificateName: name,
      certificateType: 'Authentication',
      csr: Buffer.from(csr.csrDer).toString('base64'),
    });
    const serial = await until(
      async () => (await certificates.getEnrollmentStatus(referenceNumber)).certificateSerialNumber,
    );
    const found = await certificates.retrieve({ certificateSerialNumbers: [serial] });
    expect(found.certificates).toMatchObject([{ certificateName: name, certificateType: 'Authentication' }]);
    const pem = readCertificate(found.certificates[0]?.certificate ?? '').toString();
    await newTsClient(ksef).loginWithCertificate(pem, csr.privateKeyPem, nip);

    const listed = async () => (await certificates.query({ name })).certificates.map(({ status }) => status);
    expect(await listed()).toEqual(['Active']);
    expect((await certificates.getLimits()).certificate.remaining).toBe(before.certificate.remaining - 1);
    await certificates.revoke(serial, { revocationReason: 'Superseded' });
    expect(await listed()).toEqual(['Revoked']);
    await expect(newTsClient(ksef).loginWithCertificate(pem, csr.privateKeyPem, nip)).rejects.toThrow();
  });

  it('lists log-ins and tokens, and a token ends its own log-in', async () => {
    const nip = newNip();
    const owner = await tsCompany(ksef, nip);
    const { token, referenceNumber } = await owner.tokens.generateToken(newToken);
    await until(async () => (await owner.tokens.getToken(referenceNumber)).status === 'Active');
    const byToken = newTsClient(ksef);
    await byToken.loginWithToken(token, nip);
    const { items } = await owner.activeSessions.getActiveSessions();
    expect(items.map(({ isCurrent }) => isCurrent).sort()).toEqual([false, true]);
    await expect(byToken.certificates.getEnrollmentData()).rejects.toThrow();
    expect((await owner.tokens.queryTokens()).tokens).toMatchObject([{ referenceNumber, status: 'Active' }]);
    await byToken.activeSessions.revokeCurrentSession();
    expect((await owner.activeSessions.getActiveSessions()).items).toHaveLength(1);
  });
});

describe('ksef-client', () => {
  // It makes no requests for certificates; the types of these answers are open.
  it.each<KeyKind>(['RSA', 'EC'])('enrols a certificate (%s), uses it and revokes it', async (kind) => {
    const nip = newNip();
    const { certificates, authManager } = await company(ksef, nip);
    const keyPair = await generateKeyPair(kind);
    const subject = await subjectFor(ksef, (await authManager.getAccessToken()) ?? '');
    expect(await certificates.getEnrollmentData()).toMatchObject({ commonName: subject.commonName });
    const { referenceNumber } = await certificates.createEnrollment({
      certificateName: name,
      certificateType: 'Authentication',
      csr: Buffer.from(await createCsr({ subject, keyPair })).toString('base64'),
    });
    const serial = await until(
      async () =>
        (await certificates.getEnrollmentStatus(String(referenceNumber))).certificateSerialNumber as string,
    );
    const found = await certificates.retrieveCertificates({ certificateSerialNumbers: [serial] });
    const [{ certificate }] = found.certificates as [{ certificate: string }];
    const credential = { certificate: readCertificate(certificate), privateKey: keyPair.privateKey };
    await clientIn(ksef, { type: 'Nip', value: nip }, credential);

    const listed = async () => (await certificates.queryCertificates({ name })).certificates;
    expect(await listed()).toMatchObject([{ status: 'Active' }]);
    expect(await certificates.getCertificateLimits()).toMatchObject({ canRequest: true });
    await certificates.revokeCertificate(serial, { revocationReason: 'Superseded' });
    expect(await listed()).toMatchObject([{ status: 'Revoked' }]);
    await expect(clientIn(ksef, { type: 'Nip', value: nip }, credential)).rejects.toThrow();
  });

  it('lists log-ins and tokens, renews a log-in, and revokes a token', async () => {
    const nip = newNip();
    const { tokens, activeSessions } = await company(ksef, nip);
    const { token, referenceNumber } = await tokens.generateToken(newToken);
    const status = async () => (await tokens.getToken(referenceNumber)).status;
    await until(async () => (await status()) === 'Active');
    const context = { type: 'Nip', value: nip } as const;
    const client = newClient(ksef);
    const login = () => client.workflows.auth.authenticateWithKsefToken({ token, context, ...patience });
    const { refreshToken } = await login();
    expect(await client.auth.refreshAccessToken(refreshToken.token)).toMatchObject({
      accessToken: { token: expect.any(String) },
    });
    expect((await activeSessions.listActiveSessions()).items).toHaveLength(2);
    expect((await tokens.listTokens()).tokens).toMatchObject([{ referenceNumber, status: 'Active' }]);
    await tokens.revokeToken(referenceNumber);
    await until(async () => (await status()) === 'Revoked');
    await expect(login()).rejects.toThrow();
  });
});
