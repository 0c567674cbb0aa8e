import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { failureOf, json, jsonWebToken, savedTokens, testServer } from './http-server.testing.ts';
import { createKsefClient, KsefError } from './index.ts';
import { excerptOf, redact, redactValue, safeCause } from './redact.ts';

test('given secrets, JSON web tokens and the secret part of KSeF tokens are taken out', () => {
  const token = `20251010-EC-1DCE3E3000-12ECB5B36E-45|nip-1111111111|${'9'.repeat(64)}`;
  const text = redact(`password=hunter2 jwt=eyJhbGciOi.eyJleHAi.c2ln token=${token}`, ['hunter2', '']);
  expect(text).toBe('password=••• jwt=••• token=20251010-EC-1DCE3E3000-12ECB5B36E-45|nip-1111111111|•••');
});

test.each([
  ['a bearer of any form', 'authorization: Bearer s3cret-opaque, next'],
  ['a token in JSON', '{"accessToken":{"token":"s3cret-opaque","validUntil":"2026"}}'],
  ['a token with a quote in it', '{"refreshToken" : "s3cret-opa\\"que s3cret"}'],
  ['the key of a storage address', 'PUT https://files.example/part-1?sv=1&sig=s3cret%2Fopaque failed'],
  ['a key without its address', 'skoid=1&sig=s3cret&se=2'],
  ['a password in an address', 'Request cannot be constructed from https://user:s3cret@host.example/v2'],
  ['a password with an @ in it', 'GET http://:p@s3cret@host.example:1/v2'],
  ['a private key', '-----BEGIN ENCRYPTED PRIVATE KEY-----\ns3cret\n-----END ENCRYPTED PRIVATE KEY-----'],
  ['a private key that is cut off', '-----BEGIN PRIVATE KEY-----\ns3cret\ns3cret'],
])('%s is taken out', (_name, text) => {
  expect(redact(text)).not.toContain('s3cret');
  expect(redact(text)).toContain('•••');
});

test('a long text that looks like many secrets is looked through once', () => {
  for (const beginning of ['eyJ', 'https://', '12345678-EC-', 'Bearer ', '"accessToken":"', '-----BEGIN ']) {
    const text = beginning.repeat(600_000 / beginning.length);
    expect(redact(`${text} Bearer s3cret`)).not.toContain('s3cret');
  }
});

test('every token of a dotted run is taken out, and what is before it stays', () => {
  expect(redact('a=x.eyJhbGciOi.eyJleHAi.c2ln.y token_eyJhbGciOi.eyJleHAi.c2ln. eyJ.a eyJhbGci.x')).toBe(
    'a=x.•••.y token_•••. eyJ.a eyJhbGci.x',
  );
  const address = 'https://files.example/a?sig=s3cret https://files.example/b?sv=1&sig=s3cret';
  expect(redact(address)).toBe('https://files.example/a?••• https://files.example/b?•••');
});

test('what is no secret stays', () => {
  const text =
    'GET /sessions/20250625-SO-2C3E6C8000-B675CF5D68-07 from https://api.ksef.mf.gov.pl/v2, NIP 1111111111, to firma@example.pl';
  expect(redact(text)).toBe(text);
});

test('an excerpt is one short line, and never half a secret', () => {
  expect(excerptOf(' a\n\t b ')).toBe('a b');
  const secret = 's'.repeat(50);
  expect(excerptOf(`${'x'.repeat(190)}${secret}`, [secret])).toBe(`${'x'.repeat(190)}•••`);
  // Cut where only the beginning of a secret is still looked at.
  const token = jsonWebToken(60);
  const many = `${Array.from({ length: 200 }, () => token).join(' ')}`;
  expect(excerptOf(many, [], 10_000)).not.toContain('eyJ');
});

