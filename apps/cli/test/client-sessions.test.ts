import { createHash } from 'node:crypto';
import { isKsefNumber, verifyXades } from '@kwit/crypto';
import { read } from '@kwit/formats';
import { createKsefClient, type KsefClient, type KsefError } from '@kwit/ksef-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  all,
  badNetwork,
  demoNip,
  failureOf,
  invoiceXml,
  once,
  type TestKsef,
  testKsef,
} from './client-fixture.testing.ts';

let ksef: TestKsef;
beforeAll(async () => {
  ksef = await testKsef();
});
afterAll(() => ksef[Symbol.asyncDispose]());

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64');

test('an invoice goes from its bytes to its KSeF number, its receipt and the receipt of its session', async () => {
  const client = await ksef.clientOf();
  const bytes = invoiceXml();
  const session = await client.openOnlineSession();
  expect(Date.parse(session.validUntil)).toBeGreaterThan(Date.now());
  const { referenceNumber, invoiceHash } = await session.send(bytes);
  expect(invoiceHash).toBe(hashOf(bytes));

  const invoice = await session.waitForInvoice(referenceNumber);
  expect(invoice.status.code).toBe(200);
  expect(isKsefNumber(invoice.ksefNumber ?? '')).toBe(true);

  const upo = new TextEncoder().encode(await session.invoiceUpo(referenceNumber));
  expect(new TextDecoder().decode(upo)).toContain(invoice.ksefNumber);
  expect(read(upo).format).toBe('UPO(4.3)');

  expect(await failureOf(session.upo())).toMatchObject({ kind: 'refused' });
  await session.close();
  await session.close();
  const status = await session.waitUntilProcessed();
  expect(status).toMatchObject({ status: { code: 200 }, successfulInvoiceCount: 1 });
  const pages = await session.upo();
  expect(pages).toHaveLength(1);
  expect(pages[0]?.xml).toContain(invoice.ksefNumber);

  const { ksefNumber } = invoice;
  const stored = await client.operations.getInvoiceByKsefNumber({ path: { ksefNumber: ksefNumber ?? '' } });
  expect(hashOf(new TextEncoder().encode(stored))).toBe(invoiceHash);
});

test('a rejected invoice is a result with its reasons, not an exception', async () => {
  const client = await ksef.clientOf();
  const session = await client.openOnlineSession();
  const { referenceNumber } = await session.send(new TextEncoder().encode('<Faktura/>'));
  const invoice = await session.waitForInvoice(referenceNumber);
  expect(invoice.status.code).toBe(450);
  expect(invoice.status.details?.length).toBeGreaterThan(0);
  expect(await failureOf(session.invoiceUpo(referenceNumber))).toMatchObject({ kind: 'refused' });
  await session.close();
  expect((await session.waitUntilProcessed()).status.code).toBe(445);
  // Once more, as after a lost answer.
  await session.close();
  expect(await session.upo()).toEqual([]);
});

test('a session of an earlier run is asked by its number, an invoice in it by its hash', async () => {
  const client = await ksef.clientOf();
  const bytes = invoiceXml();
  const session = await client.openOnlineSession();
  const { referenceNumber } = await session.send(bytes);

  const later = (await ksef.clientOf()).session(session.referenceNumber);
  expect(await later.findByHash(hashOf(bytes))).toMatchObject({ referenceNumber });
  expect(await later.findByHash(hashOf(invoiceXml()))).toBeUndefined();
  expect(await later.waitForInvoice(referenceNumber)).toMatchObject({ status: { code: 200 } });
  await session.close();
});

test('receipts are fetched by their addresses, which costs nothing of the limits; else by the operation', async () => {
  const asked: string[] = [];
  const options = { tokens: (await ksef.clientOf()).tokens };
  const clientBy = (byAddress: (url: string) => Promise<Response>) => {
    const counted: typeof fetch = async (input, init) => {
      const url = String(input);
      if (!url.startsWith(ksef.apiUrl)) return byAddress(url);
      if (url.endsWith('/upo')) asked.push(url);
      return fetch(input, init);
    };
    const { tokens } = options;
    return createKsefClient({
      baseUrl: ksef.apiUrl,
      fetch: counted,
      ...(tokens && { tokens }),
      maxRetries: 0,
    });
  };
  const upoOf = async (client: KsefClient) => {
    const [result] = await all(client.sendInvoices([{ bytes: invoiceXml() }]));
    if (result?.outcome !== 'accepted') throw new Error('it is accepted');
    expect(result.upo).toContain(result.ksefNumber);
  };
  await upoOf(clientBy(fetch));
  expect(asked).toEqual([]);
  await upoOf(clientBy(async () => new Response('<html>Przerwa</html>')));
  await upoOf(clientBy(() => Promise.reject(new TypeError('blocked'))));
  expect(asked).toHaveLength(2);
});

