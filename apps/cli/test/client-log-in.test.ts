import { createSelfSignedCertificate } from '@kwit/crypto';
import { createKsefClient, type KsefError } from '@kwit/ksef-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  badNetwork,
  demoNip,
  failureOf,
  nip,
  once,
  sealOf,
  type TestKsef,
  testKsef,
} from './client-fixture.testing.ts';

let ksef: TestKsef;
beforeAll(async () => {
  ksef = await testKsef();
});
afterAll(() => ksef[Symbol.asyncDispose]());

test.each(['EC', 'RSA'] as const)('a seal with an %s key logs in', async (keyKind) => {
  const client = createKsefClient({ baseUrl: ksef.apiUrl });
  await client.logInWithCertificate({ context: nip(demoNip), credential: await sealOf(demoNip, keyKind) });
  const { items } = await client.operations.listAuthenticationSessions();
  expect(items.some(({ isCurrent }) => isCurrent)).toBe(true);
});

test('a person logs in where the certificate carries the NIP of the context', async () => {
  const client = createKsefClient({ baseUrl: ksef.apiUrl });
  const subject = {
    commonName: 'Jan Testowy',
    givenNames: ['Jan'],
    surname: 'Testowy',
    serialNumber: `TINPL-${demoNip}`,
    countryName: 'PL',
  };
  const credential = await createSelfSignedCertificate({ subject });
  await client.logInWithCertificate({ context: nip(demoNip), credential });
  expect(client.tokens?.accessToken.token).toBeTruthy();
});

test('somebody without permission is told so', async () => {
  const client = createKsefClient({ baseUrl: ksef.apiUrl });
  const credential = await sealOf('2222222222');
  const error = (await failureOf(
    client.logInWithCertificate({ context: nip(demoNip), credential }),
  )) as KsefError;
  expect(error).toMatchObject({ kind: 'failed-status', operation: 'getAuthenticationStatus' });
  expect(error.hasCode(415)).toBe(true);
  expect(client.tokens).toBeUndefined();
});

test('a KSeF token logs in until it is revoked', async () => {
  const owner = await ksef.clientOf();
  const { token, referenceNumber } = await owner.createKsefToken({
    description: 'Token testowy',
    permissions: ['InvoiceRead', 'InvoiceWrite'],
  });
  const client = createKsefClient({ baseUrl: ksef.apiUrl });
  // As it comes out of a file: with the end of its line.
  await client.logInWithToken({ context: nip(demoNip), token: `${token}\n` });
  expect(client.tokens).toBeDefined();

  await owner.revokeKsefToken(referenceNumber);
  const late = createKsefClient({ baseUrl: ksef.apiUrl });
  const error = (await failureOf(late.logInWithToken({ context: nip(demoNip), token }))) as KsefError;
  expect(error).toMatchObject({ kind: 'failed-status' });
  expect(error.hasCode(450)).toBe(true);
  expect(error.text.pl).not.toContain(token);
});

test('a token that was never issued is refused, and appears in no message', async () => {
  const token = `20251010-EC-1DCE3E3000-12ECB5B36E-45|nip-${demoNip}|${'0'.repeat(64)}`;
  const client = createKsefClient({ baseUrl: ksef.apiUrl });
  const error = (await failureOf(client.logInWithToken({ context: nip(demoNip), token }))) as KsefError;
  expect(error).toMatchObject({ kind: 'failed-status' });
  expect(JSON.stringify(error) + error.stack).not.toContain('0'.repeat(64));
});

