import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import {
  dropConnection,
  failureOf,
  json,
  jsonWebToken,
  type Responder,
  savedTokens,
  testServer,
} from './http-server.testing.ts';
import { createKsefClient, KsefError } from './index.ts';

const reference = '20250625-SO-2C3E6C8000-B675CF5D68-07';
const ksefNumber = '5265877635-20250626-010080DD2B5E-26';
const challenge = {
  challenge: '20250514-CR-226FB7B000-3ACF9BE4C0-10',
  timestamp: '2025-07-11T12:23:56.0154302+00:00',
  timestampMs: 1752236636015,
  clientIp: '127.0.0.1',
};

/** The error of one call to a server that answers like this. */
async function errorOf(respond: Responder, bearer = 'secret-token'): Promise<KsefError> {
  await using server = await testServer(respond);
  const client = createKsefClient({ baseUrl: server.baseUrl, maxRetries: 0 });
  const path = { referenceNumber: reference };
  const error = await failureOf(client.operations.getSessionStatus({ path }, { bearer, deadlineMs: 5000 }));
  if (!(error instanceof KsefError)) throw error;
  return error;
}

const answer =
  (status: number, value: unknown, headers: Record<string, string> = {}): Responder =>
  (_request, response) =>
    json(response, status, value, headers);

const page =
  (status: number, body: string, headers: Record<string, string> = {}): Responder =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(body);
  };

test('a request is made of its path, query, headers and bearer as the contract says', async () => {
  await using server = await testServer(answer(200, { tokens: [], continuationToken: null }));
  const client = createKsefClient({ baseUrl: `${server.baseUrl}/`, userAgent: 'tests' });
  await client.operations.listTokens(
    {
      query: { status: ['Active', 'Pending'], description: 'a b&c' },
      headers: { 'x-continuation-token': 'next' },
    },
    { bearer: 'secret-token' },
  );
  const [request] = server.requests;
  expect(request?.method).toBe('GET');
  expect(request?.url).toBe('/v2/tokens?status=Active&status=Pending&description=a+b%26c');
  expect(request?.headers).toMatchObject({
    authorization: 'Bearer secret-token',
    'x-error-format': 'problem-details',
    'x-continuation-token': 'next',
    'user-agent': 'tests',
  });
  expect(request?.headers['content-type']).toBeUndefined();
});

test('bodies travel as JSON or XML, and an operation without a bearer sends none', async () => {
  await using server = await testServer(answer(202, { referenceNumber: reference, authenticationToken: {} }));
  const client = createKsefClient({ baseUrl: server.baseUrl, tokens: savedTokens() });
  await client.operations.authenticateWithXades({ query: { verifyCertificateChain: true }, body: '<ż/>' });
  const [request] = server.requests;
  expect(request).toMatchObject({
    method: 'POST',
    url: '/v2/auth/xades-signature?verifyCertificateChain=true',
    body: '<ż/>',
  });
  expect(request?.headers['content-type']).toBe('application/xml');
  expect(request?.headers.authorization).toBeUndefined();
});

test('a path parameter cannot leave its place in the path', async () => {
  await using server = await testServer(answer(204, undefined));
  const client = createKsefClient({ baseUrl: server.baseUrl, tokens: savedTokens() });
  await client.operations.revokeToken({ path: { referenceNumber: 'a/../b?c' } });
  expect(server.requests[0]?.url).toBe('/v2/tokens/a%2F..%2Fb%3Fc');
  const error = await failureOf(client.operations.revokeToken({ path: { referenceNumber: '..' } }));
  expect(error).toMatchObject({ kind: 'refused', operation: 'revokeToken', mayHaveBeenAccepted: false });
  expect(server.requests).toHaveLength(1);
});

test('an answer may have fields that the contract does not know', async () => {
  await using server = await testServer(answer(200, { ...challenge, novelty: { deep: true } }));
  const client = createKsefClient({ baseUrl: server.baseUrl });
  await expect(client.operations.createChallenge()).resolves.toEqual({
    ...challenge,
    novelty: { deep: true },
  });
});

test('an answer that lacks a required field is not taken for one', async () => {
  const { timestampMs: _, ...incomplete } = challenge;
  await using server = await testServer(answer(200, incomplete));
  const client = createKsefClient({ baseUrl: server.baseUrl });
  const error = await failureOf(client.operations.createChallenge());
  expect(error).toMatchObject({ kind: 'unexpected-answer', status: 200 });
  expect((error as KsefError).text.pl).toContain('timestampMs');
});

