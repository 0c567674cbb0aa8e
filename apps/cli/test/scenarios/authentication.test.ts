/** Logging in with every kind of certificate and with tokens; log-ins listed, refreshed and ended. */
import { createSelfSignedCertificate, signXades } from '@kwit/crypto';
import { describe, expect, test } from 'vitest';
import { newNip, personWith, sealOf } from '../../../ksef/test/api.ts';
import { byNip, byPesel, entity, fingerprintOf, newPesel, person } from '../../../ksef/test/permissions.ts';
import { all } from '../client-fixture.testing.ts';
import { grantedIn, revokeAll } from './permission-lists.testing.ts';
import { claimsOf, grantedTo, refusalOf, scenarioKsef } from './scenario.testing.ts';

const scenario = scenarioKsef();

describe('a certificate', () => {
  test.each(['EC', 'RSA'] as const)('a firm enters with its seal (%s)', async (keyKind) => {
    const nip = newNip();
    const subject = {
      commonName: 'Pieczęć',
      organizationName: 'Firma testowa sp. z o.o.',
      organizationIdentifier: `VATPL-${nip}`,
      countryName: 'PL',
    };
    const client = await scenario.enter(await createSelfSignedCertificate({ subject, keyKind }), nip);
    expect(grantedTo(client)).toEqual(['Owner']);
    expect(claimsOf(client)).toMatchObject({
      typ: 'ContextToken',
      cit: 'Nip',
      civ: nip,
      aum: expect.any(String),
      arn: expect.any(String),
      sud: expect.stringContaining(nip),
    });
  });

  const kinds = ['NIP', 'PESEL'] as const;
  const permissions = [
    'InvoiceWrite',
    'InvoiceRead',
    'CredentialsManage',
    'CredentialsRead',
    'Introspection',
    'SubunitManage',
  ] as const;
  test.each(kinds.flatMap((kind) => permissions.map((permission) => [kind, permission] as const)))(
    'a person known by %s enters with the permission %s alone',
    async (kind, permission) => {
      const { nip, client: owner } = await scenario.firm();
      const value = kind === 'NIP' ? newNip() : newPesel();
      const type = kind === 'NIP' ? 'Nip' : 'Pesel';
      await owner.permissions.grantPerson(person({ type, value }, permission).body);
      const credential = await (kind === 'NIP' ? byNip(value) : byPesel(value));
      expect(grantedTo(await scenario.enter(credential, nip))).toEqual([permission]);
    },
  );

  test.each(['InvoiceRead', 'InvoiceWrite'] as const)(
    'an entity enters the context of another with its seal and the permission %s',
    async (type) => {
      const { nip, client: owner } = await scenario.firm();
      const office = newNip();
      await owner.permissions.grantEntity(entity(office, [{ type, canDelegate: true }]).body);
      expect(grantedTo(await scenario.enter(await sealOf(office), nip))).toEqual([type]);
    },
  );

  test('a person known by the fingerprint of a certificate enters with that certificate alone', async () => {
    const { nip, client: owner } = await scenario.firm();
    const [credential, another] = [await byNip(newNip()), await byNip(newNip())];
    const subject = { type: 'Fingerprint', value: fingerprintOf(credential) } as const;
    await owner.permissions.grantPerson(person(subject, 'InvoiceRead').body);
    const byFingerprint = { subjectIdentifierType: 'certificateFingerprint' } as const;
    const client = await scenario.enter(credential, nip, byFingerprint);
    expect(grantedTo(client)).toEqual(['InvoiceRead']);
    const refusal = await refusalOf(scenario.enter(another, nip, byFingerprint));
    expect(refusal).toMatchObject({ kind: 'failed-status', codes: [{ code: 415 }] });
  });

  test.each(['EC', 'RSA'] as const)(
    'a certificate that KSeF issued lets its owner in (%s)',
    async (keyKind) => {
      const { nip, client: owner } = await scenario.firm();
      const { credential } = await owner.enrollCertificate({
        name: 'Certyfikat firmy',
        usage: 'Authentication',
        keyKind,
      });
      expect(grantedTo(await scenario.enter(credential, nip))).toEqual(['Owner']);
    },
  );

  test.each(['-80010100000', 'TINPL-111111', 'PNOPL-12345'])(
    'a certificate that names its person as «%s» is refused',
    async (serialNumber) => {
      const refusal = await refusalOf(scenario.enter(await personWith(serialNumber), newNip()));
      expect(refusal).toMatchObject({ kind: 'refused', operation: 'authenticateWithXades', status: 400 });
      expect(refusal.codes[0]?.code).toBeGreaterThan(9000);
    },
  );

  test('a signed document that is no request to log in is refused', async () => {
    const credential = await byNip(newNip());
    const namespace = 'http://ksef.mf.gov.pl/auth/token/2.0';
    const empty = [`<AuthTokenRequest xmlns="${namespace}"/>`, '<nothing/>'];
    for (const xml of empty) {
      const refusal = await refusalOf(
        scenario.stranger().logInWithSignedDocument({
          context: { type: 'Nip', value: newNip() },
          sign: () => signXades(xml, credential),
        }),
      );
      expect(refusal).toMatchObject({ kind: 'refused', status: 400 });
    }
  });
});

