import { createHash } from 'node:crypto';
import {
  type ExportedInvoice,
  type ExportPoint,
  type ExportReport,
  type ExportStep,
  type KsefClient,
  memoryPartStore,
  newExportPoint,
} from '@kwit/ksef-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { all, demoNip, failureOf, invoiceXml, type TestKsef, testKsef } from './client-fixture.testing.ts';

const buyer = '2222222222';
const yesterday = () => new Date(Date.now() - 24 * 3_600_000);
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64');

let ksef: TestKsef;
let seller: KsefClient;
let client: KsefClient;
/** What was sold to the buyer so far, by hash. */
const sold = new Set<string>();
async function sell(count: number) {
  const items = Array.from({ length: count }, () => ({ bytes: invoiceXml() }));
  const sent = await all(seller.sendInvoices(items, { upo: false, store: memoryPartStore(), batchAbove: 5 }));
  expect(sent.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(count);
  for (const { bytes } of items) sold.add(hashOf(bytes));
}

beforeAll(async () => {
  ksef = await testKsef();
  seller = await ksef.clientOf(demoNip);
  client = await ksef.clientOf(buyer);
  await sell(40);
});
afterAll(() => ksef[Symbol.asyncDispose]());

const invoicesIn = (steps: readonly ExportStep[]) =>
  steps.filter((step): step is ExportedInvoice => step.kind === 'invoice');
const pointIn = (steps: readonly ExportStep[]): ExportPoint => {
  const last = steps.findLast((step) => step.kind === 'point');
  if (!last) throw new Error('there is a point');
  return JSON.parse(JSON.stringify(last.point));
};
const reportIn = (steps: readonly ExportStep[]): ExportReport => {
  const last = steps.at(-1);
  if (last?.kind !== 'report') throw new Error('the report comes last');
  return last;
};
const begin = (subjects: ('Subject1' | 'Subject2' | 'Subject3' | 'SubjectAuthorized')[] = ['Subject2']) =>
  newExportPoint({ from: yesterday(), subjects });

test.each(['Zip', 'TarGz'] as const)(
  '(%s) every invoice comes byte for byte, then only what is new',
  async (kind) => {
    const options = { compressionType: kind, store: memoryPartStore() };
    const first = await all(client.incrementalExport(begin(), options));
    const invoices = invoicesIn(first);
    expect(new Set(invoices.map(({ xml }) => hashOf(xml ?? new Uint8Array())))).toEqual(sold);
    for (const { xml, metadata, ksefNumber } of invoices) {
      expect(hashOf(xml ?? new Uint8Array())).toBe(metadata.invoiceHash);
      expect(metadata.ksefNumber).toBe(ksefNumber);
    }
    expect(reportIn(first)).toMatchObject({ delivered: sold.size, duplicates: 0, unread: [] });

    const idle = await all(client.incrementalExport(pointIn(first), options));
    expect(invoicesIn(idle)).toEqual([]);
    await sell(3);
    const next = await all(client.incrementalExport(pointIn(idle), options));
    expect(invoicesIn(next)).toHaveLength(3);
    const { completeUntil } = reportIn(next);
    expect(Date.parse(completeUntil.Subject2 ?? '')).toBeGreaterThan(Date.now() - 60_000);
  },
);

test('each subject type has its own packages and its own point', async () => {
  const both = await all(seller.incrementalExport(begin(['Subject1', 'Subject2']), { upTo: 'now' }));
  expect(new Set(invoicesIn(both).map(({ subjectType }) => subjectType))).toEqual(new Set(['Subject1']));
  expect(Object.keys(pointIn(both).subjects)).toEqual(['Subject1', 'Subject2']);
  expect(Object.keys(reportIn(both).completeUntil)).toEqual(['Subject1', 'Subject2']);
});

test('metadata alone, further filters, and the count of what is not stored yet', async () => {
  const options = { onlyMetadata: true, countNotYetStored: true, store: memoryPartStore() };
  const steps = await all(client.incrementalExport(begin(), options));
  expect(invoicesIn(steps)).toHaveLength(sold.size);
  expect(invoicesIn(steps).every(({ xml }) => xml === undefined)).toBe(true);
  expect(reportIn(steps).notYetStored).toEqual({ Subject2: 0 });
  const none = await all(client.incrementalExport(begin(), { ...options, filters: { formType: 'FA_RR' } }));
  expect(invoicesIn(none)).toEqual([]);
});

test('a caller who stops in the middle gets everything again from the point', async () => {
  const store = memoryPartStore();
  const names: string[] = [];
  const watched = {
    ...store,
    create: (name: string) => {
      names.push(name);
      return store.create(name);
    },
  };
  const start = begin();
  for await (const step of client.incrementalExport(start, { store: watched })) {
    if (step.kind === 'invoice') break;
  }
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) expect(await store.open(name)).toBeUndefined();
  expect(invoicesIn(await all(client.incrementalExport(start, { store })))).toHaveLength(sold.size);
});

test('a damaged part is refused, a lost one asked for again, an abort and a wrong point told', async () => {
  const { createKsefClient } = await import('@kwit/ksef-client');
  let mishap: 'damage' | 'expire' | undefined;
  const unsteady: typeof fetch = async (input, init) => {
    const answer = await fetch(input, init);
    if (!String(input).includes('/invoice-part/') || !mishap) return answer;
    const fate = mishap;
    mishap = undefined;
    if (fate === 'expire') return new Response('', { status: 403 });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    return new Response(bytes, { headers: answer.headers });
  };
  const { baseUrl, tokens } = client;
  const other = createKsefClient({ baseUrl, fetch: unsteady, ...(tokens && { tokens }) });
  mishap = 'damage';
  const store = memoryPartStore();
  expect(await failureOf(all(other.incrementalExport(begin(), { store })))).toMatchObject({
    kind: 'unexpected-answer',
  });
  mishap = 'expire';
  const steps = await all(other.incrementalExport(begin(), { store }));
  expect(invoicesIn(steps)).toHaveLength(sold.size);

  const signal = AbortSignal.abort();
  expect(await failureOf(all(other.incrementalExport(begin(), { store, signal })))).toMatchObject({
    kind: 'aborted',
  });
  const nonsense = {} as ExportPoint;
  expect(await failureOf(all(client.incrementalExport(nonsense)))).toMatchObject({ kind: 'refused' });
});
