import { sha256Hex } from '@kwit/crypto';
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
  submitToken,
} from '../../test/api.ts';
import { Actor, newPesel, person, subunit, unitOf } from '../../test/permissions.ts';
import { until } from '../../test/until.ts';
import { type Ksef, startKsef } from '../index.ts';

let ksef: Ksef;
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off' });
});
afterAll(() => ksef.close());

type TokenPermission =
  | 'InvoiceRead'
  | 'InvoiceWrite'
  | 'CredentialsRead'
  | 'CredentialsManage'
  | 'SubunitManage'
  | 'EnforcementOperations';

async function newOwner() {
  const nip = newNip();
  const { access } = await logIn(ksef, await sealOf(nip), nip);
  return { nip, bearer: access };
}

async function newToken(
  bearer: string,
  permissions: TokenPermission[] = ['InvoiceRead', 'InvoiceWrite'],
  description = 'Token testowy',
) {
  const { status, body } = await call(
    ksef,
    'createToken',
    { body: { permissions, description } },
    { bearer },
  );
  expect(status).toBe(202);
  await inStatus(bearer, body.referenceNumber, 'Active');
  return body;
}

const inStatus = (bearer: string, referenceNumber: string, wanted: string) =>
  until(async () => {
    const { body } = await call(ksef, 'getToken', { path: { referenceNumber } }, { bearer });
    return body.status === wanted && body;
  });

async function logInByToken(token: string, nip: string) {
  const started = await submitToken(ksef, token, nip);
  return (await redeemed(ksef, started.body)).accessToken.token;
}

describe('a KSeF token', () => {
  it('is shown once, becomes active, logs in with its permissions, and remembers when', async () => {
    const { nip, bearer } = await newOwner();
    const { token, referenceNumber } = await newToken(bearer);
    expect(token).toMatch(new RegExp(`^${referenceNumber}\\|nip-${nip}\\|[0-9a-f]{64}$`));

    const started = await submitToken(ksef, token, nip);
    expect(started.status).toBe(202);
    expect(await decided(ksef, started.body)).toMatchObject({
      status: { code: 200 },
      authenticationMethod: 'Token',
      authenticationMethodInfo: { category: 'Token' },
    });
    const tokens = await redeemed(ksef, started.body);
    const claims = JSON.parse(
      Buffer.from(tokens.accessToken.token.split('.')[1] ?? '', 'base64url').toString(),
    );
    expect(claims.aum).toBe('Token');
    expect(JSON.parse(claims.per)).toEqual(['InvoiceRead', 'InvoiceWrite']);

    const { body } = await call(ksef, 'getToken', { path: { referenceNumber } }, { bearer });
    expect(body).toMatchObject({
      authorIdentifier: { type: 'Nip', value: nip },
      contextIdentifier: { type: 'Nip', value: nip },
      requestedPermissions: ['InvoiceRead', 'InvoiceWrite'],
      status: 'Active',
    });
    expect(Date.parse(body.lastUseDate ?? '')).toBeGreaterThanOrEqual(Date.parse(body.dateCreated));
    expect(JSON.stringify(body)).not.toContain(sha256Hex(token));
  });

  it('carries no permission that its author lacks', async () => {
    const { bearer } = await newOwner();
    const body = { permissions: ['InvoiceRead', 'EnforcementOperations'] as const, description: 'Za dużo' };
    const reply = await call(
      ksef,
      'createToken',
      { body: { ...body, permissions: [...body.permissions] } },
      { bearer },
    );
    expect(reply.codes).toEqual([26001]);
    expect(reply.details).toEqual(['Brakujące uprawnienia: EnforcementOperations.']);
  });

  it('grants and revokes what it was given the right to, not what its author may', async () => {
    const { nip, bearer } = await newOwner();
    const owner = new Actor(ksef, bearer);
    const manager = person({ type: 'Pesel', value: newPesel() }, 'CredentialsManage');
    expect(await owner.grant('grantPersonPermissions', manager)).toBe(200);
    const unit = subunit({ type: 'Pesel', value: newPesel() }, { type: 'InternalId', value: unitOf(nip) });
    const { token } = await newToken(bearer, ['SubunitManage']);
    const byToken = new Actor(ksef, await logInByToken(token, nip));
    expect(await byToken.grant('grantSubunitPermissions', unit)).toBe(200);
    const grants = async () => {
      const list = { queryType: 'PermissionsGrantedInCurrentContext' as const };
      return (await owner.list('queryPersonGrants', { query: {}, body: list })).permissions;
    };
    const [granted] = (await grants()).filter(
      ({ authorizedIdentifier }) => authorizedIdentifier.value === manager.body.subjectIdentifier.value,
    );
    expect(await byToken.revoke(granted?.id ?? '')).toBe(420);
    expect(await grants()).toContainEqual(granted);
    expect(await owner.revoke(granted?.id ?? '')).toBe(200);
  });

  it('is not made by a token, nor in the context of a Peppol provider', async () => {
    const { nip, bearer } = await newOwner();
    const { token } = await newToken(bearer, ['CredentialsManage', 'InvoiceRead']);
    const request = { body: { permissions: ['InvoiceRead' as const], description: 'Token tokena' } };
    const byToken = await call(ksef, 'createToken', request, { bearer: await logInByToken(token, nip) });
    expect(byToken.status).toBe(403);
    expect(byToken.body).toMatchObject({
      reasonCode: 'auth-method-not-allowed',
      security: { authenticationMethodCategory: 'Token' },
    });
    const { createSelfSignedCertificate } = await import('@kwit/crypto');
    const provider = await createSelfSignedCertificate({
      subject: { commonName: 'PPL654321', countryName: 'PL' },
    });
    const peppol = await logIn(ksef, provider, '', { context: '<PeppolId>PPL654321</PeppolId>' });
    expect((await call(ksef, 'createToken', request, { bearer: peppol.access })).codes).toEqual([26002]);
  });

  it('loses what its author loses', async () => {
    const { nip } = await newOwner();
    const person = newNip();
    const identifiers = {
      contextIdentifier: { type: 'Nip' as const, value: nip },
      authorizedIdentifier: { type: 'Nip' as const, value: person },
    };
    const permissions = [{ permissionType: 'InvoiceRead' as const, description: 'podgląd faktur' }];
    await call(ksef, 'grantTestPermissions', { body: { ...identifiers, permissions } });
    const { access } = await logIn(ksef, await personWith(`TINPL-${person}`), nip);
    const { token } = await newToken(access, ['InvoiceRead']);
    await call(ksef, 'revokeTestPermissions', { body: identifiers });
    const started = await submitToken(ksef, token, nip);
    expect((await decided(ksef, started.body)).status.code).toBe(415);
  });
});