test('a log-in is limited to addresses: from another one nothing can be asked', async () => {
  const nip = newNip();
  const allowed = { addresses: ['127.0.0.1'] };
  const client = await scenario.enter(await sealOf(nip), nip, { allowedIps: allowed });
  expect((await client.operations.listAuthenticationSessions()).items).toHaveLength(1);
  const elsewhere = { ranges: ['203.0.113.1-203.0.113.9'] };
  const away = await scenario.enter(await sealOf(nip), nip, { allowedIps: elsewhere });
  const bearer = away.tokens?.accessToken.token ?? '';
  const refusal = await refusalOf(away.operations.listAuthenticationSessions({}, { bearer }));
  expect(refusal).toMatchObject({ kind: 'forbidden', reasonCode: 'ip-not-allowed' });
});

describe('log-ins', () => {
  test('the token for refreshing gives another access token, again and again', async () => {
    const { client } = await scenario.firm();
    const bearer = client.tokens?.refreshToken.token ?? '';
    const seen = new Set([client.tokens?.accessToken.token]);
    for (const _ of [1, 2]) {
      seen.add((await client.operations.refreshAccessToken({}, { bearer })).accessToken.token);
    }
    expect(seen.size).toBe(3);
  });

  test.each(['access', 'refresh'] as const)(
    'the current one is ended by its %s token: it is listed no more, and nothing is refreshed',
    async (kind) => {
      const { client } = await scenario.firm();
      const before = await client.operations.listAuthenticationSessions();
      expect(before.items).toMatchObject([
        {
          isCurrent: true,
          status: { code: 200 },
          startDate: expect.any(String),
          isTokenRedeemed: true,
          refreshTokenValidUntil: expect.any(String),
        },
      ]);
      expect(before.items[0]?.lastTokenRefreshDate ?? null).toBe(null);
      const refresh = client.tokens?.refreshToken.token ?? '';
      const bearer = kind === 'refresh' ? refresh : (client.tokens?.accessToken.token ?? '');
      await client.operations.revokeCurrentAuthenticationSession({}, { bearer });
      expect((await client.operations.listAuthenticationSessions()).items).toEqual([]);
      const refusal = await refusalOf(client.operations.refreshAccessToken({}, { bearer: refresh }));
      expect(refusal).toMatchObject({
        status: 400,
        codes: [
          {
            code: 21301,
            description: 'Brak autoryzacji.',
            details: ['Status uwierzytelnienia (425) nie pozwala na odświeżenie tokenu dostępowego.'],
          },
        ],
      });
    },
  );

  test('another one is ended by its reference number, and the first goes on', async () => {
    const { nip, client: first } = await scenario.firm();
    const second = await scenario.enter(await sealOf(nip), nip);
    const { items } = await first.operations.listAuthenticationSessions();
    expect(items.map(({ isCurrent }) => isCurrent ?? false).sort()).toEqual([false, true]);
    const other = items.find(({ isCurrent }) => !isCurrent);
    const path = { referenceNumber: other?.referenceNumber ?? '' };
    await first.operations.revokeAuthenticationSession({ path });
    expect((await first.operations.listAuthenticationSessions()).items).toHaveLength(1);
    const bearer = second.tokens?.refreshToken.token ?? '';
    expect((await refusalOf(second.operations.refreshAccessToken({}, { bearer }))).status).toBe(400);
    const own = first.tokens?.refreshToken.token ?? '';
    await first.operations.refreshAccessToken({}, { bearer: own });
  });
});

