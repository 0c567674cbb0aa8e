import { expect, test } from 'vitest';
import { all, failureOf, inTurn, type Responder } from '../http-server.testing.ts';
import { type BatchState, memoryPartStore, type PartStore, type SentOutcome } from '../index.ts';
import { type BatchServer, batchServer, empty, refusal, statusOf } from './batch-server.testing.ts';

const invoice = (text = 'a') => ({ bytes: new TextEncoder().encode(`<Faktura>${text}</Faktura>`) });

/** A store that tells what is in it. */
function watchedStore(): PartStore & { readonly names: ReadonlySet<string> } {
  const store = memoryPartStore();
  const names = new Set<string>();
  return {
    ...store,
    names,
    create: (name) => {
      names.add(name);
      return store.create(name);
    },
    remove: (name) => {
      names.delete(name);
      return store.remove(name);
    },
  };
}

/** The results that came before the end, and how it ended. */
async function resultsOf(results: AsyncIterable<SentOutcome>) {
  const outcomes: string[] = [];
  try {
    for await (const { outcome } of results) outcomes.push(outcome);
    return { outcomes, error: undefined };
  } catch (error) {
    return { outcomes, error };
  }
}

const lastOf = ({ states }: BatchServer): BatchState => {
  const last = states.at(-1);
  if (!last) throw new Error('no state was told');
  return last;
};

test('whatever ends the sending, what was sent before is told first', async () => {
  await using ksef = await batchServer();
  const lost = new Error('the database is gone');
  const options = { maxInvoices: 1, store: memoryPartStore(), onState: ksef.onState };
  async function* failing() {
    yield invoice();
    throw lost;
  }
  expect(await resultsOf(ksef.client.sendBatch(failing(), options))).toEqual({
    outcomes: ['accepted'],
    error: lost,
  });
  const unreadable = {
    bytes: () => {
      throw lost;
    },
  };
  const items = [invoice(), unreadable];
  expect(await resultsOf(ksef.client.sendBatch(items, options))).toEqual({
    outcomes: ['accepted'],
    error: lost,
  });
});

test('a package that cannot be saved as done does not hide the one that was sent after it', async () => {
  await using ksef = await batchServer();
  const full = new Error('disk full');
  let done = 0;
  const onState = (state: BatchState) => {
    ksef.onState(state);
    if (state.step === 'done' && ++done === 1) throw full;
  };
  const items = [invoice('a'), invoice('b')];
  const options = { maxInvoices: 1, store: memoryPartStore(), onState };
  expect(await resultsOf(ksef.client.sendBatch(items, options))).toEqual({
    outcomes: ['accepted', 'accepted'],
    error: full,
  });
});

test('what did not go in is told, also where the package fails', async () => {
  await using ksef = await batchServer({ close: refusal(21405) });
  const items = [{ bytes: new Uint8Array() }, invoice()];
  const { outcomes, error } = await resultsOf(ksef.client.sendBatch(items, { store: memoryPartStore() }));
  expect(outcomes).toEqual(['not-taken']);
  expect(error).toMatchObject({ kind: 'refused' });
});

test('parts that nobody could go on with are not left behind', async () => {
  const store = watchedStore();
  await using offline = await batchServer();
  const { client } = offline;
  await offline.server[Symbol.asyncDispose]();
  const untold = { store, onState: offline.onState };
  expect(await failureOf(all(client.sendBatch([invoice()], untold)))).toMatchObject({ kind: 'unreachable' });
  expect(offline.states).toEqual([]);
  expect([...store.names]).toEqual([]);

  await using refusing = await batchServer({ close: refusal(21405) });
  await failureOf(all(refusing.client.sendBatch([invoice()], { store })));
  await resultsOf(refusing.client.sendInvoices([invoice()], { batchAbove: 0, store }));
  expect([...store.names]).toEqual([]);
  // Whoever has the state can go on.
  await failureOf(all(refusing.client.sendBatch([invoice()], { store, onState: refusing.onState })));
  expect(store.names.size).toBe(1);
});

const once = (first: Responder, then: Responder) => inTurn(first, then);

test.each([
  ['the address of a part works no more', () => ({ part: once(empty(403), empty(201)) })],
  ['closing comes too late', () => ({ close: once(refusal(21208), empty(204)) })],
  [
    'the session was cancelled before it was closed',
    () => ({ close: once(refusal(21180), empty(204)), status: once(statusOf(440), statusOf(200)) }),
  ],
])('%s: nothing was taken, and another session can be opened for the same parts', async (_name, answers) => {
  const store = memoryPartStore();
  await using first = await batchServer(answers());
  const options = { store, onState: first.onState };
  const error = await failureOf(all(first.client.sendBatch([invoice()], options)));
  expect(error).toMatchObject({ kind: 'gone' });
  expect(lastOf(first).step).toBe('open');

  // The same, met by the run that may start over.
  await using second = await batchServer(answers());
  const saved = { ...lastOf(first), step: 'packed', session: undefined } as const;
  second.onState(saved);
  const again = { store, onState: second.onState, startOver: true };
  const results = await all(second.client.resumeBatch(saved, again));
  expect(results).toMatchObject([{ outcome: 'accepted', place: { sessionReferenceNumber: 'session-2' } }]);
});

test('many that came too late to be closed are told as not taken', async () => {
  await using ksef = await batchServer({ close: refusal(21208) });
  const results = ksef.client.sendInvoices([invoice('a'), invoice('b')], {
    batchAbove: 1,
    store: memoryPartStore(),
    onBatchState: ksef.onState,
  });
  const outcomes: string[] = [];
  const error = await failureOf(
    (async () => {
      for await (const { outcome } of results) outcomes.push(outcome);
    })(),
  );
  expect(error).toMatchObject({ kind: 'gone' });
  expect(outcomes).toEqual(['not-taken', 'not-taken']);
});

test('starting over happens once, not for ever', async () => {
  await using ksef = await batchServer({ part: empty(403), status: statusOf(100) });
  const store = memoryPartStore();
  await failureOf(all(ksef.client.sendBatch([invoice()], { store, onState: ksef.onState })));
  const again = { store, onState: ksef.onState, startOver: true };
  expect(await failureOf(all(ksef.client.resumeBatch(lastOf(ksef), again)))).toMatchObject({ kind: 'gone' });
  const opened = ksef.server.requests.filter(({ url }) => url.endsWith('/sessions/batch'));
  expect(opened).toHaveLength(2);
});

test('the key under which a session was opened is the one of the next session too', async () => {
  await using ksef = await batchServer({ refusedOpening: refusal(21470) });
  await all(ksef.client.sendBatch([invoice()], { store: memoryPartStore(), onState: ksef.onState }));
  const [packed, open] = ksef.states;
  const [, second] = ksef.server.requests
    .filter(({ url }) => url.endsWith('/sessions/batch'))
    .map(({ body }) => JSON.parse(body).encryption);
  expect(open?.encryption).toEqual(second);
  expect(open?.encryption).not.toEqual(packed?.encryption);
});
