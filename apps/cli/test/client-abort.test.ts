/**
 * Every workflow of the client ends promptly when its signal does, wherever it is, and leaves nothing under way: the
 * signal is given at the first request, at the second, and so on, until the workflow has come to its end.
 */
import { sign } from 'node:crypto';
import type { Credential } from '@kwit/crypto';
import { createKsefClient, type KsefClient, memoryPartStore } from '@kwit/ksef-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { all, demoNip, invoiceXml, nip, sealOf, type TestKsef, testKsef } from './client-fixture.testing.ts';

let ksef: TestKsef;
let credential: Credential;
let owner: KsefClient;
let token = '';
let certificateSerial = '';
beforeAll(async () => {
  ksef = await testKsef();
  credential = await sealOf(demoNip);
  owner = await ksef.clientOf();
  token = (await owner.createKsefToken({ description: 'Token testowy', permissions: ['InvoiceRead'] })).token;
  const enrolled = await owner.enrollCertificate({ name: 'Do odnowienia', usage: 'Offline' });
  certificateSerial = enrolled.serialNumber;
});
afterAll(() => ksef[Symbol.asyncDispose]());

const context = nip(demoNip);
const name = 'Certyfikat na próbę';
const person = {
  subjectIdentifier: { type: 'Pesel', value: '44051401359' },
  permissions: ['InvoiceRead' as const],
  description: 'Księgowa',
  subjectDetails: {
    subjectDetailsType: 'PersonByIdentifier',
    personById: { firstName: 'Anna', lastName: 'Nowak' },
  },
} as const;

type Workflow = (client: KsefClient, signal: AbortSignal) => Promise<unknown>;
const workflows: [string, Workflow][] = [
  ['log-in by certificate', (client, signal) => client.logInWithCertificate({ context, credential, signal })],
  ['log-in by token', (client, signal) => client.logInWithToken({ context, token, signal })],
  [
    'log-in by a signer',
    (client, signal) => {
      const by = { key: credential.privateKey, dsaEncoding: 'der' } as const;
      const signer = {
        certificate: credential.certificate,
        sign: (bytes: Uint8Array) => sign('sha256', bytes, by),
      };
      return client.logInWithSigner({ context, signer, signal });
    },
  ],
  ['a certificate', (client, signal) => client.enrollCertificate({ name, usage: 'Offline', signal })],
  [
    'a renewal',
    (client, signal) => client.renewCertificate({ serialNumber: certificateSerial, name, signal }),
  ],
  [
    'a token',
    (client, signal) =>
      client.createKsefToken({ description: 'Token na próbę', permissions: ['InvoiceRead'], signal }),
  ],
  [
    'a grant',
    (client, signal) =>
      client.permissions.grantPerson({ ...person, permissions: [...person.permissions] }, { signal }),
  ],
  [
    'a list of permissions',
    (client, signal) =>
      all(client.permissions.persons({ queryType: 'PermissionsInCurrentContext' }, { signal })),
  ],
  ['a list of certificates', (client, signal) => all(client.certificates({}, { signal }))],
  [
    'an online session',
    async (client, signal) => {
      const session = await client.openOnlineSession({ signal });
      const { referenceNumber } = await session.send(invoiceXml(), { signal });
      await session.waitForInvoice(referenceNumber, { signal });
      await session.invoiceUpo(referenceNumber, { signal });
      await session.close({ signal });
      await session.upo({ signal });
    },
  ],
];

/** Ends the signal at the n-th request. Gives how it ended, after how long, and what was under way afterwards. */
async function abortedAt(request: number, workflow: Workflow) {
  const controller = new AbortController();
  let requests = 0;
  let underWay = 0;
  const counted: typeof fetch = async (input, init) => {
    requests += 1;
    underWay += 1;
    if (requests === request) controller.abort();
    try {
      return await fetch(input, init);
    } finally {
      underWay -= 1;
    }
  };
  const saved = owner.tokens;
  const client = createKsefClient({ baseUrl: ksef.apiUrl, fetch: counted, ...(saved && { tokens: saved }) });
  const failure = await workflow(client, controller.signal).then(
    () => undefined,
    (error: unknown) => error,
  );
  const sent = requests;
  // Whatever was still to come of it would come within these turns.
  for (let turn = 0; turn < 20; turn++) await new Promise((next) => setImmediate(next));
  return { failure, sent, later: requests - sent, underWay };
}