describe('a log-in by token', () => {
  it('waits for a token that was made a moment ago', async () => {
    const slow = await startKsef({ port: 0, rateLimits: 'off', latency: 'realistic' });
    try {
      const nip = newNip();
      const { access: bearer } = await logIn(slow, await sealOf(nip), nip);
      const request = { body: { permissions: ['InvoiceRead' as const], description: 'Token testowy' } };
      const { body } = await call(slow, 'createToken', request, { bearer });
      const started = await submitToken(slow, body.token, nip);
      expect((await decided(slow, started.body)).status.code).toBe(200);
    } finally {
      await slow.close();
    }
  });

  const failure = async (started: Awaited<ReturnType<typeof submitToken>>) => {
    expect(started.status).toBe(202);
    const { status } = await decided(ksef, started.body);
    expect(status.code).toBe(450);
    return status.details;
  };

  it('fails with the documented reason', async () => {
    const { nip, bearer } = await newOwner();
    const { token, referenceNumber } = await newToken(bearer);
    const other = newNip();
    expect(await failure(await submitToken(ksef, `${token}x`, nip))).toEqual(['Nieprawidłowy token']);
    expect(await failure(await submitToken(ksef, token, nip, { timestampMs: 1 }))).toEqual([
      'Nieprawidłowy czas tokena',
    ]);
    expect(await failure(await submitToken(ksef, token, other))).toEqual([
      `Token nie może być użyty w kontekście Nip: ${other}`,
    ]);
    await call(ksef, 'revokeToken', { path: { referenceNumber } }, { bearer });
    expect(await failure(await submitToken(ksef, token, nip))).toEqual(['Token unieważniony']);
  });

  it('fails where the token cannot be decrypted', async () => {
    const { nip } = await newOwner();
    const { body } = await call(ksef, 'createChallenge', {});
    const started = await call(ksef, 'authenticateWithToken', {
      body: {
        challenge: body.challenge,
        contextIdentifier: { type: 'Nip', value: nip },
        encryptedToken: Buffer.alloc(256, 7).toString('base64'),
      },
    });
    expect(await failure(started)).toEqual(['Nieprawidłowe szyfrowanie tokena']);
  });

  it('is refused for an unknown key, challenge or context', async () => {
    const { nip, bearer } = await newOwner();
    const { token } = await newToken(bearer);
    const unknown = Buffer.alloc(32, 1).toString('base64');
    const byKey = await submitToken(ksef, token, nip, { publicKeyId: unknown });
    expect(byKey.codes).toEqual([21470]);
    expect(byKey.details).toEqual([`Klucz o identyfikatorze ${unknown} nie jest wspierany.`]);
    const { body: keys } = await call(ksef, 'listPublicKeyCertificates', {});
    const symmetric = keys.find(({ usage }) => usage.includes('SymmetricKeyEncryption'))?.publicKeyId ?? '';
    expect((await submitToken(ksef, token, nip, { publicKeyId: symmetric })).codes).toEqual([21470]);
    const challenge = '20250604-CR-461EA5B000-537A6BA15D-D7';
    expect((await submitToken(ksef, token, nip, { challenge })).codes).toEqual([21111]);
    expect((await submitToken(ksef, token, '123')).codes).toEqual([21405]);
  });

  it('ends with the token: no tokens to fetch, none to refresh', async () => {
    const { nip, bearer } = await newOwner();
    const { token, referenceNumber } = await newToken(bearer);
    const [late, early] = [await submitToken(ksef, token, nip), await submitToken(ksef, token, nip)];
    const { refreshToken } = await redeemed(ksef, early.body);
    await decided(ksef, late.body);
    await call(ksef, 'revokeToken', { path: { referenceNumber } }, { bearer });
    await inStatus(bearer, referenceNumber, 'Revoked');
    for (const reply of [
      await call(ksef, 'redeemTokens', {}, { bearer: late.body.authenticationToken.token }),
      await call(ksef, 'refreshAccessToken', {}, { bearer: refreshToken.token }),
    ]) {
      expect(reply.codes).toEqual([21301]);
      expect(reply.details).toEqual(['Token KSeF został unieważniony.']);
    }
  });
});

