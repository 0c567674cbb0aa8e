/** Limits and test data through the npm packages `ksef-client-ts` and `ksef-client`, unchanged. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ksef, startKsef } from '../../src/index.ts';
import { newNip } from '../api.ts';
import { byNip, newPesel } from '../permissions.ts';
import { clientIn, company, tsCompany } from './npm-clients.ts';

let ksef: Ksef;
/** One that counts requests; the other one takes more log-ins in a second than one address may make. */
let counting: Ksef;
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off' });
  counting = await startKsef({ port: 0 });
});
afterAll(() => Promise.all([ksef.close(), counting.close()]));

const read = [{ permissionType: 'InvoiceRead' as const, description: 'praca' }];
const parties = (nip: string, helper: string) => ({
  contextIdentifier: { type: 'Nip' as const, value: nip },
  authorizedIdentifier: { type: 'Nip' as const, value: helper },
});
const bailiff = (nip: string) => ({ nip, pesel: newPesel(), isBailiff: true, description: 'komornik' });

describe('ksef-client-ts', () => {
  it('reads, sets and resets limits of sessions, certificates and rates', async () => {
    const { limits, testData, certificates } = await tsCompany(counting, newNip());
    const usual = await limits.getContextLimits();
    await testData.changeSessionLimits({
      ...usual,
      onlineSession: { ...usual.onlineSession, maxInvoices: 7 },
    });
    expect((await limits.getContextLimits()).onlineSession.maxInvoices).toBe(7);
    await testData.restoreDefaultSessionLimits();
    expect(await limits.getContextLimits()).toEqual(usual);

    const ofSubject = await limits.getSubjectLimits();
    await testData.changeCertificatesLimit({ certificate: { maxCertificates: 3 } });
    expect((await certificates.getLimits()).certificate.limit).toBe(3);
    await testData.restoreDefaultCertificatesLimit();
    expect(await limits.getSubjectLimits()).toEqual(ofSubject);

    const rates = await limits.getRateLimits();
    await testData.setRateLimits({
      rateLimits: { ...rates, invoiceSend: { ...rates.invoiceSend, perMinute: 31 } },
    });
    expect((await limits.getRateLimits()).invoiceSend.perMinute).toBe(31);
    await testData.setProductionRateLimits();
    expect((await limits.getRateLimits()).invoiceSend.perMinute).toBe(30);
    await testData.restoreDefaultRateLimits();
    expect(await limits.getRateLimits()).toEqual(rates);
  });

  it('makes people, rights and blocks by test data', async () => {
    const [nip, helper] = [newNip(), newNip()];
    const { testData, permissions } = await tsCompany(ksef, nip);
    await testData.createPerson(bailiff(helper));
    await testData.grantPermissions({ ...parties(nip, helper), permissions: read });
    const person = await tsCompany(ksef, nip, await byNip(helper));
    expect((await person.permissions.queryPersonalGrants()).permissions).toMatchObject([
      { permissionScope: 'InvoiceRead' },
    ]);
    await testData.revokePermissions(parties(nip, helper));
    await expect(tsCompany(ksef, nip, await byNip(helper))).rejects.toThrow();
    await testData.removePerson({ nip: helper });

    await testData.enableAttachment({ nip });
    expect(await permissions.getAttachmentStatus()).toMatchObject({ isAttachmentAllowed: true });
    await testData.disableAttachment({ nip });

    await testData.blockContext({ contextIdentifier: { type: 'Nip', value: nip } });
    await expect(tsCompany(ksef, nip)).rejects.toThrow();
    await testData.unblockContext({ contextIdentifier: { type: 'Nip', value: nip } });
    await tsCompany(ksef, nip);
  });
});

describe('ksef-client', () => {
  // The types of these answers are open in this package.
  it('reads, sets and resets limits of sessions, certificates and rates', async () => {
    const { limits, certificates } = await company(counting, newNip());
    const usual = (await limits.getContextLimits()) as { onlineSession: object };
    await limits.changeContextSessionLimits({
      ...usual,
      onlineSession: { ...usual.onlineSession, maxInvoices: 7 },
    });
    expect(await limits.getContextLimits()).toMatchObject({ onlineSession: { maxInvoices: 7 } });
    await limits.restoreContextSessionLimits();
    expect(await limits.getContextLimits()).toEqual(usual);

    const ofSubject = await limits.getSubjectLimits();
    await limits.changeSubjectCertificateLimits({ certificate: { maxCertificates: 3 } });
    expect(await certificates.getCertificateLimits()).toMatchObject({ certificate: { limit: 3 } });
    await limits.restoreSubjectCertificateLimits();
    expect(await limits.getSubjectLimits()).toEqual(ofSubject);

    const rates = (await limits.getRateLimits()) as { invoiceSend: object };
    await limits.changeRateLimits({
      rateLimits: { ...rates, invoiceSend: { ...rates.invoiceSend, perMinute: 31 } },
    });
    expect(await limits.getRateLimits()).toMatchObject({ invoiceSend: { perMinute: 31 } });
    await limits.setRateLimitsProduction({});
    expect(await limits.getRateLimits()).toMatchObject({ invoiceSend: { perMinute: 30 } });
    await limits.restoreRateLimits();
    expect(await limits.getRateLimits()).toEqual(rates);
  });

  it('makes people, rights and blocks by test data', async () => {
    const [nip, helper] = [newNip(), newNip()];
    const context = { type: 'Nip', value: nip } as const;
    const { testdata, permissions } = await company(ksef, nip);
    await testdata.createPerson(bailiff(helper));
    await testdata.grantPermissions({ ...parties(nip, helper), permissions: read });
    const person = await clientIn(ksef, context, await byNip(helper));
    expect(await person.permissions.queryPersonalGrants({})).toMatchObject({
      permissions: [{ permissionScope: 'InvoiceRead' }],
    });
    await testdata.revokePermissions(parties(nip, helper));
    await expect(clientIn(ksef, context, await byNip(helper))).rejects.toThrow();
    await testdata.removePerson({ nip: helper });

    await testdata.enableAttachments({ nip });
    expect(await permissions.getAttachmentPermissionStatus()).toMatchObject({ isAttachmentAllowed: true });
    await testdata.revokeAttachments({ nip });

    await testdata.blockContext({ contextIdentifier: context });
    await expect(company(ksef, nip)).rejects.toThrow();
    await testdata.unblockContext({ contextIdentifier: context });
    await company(ksef, nip);
  });
});
