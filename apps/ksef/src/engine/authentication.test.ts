import { createCertificateAuthority, issueCertificate, readCertificate, signXades } from '@kwit/crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  authTokenRequest,
  call,
  decided,
  logIn,
  newChallenge,
  newNip,
  personWith,
  redeemed,
  sealOf,
  submitSigned,
} from '../../test/api.ts';
import { type Ksef, startKsef } from '../index.ts';

let ksef: Ksef;
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off' });
});
afterAll(() => ksef.close());

const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
const grant = (context: string, type: 'Nip' | 'Pesel' | 'Fingerprint', value: string) =>
  call(ksef, 'grantTestPermissions', {
    body: {
      contextIdentifier: { type: 'Nip', value: context },
      authorizedIdentifier: { type, value },
      permissions: [{ permissionType: 'InvoiceRead', description: 'podgląd faktur' }],
    },
  });

describe('a challenge', () => {
  it('has the official form and says its moment twice', async () => {
    const challenge = await newChallenge(ksef);
    expect(challenge.challenge).toMatch(/^\d{8}-CR-[A-F0-9]{10}-[A-F0-9]{10}-[A-F0-9]{2}$/);
    expect(Date.parse(challenge.timestamp)).toBe(challenge.timestampMs);
    expect(challenge.clientIp).toBe('127.0.0.1');
  });

  it('serves one log-in, also of many at once', async () => {
    const nip = newNip();
    const { challenge } = await newChallenge(ksef);
    const body = signXades(authTokenRequest(challenge, nip), await sealOf(nip));
    const replies = await Promise.all([1, 2, 3, 4].map(() => call(ksef, 'authenticateWithXades', { body })));
    expect(replies.map(({ status }) => status).sort()).toEqual([202, 400, 400, 400]);
    expect(replies.flatMap(({ codes }) => codes)).toEqual([21111, 21111, 21111]);
  });

  it('that nobody made is refused', async () => {
    const nip = newNip();
    const body = signXades(authTokenRequest('20250604-CR-461EA5B000-537A6BA15D-D7', nip), await sealOf(nip));
    expect((await call(ksef, 'authenticateWithXades', { body })).codes).toEqual([21111]);
  });
});