describe('tokens', () => {
  it('are listed by the filters, newest first, page by page', async () => {
    const { nip, bearer } = await newOwner();
    const references: string[] = [];
    for (let index = 0; index < 12; index += 1) {
      references.unshift((await newToken(bearer, ['InvoiceRead'], `Żółty token ${index}`)).referenceNumber);
    }
    const list = (query: Record<string, unknown>, headers = {}) =>
      callLoosely(ksef, 'listTokens', { query, headers }, { bearer });
    const first = await list({});
    const second = await list({}, { 'x-continuation-token': first.body.continuationToken });
    const listed = [...first.body.tokens, ...second.body.tokens].map(
      ({ referenceNumber }) => referenceNumber,
    );
    expect(listed).toEqual(references);
    expect(second.body.continuationToken).toBeNull();
    const goOn = { 'x-continuation-token': first.body.continuationToken ?? '' };
    expect((await list({ pageSize: 11 }, goOn)).body.tokens).toHaveLength(2);
    expect((await list({ status: 'Active' }, goOn)).codes).toEqual([21418]);
    const token = goOn['x-continuation-token'];
    for (const other of [
      `${token}A`,
      ` ${token.slice(0, 8)} ${token.slice(8)}`,
      token.replaceAll('=', ''),
      `${token}=`,
    ])
      if (other !== token) expect((await list({}, { 'x-continuation-token': other })).codes).toEqual([21418]);
    const foreign = { query: {}, headers: goOn };
    expect(
      (await callLoosely(ksef, 'listTokens', foreign, { bearer: (await newOwner()).bearer })).codes,
    ).toEqual([21418]);
    const otherList = { query: { sessionType: 'Online' }, headers: goOn };
    expect((await callLoosely(ksef, 'listSessions', otherList, { bearer })).codes).toEqual([21418]);

    const revoked = references[3] ?? '';
    await call(ksef, 'revokeToken', { path: { referenceNumber: revoked } }, { bearer });
    await inStatus(bearer, revoked, 'Revoked');
    const tokens = async (query: Record<string, unknown>) =>
      (await list({ pageSize: 100, ...query })).body.tokens.map(({ referenceNumber }) => referenceNumber);
    expect(await tokens({ status: ['Revoked', 'Failed'] })).toEqual([revoked]);
    expect(await tokens({ description: 'ŻÓŁTY TOKEN 11' })).toEqual([references[0]]);
    expect(await tokens({ authorIdentifier: nip.slice(2, 8), authorIdentifierType: 'Nip' })).toHaveLength(12);
    expect(await tokens({ authorIdentifierType: 'Pesel' })).toEqual([]);
    expect((await list({}, { 'x-continuation-token': '!' })).codes).toEqual([21418]);
  });

  it('of others are shown and revoked only with rights over credentials', async () => {
    const { nip, bearer } = await newOwner();
    const plain = await newToken(bearer, ['InvoiceRead']);
    const reading = await newToken(bearer, ['CredentialsRead']);
    const managing = await newToken(bearer, ['CredentialsManage']);
    const count = async (access: string) =>
      (await call(ksef, 'listTokens', {}, { bearer: access })).body.tokens.map(
        ({ referenceNumber }) => referenceNumber,
      );
    const byPlain = await logInByToken(plain.token, nip);
    expect(await count(byPlain)).toEqual([plain.referenceNumber]);
    expect(await count(await logInByToken(reading.token, nip))).toHaveLength(3);

    const path = { referenceNumber: reading.referenceNumber };
    expect((await call(ksef, 'revokeToken', { path }, { bearer: byPlain })).status).toBe(403);
    const byManaging = await logInByToken(managing.token, nip);
    expect((await call(ksef, 'revokeToken', { path }, { bearer: byManaging })).status).toBe(204);
    // A token may end itself.
    const own = { path: { referenceNumber: plain.referenceNumber } };
    expect((await call(ksef, 'revokeToken', own, { bearer: byPlain })).status).toBe(204);

    const stranger = await newOwner();
    expect((await call(ksef, 'getToken', { path }, { bearer: stranger.bearer })).status).toBe(403);
  });
});
