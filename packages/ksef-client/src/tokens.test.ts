import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import {
  failureOf,
  issued,
  json,
  publishedKey,
  type Responder,
  savedTokens,
  testServer,
} from './http-server.testing.ts';
import { createKsefClient, type KsefError, type SavedTokens } from './index.ts';

const limits = {
  canRequest: true,
  enrollment: { remaining: 1, limit: 1 },
  certificate: { remaining: 1, limit: 1 },
};
const refused = { title: 'Unauthorized', status: 401, detail: 'Wymagane jest uwierzytelnienie.' };

/** A KSeF whose access tokens are the given ones, and which refreshes as told. */
function ksef(valid: (bearer: string) => boolean, refresh: Responder): Responder {
  return (request, response) => {
    if (request.url === '/v2/auth/token/refresh') return refresh(request, response);
    const bearer = request.headers.authorization?.slice('Bearer '.length) ?? '';
    json(response, valid(bearer) ? 200 : 401, valid(bearer) ? limits : refused);
  };
}

test('an access token that is about to end is refreshed first, once for many callers', async () => {
  const fresh = issued(900, 'fresh');
  const tokens = savedTokens(5);
  const old: SavedTokens = { ...tokens, obtainedAt: new Date(Date.now() - 4500).toISOString() };
  await using server = await testServer(
    ksef(
      (bearer) => bearer === fresh.token,
      (_request, response) => json(response, 200, { accessToken: fresh }),
    ),
  );
  const saved: SavedTokens[] = [];
  const client = createKsefClient({
    baseUrl: server.baseUrl,
    tokens: old,
    onTokens: (next) => void saved.push(next),
  });
  await Promise.all(Array.from({ length: 10 }, () => client.operations.getCertificateLimits()));
  const refreshes = server.requests.filter(({ url }) => url.endsWith('/refresh'));
  expect(refreshes).toHaveLength(1);
  expect(refreshes[0]?.headers.authorization).toBe(`Bearer ${tokens.refreshToken.token}`);
  expect(saved).toHaveLength(1);
  expect(saved[0]).toMatchObject({ accessToken: fresh, refreshToken: tokens.refreshToken });
  expect(client.tokens).toEqual(saved[0]);
});

test('a refused access token is renewed once for many callers, and their calls are repeated', async () => {
  const fresh = issued(900, 'fresh');
  await using server = await testServer(
    ksef(
      (bearer) => bearer === fresh.token,
      (_request, response) => json(response, 200, { accessToken: fresh }),
    ),
  );
  const client = createKsefClient({ baseUrl: server.baseUrl, tokens: savedTokens() });
  await Promise.all(Array.from({ length: 10 }, () => client.operations.getCertificateLimits()));
  expect(server.requests.filter(({ url }) => url.endsWith('/refresh'))).toHaveLength(1);
});

test('a token that is refused again is reported, not refreshed for ever', async () => {
  await using server = await testServer(
    ksef(
      () => false,
      (_request, response) => json(response, 200, { accessToken: issued(900) }),
    ),
  );
  const client = createKsefClient({ baseUrl: server.baseUrl, tokens: savedTokens() });
  expect(await failureOf(client.operations.getCertificateLimits())).toMatchObject({
    kind: 'unauthorized',
    status: 401,
  });
  expect(server.requests).toHaveLength(3);
});

test('a dead refresh token ends in a clear error where no credential is held', async () => {
  const errors = [
    { code: 21301, description: 'Brak autoryzacji.', details: ['Token KSeF został unieważniony.'] },
  ];
  await using server = await testServer(
    ksef(
      () => false,
      (_request, response) => json(response, 400, { detail: 'Żądanie jest nieprawidłowe.', errors }),
    ),
  );
  const client = createKsefClient({ baseUrl: server.baseUrl, tokens: savedTokens() });
  const error = (await failureOf(client.operations.getCertificateLimits())) as KsefError;
  expect(error).toMatchObject({ kind: 'unauthorized', status: 400, operation: 'refreshAccessToken' });
  expect(error.hasCode(21301)).toBe(true);
  expect(error.text.pl).toContain('zalogować się ponownie');
});

