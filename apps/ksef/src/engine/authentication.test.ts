import { createCertificateAuthority, issueCertificate, readCertificate, signXades } from '@kwit/crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  authTokenRequest,
  call,
  callLoosely,
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
  ksef = await startKsef({ port: 0 });
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
    const prod = await startKsef({ port: 0, profile: 'prod' });
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

describe('the tokens of a log-in', () => {
  it('are handed out once', async () => {
    const nip = newNip();
    const { body } = await submitSigned(ksef, await sealOf(nip), nip);
    await decided(ksef, body);
    const bearer = body.authenticationToken.token;
    const replies = await Promise.all([1, 2, 3].map(() => call(ksef, 'redeemTokens', {}, { bearer })));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
    const refused = replies.find(({ status }) => status === 400);
    expect(refused?.codes).toEqual([21301]);
    expect(refused?.details).toEqual([
      `Tokeny dla operacji uwierzytelniania ${body.referenceNumber} zostały już pobrane.`,
    ]);
  });

  it('are not there before its end', async () => {
    const slow = await startKsef({ port: 0, latency: 'realistic' });
    try {
      const nip = newNip();
      const { body } = await submitSigned(slow, await sealOf(nip), nip);
      const bearer = body.authenticationToken.token;
      const path = { referenceNumber: body.referenceNumber };
      const early = await call(slow, 'getAuthenticationStatus', { path }, { bearer });
      expect(early.body.status).toEqual({ code: 100, description: 'Uwierzytelnianie w toku' });
      const redeem = await call(slow, 'redeemTokens', {}, { bearer });
      expect(redeem.details).toEqual(['Status uwierzytelniania (100) nie pozwala na pobranie tokenów.']);
    } finally {
      await slow.close();
    }
  });

  it('open nothing of another log-in', async () => {
    const nip = newNip();
    const [first, second] = await Promise.all(
      [1, 2].map(async () => submitSigned(ksef, await sealOf(nip), nip)),
    );
    const reply = await call(
      ksef,
      'getAuthenticationStatus',
      { path: { referenceNumber: first?.body.referenceNumber ?? '' } },
      { bearer: second?.body.authenticationToken.token ?? '' },
    );
    expect(reply.codes).toEqual([21304]);
  });

  it('are refreshed as often as one likes, each time anew', async () => {
    const nip = newNip();
    const { access, refresh } = await logIn(ksef, await sealOf(nip), nip);
    const tokens = new Set([access]);
    for (let round = 0; round < 3; round += 1) {
      const { body } = await call(ksef, 'refreshAccessToken', {}, { bearer: refresh });
      tokens.add(body.accessToken.token);
      expect((await call(ksef, 'listTokens', {}, { bearer: body.accessToken.token })).status).toBe(200);
    }
    expect(tokens.size).toBe(4);
  });

  it('end with the permissions they stand on', async () => {
    const nip = newNip();
    const person = newNip();
    await grant(nip, 'Nip', person);
    const { refresh } = await logIn(ksef, await personWith(`TINPL-${person}`), nip);
    await call(ksef, 'revokeTestPermissions', {
      body: {
        contextIdentifier: { type: 'Nip', value: nip },
        authorizedIdentifier: { type: 'Nip', value: person },
      },
    });
    expect((await call(ksef, 'refreshAccessToken', {}, { bearer: refresh })).codes).toEqual([21301]);
  });

  it('are good only from the addresses that the log-in allowed', async () => {
    const nip = newNip();
    const policy = (ip: string) =>
      `<AuthorizationPolicy><AllowedIps><Ip4Address>${ip}</Ip4Address></AllowedIps></AuthorizationPolicy>`;
    const here = await logIn(ksef, await sealOf(nip), nip, { policy: policy('127.0.0.1') });
    expect((await call(ksef, 'listTokens', {}, { bearer: here.access })).status).toBe(200);
    const elsewhere = await logIn(ksef, await sealOf(nip), nip, { policy: policy('10.1.2.3') });
    const reply = await call(ksef, 'listTokens', {}, { bearer: elsewhere.access });
    expect(reply.status).toBe(403);
    expect(reply.body).toMatchObject({ reasonCode: 'ip-not-allowed', security: { clientIp: '127.0.0.1' } });
  });
});

describe('sessions', () => {
  it('are listed newest first, page by page, each once', async () => {
    const nip = newNip();
    const seal = await sealOf(nip);
    const references: string[] = [];
    let bearer = '';
    for (let round = 0; round < 12; round += 1) {
      const login = await logIn(ksef, seal, nip);
      references.unshift(login.referenceNumber);
      bearer = login.access;
    }
    const first = await call(ksef, 'listAuthenticationSessions', {}, { bearer });
    expect(first.body.items).toHaveLength(10);
    expect(first.body.items[0]).toMatchObject({
      referenceNumber: references[0],
      isCurrent: true,
      isTokenRedeemed: true,
    });
    const headers = { 'x-continuation-token': first.body.continuationToken ?? '' };
    const second = await call(ksef, 'listAuthenticationSessions', { headers }, { bearer });
    expect(second.body.continuationToken).toBeNull();
    const listed = [...first.body.items, ...second.body.items].map(({ referenceNumber }) => referenceNumber);
    expect(listed).toHaveLength(12);
    expect(new Set(listed)).toEqual(new Set(references));
    const wrong = { headers: { 'x-continuation-token': 'AAAA' } };
    expect((await callLoosely(ksef, 'listAuthenticationSessions', wrong, { bearer })).codes).toEqual([21418]);
  });

  it('end by either token; access lives on, refreshing does not', async () => {
    for (const kind of ['access', 'refresh'] as const) {
      const nip = newNip();
      const login = await logIn(ksef, await sealOf(nip), nip);
      const ended = await call(ksef, 'revokeCurrentAuthenticationSession', {}, { bearer: login[kind] });
      expect(ended.status).toBe(204);
      expect((await call(ksef, 'listTokens', {}, { bearer: login.access })).status).toBe(200);
      const refresh = await call(ksef, 'refreshAccessToken', {}, { bearer: login.refresh });
      expect(refresh.status).toBe(400);
      expect(refresh.codes).toEqual([21301]);
      expect(refresh.details).toEqual([
        'Status uwierzytelnienia (425) nie pozwala na odświeżenie tokenu dostępowego.',
      ]);
      const { body } = await call(ksef, 'listAuthenticationSessions', {}, { bearer: login.access });
      expect(body.items).toEqual([]);
    }
  });

  it('are ended by reference number only by whom they belong to', async () => {
    const nip = newNip();
    const [first, second] = [
      await logIn(ksef, await sealOf(nip), nip),
      await logIn(ksef, await sealOf(nip), nip),
    ];
    const path = { referenceNumber: first.referenceNumber };
    const other = newNip();
    const stranger = await logIn(ksef, await sealOf(other), other);
    const refused = await call(ksef, 'revokeAuthenticationSession', { path }, { bearer: stranger.access });
    expect(refused.status).toBe(403);
    expect((await call(ksef, 'refreshAccessToken', {}, { bearer: first.refresh })).status).toBe(200);
    expect(
      (await call(ksef, 'revokeAuthenticationSession', { path }, { bearer: second.access })).status,
    ).toBe(204);
    expect((await call(ksef, 'refreshAccessToken', {}, { bearer: first.refresh })).codes).toEqual([21301]);
    expect((await call(ksef, 'refreshAccessToken', {}, { bearer: second.refresh })).status).toBe(200);
  });
});
