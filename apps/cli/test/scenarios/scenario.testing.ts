/** What the scenarios share: one local KSeF for each file, and clients of whoever a scenario is about. */
import type { Credential } from '@kwit/crypto';
import { buildInvoiceXml, type InvoiceInput, todayInPoland } from '@kwit/invoice';
import { type Ksef, type KsefOptions, startKsef } from '@kwit/ksef';
import {
  createKsefClient,
  type KsefClient,
  type KsefError,
  memoryPartStore,
  type OpenSessionOptions,
  type SendOptions,
  type SessionInvoice,
} from '@kwit/ksef-client';
import { afterAll, beforeAll } from 'vitest';
import { newNip, sealOf } from '../../../ksef/test/api.ts';
import { asFa2 } from '../../../ksef/test/sample-invoice.ts';
import { all, failureOf } from '../client-fixture.testing.ts';

type LogInOptions = Omit<Parameters<KsefClient['logInWithCertificate']>[0], 'context' | 'credential'>;
type Context = Parameters<KsefClient['logInWithCertificate']>[0]['context'];

export interface ScenarioKsef {
  readonly ksef: Ksef;
  /** A client that has not logged in. */
  stranger(): KsefClient;
  /** A client logged in with a certificate; the context is a NIP unless it is given in full. */
  enter(credential: Credential, context: Context | string, options?: LogInOptions): Promise<KsefClient>;
  /** A firm that nobody else in the file is, in its own context. */
  firm(nip?: string): Promise<{ nip: string; client: KsefClient }>;
}

/** Called once at the top of a file: its KSeF is in memory, counts no requests, and ends with the file. */
export function scenarioKsef(options: KsefOptions = {}): ScenarioKsef {
  let ksef: Ksef | undefined;
  beforeAll(async () => {
    ksef = await startKsef({ port: 0, data: ':memory:', logger: false, rateLimits: 'off', ...options });
  });
  afterAll(() => ksef?.close());
  const started = (): Ksef => {
    if (!ksef) throw new Error('the local KSeF runs within tests');
    return ksef;
  };
  const stranger = () => createKsefClient({ baseUrl: started().apiUrl });
  const enter: ScenarioKsef['enter'] = async (credential, context, options) => {
    const client = stranger();
    const named = typeof context === 'string' ? ({ type: 'Nip', value: context } as const) : context;
    await client.logInWithCertificate({ ...options, context: named, credential });
    return client;
  };
  return {
    get ksef() {
      return started();
    },
    stranger,
    enter,
    firm: async (nip = newNip()) => ({ nip, client: await enter(await sealOf(nip), nip) }),
  };
}

/** The claims of the access token that a client holds. */
export function claimsOf(client: KsefClient): Record<string, unknown> {
  const [, claims = ''] = (client.tokens?.accessToken.token ?? '').split('.');
  return JSON.parse(Buffer.from(claims, 'base64url').toString());
}

/** What was granted, as the access token says it. */
export const grantedTo = (client: KsefClient): string[] => JSON.parse(String(claimsOf(client).per));

/** The error that a refused call ends in. */
export const refusalOf = async (call: Promise<unknown>): Promise<KsefError> =>
  (await failureOf(call)) as KsefError;

/** The code of the operation that a change of permissions failed with. */
export const failedCodeOf = async (change: Promise<unknown>): Promise<number | undefined> => {
  const { kind, codes } = await refusalOf(change);
  return kind === 'failed-status' ? codes[0]?.code : undefined;
};

/** How often the context may call, by the groups that test data can change. */
export async function ratesOf(client: KsefClient) {
  const { onlineSessionClose, batchSessionClose, anonymous, global, ...changeable } =
    await client.operations.getRateLimits();
  return changeable;
}

/** What a party of an invoice is called here. */
const partyOf = (nip: string) => ({
  nip,
  name: `Firma ${nip} sp. z o.o.`,
  address: { country: 'PL', line1: 'ul. Przykładowa 1', line2: '00-001 Warszawa' },
});

let invoices = 0;

/** FA (3): issued today with a number of its own, unless `changes` say otherwise. */
export function invoiceBetween(
  seller: string,
  buyer: string,
  changes: Partial<InvoiceInput> = {},
): Uint8Array {
  invoices += 1;
  return buildInvoiceXml({
    number: `SC/${process.pid}/${invoices}`,
    issueDate: todayInPoland(),
    seller: partyOf(seller),
    buyer: partyOf(buyer),
    lines: [{ name: 'Usługa', quantity: '1', unit: 'szt.', unitNetPrice: '100.00', vatRate: '23' }],
    ...changes,
  });
}

/** A third party of an invoice. */
export const recipient = (nip: string) => ({ ...partyOf(nip), role: 'recipient' }) as const;

/** The forms of an ordinary invoice that the test environment takes. */
export const forms = ['FA (2)', 'FA (3)'] as const;

/** The same invoice in one of them. */
export const inForm = (bytes: Uint8Array, form: (typeof forms)[number]): Uint8Array =>
  form === 'FA (3)' ? bytes : new TextEncoder().encode(asFa2(new TextDecoder().decode(bytes)));

/** The same invoice with an element changed. */
export const edited = (bytes: Uint8Array, from: string | RegExp, to: string): Uint8Array => {
  const text = new TextDecoder().decode(bytes);
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`nothing like ${from} is in the invoice`);
  return new TextEncoder().encode(changed);
};

/** Sends one document in a session of its own, which is closed, and waits for both. */
export async function sendAlone(
  client: KsefClient,
  bytes: Uint8Array,
  options: SendOptions & OpenSessionOptions = {},
): Promise<SessionInvoice & { session: string }> {
  const session = await client.openOnlineSession(options);
  const { referenceNumber } = await session.send(bytes, options);
  const invoice = await session.waitForInvoice(referenceNumber);
  await session.close();
  await session.waitUntilProcessed();
  return { ...invoice, session: session.referenceNumber };
}

/** The KSeF number of a document that is right. */
export async function ksefNumberOf(
  client: KsefClient,
  bytes: Uint8Array,
  options: SendOptions & OpenSessionOptions = {},
): Promise<string> {
  const { ksefNumber, status } = await sendAlone(client, bytes, options);
  if (!ksefNumber) throw new Error(`the invoice was not accepted: ${JSON.stringify(status)}`);
  return ksefNumber;
}

/** So many invoices of a firm, accepted; their KSeF numbers in order. */
export async function sell(
  client: KsefClient,
  nip: string,
  count: number,
  buyer = newNip(),
): Promise<string[]> {
  const items = Array.from({ length: count }, () => ({ bytes: invoiceBetween(nip, buyer) }));
  const sent = await all(client.sendInvoices(items, { upo: false, store: memoryPartStore() }));
  return sent.map((one) => {
    if (one.outcome !== 'accepted') throw new Error(`an invoice was not accepted: ${one.outcome}`);
    return one.ksefNumber;
  });
}
