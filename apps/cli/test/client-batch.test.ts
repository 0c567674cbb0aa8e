import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isKsefNumber } from '@kwit/crypto';
import {
  type BatchProgress,
  type BatchResult,
  type BatchState,
  filePartStore,
  memoryPartStore,
  type PartStore,
} from '@kwit/ksef-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
const some = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    // So that even a TarGz has some size.
    bytes: invoiceXml({ name: `Usługa ${randomBytes(100).toString('base64url')}` }),
    fileName: `f-${at}.xml`,
  }));
/** Through JSON, as a caller keeps it. */
const saved = (state: BatchState | undefined): BatchState => JSON.parse(JSON.stringify(state));
const acceptedIn = (results: readonly BatchResult[]) =>
  results.filter((result) => result.outcome === 'accepted');

describe('a batch', () => {
  test.each([
    ['Zip', 1],
    ['Zip', 7],
    ['TarGz', 2],
  ] as const)(
    '%s in %i parts: every invoice has its number, by name and hash',
    async (compressionType, parts) => {
      const client = await ksef.clientOf();
      const items = some(50);
      const states: BatchState[] = [];
      const progress: BatchProgress[] = [];
      const partBytes = { 1: 100_000_000, 7: 6_000, 2: 4_000 }[parts];
      const store = memoryPartStore();
      const options = {
        compressionType,
        partBytes,
        store,
        upo: true,
        onState: (state: BatchState) => void states.push(saved(state)),
        onProgress: (one: BatchProgress) => void progress.push(one),
      };
      const results = await all(client.sendBatch(items, options));
      expect(results.map(({ index, fileName }) => [index, fileName])).toEqual(
        items.map(({ fileName }, index) => [index, fileName]),
      );
      for (const [at, result] of acceptedIn(results).entries()) {
        expect(result.invoiceHash).toBe(hashOf(items[at]?.bytes ?? new Uint8Array()));
        expect(isKsefNumber(result.ksefNumber)).toBe(true);
        expect(result.upo).toContain(result.ksefNumber);
      }
      expect(acceptedIn(results)).toHaveLength(50);
      expect(states.map(({ step }) => step)).toEqual([
        'packed',
        'open',
        ...(states[0]?.parts ?? []).map(() => 'open'),
        'closing',
        'closed',
        'done',
      ]);
      expect(states[0]?.parts.length).toBeGreaterThanOrEqual(parts);
      expect(new Set(progress.map(({ phase }) => phase))).toEqual(
        new Set(['packing', 'uploading', 'processing', 'done']),
      );
      for (const { name } of states[0]?.parts ?? []) expect(await store.open(name)).toBeUndefined();
      const [page] = await client.session(states.at(-1)?.session?.referenceNumber ?? '').upo();
      expect(page?.xml.match(/<NumerKSeFDokumentu>/g)).toHaveLength(50);
    },
  );

  test('more invoices than one package holds go into several sessions', async () => {
    const client = await ksef.clientOf();
    const sessions = new Set<string | undefined>();
    async function* source() {
      for (const { bytes } of some(25)) yield { bytes: () => bytes };
    }
    const onState = ({ session }: BatchState) => void sessions.add(session?.referenceNumber);
    const results = await all(
      client.sendBatch(source(), { maxInvoices: 10, store: memoryPartStore(), onState }),
    );
    sessions.delete(undefined);
    expect(sessions.size).toBe(3);
    expect(results.map(({ index }) => index)).toEqual(Array.from({ length: 25 }, (_, index) => index));
    expect(acceptedIn(results)).toHaveLength(25);
  });

  test('wrong invoices are told: here where that is known, by KSeF where not; names may be missing, odd, doubled', async () => {
    const client = await ksef.clientOf();
    const one = invoiceXml();
    const items = [
      { bytes: one, fileName: 'a.xml' },
      { bytes: new Uint8Array(), fileName: 'empty.xml' },
      { bytes: new Uint8Array(1_000_001).fill(32) },
      { bytes: new TextEncoder().encode('no invoice'), fileName: '../../etc/passwd' },
      { bytes: invoiceXml(), fileName: 'a.xml' },
      { bytes: one, fileName: 'a.xml' },
    ];
    const results = await all(client.sendBatch(items, { store: memoryPartStore() }));
    const byIndex = results.toSorted((a, b) => a.index - b.index);
    expect(byIndex.map(({ outcome }) => outcome)).toEqual([
      'accepted',
      'not-taken',
      'not-taken',
      'rejected',
      'accepted',
      'accepted',
    ]);
    expect(new Set(byIndex.map(({ fileName }) => fileName)).size).toBe(6);
    const [first, , , , , again] = byIndex;
    if (first?.outcome !== 'accepted' || again?.outcome !== 'accepted') throw new Error('both are accepted');
    expect(again.ksefNumber).toBe(first.ksefNumber);
  });

  test.each([
    [['000002.xml', 'faktura nr 2.xml']],
    [['a.xml', '3-a.xml', 'a.xml']],
    [['4-000002.xml', '000002.xml', '000002.xml', undefined, '000004.xml']],
  ])('invoices never share a name, whatever they are called: %j', async (names) => {
    const client = await ksef.clientOf();
    const items = names.map((fileName) => ({ bytes: invoiceXml(), fileName }));
    const results = await all(client.sendBatch(items, { store: memoryPartStore() }));
    expect(results.map(({ outcome }) => outcome)).toEqual(names.map(() => 'accepted'));
    expect(new Set(results.map(({ fileName }) => fileName)).size).toBe(names.length);
  });

  test('nothing, or nothing that can be sent, opens no session', async () => {
    const client = await ksef.clientOf('2222222222');
    expect(await all(client.sendBatch([]))).toEqual([]);
    const [empty] = await all(client.sendBatch([{ bytes: new Uint8Array() }]));
    expect(empty).toMatchObject({ outcome: 'not-taken', error: { kind: 'refused' } });
    const { sessions } = await client.operations.listSessions({ query: { sessionType: 'Batch' } });
    expect(sessions).toEqual([]);
  });

  test('sent again as a whole, it is recognised as what is there already', async () => {
    const client = await ksef.clientOf();
    const items = some(30);
    const first = acceptedIn(await all(client.sendBatch(items, { store: memoryPartStore() })));
    const again = acceptedIn(await all(client.sendBatch(items, { store: memoryPartStore() })));
    expect(again.map(({ ksefNumber }) => ksefNumber)).toEqual(first.map(({ ksefNumber }) => ksefNumber));
    expect(again.every(({ alreadyThere }) => alreadyThere)).toBe(true);
  });

  test('a package that KSeF refuses as a whole tells every invoice why', async () => {
    const client = await ksef.clientOf();
    // Bytes that are not those that were declared: the parts change on their way.
    const store = memoryPartStore();
    const damaged: PartStore = {
      ...store,
      open: async (name) => {
        const part = await store.open(name);
        const bytes = new Uint8Array((await part?.arrayBuffer()) ?? new ArrayBuffer());
        bytes[100] = (bytes[100] ?? 0) ^ 1;
        return new Blob([bytes]);
      },
    };
    const results = await all(client.sendBatch(some(3), { store: damaged }));
    for (const result of results) {
      expect(result).toMatchObject({ outcome: 'not-taken', error: { kind: 'failed-status' } });
    }
  });
});