describe('a log-in by signature', () => {
  it('of a firm by its seal is the owner in the context of its NIP', async () => {
    const nip = newNip();
    const started = await submitSigned(ksef, await sealOf(nip), nip);
    expect(started.status).toBe(202);
    expect(started.body.referenceNumber).toMatch(/^\d{8}-AU-/);
    expect(await decided(ksef, started.body)).toMatchObject({
      status: { code: 200, description: 'Uwierzytelnianie zakończone sukcesem' },
      authenticationMethod: 'QualifiedSeal',
      authenticationMethodInfo: { category: 'XadesSignature', code: 'xades.qualified-seal' },
      isTokenRedeemed: false,
    });
    const { accessToken, refreshToken } = await redeemed(ksef, started.body);
    const claims = claimsOf(accessToken.token);
    expect(claims).toMatchObject({ typ: 'ContextToken', cit: 'Nip', civ: nip, aum: 'QualifiedSeal' });
    expect(JSON.parse(claims.per)).toEqual(['Owner']);
    expect(claims.exp - claims.iat).toBe(15 * 60);
    const week = 7 * 24 * 3600;
    const refresh = claimsOf(refreshToken.token);
    expect(refresh.exp - refresh.iat).toBe(week);
  });

  it('of a person by the same NIP is the owner as well', async () => {
    const nip = newNip();
    const { access } = await logIn(ksef, await personWith(`TINPL-${nip}`), nip, { version: '2.1' });
    expect(claimsOf(access).aum).toBe('QualifiedSignature');
    expect(JSON.parse(claimsOf(access).per)).toEqual(['Owner']);
  });

  it('of a person whose certificate names an employer is no seal', async () => {
    const nip = newNip();
    const employer = { organizationName: 'Pracodawca', organizationIdentifier: `VATPL-${newNip()}` };
    const { access } = await logIn(ksef, await personWith(`TINPL-${nip}`, employer), nip);
    expect(claimsOf(access).aum).toBe('QualifiedSignature');
  });

  it('takes a key of RSA', async () => {
    const nip = newNip();
    const { generateKeyPair, createSelfSignedCertificate } = await import('@kwit/crypto');
    const keyPair = await generateKeyPair('RSA');
    const subject = {
      commonName: 'Firma',
      organizationName: 'Firma',
      organizationIdentifier: `VATPL-${nip}`,
    };
    await logIn(ksef, await createSelfSignedCertificate({ subject, keyPair }), nip);
  });

  it('of somebody without permissions ends with 415', async () => {
    const started = await submitSigned(ksef, await personWith('PNOPL-90010112349'), newNip());
    const { status } = await decided(ksef, started.body);
    expect(status).toEqual({
      code: 415,
      description: 'Uwierzytelnianie zakończone niepowodzeniem',
      details: ['Brak przypisanych uprawnień'],
    });
    const redeem = await call(ksef, 'redeemTokens', {}, { bearer: started.body.authenticationToken.token });
    expect(redeem.codes).toEqual([21301]);
    expect(redeem.details).toEqual(['Status uwierzytelniania (415) nie pozwala na pobranie tokenów.']);
  });

  it('of somebody with permissions has just these', async () => {
    const nip = newNip();
    await grant(nip, 'Pesel', '90010112349');
    const { access } = await logIn(ksef, await personWith('PNOPL-90010112349'), nip);
    expect(JSON.parse(claimsOf(access).per)).toEqual(['InvoiceRead']);
  });

  it('by fingerprint is known by the certificate alone', async () => {
    const nip = newNip();
    const credential = await personWith('IDCPL-ABC123456');
    const bySubject = await submitSigned(ksef, credential, nip);
    expect(bySubject.codes).toEqual([21406]);
    const { fingerprintOf } = await import('@kwit/crypto');
    await grant(nip, 'Fingerprint', fingerprintOf(credential.certificate));
    await logIn(ksef, credential, nip, { subjectType: 'certificateFingerprint' });
  });

  it('by a NIP and a PESEL that belong together is the same person', async () => {
    const nip = newNip();
    const pesel = '85021512344';
    const description = 'osoba testowa';
    await call(ksef, 'createTestPerson', { body: { nip, pesel, isBailiff: true, description } });
    const { access } = await logIn(ksef, await personWith(`PNOPL-${pesel}`), nip);
    expect(JSON.parse(claimsOf(access).per)).toEqual(['Owner', 'EnforcementOperations']);
  });

  it('of the dead ends with 470', async () => {
    const nip = newNip();
    const person = {
      nip,
      pesel: '50010112345',
      isBailiff: false,
      isDeceased: true,
      description: 'zmarła osoba',
    };
    await call(ksef, 'createTestPerson', { body: person });
    const started = await submitSigned(ksef, await personWith(`TINPL-${nip}`), nip);
    expect((await decided(ksef, started.body)).status.code).toBe(470);
  });

  it('in the context of a Peppol provider needs the certificate of that provider', async () => {
    const provider = await sealOf(newNip());
    const context = '<PeppolId>PPL123456</PeppolId>';
    expect((await submitSigned(ksef, provider, '', { context })).codes).toEqual([21117]);
    const { createSelfSignedCertificate } = await import('@kwit/crypto');
    const subject = { commonName: 'PPL123456', organizationName: 'Dostawca Peppol', countryName: 'PL' };
    const { access } = await logIn(ksef, await createSelfSignedCertificate({ subject }), '', { context });
    expect(claimsOf(access)).toMatchObject({ cit: 'PeppolId', civ: 'PPL123456', aum: 'PeppolSignature' });
  });
});