describe('a KSeF token', () => {
  test('is made, becomes active, lets in, and is worth nothing once revoked', async () => {
    const { nip, client: owner } = await scenario.firm();
    const permissions = ['InvoiceRead', 'InvoiceWrite'] as const;
    const made = await owner.createKsefToken({ description: 'Sklep', permissions: [...permissions] });
    const context = { type: 'Nip', value: nip } as const;
    const client = scenario.stranger();
    await client.logInWithToken({ context, token: made.token });
    expect(grantedTo(client).sort()).toEqual([...permissions]);
    const status = async () =>
      (await owner.operations.getToken({ path: { referenceNumber: made.referenceNumber } })).status;
    expect(await status()).toBe('Active');
    await owner.revokeKsefToken(made.referenceNumber);
    expect(await status()).toBe('Revoked');
    const refusal = await refusalOf(scenario.stranger().logInWithToken({ context, token: made.token }));
    expect(refusal).toMatchObject({ kind: 'failed-status', codes: [{ code: 450 }] });
  });

  test('is found by status, description and author, page by page', async () => {
    const { nip, client: owner } = await scenario.firm();
    const references: string[] = [];
    for (const number of [1, 2, 3, 4, 5]) {
      const made = await owner.createKsefToken({
        description: `Sklep ${number}`,
        permissions: ['InvoiceRead'],
      });
      references.push(made.referenceNumber);
    }
    await owner.revokeKsefToken(references[0] ?? '');
    type Filter = NonNullable<Parameters<typeof owner.operations.listTokens>[0]>['query'];
    const found = async (query: NonNullable<Filter>) =>
      (await owner.operations.listTokens({ query })).tokens.map(({ referenceNumber }) => referenceNumber);
    expect(await found({ status: ['Active'], pageSize: 10 })).toEqual(references.slice(1).reverse());
    expect(await found({ status: ['Revoked'] })).toEqual([references[0]]);
    expect(await found({ description: 'sklep 3' })).toEqual([references[2]]);
    expect(await found({ authorIdentifier: nip, authorIdentifierType: 'Nip' })).toHaveLength(5);
  });

  test('cannot revoke another one of its author, but still tells of it', async () => {
    const { nip, client: owner } = await scenario.firm();
    const make = (description: string) =>
      owner.createKsefToken({ description, permissions: ['InvoiceRead', 'InvoiceWrite'] });
    const [first, second] = [await make('Pierwszy'), await make('Drugi token')];
    const byToken = scenario.stranger();
    await byToken.logInWithToken({ context: { type: 'Nip', value: nip }, token: second.token });
    expect((await refusalOf(byToken.revokeKsefToken(first.referenceNumber))).status).toBe(403);
    for (const { referenceNumber } of [first, second]) {
      await owner.revokeKsefToken(referenceNumber);
      const told = await byToken.operations.getToken({ path: { referenceNumber } });
      expect(told.status).toBe('Revoked');
    }
  });

  test('shows, lists and revokes itself without a right over credentials', async () => {
    const { nip, client: owner } = await scenario.firm();
    const made = await owner.createKsefToken({ description: 'Sam o sobie', permissions: ['InvoiceRead'] });
    const client = scenario.stranger();
    await client.logInWithToken({ context: { type: 'Nip', value: nip }, token: made.token });
    const path = { referenceNumber: made.referenceNumber };
    const itself = { ...path, status: 'Active', description: 'Sam o sobie' };
    expect(await client.operations.getToken({ path })).toMatchObject(itself);
    expect((await client.operations.listTokens({})).tokens).toMatchObject([itself]);
    await client.revokeKsefToken(made.referenceNumber);
    expect(await owner.operations.getToken({ path })).toMatchObject({ status: 'Revoked' });
  });

  test('with the right to look into sessions sees one that its author opened with a certificate', async () => {
    const { nip, client: owner } = await scenario.firm();
    const { referenceNumber } = await owner.openOnlineSession();
    const { token } = await owner.createKsefToken({ description: 'Wgląd', permissions: ['Introspection'] });
    const onlooker = scenario.stranger();
    await onlooker.logInWithToken({ context: { type: 'Nip', value: nip }, token });
    expect(await onlooker.session(referenceNumber).status()).toMatchObject({ status: { code: 100 } });
    const sessions = await onlooker.operations.listSessions({ query: { sessionType: 'Online' } });
    expect(sessions.sessions).toMatchObject([{ referenceNumber }]);
    expect(await refusalOf(onlooker.openOnlineSession())).toMatchObject({ kind: 'forbidden' });
  });

  test('of somebody whose rights were taken works on as it is, loses them when refreshed, and lets nobody in', async () => {
    const { nip, client: owner } = await scenario.firm();
    const employee = newNip();
    await owner.permissions.grantPerson(
      person({ type: 'Nip', value: employee }, 'InvoiceWrite', 'InvoiceRead').body,
    );
    const byCertificate = await scenario.enter(await sealOf(employee), nip);
    const { token } = await byCertificate.createKsefToken({
      description: 'Pracownik',
      permissions: ['InvoiceRead', 'InvoiceWrite'],
    });
    const context = { type: 'Nip', value: nip } as const;
    const client = scenario.stranger();
    await client.logInWithToken({ context, token });
    await client.openOnlineSession();
    await revokeAll(owner, await grantedIn(owner));
    await client.openOnlineSession();
    const bearer = client.tokens?.refreshToken.token ?? '';
    const refreshed = await client.operations.refreshAccessToken({}, { bearer });
    const sessions = client.operations.listSessions(
      { query: { sessionType: 'Online' } },
      { bearer: refreshed.accessToken.token },
    );
    expect(await refusalOf(sessions)).toMatchObject({ kind: 'forbidden', reasonCode: 'missing-permissions' });
    const again = scenario.stranger().logInWithToken({ context, token });
    expect(await refusalOf(again)).toMatchObject({ kind: 'failed-status', codes: [{ code: 415 }] });
  });
});