describe('a crash', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'kwit-client-batch-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  class Crash extends Error {}

  /** How many states are saved on the way; the crash comes right after one of them, or before it was saved. */
  const partCount = 3;
  const stateCount = 2 + partCount + 2;
  const moments = Array.from({ length: stateCount }, (_, at) => [at, true] as const).flatMap(([at]) => [
    [at, 'after it was saved', true] as const,
    [at, 'before it was saved', false] as const,
  ]);

  test.each(moments)(
    'at step %i, %s: going on from what was saved doubles and loses nothing',
    async (at, _, isSaved) => {
      const client = await ksef.clientOf();
      const store = await filePartStore(folder);
      const items = some(12);
      let last: BatchState | undefined;
      let steps = 0;
      const onState = (state: BatchState) => {
        const isCrash = steps === at;
        steps += 1;
        if (!isCrash || isSaved) last = saved(state);
        if (isCrash) throw new Crash();
      };
      const options = { store, partBytes: 4000, concurrency: 1, onState };
      expect(await failureOf(all(client.sendBatch(items, options)))).toBeInstanceOf(Crash);
      const later = await ksef.clientOf();
      const results = last
        ? await all(later.resumeBatch(last, { store }))
        : await all(later.sendBatch(items, { store }));
      expect(results.map(({ outcome }) => outcome)).toEqual(items.map(() => 'accepted'));
      for (const result of acceptedIn(results)) expect(result.alreadyThere).toBe(false);
      if (last) expect(readdirSync(folder).filter((name) => name.startsWith(last?.id ?? ''))).toEqual([]);
    },
  );

  test('finished results can be had again', async () => {
    const client = await ksef.clientOf();
    let last: BatchState | undefined;
    const store = memoryPartStore();
    const onState = (state: BatchState) => {
      last = saved(state);
    };
    const results = await all(client.sendBatch(some(3), { store, onState }));
    expect(last?.step).toBe('done');
    const again = await all(client.resumeBatch(saved(last), { store }));
    expect(acceptedIn(again).map(({ ksefNumber }) => ksefNumber)).toEqual(
      acceptedIn(results).map(({ ksefNumber }) => ksefNumber),
    );
  });

  test('a session that KSeF knows no longer: a clear error, and starting over on request', async () => {
    const client = await ksef.clientOf();
    const store = memoryPartStore();
    let open: BatchState | undefined;
    const onState = (state: BatchState) => {
      if (state.step !== 'open') return;
      open = saved(state);
      throw new Crash();
    };
    const items = some(4);
    await failureOf(all(client.sendBatch(items, { store, onState })));
    const session = open?.session && {
      ...open.session,
      referenceNumber: '20250101-SB-0000000000-0000000000-00',
    };
    const lost = { ...saved(open), session };
    expect(await failureOf(all(client.resumeBatch(lost, { store })))).toMatchObject({ kind: 'gone' });
    const results = await all(client.resumeBatch(lost, { store, startOver: true }));
    expect(acceptedIn(results)).toHaveLength(4);
  });

  test('parts that are gone, and a state that is none, are refused with what to do', async () => {
    const client = await ksef.clientOf();
    let packed: BatchState | undefined;
    const onState = (state: BatchState) => {
      packed ??= saved(state);
      throw new Crash();
    };
    await failureOf(all(client.sendBatch(some(2), { store: memoryPartStore(), onState })));
    const elsewhere = { store: memoryPartStore() };
    expect(await failureOf(all(client.resumeBatch(saved(packed), elsewhere)))).toMatchObject({
      kind: 'refused',
      remedy: { en: expect.stringContaining('sent again') },
    });
    const nonsense = { hello: 1 } as unknown as BatchState;
    expect(await failureOf(all(client.resumeBatch(nonsense, elsewhere)))).toMatchObject({ kind: 'refused' });
  });
});

