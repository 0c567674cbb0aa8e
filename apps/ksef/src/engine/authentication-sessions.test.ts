import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  call,
  callLoosely,
  decided,
  logIn,
  newNip,
  personWith,
  sealOf,
  submitSigned,
} from '../../test/api.ts';
import { type Ksef, startKsef } from '../index.ts';

let ksef: Ksef;
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off' });
});
afterAll(() => ksef.close());

const grant = (context: string, person: string) =>
  call(ksef, 'grantTestPermissions', {
    body: {
      contextIdentifier: { type: 'Nip', value: context },
      authorizedIdentifier: { type: 'Nip', value: person },
      permissions: [{ permissionType: 'InvoiceRead', description: 'podgląd faktur' }],
    },
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
    const slow = await startKsef({ port: 0, rateLimits: 'off', latency: 'realistic' });
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

  it('keep the permissions they were given, and lose those that were taken when refreshed', async () => {
    const nip = newNip();
    const person = newNip();
    await grant(nip, person);
    const { access, refresh } = await logIn(ksef, await personWith(`TINPL-${person}`), nip);
    await call(ksef, 'revokeTestPermissions', {
      body: {
        contextIdentifier: { type: 'Nip', value: nip },
        authorizedIdentifier: { type: 'Nip', value: person },
      },
    });
    const body = {
      subjectType: 'Subject1' as const,
      dateRange: { dateType: 'Issue' as const, from: new Date().toISOString() },
    };
    const read = (bearer: string) => call(ksef, 'queryInvoiceMetadata', { body }, { bearer });
    expect((await read(access)).status).toBe(200);
    const refreshed = await call(ksef, 'refreshAccessToken', {}, { bearer: refresh });
    expect(refreshed.status).toBe(200);
    const refused = await read(refreshed.body.accessToken.token);
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({ security: { presentPermissions: [] } });
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

  it('are ended while their log-in is under way, for good', async () => {
    const slow = await startKsef({ port: 0, rateLimits: 'off', latency: 'realistic' });
    try {
      const nip = newNip();
      const own = await logIn(slow, await sealOf(nip), nip);
      const { body } = await submitSigned(slow, await sealOf(nip), nip);
      const path = { referenceNumber: body.referenceNumber };
      const ended = await call(slow, 'revokeAuthenticationSession', { path }, { bearer: own.access });
      expect(ended.status).toBe(204);
      // A log-in that began later is decided, so this one would be as well.
      await logIn(slow, await sealOf(nip), nip);
      expect((await decided(slow, body)).status).toMatchObject({ code: 425 });
      const bearer = body.authenticationToken.token;
      expect((await call(slow, 'redeemTokens', {}, { bearer })).codes).toEqual([21301]);
    } finally {
      await slow.close();
    }
  });
});
