import { expect, test } from 'vitest';
import { failureOf, inTurn, json, type Responder, savedTokens, testServer } from './http-server.testing.ts';
import { createKsefClient } from './index.ts';

const session = '20250625-SO-2C3E6C8000-B675CF5D68-07';
const reference = '20250625-EE-319D7EE000-B67F415CDC-2C';

const invoice = (code: number, invoiceHash = 'A') => ({
  ordinalNumber: 1,
  referenceNumber: reference,
  invoiceHash,
  invoicingDate: '2025-07-11T12:23:56.0154302+00:00',
  status: { code, description: `status ${code}` },
});

const answer =
  (value: unknown): Responder =>
  (_request, response) =>
    json(response, 200, value);

const clientOf = (baseUrl: string) => createKsefClient({ baseUrl, tokens: savedTokens() });

test('waiting goes on through statuses of progress, known and new, and ends with the first final one', async () => {
  const answers = [100, 150, 199, 299].map((code) => answer(invoice(code)));
  await using server = await testServer(inTurn(...answers));
  const settled = await clientOf(server.baseUrl).session(session).waitForInvoice(reference);
  expect(settled.status.code).toBe(299);
  expect(server.requests).toHaveLength(4);
});

test('waiting has an end', async () => {
  await using server = await testServer(answer(invoice(150)));
  const waiting = clientOf(server.baseUrl).session(session).waitForInvoice(reference, { deadlineMs: 300 });
  expect(await failureOf(waiting)).toMatchObject({ kind: 'timeout', mayHaveBeenAccepted: true });
});

test('waiting can be aborted', async () => {
  const controller = new AbortController();
  await using server = await testServer((_request, response) => {
    json(response, 200, invoice(150));
    controller.abort();
  });
  const waiting = clientOf(server.baseUrl)
    .session(session)
    .waitForInvoice(reference, { signal: controller.signal });
  expect(await failureOf(waiting)).toMatchObject({ kind: 'aborted' });
});

test('the list of invoices is read page by page, to its end', async () => {
  const pages = [
    { continuationToken: 'two', invoices: [invoice(200, 'A'), invoice(440, 'B')] },
    { continuationToken: '', invoices: [invoice(150, 'B'), invoice(440, 'B')] },
  ];
  await using server = await testServer(({ headers }, response) => {
    json(response, 200, pages[headers['x-continuation-token'] === 'two' ? 1 : 0]);
  });
  const read = clientOf(server.baseUrl).session(session);
  const codes: number[] = [];
  for await (const { status } of read.invoices()) codes.push(status.code);
  expect(codes).toEqual([200, 440, 150, 440]);
  // Accepted before being processed before rejected, whatever the order.
  expect(await read.findByHash('A')).toMatchObject({ status: { code: 200 } });
  expect(await read.findByHash('B')).toMatchObject({ status: { code: 150 } });
  expect(await read.findByHash('C')).toBeUndefined();
});

test('a receipt that is still being made is waited for', async () => {
  const errors = [{ code: 21178, description: 'Nie znaleziono UPO dla podanych kryteriów.', details: [] }];
  let asked = 0;
  await using server = await testServer(({ url }, response) => {
    if (!url.endsWith('/upo')) return json(response, 200, invoice(200));
    if (++asked < 3) return json(response, 400, { errors });
    response.writeHead(200, { 'content-type': 'application/xml' }).end('<Potwierdzenie/>');
  });
  await expect(clientOf(server.baseUrl).session(session).invoiceUpo(reference)).resolves.toBe(
    '<Potwierdzenie/>',
  );
});