test('many invoices go through one session; a bad one does not stop the others', async () => {
  const client = await ksef.clientOf();
  const good = Array.from({ length: 30 }, () => ({ bytes: invoiceXml(), file: 'good' }));
  const items = [
    ...good.slice(0, 10),
    { bytes: new TextEncoder().encode('no invoice'), file: 'bad' },
    ...good.slice(10),
  ];
  const sessions: string[] = [];
  const taken: string[] = [];
  const results = await all(
    client.sendInvoices(items, {
      batchAbove: 100,
      onSession: ({ referenceNumber }) => void sessions.push(referenceNumber),
      onTaken: (_item, { referenceNumber }) => void taken.push(referenceNumber),
    }),
  );
  expect(sessions).toHaveLength(1);
  expect(taken).toHaveLength(31);
  expect(results.map(({ index }) => index).toSorted((a, b) => a - b)).toEqual(items.map((_, index) => index));
  const accepted = results.filter((result) => result.outcome === 'accepted');
  expect(accepted).toHaveLength(30);
  expect(new Set(accepted.map(({ ksefNumber }) => ksefNumber)).size).toBe(30);
  for (const { upo, ksefNumber } of accepted) expect(upo).toContain(ksefNumber);
  expect(results.find(({ item }) => item.file === 'bad')).toMatchObject({ outcome: 'rejected' });

  const status = await client.session(sessions[0] ?? '').waitUntilProcessed();
  expect(status).toMatchObject({ successfulInvoiceCount: 30, failedInvoiceCount: 1 });
});

test('nothing to send opens no session', async () => {
  const client = await ksef.clientOf('2222222222');
  expect(await all(client.sendInvoices([]))).toEqual([]);
  const { sessions } = await client.operations.listSessions({ query: { sessionType: 'Online' } });
  expect(sessions).toEqual([]);
});

test.each([
  ['lost on its way', 'lose-request'],
  ['taken, and its answer lost', 'lose-answer'],
] as const)('an invoice that was %s is in KSeF exactly once', async (_name, fate) => {
  const sends = once('POST', /sessions\/online\/[^/]+\/invoices$/, fate);
  let attempts = 0;
  await using network = await badNetwork(ksef.apiUrl, (request) => {
    if (request.method === 'POST' && request.url.endsWith('/invoices')) attempts++;
    return sends(request);
  });
  const client = await ksef.clientOf(demoNip, { baseUrl: network.baseUrl });
  const [result] = await all(client.sendInvoices([{ bytes: invoiceXml() }]));
  expect(result).toMatchObject({ outcome: 'accepted', alreadyThere: false });
  // Where KSeF had it, it was found by its hash and not sent again.
  expect(attempts).toBe(fate === 'lose-answer' ? 1 : 2);
  if (result?.outcome !== 'accepted' || !result.place) throw new Error('the invoice has its place');
  const status = await client.session(result.place.sessionReferenceNumber).waitUntilProcessed();
  expect(status).toMatchObject({ invoiceCount: 1, successfulInvoiceCount: 1 });
});

test('session.send never sends twice by itself', async () => {
  await using network = await badNetwork(ksef.apiUrl, once('POST', /\/invoices$/, 'lose-answer'));
  const client = await ksef.clientOf(demoNip, { baseUrl: network.baseUrl });
  const bytes = invoiceXml();
  const session = await client.openOnlineSession();
  const error = await failureOf(session.send(bytes));
  expect(error).toMatchObject({ kind: 'unreachable', mayHaveBeenAccepted: true, operation: 'sendInvoice' });
  const found = await session.findByHash(hashOf(bytes));
  expect(found).toBeDefined();
  await session.close();
  expect(await session.waitUntilProcessed()).toMatchObject({ invoiceCount: 1 });
});

test('the same document again is recognised as one that is there already', async () => {
  const client = await ksef.clientOf();
  const bytes = invoiceXml();
  const [first] = await all(client.sendInvoices([{ bytes }]));
  const [again] = await all(client.sendInvoices([{ bytes }]));
  if (first?.outcome !== 'accepted' || again?.outcome !== 'accepted') throw new Error('both are accepted');
  expect(again).toMatchObject({ alreadyThere: true, ksefNumber: first.ksefNumber, upo: first.upo });
});

test('another document with the same number is rejected as a duplicate', async () => {
  const client = await ksef.clientOf();
  const number = 'TAKEN/1';
  await all(client.sendInvoices([{ bytes: invoiceXml({ number }) }]));
  const [second] = await all(client.sendInvoices([{ bytes: invoiceXml({ number, name: 'Inna usługa' }) }]));
  expect(second).toMatchObject({ outcome: 'rejected', invoice: { status: { code: 440 } } });
  if (second?.outcome !== 'rejected') throw new Error('it is rejected');
  expect(await client.originalOfDuplicate(second.invoice)).toBeUndefined();
});