test('documents come back byte for byte, a byte order mark included', async () => {
  const document = '\uFEFF<?xml version="1.0"?>\r\n<a>zażółć \u{1F600}</a>\n';
  const hash = createHash('sha256').update(document).digest('base64');
  await using server = await testServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/xml', 'x-ms-meta-hash': hash }).end(document);
  });
  const client = createKsefClient({ baseUrl: server.baseUrl });
  const read = client.operations.getInvoiceByKsefNumber({ path: { ksefNumber } }, { bearer: 'x' });
  await expect(read).resolves.toBe(document);
});

test('a document that does not match its hash, or is not UTF-8, is refused', async () => {
  const wrong: Responder = (_request, response) => {
    response
      .writeHead(200, { 'x-ms-meta-hash': createHash('sha256').update('b').digest('base64') })
      .end('<a/>');
  };
  const garbled: Responder = (_request, response) => {
    response.writeHead(200).end(Buffer.from([0x3c, 0xff, 0xfe]));
  };
  for (const respond of [wrong, garbled]) {
    await using server = await testServer(respond);
    const client = createKsefClient({ baseUrl: server.baseUrl });
    const read = client.operations.getInvoiceByKsefNumber({ path: { ksefNumber } }, { bearer: 'x' });
    expect(await failureOf(read)).toMatchObject({ kind: 'unexpected-answer' });
  }
});

test('Problem Details of a 400 become codes with their details', async () => {
  const errors = [
    { code: 21405, description: 'Błąd walidacji danych wejściowych.', details: ['formCode: za długi'] },
    { code: 99999, description: 'Nowy kod.', details: null },
  ];
  const error = await errorOf(
    answer(400, {
      title: 'Bad Request',
      status: 400,
      detail: 'Żądanie jest nieprawidłowe.',
      errors,
      traceId: 't1',
    }),
  );
  expect(error).toMatchObject({ kind: 'refused', status: 400, traceId: 't1', operation: 'getSessionStatus' });
  expect(error.codes).toEqual([
    { code: 21405, description: 'Błąd walidacji danych wejściowych.', details: ['formCode: za długi'] },
    { code: 99999, description: 'Nowy kod.', details: [] },
  ]);
  expect(error.hasCode(21405)).toBe(true);
  expect(error.text.pl).toContain('GET /sessions/{referenceNumber}');
  expect(error.text.pl).toContain('formCode: za długi');
});

test('the older form of a 400 is read as well', async () => {
  const exceptionDetailList = [
    { exceptionCode: 21173, exceptionDescription: 'Brak sesji.', details: ['Nie ma.'] },
  ];
  const error = await errorOf(
    answer(400, { exception: { exceptionDetailList, serviceCode: '00-trace-00' } }),
  );
  expect(error).toMatchObject({ kind: 'refused', traceId: '00-trace-00' });
  expect(error.codes).toEqual([{ code: 21173, description: 'Brak sesji.', details: ['Nie ma.'] }]);
});

test('a denial says which permissions are needed and which are there', async () => {
  const error = await errorOf(
    answer(403, {
      title: 'Forbidden',
      status: 403,
      detail: 'Brak wymaganych uprawnień do wykonania operacji w bieżącym kontekście.',
      reasonCode: 'missing-permissions',
      security: { requiredAnyOfPermissions: ['InvoiceWrite'], presentPermissions: ['InvoiceRead'] },
    }),
  );
  expect(error).toMatchObject({
    kind: 'forbidden',
    reasonCode: 'missing-permissions',
    security: { requiredAnyOfPermissions: ['InvoiceWrite'] },
  });
  expect(error.text.pl).toMatch(/InvoiceWrite.*InvoiceRead/);
  expect(error.text.en).toMatch(/InvoiceWrite.*InvoiceRead/);
});

test.each([
  [401, { detail: 'Wymagane jest uwierzytelnienie.' }, 'unauthorized'],
  [410, { detail: 'Operacja wygasła.' }, 'gone'],
  [404, { title: 'Not Found' }, 'refused'],
  [500, { title: 'Internal Server Error' }, 'unexpected-answer'],
  [503, { title: 'Service Unavailable' }, 'unreachable'],
])('status %i is an error of its own kind', async (status, body, kind) => {
  const error = await errorOf(answer(status, body));
  expect(error).toMatchObject({ kind, status });
  expect(error.text.pl).not.toBe(error.text.en);
});

test('a bare 413 is a refusal, not a riddle', async () => {
  const error = await errorOf((_request, response) => {
    response.writeHead(413).end();
  });
  expect(error).toMatchObject({ kind: 'refused', status: 413, mayHaveBeenAccepted: false });
  expect(error.text.en).toContain('smaller');
});