describe('a bad network', () => {
  const steps = [
    ['opening', 'POST', /\/sessions\/batch$/],
    ['closing', 'POST', /\/close$/],
    ['asking for the status', 'GET', /\/sessions\/[^/]+$/],
    ['listing', 'GET', /\/sessions\/[^/]+\/invoices/],
  ] as const;
  const losses = steps.flatMap(([name, method, url]) => [
    [name, 'lose-request', method, url] as const,
    [name, 'lose-answer', method, url] as const,
  ]);
  test.each(losses)('%s, %s: nothing is doubled', async (_name, fate, method, url) => {
    await using network = await badNetwork(ksef.apiUrl, once(method, url, fate));
    const client = await ksef.clientOf(demoNip, { baseUrl: network.baseUrl });
    const results = await all(client.sendBatch(some(5), { store: memoryPartStore() }));
    expect(acceptedIn(results).map(({ alreadyThere }) => alreadyThere)).toEqual(Array(5).fill(false));
  });

  test('an upload whose answer is lost is made again', async () => {
    const client = await ksef.clientOf();
    let uploads = 0;
    const flaky: typeof fetch = async (input, init) => {
      const answer = await fetch(input, init);
      if (init?.method === 'PUT' && ++uploads === 2) throw new TypeError('fetch failed');
      return answer;
    };
    const { createKsefClient } = await import('@kwit/ksef-client');
    const unsteady = createKsefClient({
      baseUrl: ksef.apiUrl,
      fetch: flaky,
      ...(client.tokens && { tokens: client.tokens }),
    });
    const options = { store: memoryPartStore(), partBytes: 1500, concurrency: 2 };
    const results = await all(unsteady.sendBatch(some(5), options));
    expect(acceptedIn(results)).toHaveLength(5);
    expect(uploads).toBeGreaterThan(3);
  });

  test('aborting ends it with what was saved last', async () => {
    const client = await ksef.clientOf();
    const stop = new AbortController();
    const store = memoryPartStore();
    let last: BatchState | undefined;
    const onState = (state: BatchState) => {
      last = saved(state);
      if (state.step === 'open') stop.abort();
    };
    const options = { store, signal: stop.signal, onState };
    expect(await failureOf(all(client.sendBatch(some(3), options)))).toMatchObject({ kind: 'aborted' });
    expect(acceptedIn(await all(client.resumeBatch(saved(last), { store })))).toHaveLength(3);
  });
});

