import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import {
  dropConnection,
  failureOf,
  inTurn,
  json,
  type Responder,
  savedTokens,
  testServer,
} from './http-server.testing.ts';
import { createKsefClient, type KsefError, type RetryNotice } from './index.ts';
import { retryAfterMs } from './retry.ts';

const path = { referenceNumber: '20250625-SO-2C3E6C8000-B675CF5D68-07' };
const body = {
  invoiceHash: 'EbrK4cOSjW4hEpJaHU71YXSOZZmqP5++dK9nLgTzgV4=',
  invoiceSize: 1,
  encryptedInvoiceHash: 'EbrK4cOSjW4hEpJaHU71YXSOZZmqP5++dK9nLgTzgV4=',
  encryptedInvoiceSize: 16,
  encryptedInvoiceContent: 'AAAA',
};
const limits = {
  canRequest: true,
  enrollment: { remaining: 1, limit: 1 },
  certificate: { remaining: 1, limit: 1 },
};
const ok: Responder = (_request, response) => json(response, 200, limits);
const taken: Responder = (_request, response) => json(response, 202, path);
const status =
  (code: number, headers: Record<string, string> = {}): Responder =>
  (_request, response) =>
    json(response, code, { detail: `status ${code}` }, headers);

test.each([
  ['an unavailable service', status(503)],
  ['a bad gateway', status(502)],
  ['a dropped connection', dropConnection],
  ['a request that came too slowly', status(408)],
])('%s is asked again where asking is harmless', async (_name, trouble) => {
  await using server = await testServer(inTurn(trouble, trouble, ok));
  const notices: RetryNotice[] = [];
  const client = createKsefClient({
    baseUrl: server.baseUrl,
    tokens: savedTokens(),
    onRetry: (notice) => notices.push(notice),
  });
  await expect(client.operations.getCertificateLimits()).resolves.toEqual(limits);
  expect(server.requests).toHaveLength(3);
  expect(notices.map(({ operation, attempt, error }) => [operation, attempt, error.kind])).toEqual([
    ['getCertificateLimits', 1, 'unreachable'],
    ['getCertificateLimits', 2, 'unreachable'],
  ]);
});

const webPage: Responder = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Przerwa techniczna</html>');
};

test.each([
  ['a server error', status(500)],
  ['a web page', webPage],
])('%s does not end what asks again anyway', async (_name, trouble) => {
  await using server = await testServer(inTurn(trouble, ok));
  const client = createKsefClient({ baseUrl: server.baseUrl, tokens: savedTokens() });
  await expect(client.operations.getCertificateLimits()).resolves.toEqual(limits);
  await using down = await testServer(trouble);
  const waiting = createKsefClient({ baseUrl: down.baseUrl, tokens: savedTokens(), maxRetries: 1 });
  expect(await failureOf(waiting.operations.getCertificateLimits())).toMatchObject({
    kind: 'unexpected-answer',
  });
  expect(down.requests).toHaveLength(2);
  expect(await failureOf(waiting.operations.sendInvoice({ path, body }))).toMatchObject({
    kind: 'unexpected-answer',
    mayHaveBeenAccepted: true,
  });
  expect(down.requests).toHaveLength(3);
});

test('an earlier attempt that may have been accepted is not forgotten', async () => {
  await using server = await testServer(inTurn(dropConnection, status(429, { 'retry-after': '600' })));
  const client = createKsefClient({ baseUrl: server.baseUrl, tokens: savedTokens() });
  const error = (await failureOf(client.operations.revokeToken({ path }))) as KsefError;
  expect(error).toMatchObject({ kind: 'rate-limited', retryAfterMs: 600_000, mayHaveBeenAccepted: true });
  expect(error.text.pl).toBe(`${error.happened.pl} ${error.remedy?.pl}`);
});

test('what fails before there is a token was not sent, and the deadline covers it', async () => {
  await using server = await testServer((request, response) => {
    if (!request.url.endsWith('/refresh')) taken(request, response);
  });
  const ended = { ...savedTokens(0), obtainedAt: '2020-01-01T00:00:00Z' };
  const client = createKsefClient({ baseUrl: server.baseUrl, tokens: ended, timeoutMs: 50, maxRetries: 0 });
  expect(await failureOf(client.operations.sendInvoice({ path, body }))).toMatchObject({
    kind: 'timeout',
    operation: 'refreshAccessToken',
    mayHaveBeenAccepted: false,
  });
  const patient = createKsefClient({ baseUrl: server.baseUrl, tokens: ended });
  const late = patient.operations.sendInvoice({ path, body }, { deadlineMs: 100 });
  expect(await failureOf(late)).toMatchObject({
    kind: 'timeout',
    operation: 'sendInvoice',
    mayHaveBeenAccepted: false,
  });
});

test.each([
  ['an unavailable service', status(503)],
  ['a request that came too slowly', status(408)],
  ['a dropped connection', dropConnection],
])('an invoice is not sent again after %s', async (_name, trouble) => {
  await using server = await testServer(inTurn(trouble, taken));
  const client = createKsefClient({ baseUrl: server.baseUrl, tokens: savedTokens() });
  const error = await failureOf(client.operations.sendInvoice({ path, body }));
  expect(error).toMatchObject({ kind: 'unreachable', mayHaveBeenAccepted: true, operation: 'sendInvoice' });
  expect(server.requests).toHaveLength(1);
});

test('an invoice is sent again after 429, because nothing was taken', async () => {
  await using server = await testServer(inTurn(status(429, { 'retry-after': '0' }), taken));
  const client = createKsefClient({ baseUrl: server.baseUrl, tokens: savedTokens() });
  await expect(client.operations.sendInvoice({ path, body })).resolves.toEqual(path);
  expect(server.requests).toHaveLength(2);
});