/** A KSeF that logs in as "B", and keeps refreshing "A" until `release` is called. */
async function slowRefresh() {
  const asked = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  const key = await publishedKey();
  const answers: Record<string, unknown> = {
    '/auth/challenge': {
      challenge: 'c',
      timestamp: new Date().toISOString(),
      timestampMs: Date.now(),
      clientIp: '',
    },
    '/security/public-key-certificates': [key],
    '/auth/ksef-token': { referenceNumber: 'r', authenticationToken: issued(900) },
    '/auth/r': {
      startDate: '',
      authenticationMethod: 'Token',
      authenticationMethodInfo: {},
      status: { code: 200, description: 'ok' },
    },
    '/auth/token/redeem': { accessToken: issued(900, 'B'), refreshToken: issued(900, 'B') },
    '/certificates/limits': limits,
  };
  const server = await testServer(async ({ url }, response) => {
    if (url !== '/v2/auth/token/refresh') return json(response, 200, answers[url.slice(3)] ?? {});
    asked.resolve();
    await held.promise;
    return json(response, 200, { accessToken: issued(900, 'A') });
  });
  return { server, asked: asked.promise, release: () => held.resolve() };
}

const nameIn = (token = '') => JSON.parse(atob(token.split('.')[1] ?? '')).name;
const ofA = (): SavedTokens => ({
  ...savedTokens(5),
  obtainedAt: '2020-01-01T00:00:00Z',
  context: 'Nip 1111111111',
});

test('a refresh under way does not undo the log-in of another firm', async () => {
  const { server, asked, release } = await slowRefresh();
  await using _ = server;
  const saved: string[] = [];
  const client = createKsefClient({
    baseUrl: server.baseUrl,
    tokens: ofA(),
    onTokens: ({ accessToken }) => void saved.push(nameIn(accessToken.token)),
  });
  const begun = client.operations.getCertificateLimits();
  await asked;
  await client.logInWithToken({ context: { type: 'Nip', value: '2222222222' }, token: 'secret' });
  release();
  await begun;
  await client.operations.getCertificateLimits();
  const sentAs = server.requests
    .filter(({ url }) => url.endsWith('/limits'))
    .map(({ headers }) => nameIn(headers.authorization));
  // What began as A ends as A.
  expect(sentAs).toEqual(['A', 'B']);
  expect(client.tokens?.context).toBe('Nip 2222222222');
  expect(nameIn(client.tokens?.accessToken.token)).toBe('B');
  expect(saved).toEqual(['B']);
});

test('a call of one firm is not repeated in the context of another', async () => {
  const { server, release } = await slowRefresh();
  release();
  await using _ = server;
  let calls = 0;
  const refusing: typeof fetch = async (input, init) => {
    if (!String(input).endsWith('/certificates/limits')) return fetch(input, init);
    calls += 1;
    await client.logInWithToken({ context: { type: 'Nip', value: '2222222222' }, token: 'secret' });
    return new Response(null, { status: 401 });
  };
  const client = createKsefClient({
    baseUrl: server.baseUrl,
    fetch: refusing,
    tokens: { ...savedTokens(), context: 'Nip 1111111111' },
  });
  expect(await failureOf(client.operations.getCertificateLimits())).toMatchObject({ kind: 'unauthorized' });
  expect(calls).toBe(1);
});

test('a refresh or a log-in under way does not undo a log-out', async () => {
  const { server, asked, release } = await slowRefresh();
  await using _ = server;
  const saved: SavedTokens[] = [];
  const client = createKsefClient({
    baseUrl: server.baseUrl,
    tokens: ofA(),
    onTokens: (tokens) => void saved.push(tokens),
  });
  const begun = client.operations.getCertificateLimits();
  await asked;
  await client.logOut();
  release();
  await begun;
  expect(client.tokens).toBeUndefined();
  const logIn = client.logInWithToken({ context: { type: 'Nip', value: '2222222222' }, token: 'secret' });
  await client.logOut();
  expect(await failureOf(logIn)).toMatchObject({ kind: 'aborted' });
  expect(client.tokens).toBeUndefined();
  expect(saved).toEqual([]);
});