test.each([
  [
    'a web page with status 200',
    page(200, '<!DOCTYPE html><title>Przerwa techniczna</title>'),
    'unexpected-answer',
  ],
  ['a web page with status 403', page(403, '<html>Blocked by the proxy</html>'), 'unexpected-answer'],
  ['a web page with status 502', page(502, '<html>Bad Gateway</html>'), 'unreachable'],
  ['broken JSON', page(200, '{"status":'), 'unexpected-answer'],
  ['JSON of another shape', answer(200, 'ok'), 'unexpected-answer'],
  ['an empty success', page(200, ''), 'unexpected-answer'],
  ['a redirection', page(302, '', { location: 'https://elsewhere.invalid/' }), 'unexpected-answer'],
])('%s is told as what it is', async (_name, respond, kind) => {
  expect(await errorOf(respond)).toMatchObject({ kind });
});

test('an excerpt of a strange answer is short and without the token', async () => {
  const token = jsonWebToken(60);
  const body = `<html>${'x '.repeat(50)}Authorization: Bearer ${token} ${'y '.repeat(5000)}</html>`;
  const error = await errorOf(page(200, body), token);
  expect(error.excerpt?.length).toBeLessThan(250);
  expect(error.excerpt).toContain('Authorization: Bearer •••');
  // The sentence for people is without the source of the page.
  expect(error.text.pl).not.toContain('<');
  expect((await errorOf(page(500, '<html>Down</html>'))).text.en).not.toContain('<');
});

test('no error shows the token, however it is printed', async () => {
  const token = jsonWebToken(60);
  const echo: Responder = ({ headers }, response) =>
    json(response, 400, {
      errors: [{ code: 1, description: `${headers.authorization}`, details: [`${headers.authorization}`] }],
    });
  const failures = [
    await errorOf(echo, token),
    await errorOf(dropConnection, token),
    await errorOf(page(500, `<p>${token}</p>`), token),
    await errorOf(answer(200, {}), `${token}\n`),
  ];
  for (const error of failures) {
    const printed = [
      inspect(error, { depth: 10, showHidden: true }),
      JSON.stringify(error),
      error.stack,
      String(error),
    ];
    for (const text of printed) expect(text).not.toContain(token);
  }
});

test('a token that cannot stand in a header is refused before anything is sent', async () => {
  await using server = await testServer(answer(200, {}));
  const client = createKsefClient({ baseUrl: server.baseUrl });
  const error = await failureOf(client.operations.getCertificateLimits({}, { bearer: 'two\nlines' }));
  expect(error).toMatchObject({ kind: 'unauthorized' });
  expect(server.requests).toHaveLength(0);
});

test('without a log-in the error says so and nothing is sent', async () => {
  await using server = await testServer(answer(200, {}));
  const client = createKsefClient({ baseUrl: server.baseUrl });
  const error = await failureOf(client.operations.getCertificateLimits());
  expect(error).toMatchObject({ kind: 'unauthorized', mayHaveBeenAccepted: false });
  expect(server.requests).toHaveLength(0);
});

test('an aborted call ends at once', async () => {
  const controller = new AbortController();
  // The server never answers; the request itself makes the caller give up.
  await using server = await testServer(() => controller.abort());
  const client = createKsefClient({ baseUrl: server.baseUrl });
  const call = client.operations.createChallenge({}, { signal: controller.signal });
  expect(await failureOf(call)).toMatchObject({ kind: 'aborted', mayHaveBeenAccepted: true });
  const another = client.operations.createChallenge({}, { signal: controller.signal });
  expect(await failureOf(another)).toMatchObject({ kind: 'aborted', mayHaveBeenAccepted: false });
  expect(server.requests).toHaveLength(1);
});

test('a server that never answers ends in a time-out that says what may have happened', async () => {
  await using server = await testServer(() => {});
  const client = createKsefClient({ baseUrl: server.baseUrl, timeoutMs: 50, maxRetries: 0 });
  const error = await failureOf(client.operations.createChallenge());
  expect(error).toMatchObject({ kind: 'timeout', mayHaveBeenAccepted: true });
});

test('an answer that breaks off in the middle is no answer', async () => {
  const error = await errorOf((_request, response) => {
    response.writeHead(200, { 'content-length': '1000' }).write('{"status":');
    response.socket?.end();
  });
  expect(error).toMatchObject({ kind: 'unreachable', mayHaveBeenAccepted: true });
});

test.each([
  ['nothing', ''],
  ['JSON', '{"error":"maintenance"}'],
  ['a sentence', 'Przerwa techniczna'],
])('%s is no receipt', async (_name, body) => {
  await using server = await testServer(page(200, body));
  const client = createKsefClient({ baseUrl: server.baseUrl, tokens: savedTokens() });
  const path = { referenceNumber: reference, invoiceReferenceNumber: reference };
  expect(await failureOf(client.operations.getInvoiceUpoByReference({ path }))).toMatchObject({
    kind: 'unexpected-answer',
  });
});