test('a refusal is final', async () => {
  await using server = await testServer(inTurn(status(400), ok));
  const client = createKsefClient({ baseUrl: server.baseUrl, tokens: savedTokens() });
  expect(await failureOf(client.operations.getCertificateLimits())).toMatchObject({ kind: 'refused' });
  expect(server.requests).toHaveLength(1);
});

test('repeating has an end', async () => {
  await using server = await testServer(status(503));
  const client = createKsefClient({ baseUrl: server.baseUrl, tokens: savedTokens(), maxRetries: 1 });
  expect(await failureOf(client.operations.getCertificateLimits())).toMatchObject({
    kind: 'unreachable',
    status: 503,
  });
  expect(server.requests).toHaveLength(2);
});

test('numbers that are none end repeating instead of going on for ever', async () => {
  await using server = await testServer(status(503));
  const client = createKsefClient({ baseUrl: server.baseUrl, tokens: savedTokens(), maxRetries: Number.NaN });
  expect(await failureOf(client.operations.getCertificateLimits())).toMatchObject({ status: 503 });
  expect(server.requests).toHaveLength(1);
});

test('a pause that KSeF asks for is kept', async () => {
  const times: number[] = [];
  const respond = inTurn(status(429, { 'retry-after': '1' }), ok);
  await using server = await testServer((request, response) => {
    times.push(performance.now());
    return respond(request, response);
  });
  const client = createKsefClient({ baseUrl: server.baseUrl, tokens: savedTokens() });
  await client.operations.getCertificateLimits();
  const [first = 0, second = 0] = times;
  expect(second - first).toBeGreaterThanOrEqual(990);
});

test('a pause longer than the deadline is reported instead of waited for', async () => {
  await using server = await testServer(status(429, { 'retry-after': '3600' }));
  const client = createKsefClient({ baseUrl: server.baseUrl, tokens: savedTokens() });
  const error = (await failureOf(client.operations.getCertificateLimits())) as KsefError;
  expect(error).toMatchObject({ kind: 'rate-limited', retryAfterMs: 3_600_000, status: 429 });
  expect(error.text.pl).toContain('3600 s');
  // Others of the same rate group do not even knock: that would make the block longer.
  expect(await failureOf(client.operations.listTokens())).toMatchObject({ kind: 'rate-limited' });
  expect(server.requests).toHaveLength(1);
});

test('a KSeF that is not there is told as that, and nothing can have been accepted', async () => {
  // A port that was free a moment ago.
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  const notices: RetryNotice[] = [];
  const client = createKsefClient({
    baseUrl: `http://127.0.0.1:${port}/v2`,
    tokens: savedTokens(),
    maxRetries: 1,
    onRetry: (notice) => notices.push(notice),
  });
  const error = await failureOf(client.operations.sendInvoice({ path, body }));
  expect(error).toMatchObject({ kind: 'unreachable', status: undefined, mayHaveBeenAccepted: false });
  expect((error as KsefError).text.pl).toContain(`http://127.0.0.1:${port}`);
  expect(notices).toHaveLength(1);
});

test('an aborted caller does not sit out the pause', { timeout: 50_000 }, async () => {
  await using server = await testServer(status(429, { 'retry-after': '60' }));
  const controller = new AbortController();
  const client = createKsefClient({
    baseUrl: server.baseUrl,
    tokens: savedTokens(),
    onRetry: () => controller.abort(),
  });
  const call = client.operations.getCertificateLimits({}, { signal: controller.signal });
  expect(await failureOf(call)).toMatchObject({ kind: 'aborted' });
});

test.each([
  ['30', null, 30_000],
  [' 0 ', null, 0],
  ['Wed, 21 Oct 2026 07:28:30 GMT', 'Wed, 21 Oct 2026 07:28:00 GMT', 30_000],
  ['Wed, 21 Oct 2020 07:28:00 GMT', 'Wed, 21 Oct 2026 07:28:00 GMT', 0],
  ['-5', null, undefined],
  ['soon', null, undefined],
  ['', null, undefined],
  [null, null, undefined],
])('Retry-After %j (Date %j) asks for %j ms', (header, date, expected) => {
  expect(retryAfterMs(header, date)).toBe(expected);
});

const silence: Responder = () => {};

test('a KSeF that never answers: attempts and limit are told, and no doubt where there is none', async () => {
  await using server = await testServer(silence);
  const client = createKsefClient({
    baseUrl: server.baseUrl,
    timeoutMs: 20,
    maxRetries: 1,
    tokens: savedTokens(),
  });
  const harmless = (await failureOf(client.operations.createChallenge())) as KsefError;
  expect(harmless.kind).toBe('timeout');
  expect(harmless.happened.en).toContain('(2 attempts of 1 s)');
  expect(harmless.text.en).not.toContain('accepted');
  const sending = (await failureOf(client.operations.sendInvoice({ path, body }))) as KsefError;
  expect(sending.happened.en).toContain('within 1 s');
  expect(sending.remedy?.en).toContain('whether the request was accepted');
});

test('reasons of a refusal are sentences, and what to do stands apart', async () => {
  const errors = [{ code: 21405, description: 'Błąd walidacji', details: ['Za długi', 'Za krótki.'] }];
  await using server = await testServer((_request, response) => json(response, 400, { errors }));
  const client = createKsefClient({ baseUrl: server.baseUrl, tokens: savedTokens() });
  const error = (await failureOf(client.operations.getCertificateLimits())) as KsefError;
  expect(error.happened.pl).toMatch(/: 21405 Błąd walidacji\. Za długi\. Za krótki\.$/);
  expect(error.text.pl).toBe(`${error.happened.pl} ${error.remedy?.pl}`);
});
