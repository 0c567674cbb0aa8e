import { expect, test } from 'vitest';
import { refusal } from './batch/batch-server.testing.ts';
import {
  all,
  dropConnection,
  failureOf,
  inTurn,
  json,
  publishedKey,
  type Responder,
  savedTokens,
  testServer,
} from './http-server.testing.ts';
import { createKsefClient, type SentInvoice } from './index.ts';

const bytes = new TextEncoder().encode('<Faktura/>');
const correction = { bytes, offlineMode: true, hashOfCorrectedInvoice: 'a'.repeat(44) };
const nothing: Responder = (_request, response) => json(response, 200, { invoices: [] });
const notFound: Responder = (_request, response) => json(response, 404, {});

/** What becomes of an invoice whose first answer is lost. */
async function afterLostAnswer(
  list: Responder,
  second: Responder,
  item: { bytes: Uint8Array } = { bytes },
): Promise<SentInvoice | undefined> {
  const key = await publishedKey();
  const send = inTurn(dropConnection, second);
  await using server = await testServer((request, response) => {
    const { method, url } = request;
    if (url.endsWith('/public-key-certificates')) return json(response, 200, [key]);
    if (url.endsWith('/sessions/online'))
      return json(response, 201, { referenceNumber: 's', validUntil: '' });
    if (url.endsWith('/close')) return json(response, 204, undefined);
    return method === 'POST' ? send(request, response) : list(request, response);
  });
  const client = createKsefClient({ baseUrl: server.baseUrl, tokens: savedTokens(), rateLimits: false });
  const results: SentInvoice[] = [];
  try {
    for await (const result of client.sendInvoices([item])) results.push(result);
  } catch {
    // What concerns all of them is thrown after the last result.
  }
  return results[0];
}

test.each([
  ['a look-up that is not found', notFound],
  ['a look-up whose page is refused', refusal(21418)],
])('%s does not prove that an invoice was not taken', async (_name, list) => {
  const result = await afterLostAnswer(list, nothing);
  expect(result).toMatchObject({ outcome: 'unknown', error: { operation: 'sendInvoice' } });
});

test('a second sending that is refused proves it, but not where the correction may be the first one', async () => {
  expect(await afterLostAnswer(nothing, refusal(21405))).toMatchObject({
    outcome: 'not-taken',
    error: { codes: [{ code: 21405 }] },
  });
  expect(await afterLostAnswer(nothing, refusal(21166), correction)).toMatchObject({
    outcome: 'unknown',
    error: { kind: 'unreachable' },
  });
});

/** One invoice, and then a long wait. */
async function* waiting(next: Promise<void>) {
  yield { bytes };
  await next;
  yield { bytes };
}

test('a failure is told at once, though the source waits', async () => {
  const key = await publishedKey();
  await using server = await testServer((request, response) => {
    const { method, url } = request;
    if (url.endsWith('/public-key-certificates')) return json(response, 200, [key]);
    if (url.endsWith('/sessions/online'))
      return json(response, 201, { referenceNumber: 's', validUntil: '' });
    if (url.endsWith('/close')) return json(response, 204, undefined);
    return method === 'POST'
      ? json(response, 403, { reasonCode: 'missing-permissions' })
      : nothing(request, response);
  });
  const client = createKsefClient({ baseUrl: server.baseUrl, tokens: savedTokens(), rateLimits: false });
  const never = waiting(new Promise<never>(() => {}));
  const failure = await failureOf(all(client.sendInvoices(never, { batchAbove: Number.POSITIVE_INFINITY })));
  expect(failure).toMatchObject({ kind: 'forbidden' });
});

test('a session that ends while the source waits loses nothing of what comes then', async () => {
  const key = await publishedKey();
  const more = Promise.withResolvers<void>();
  let sessions = 0;
  const sent: string[] = [];
  await using server = await testServer((request, response) => {
    const { method, url } = request;
    if (url.endsWith('/public-key-certificates')) return json(response, 200, [key]);
    if (url.endsWith('/sessions/online')) {
      sessions += 1;
      return json(response, 201, { referenceNumber: `s${sessions}`, validUntil: '' });
    }
    if (url.endsWith('/close')) return json(response, 204, undefined);
    if (method === 'POST') {
      const [, session = ''] = /(s\d)\/invoices$/.exec(url) ?? [];
      sent.push(session);
      // The first session takes one invoice; the second one is refused in it.
      if (session === 's1' && sent.length === 2) return refusal(21155)(request, response);
      return json(response, 202, { referenceNumber: `i${sent.length}` });
    }
    if (sent.length === 1) more.resolve();
    const status = { code: 450, description: 'Błąd' };
    return json(response, 200, {
      ordinalNumber: 1,
      referenceNumber: 'i',
      invoiceHash: '',
      invoicingDate: '',
      status,
    });
  });
  const client = createKsefClient({ baseUrl: server.baseUrl, tokens: savedTokens(), rateLimits: false });
  const items = waiting(more.promise);
  const results = await all(client.sendInvoices(items, { batchAbove: Number.POSITIVE_INFINITY }));
  expect(results.map(({ index, outcome }) => [index, outcome])).toEqual([
    [0, 'rejected'],
    [1, 'rejected'],
  ]);
  expect(sent).toEqual(['s1', 's1', 's2']);
});