test('values and errors are copied without what is secret in them, however deep', () => {
  const token = jsonWebToken(60);
  let deep: unknown = token;
  for (let depth = 0; depth < 30; depth++) deep = { [token]: [deep] };
  expect(JSON.stringify(redactValue(deep))).not.toContain(token);

  const inner = Object.assign(new Error(`Bearer ${token}`), { code: 'ECONNRESET', request: { token } });
  const gathered = new AggregateError([inner], `many ${token}`);
  const outer = new TypeError(`fetch failed ${token}`, { cause: gathered });
  const copy = safeCause(outer) as Error;
  const printed = inspect(copy, { depth: 20, showHidden: true });
  expect(printed).not.toContain(token);
  expect(printed).toContain('ECONNRESET');
  expect(copy.name).toBe('TypeError');
  const circular = new Error('round');
  circular.cause = circular;
  expect(safeCause(circular)).toBeInstanceOf(Error);
  for (const odd of [undefined, null, 7, token, { token }, Symbol('x')]) {
    expect(inspect(safeCause(odd))).not.toContain(token);
  }
});

/** Everything that a log may print of an error. */
const prints = (error: unknown): string[] => [
  inspect(error, { depth: 20, showHidden: true }),
  JSON.stringify(error) ?? '',
  String(error),
  String((error as Error).stack),
  ...Object.getOwnPropertyNames(error).map((name) => inspect((error as Record<string, unknown>)[name])),
];

test('a fetch that quotes the request in its error does not get the token out', async () => {
  const tokens = savedTokens();
  const { token } = tokens.accessToken;
  // As opaque as a token can be: nothing tells it but that it was sent.
  const opaque = 'opaque~secret~token';
  for (const bearer of [token, opaque]) {
    const client = createKsefClient({
      baseUrl: 'https://ksef.example/v2',
      maxRetries: 0,
      rateLimits: false,
      fetch: (async (url: string, init: { headers: Record<string, string> }) => {
        const quoted = `${url} ${JSON.stringify(init.headers)}`;
        throw Object.assign(new TypeError(`failed: ${quoted}`, { cause: new Error(quoted) }), {
          init,
          quoted,
        });
      }) as unknown as typeof fetch,
    });
    const error = await failureOf(client.operations.getCertificateLimits({}, { bearer }));
    expect(error).toBeInstanceOf(KsefError);
    for (const text of prints(error)) expect(text).not.toContain(bearer);
  }
});

test('an answer that repeats its request, or holds other tokens, does not get them out', async () => {
  const bearer = 'opaque~secret~token';
  const other = 'another~opaque~token';
  const bodies = [
    {
      status: 403,
      reasonCode: bearer,
      detail: bearer,
      security: { [bearer]: [{ deep: bearer }], token: bearer },
    },
    { status: 400, errors: [{ code: 1, description: bearer, details: [bearer] }], traceId: bearer },
    // A success without a required field: the rest of it is quoted.
    { status: 200, accessToken: { token: other }, refreshToken: { token: other } },
    { status: 500, accessToken: other, title: bearer },
  ];
  for (const { status, ...body } of bodies) {
    await using server = await testServer((_request, response) => json(response, status, body));
    const client = createKsefClient({ baseUrl: server.baseUrl, maxRetries: 0 });
    const error = await failureOf(client.operations.getCertificateLimits({}, { bearer }));
    for (const text of prints(error)) {
      expect(text).not.toContain(bearer);
      expect(text).not.toContain(other);
    }
  }
});

test('a client prints nothing of what it holds', async () => {
  const tokens = savedTokens();
  const client = createKsefClient({ baseUrl: 'https://ksef.example/v2', tokens });
  const options = { depth: 20, showHidden: true, getters: true };
  const { tokens: held } = client;
  const shown = [client, held, held?.accessToken, held?.refreshToken, { ...held }];
  const printed = [...shown.map((value) => inspect(value, options)), JSON.stringify(client)];
  for (const text of printed) {
    expect(text).not.toContain(tokens.accessToken.token);
    expect(text).not.toContain(tokens.refreshToken.token);
  }
});