describe('a KSeF certificate', () => {
  test('somebody entrusted with credentials applies, lists, fetches and revokes in the context of another', async () => {
    const { nip, client: owner } = await scenario.firm();
    const delegate = newNip();
    await owner.permissions.grantPerson(person({ type: 'Nip', value: delegate }, 'CredentialsManage').body);
    const client = await scenario.enter(await sealOf(delegate), nip);
    expect(await client.operations.getCertificateLimits()).toMatchObject({ canRequest: true });
    const data = await client.operations.getCertificateEnrollmentData();
    expect(data.organizationIdentifier).toBe(`VATPL-${delegate}`);
    const { serialNumber } = await client.enrollCertificate({ name: 'Certyfikat', usage: 'Authentication' });
    const [listed] = await all(client.certificates({ certificateSerialNumber: serialNumber }));
    expect(listed).toMatchObject({ certificateSerialNumber: serialNumber, status: 'Active' });
    const body = { certificateSerialNumbers: [serialNumber] };
    expect((await client.operations.retrieveCertificates({ body })).certificates).toHaveLength(1);
    await client.revokeCertificate(serialNumber, { reason: 'KeyCompromise' });
    const after = await all(client.certificates({ certificateSerialNumber: serialNumber }));
    expect(after).toMatchObject([{ status: 'Revoked' }]);
  });

  test('is found by name, use, state and end', async () => {
    const { client } = await scenario.firm();
    const enrol = (name: string, usage: 'Authentication' | 'Offline') =>
      client.enrollCertificate({ name, usage });
    const entering = await enrol('Do logowania', 'Authentication');
    const offline = await enrol('Do kodu QR', 'Offline');
    const found = async (filter: Parameters<typeof client.certificates>[0]) =>
      (await all(client.certificates(filter))).map(({ certificateSerialNumber }) => certificateSerialNumber);
    expect(await found({})).toEqual([offline.serialNumber, entering.serialNumber]);
    expect(await found({ name: 'logowania' })).toEqual([entering.serialNumber]);
    expect(await found({ type: 'Offline', status: 'Active' })).toEqual([offline.serialNumber]);
    const inAYear = new Date(Date.now() + 365 * 86_400_000).toISOString();
    const inThreeYears = new Date(Date.now() + 3 * 365 * 86_400_000).toISOString();
    expect(await found({ expiresAfter: inAYear })).toHaveLength(2);
    expect(await found({ expiresAfter: inThreeYears })).toEqual([]);
  });
});