test('tokens that cannot be saved end the call that needed them, also where saving takes its time', async () => {
  await using server = await testServer(
    ksef(
      () => true,
      (_request, response) => json(response, 200, { accessToken: issued(900, 'fresh') }),
    ),
  );
  const full = new Error('disk full');
  const client = createKsefClient({
    baseUrl: server.baseUrl,
    tokens: { ...savedTokens(0), obtainedAt: '2020-01-01T00:00:00Z' },
    onTokens: async () => {
      await Promise.resolve();
      throw full;
    },
  });
  expect(await failureOf(client.operations.getCertificateLimits())).toBe(full);
  await expect(client.operations.getCertificateLimits()).resolves.toEqual(limits);
});

test('a token still good is used where refreshing it early fails', async () => {
  const tokens = savedTokens(50);
  await using server = await testServer(
    ksef(
      (bearer) => bearer === tokens.accessToken.token,
      (_request, response) => json(response, 503, {}),
    ),
  );
  // Nine tenths of its life are over: time to refresh, but not the end.
  const old = { ...tokens, obtainedAt: new Date(Date.now() - 45_000).toISOString() };
  const client = createKsefClient({ baseUrl: server.baseUrl, tokens: old, maxRetries: 0 });
  await expect(client.operations.getCertificateLimits()).resolves.toEqual(limits);
});

test('the lifetime of a token counts, not the clock of KSeF', async () => {
  const tokens = savedTokens(900);
  await using server = await testServer(
    ksef(
      (bearer) => bearer === tokens.accessToken.token,
      (_request, response) => json(response, 500, {}),
    ),
  );
  // KSeF's clock is two years behind: by this clock the token ended long ago.
  const accessToken = { ...tokens.accessToken, validUntil: '2024-01-01T00:00:00+00:00' };
  const client = createKsefClient({ baseUrl: server.baseUrl, tokens: { ...tokens, accessToken } });
  await client.operations.getCertificateLimits();
  expect(server.requests.map(({ url }) => url)).toEqual(['/v2/certificates/limits']);
});

test('one caller who gives up does not take the refresh away from the others', async () => {
  const fresh = issued(900, 'fresh');
  const controller = new AbortController();
  await using server = await testServer(
    ksef(
      (bearer) => bearer === fresh.token,
      (_request, response) => {
        controller.abort();
        json(response, 200, { accessToken: fresh });
      },
    ),
  );
  const client = createKsefClient({
    baseUrl: server.baseUrl,
    tokens: { ...savedTokens(5), obtainedAt: '2020-01-01T00:00:00Z' },
  });
  const [impatient, patient] = await Promise.allSettled([
    client.operations.getCertificateLimits({}, { signal: controller.signal }),
    client.operations.getCertificateLimits(),
  ]);
  expect(impatient).toMatchObject({ status: 'rejected', reason: { kind: 'aborted' } });
  expect(patient).toMatchObject({ status: 'fulfilled' });
});

test('tokens and client print no secret, while storing the tokens works', async () => {
  const tokens = savedTokens();
  const client = createKsefClient({ baseUrl: 'http://localhost:1/v2', tokens });
  const printed = inspect([client, client.tokens, { nested: client.tokens }], {
    depth: 10,
    showHidden: true,
  });
  expect(printed).not.toContain(tokens.accessToken.token);
  expect(printed).not.toContain(tokens.refreshToken.token);
  expect(JSON.stringify(client)).not.toContain(tokens.refreshToken.token);
  expect(JSON.parse(JSON.stringify(client.tokens))).toEqual(tokens);
});

test('logging out ends the session in KSeF and forgets the tokens, also where KSeF has ended it already', async () => {
  for (const status of [204, 401]) {
    await using server = await testServer((_request, response) =>
      json(response, status, status === 401 ? refused : undefined),
    );
    const tokens = savedTokens();
    const client = createKsefClient({ baseUrl: server.baseUrl, tokens });
    await client.logOut();
    expect(server.requests).toMatchObject([
      {
        method: 'DELETE',
        url: '/v2/auth/sessions/current',
        headers: { authorization: `Bearer ${tokens.refreshToken.token}` },
      },
    ]);
    expect(client.tokens).toBeUndefined();
  }
});