describe('a certificate', () => {
  const outcome = async (started: Awaited<ReturnType<typeof submitSigned>>) => {
    expect(started.status).toBe(202);
    return (await decided(ksef, started.body)).status;
  };

  it('that is over, or not valid yet, ends the log-in with 460', async () => {
    const nip = newNip();
    const day = 86_400_000;
    const over = await sealOf(nip, {
      validFrom: new Date(Date.now() - 9 * day),
      validTo: new Date(Date.now() - day),
    });
    const early = await sealOf(nip, { validFrom: new Date(Date.now() + day) });
    for (const credential of [over, early]) {
      const status = await outcome(await submitSigned(ksef, credential, nip));
      expect(status).toMatchObject({ code: 460, details: ['Nieważny certyfikat'] });
    }
  });

  it('of a foreign authority ends the log-in with 460', async () => {
    const nip = newNip();
    const own = await sealOf(nip);
    const range = { validFrom: new Date(Date.now() - 1e7), validTo: new Date(Date.now() + 1e9) };
    const der = await issueCertificate({
      authority: await createCertificateAuthority({ name: 'Obce centrum certyfikacji', ...range }),
      subject: { commonName: 'Firma', organizationName: 'Firma', organizationIdentifier: `VATPL-${nip}` },
      publicKey: own.certificate.publicKey,
      serialNumber: '0123456789ABCDEF',
      ...range,
      usage: 'Authentication',
    });
    const credential = { certificate: readCertificate(der), privateKey: own.privateKey };
    const status = await outcome(await submitSigned(ksef, credential, nip));
    expect(status).toMatchObject({ code: 460, details: ['Niezaufany łańcuch certyfikatów'] });
  });

  it('that signed itself is refused where the chain is to be checked, and outside the test environment', async () => {
    const nip = newNip();
    const untrusted = { code: 460, details: ['Niezaufany łańcuch certyfikatów'] };
    const checked = await submitSigned(ksef, await sealOf(nip), nip, { verifyCertificateChain: true });
    expect(await outcome(checked)).toMatchObject(untrusted);
    const prod = await startKsef({ port: 0, rateLimits: 'off', profile: 'prod' });
    try {
      const started = await submitSigned(prod, await sealOf(nip), nip);
      expect((await decided(prod, started.body)).status).toMatchObject(untrusted);
    } finally {
      await prod.close();
    }
  });
});

describe('a document', () => {
  const send = (body: string | Uint8Array) =>
    fetch(`${ksef.apiUrl}/auth/xades-signature`, {
      method: 'POST',
      headers: { 'content-type': 'application/xml' },
      body: body as BodyInit,
    }).then(async (response) => {
      const { exception } = (await response.json()) as {
        exception: { exceptionDetailList: { exceptionCode: number }[] };
      };
      return [response.status, ...exception.exceptionDetailList.map(({ exceptionCode }) => exceptionCode)];
    });
  const signed = async (change: (xml: string) => string = (xml) => xml, options = {}) => {
    const nip = newNip();
    const { challenge } = await newChallenge(ksef);
    return change(signXades(authTokenRequest(challenge, nip, options), await sealOf(nip)));
  };

  it('that is empty, broken, badly encoded or unsigned is refused with its own code', async () => {
    expect(await send('')).toEqual([400, 21001]);
    expect(await send('not XML')).toEqual([400, 9101]);
    expect(await send('<a><b></a>')).toEqual([400, 9101]);
    expect(await send(new Uint8Array([0x3c, 0x61, 0xff, 0xfe]))).toEqual([400, 21217]);
    expect(await send(authTokenRequest('20250604-CR-461EA5B000-537A6BA15D-D7', newNip()))).toEqual([
      400, 9102,
    ]);
  });

  it('with a DTD or entities is refused', async () => {
    const doctype = '<!DOCTYPE AuthTokenRequest [<!ENTITY x SYSTEM "file:///etc/hostname">]>';
    expect(
      await send(await signed((xml) => xml.replace('<AuthTokenRequest', `${doctype}<AuthTokenRequest`))),
    ).toEqual([400, 9101]);
  });

  it('that was changed after signing is refused', async () => {
    const other = newNip();
    expect(await send(await signed((xml) => xml.replace(/<Nip>\d+<\/Nip>/, `<Nip>${other}</Nip>`)))).toEqual([
      400, 9105,
    ]);
  });

  it('that wraps a signature over another document is refused', async () => {
    const victim = newNip();
    const { challenge } = await newChallenge(ksef);
    const wrapped = await signed((xml) => {
      const inner = xml.replace(/<\?xml[^>]*\?>/, '');
      return authTokenRequest(challenge, victim).replace(
        '</AuthTokenRequest>',
        `${inner}</AuthTokenRequest>`,
      );
    });
    const [status, code] = await send(wrapped);
    expect(status).toBe(400);
    expect([9101, 9102, 9103, 9105]).toContain(code);
  });

  it('that is signed but no AuthTokenRequest is refused', async () => {
    const foreign = signXades(
      '<Faktura xmlns="urn:x"><Nip>1111111111</Nip></Faktura>',
      await sealOf(newNip()),
    );
    expect(await send(foreign)).toEqual([400, 21401]);
    expect(await send(await signed((xml) => xml, { context: '<Nip>123</Nip>' }))).toEqual([400, 21401]);
    expect(await send(await signed((xml) => xml, { context: '<Other>1111111111</Other>' }))).toEqual([
      400, 21401,
    ]);
    expect(await send(await signed((xml) => xml, { subjectType: 'somebody' }))).toEqual([400, 21401]);
  });
});