test.each(workflows)('%s ends with its signal at every request', async (_name, workflow) => {
  let ended = 0;
  for (let request = 1; ; request++) {
    const { failure, sent, later, underWay } = await abortedAt(request, workflow);
    expect({ later, underWay }).toEqual({ later: 0, underWay: 0 });
    if (failure === undefined) {
      expect(sent).toBeLessThanOrEqual(request);
      break;
    }
    ended += 1;
    expect(failure).toMatchObject({ name: 'KsefError', kind: 'aborted' });
    expect(sent).toBe(request);
  }
  expect(ended).toBeGreaterThan(0);
});

test.each(workflows)('%s does nothing where its signal has ended before', async (_name, workflow) => {
  const client = createKsefClient({
    baseUrl: ksef.apiUrl,
    fetch: () => Promise.reject(new Error('asked')),
    ...(owner.tokens && { tokens: owner.tokens }),
  });
  await expect(workflow(client, AbortSignal.abort())).rejects.toMatchObject({ kind: 'aborted' });
});

/** Gives invoices, and then waits for more that never come. */
async function* waitingFor(count: number) {
  for (let at = 0; at < count; at++) yield { bytes: invoiceXml() };
  await new Promise<never>(() => {});
}

test('aborting ends the sending while the source waits, and what was sent is told', async () => {
  for (const [batchAbove, expected] of [
    [Number.POSITIVE_INFINITY, ['accepted']],
    [0, ['not-taken']],
    [20, []],
  ] as const) {
    const controller = new AbortController();
    async function* source() {
      yield { bytes: invoiceXml() };
      if (batchAbove !== Number.POSITIVE_INFINITY) setImmediate(() => controller.abort());
      await new Promise<never>(() => {});
    }
    const outcomes: string[] = [];
    const sending = async () => {
      const options = { batchAbove, signal: controller.signal, store: memoryPartStore() };
      for await (const { outcome } of owner.sendInvoices(source(), options)) {
        outcomes.push(outcome);
        controller.abort();
      }
    };
    await expect(sending()).rejects.toMatchObject({ kind: 'aborted' });
    expect(outcomes).toEqual(expected);
  }
  const controller = new AbortController();
  const options = { signal: controller.signal, store: memoryPartStore() };
  const packing = all(owner.sendBatch(waitingFor(1), options));
  setImmediate(() => controller.abort());
  await expect(packing).rejects.toMatchObject({ kind: 'aborted' });
});

test('who has seen enough is let go while the source waits', async () => {
  let sent = 0;
  for await (const _ of owner.sendInvoices(waitingFor(1), { batchAbove: Number.POSITIVE_INFINITY })) {
    sent += 1;
    break;
  }
  expect(sent).toBe(1);
});

test.each([
  ['partBytes', { partBytes: 0 }],
  ['maxInvoices', { maxInvoices: Number.NaN }],
  ['concurrency', { concurrency: Number.NaN }],
  ['maxInvoiceBytes', { maxInvoiceBytes: -1 }],
])('a number that is none is refused: %s', async (name, options) => {
  const store = memoryPartStore();
  await expect(all(owner.sendBatch([{ bytes: invoiceXml() }], { store, ...options }))).rejects.toMatchObject({
    kind: 'refused',
    text: { en: expect.stringContaining(name) },
  });
});

test.each([{ concurrency: Number.NaN }, { concurrency: 0 }, { batchAbove: Number.NaN }, { batchAbove: -1 }])(
  'a number that is none is refused: %o',
  async (options) => {
    await expect(all(owner.sendInvoices([{ bytes: invoiceXml() }], options))).rejects.toMatchObject({
      kind: 'refused',
    });
  },
);