describe('sendInvoices', () => {
  test('sends many as a package, under the guarantees of few', async () => {
    const client = await ksef.clientOf();
    const items = some(30);
    const taken: string[] = [];
    const online: string[] = [];
    const results = await all(
      client.sendInvoices(items, {
        store: memoryPartStore(),
        onTaken: (_item, { referenceNumber }) => void taken.push(referenceNumber),
        onSession: ({ referenceNumber }) => void online.push(referenceNumber),
      }),
    );
    expect(online).toEqual([]);
    expect(taken).toHaveLength(30);
    expect(results.map(({ item }) => item)).toEqual(items);
    for (const result of results) {
      if (result.outcome !== 'accepted') throw new Error('all are accepted');
      expect(result.upo).toContain(result.ksefNumber);
      expect(result.place?.sessionReferenceNumber).toContain('-SB-');
    }
  });

  test('whatever of the caller fails, every invoice that was begun is told, and the failure is thrown', async () => {
    const client = await ksef.clientOf();
    const lost = new Error('disk full');
    const unreadable = {
      bytes: () => {
        throw lost;
      },
    };
    const run = async (items: Parameters<typeof client.sendInvoices>[0], options = {}) => {
      const outcomes: string[] = [];
      const results = client.sendInvoices(items, { store: memoryPartStore(), ...options });
      const failure = await failureOf(
        (async () => {
          for await (const { outcome } of results) outcomes.push(outcome);
        })(),
      );
      expect(failure).toBe(lost);
      return outcomes;
    };
    const full = (step: string) => (state: BatchState) => {
      if (state.step === step) throw lost;
    };
    expect(await run(some(21), { onBatchState: full('closed') })).toEqual(Array(21).fill('unknown'));
    expect(await run(some(21), { onBatchState: full('open') })).toEqual(Array(21).fill('not-taken'));
    const [a, b] = some(2);
    if (!a || !b) throw new Error('there are two');
    expect(await run([a, b, unreadable, a])).toEqual(['accepted', 'accepted']);
    expect(await run([...some(23), unreadable, a])).toEqual(Array(24).fill('not-taken'));
    const onTaken = () => {
      throw lost;
    };
    expect(await run([a], { onTaken, batchAbove: 100 })).toEqual(['unknown']);
  });

  test('sends PEF one by one, however many: no package takes it', async () => {
    const client = await ksef.clientOf();
    const online: string[] = [];
    const items = Array.from({ length: 21 }, () => ({ bytes: invoiceXml() }));
    const results = await all(
      client.sendInvoices(items, {
        formCode: 'PEF (3)',
        store: memoryPartStore(),
        onSession: ({ referenceNumber }) => void online.push(referenceNumber),
      }),
    );
    // They are no PEF, which only the session says.
    expect(results.map(({ outcome }) => outcome)).toEqual(items.map(() => 'rejected'));
    expect(online).toHaveLength(1);
  });

  test('keeps technical corrections online and those issued offline in a package of their own', async () => {
    const client = await ksef.clientOf();
    const items = [
      ...Array.from({ length: 4 }, () => ({ bytes: invoiceXml(), offlineMode: true })),
      { bytes: invoiceXml(), offlineMode: true, hashOfCorrectedInvoice: hashOf(invoiceXml()) },
      ...Array.from({ length: 4 }, () => ({ bytes: invoiceXml() })),
    ];
    const offline = new Map<string, boolean>();
    const online: string[] = [];
    const results = await all(
      client.sendInvoices(items, {
        batchAbove: 5,
        store: memoryPartStore(),
        onBatchState: (state) => void offline.set(state.id, state.offlineMode),
        onSession: ({ referenceNumber }) => void online.push(referenceNumber),
      }),
    );
    expect([...offline.values()].toSorted()).toEqual([false, true]);
    expect(online).toHaveLength(1);
    expect(results.map(({ index }) => index).toSorted()).toEqual(items.map((_, index) => index));
    for (const result of results) {
      const session = 'place' in result ? result.place?.sessionReferenceNumber : undefined;
      expect(session).toContain(result.index === 4 ? '-SO-' : '-SB-');
    }
  });

  test('a network that breaks tells each invoice what is known of it', async () => {
    let broken = false;
    await using network = await badNetwork(ksef.apiUrl, ({ url }) => {
      if (url.endsWith('/close')) broken = true;
      return broken ? 'lose-answer' : 'pass';
    });
    const client = await ksef.clientOf(demoNip, { baseUrl: network.baseUrl });
    const outcomes: string[] = [];
    const sending = async () => {
      const options = { store: memoryPartStore() };
      for await (const { outcome } of client.sendInvoices(some(25), options)) outcomes.push(outcome);
    };
    expect(await failureOf(sending())).toMatchObject({ kind: 'unreachable' });
    expect(outcomes).toEqual(Array(25).fill('unknown'));
  });
});
