import { expect, test } from 'vitest';
import { all } from '../http-server.testing.ts';
import { memoryPartStore } from '../index.ts';
import { batchServer, statusOf } from './batch-server.testing.ts';

const xml = (text: string) => new TextEncoder().encode(`<Faktura>${text}</Faktura>`);
const files = [
  { bytes: xml('a'), fileName: 'a.xml' },
  { bytes: xml('same'), fileName: 'b.xml' },
  { bytes: xml('same'), fileName: 'c.xml' },
];

test('where KSeF tells other names, the hash says which result is whose, each used once', async () => {
  await using ksef = await batchServer({
    listed: ({ invoices: [a, b, c] }) => [
      { invoiceHash: c?.invoiceHash ?? '', invoiceFileName: 'c.xml' },
      { invoiceHash: b?.invoiceHash ?? '', invoiceFileName: './b.xml' },
      { invoiceHash: a?.invoiceHash ?? '', invoiceFileName: './a.xml' },
    ],
  });
  const results = await all(
    ksef.client.sendBatch(files, { store: memoryPartStore(), onState: ksef.onState }),
  );
  expect(results.map((result) => result.outcome === 'accepted' && result.ksefNumber)).toEqual([
    'number-3',
    'number-2',
    'number-1',
  ]);
});

test('an invoice that KSeF has not decided about in a session that ended is unknown, not rejected', async () => {
  await using ksef = await batchServer({
    status: statusOf(500),
    listed: ({ invoices: [a] }) => [
      {
        invoiceHash: a?.invoiceHash ?? '',
        invoiceFileName: 'a.xml',
        status: { code: 150, description: 'Trwa przetwarzanie' },
      },
    ],
  });
  const results = await all(
    ksef.client.sendBatch(files.slice(0, 1), { store: memoryPartStore(), onState: ksef.onState }),
  );
  expect(results).toMatchObject([
    {
      outcome: 'unknown',
      place: { referenceNumber: 'invoice-1', sessionReferenceNumber: 'session-1' },
      error: { mayHaveBeenAccepted: true, codes: [{ code: 150 }] },
    },
  ]);
});

test('an original that cannot be looked up makes its invoice unknown, and no other', async () => {
  const names = ['a.xml', 'b.xml'];
  const duplicates = ['original-a', 'original-b'].map((session) => ({
    code: 440,
    description: 'Duplikat faktury',
    extensions: { originalSessionReferenceNumber: session, originalKsefNumber: `number of ${session}` },
  }));
  await using ksef = await batchServer({
    listed: ({ invoices }) =>
      invoices.map(({ invoiceHash }, at) => ({
        invoiceHash,
        invoiceFileName: names[at] ?? 'c.xml',
        ...(duplicates[at] && { status: duplicates[at] }),
      })),
    earlier: (url, [a]) => {
      if (!url.includes('/original-a/')) return undefined;
      return [{ invoiceHash: a?.invoiceHash ?? '', ksefNumber: 'number of original-a' }];
    },
  });
  const results = await all(
    ksef.client.sendBatch(files, { store: memoryPartStore(), onState: ksef.onState }),
  );
  expect(results).toMatchObject([
    { outcome: 'accepted', alreadyThere: true, ksefNumber: 'number of original-a' },
    { outcome: 'unknown', place: { referenceNumber: 'invoice-2' }, error: { kind: 'rate-limited' } },
    { outcome: 'accepted', alreadyThere: false },
  ]);
});