test.each(['certificate', 'token'] as const)('a log-in by %s can be bound to addresses', async (method) => {
  const owner = await ksef.clientOf();
  const logIn = async (allowedIps: { addresses?: string[]; masks?: string[] }) => {
    const client = createKsefClient({ baseUrl: ksef.apiUrl });
    if (method === 'certificate') {
      const credential = await sealOf(demoNip);
      await client.logInWithCertificate({ context: nip(demoNip), credential, allowedIps });
    } else {
      const { token } = await owner.createKsefToken({
        description: 'Token z adresem',
        permissions: ['InvoiceRead'],
      });
      await client.logInWithToken({ context: nip(demoNip), token, allowedIps });
    }
    return client.operations.getCertificateLimits();
  };
  await expect(logIn({ masks: ['127.0.0.0/8'] })).resolves.toBeDefined();
  expect(await failureOf(logIn({ addresses: ['192.0.2.1'] }))).toMatchObject({
    kind: 'forbidden',
    reasonCode: 'ip-not-allowed',
  });
});

test('saved tokens carry on in another program, refreshed where needed', async () => {
  const first = await ksef.clientOf();
  const saved = JSON.parse(JSON.stringify(first.tokens));
  const second = createKsefClient({ baseUrl: ksef.apiUrl, tokens: saved });
  await second.operations.getCertificateLimits();

  const stale = { ...saved, accessToken: { ...saved.accessToken, token: 'not.a.token' } };
  const third = createKsefClient({ baseUrl: ksef.apiUrl, tokens: stale });
  await third.operations.getCertificateLimits();
  expect(third.tokens?.accessToken.token).not.toBe('not.a.token');
  expect(third.tokens?.refreshToken).toEqual(saved.refreshToken);
});

test('after a log-out the refresh token is dead', async () => {
  const client = await ksef.clientOf();
  const saved = client.tokens;
  await client.logOut();
  expect(client.tokens).toBeUndefined();
  expect(await failureOf(client.operations.getCertificateLimits())).toMatchObject({ kind: 'unauthorized' });

  if (!saved) throw new Error('there were tokens');
  const stale = { ...saved, accessToken: { ...saved.accessToken, token: 'not.a.token' } };
  const later = createKsefClient({ baseUrl: ksef.apiUrl, tokens: stale });
  expect(await failureOf(later.operations.getCertificateLimits())).toMatchObject({ kind: 'unauthorized' });
});

test('a client that holds its credential logs in again when its log-in was ended', async () => {
  await using network = await badNetwork(ksef.apiUrl, once('GET', /certificates\/limits/, 'unauthorized'));
  const client = await ksef.clientOf(demoNip, { baseUrl: network.baseUrl });
  const before = client.tokens;
  await client.operations.revokeCurrentAuthenticationSession();
  await client.operations.getCertificateLimits();
  expect(client.tokens?.refreshToken.token).not.toBe(before?.refreshToken.token);
});

test.each([
  ['the signed request', /xades-signature/],
  ['the redemption', /token\/redeem/],
])('a lost answer to %s does not stop the log-in', async (_name, url) => {
  await using network = await badNetwork(ksef.apiUrl, once('POST', url, 'lose-answer'));
  const client = await ksef.clientOf(demoNip, { baseUrl: network.baseUrl });
  await client.operations.getCertificateLimits();
});

test('a log-in can be aborted', async () => {
  const controller = new AbortController();
  await using network = await badNetwork(ksef.apiUrl, ({ url }) => {
    if (url.includes('xades-signature')) controller.abort();
    return 'pass';
  });
  const client = createKsefClient({ baseUrl: network.baseUrl });
  const credential = await sealOf(demoNip);
  const logIn = client.logInWithCertificate({ context: nip(demoNip), credential, signal: controller.signal });
  expect(await failureOf(logIn)).toMatchObject({ kind: 'aborted' });
  expect(client.tokens).toBeUndefined();
});

test('a server whose certificate is not trusted is named as that, at once', async () => {
  const retries: unknown[] = [];
  const client = createKsefClient({ baseUrl: ksef.httpsApiUrl, onRetry: (notice) => retries.push(notice) });
  const error = (await failureOf(client.operations.createChallenge())) as KsefError;
  expect(error).toMatchObject({ kind: 'unreachable', mayHaveBeenAccepted: false });
  expect(error.text.pl).toContain('NODE_EXTRA_CA_CERTS');
  expect(retries).toEqual([]);
});