test('a network that breaks for good ends the sending after the results of what was begun', async () => {
  let broken = false;
  await using network = await badNetwork(ksef.apiUrl, ({ url }) => {
    if (url.endsWith('/invoices')) broken = true;
    return broken ? 'lose-answer' : 'pass';
  });
  const client = await ksef.clientOf(demoNip, { baseUrl: network.baseUrl });
  const outcomes: string[] = [];
  const sending = async () => {
    const items = Array.from({ length: 100 }, () => ({ bytes: invoiceXml() }));
    for await (const { outcome } of client.sendInvoices(items, { concurrency: 2, batchAbove: 100 }))
      outcomes.push(outcome);
  };
  const error = (await failureOf(sending())) as KsefError;
  expect(error).toMatchObject({ kind: 'unreachable', mayHaveBeenAccepted: true });
  expect(outcomes).toEqual(['unknown', 'unknown']);
});

test('a caller who stops early leaves a closed session behind', async () => {
  const client = await ksef.clientOf();
  const items = Array.from({ length: 20 }, () => ({ bytes: invoiceXml() }));
  let reference = '';
  const onSession = (session: { referenceNumber: string }) => {
    reference = session.referenceNumber;
  };
  for await (const result of client.sendInvoices(items, { concurrency: 2, onSession })) {
    expect(result.outcome).toBe('accepted');
    break;
  }
  const status = await client.session(reference).waitUntilProcessed();
  expect(status.status.code).toBe(200);
  expect(status.invoiceCount).toBeLessThan(20);
});

test('the source of the caller may fail: what was begun is reported first', async () => {
  const client = await ksef.clientOf();
  async function* source() {
    yield { bytes: invoiceXml() };
    throw new Error('the disk is gone');
  }
  const outcomes: string[] = [];
  const sending = async () => {
    for await (const { outcome } of client.sendInvoices(source())) outcomes.push(outcome);
  };
  expect(await failureOf(sending())).toMatchObject({ message: 'the disk is gone' });
  expect(outcomes).toEqual(['accepted']);
});

test('a session that ends meanwhile is replaced by another, and nothing is lost', async () => {
  const client = await ksef.clientOf();
  const items = Array.from({ length: 12 }, () => ({ bytes: invoiceXml() }));
  const sessions: { referenceNumber: string; close(): Promise<void> }[] = [];
  let takenCount = 0;
  const results = await all(
    client.sendInvoices(items, {
      concurrency: 3,
      onSession: (session) => void sessions.push(session),
      onTaken: async () => {
        takenCount++;
        if (takenCount === 4) await sessions[0]?.close();
      },
    }),
  );
  expect(sessions).toHaveLength(2);
  expect(results.map(({ outcome }) => outcome)).toEqual(items.map(() => 'accepted'));
  expect(new Set(results.map(({ index }) => index)).size).toBe(12);
});

test('sessions that take nothing are not opened for ever', async () => {
  const client = await ksef.clientOf();
  let sessions = 0;
  const sending = all(
    client.sendInvoices([{ bytes: invoiceXml() }], {
      onSession: (session) => {
        sessions++;
        return session.close();
      },
    }),
  );
  expect(await failureOf(sending)).toMatchObject({ kind: 'refused', codes: [{ code: 21180 }] });
  expect(sessions).toBe(1);
});

test('an aborted sending says what is unknown, and closes its session', async () => {
  const client = await ksef.clientOf();
  const controller = new AbortController();
  let reference = '';
  const outcomes: string[] = [];
  const sending = async () => {
    const items = Array.from({ length: 50 }, () => ({ bytes: invoiceXml() }));
    const options = {
      signal: controller.signal,
      concurrency: 1,
      batchAbove: 100,
      onSession: (session: { referenceNumber: string }) => {
        reference = session.referenceNumber;
      },
      onTaken: () => controller.abort(),
    };
    for await (const { outcome } of client.sendInvoices(items, options)) outcomes.push(outcome);
  };
  expect(await failureOf(sending())).toMatchObject({ kind: 'aborted' });
  expect(outcomes).toEqual(['unknown']);
  expect(await client.session(reference).waitUntilProcessed()).toMatchObject({ invoiceCount: 1 });
});

test('the receipt carries a signature that covers it', async () => {
  const client = await ksef.clientOf();
  const [result] = await all(client.sendInvoices([{ bytes: invoiceXml() }]));
  if (result?.outcome !== 'accepted' || !result.upo) throw new Error('there is a receipt');
  const verified = verifyXades(new TextEncoder().encode(result.upo), {
    now: new Date(),
    allowSelfSigned: false,
    trustedAuthorities: [ksef.authority],
  });
  expect(verified.signedXml).toContain(result.ksefNumber);
});
