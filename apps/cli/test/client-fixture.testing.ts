/** What the tests of the client share: a local KSeF of their own, credentials, invoices, and a network that loses answers. */
import { X509Certificate } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Credential, createSelfSignedCertificate } from '@kwit/crypto';
import { buildInvoiceXml, todayInPoland } from '@kwit/invoice';
import { startKsef } from '@kwit/ksef';
import { createKsefClient, type KsefClient } from '@kwit/ksef-client';

export const demoNip = '1111111111';
export const nip = (value: string) => ({ type: 'Nip', value }) as const;

/** A self-made seal of a firm, as the environment TEST takes it. */
export function sealOf(sellerNip: string, keyKind: 'EC' | 'RSA' = 'EC'): Promise<Credential> {
  const subject = {
    commonName: `Pieczęć ${sellerNip}`,
    organizationName: 'Demo Sp. z o.o.',
    organizationIdentifier: `VATPL-${sellerNip}`,
    countryName: 'PL',
  };
  return createSelfSignedCertificate({ subject, keyKind });
}

export interface TestKsef extends AsyncDisposable {
  readonly apiUrl: string;
  /** The same API over HTTPS, under a certificate that nobody trusts who was not told to. */
  readonly httpsApiUrl: string;
  /** The root under which the certificates of this KSeF are. */
  readonly authority: X509Certificate;
  /** A client that is logged in with a seal of this NIP. */
  clientOf(sellerNip?: string, options?: { baseUrl?: string }): Promise<KsefClient>;
}

/** A KSeF in memory on a free port. */
export async function testKsef(): Promise<TestKsef> {
  const ksef = await startKsef({ port: 0, rateLimits: 'off', data: ':memory:', logger: false });
  return {
    apiUrl: ksef.apiUrl,
    httpsApiUrl: `${ksef.httpsUrl}/v2`,
    authority: new X509Certificate(ksef.caCertificate),
    async clientOf(sellerNip = demoNip, { baseUrl = ksef.apiUrl } = {}) {
      const client = createKsefClient({ baseUrl });
      await client.logInWithCertificate({ context: nip(sellerNip), credential: await sealOf(sellerNip) });
      return client;
    },
    [Symbol.asyncDispose]: () => ksef.close(),
  };
}

let invoices = 0;

/** The XML of a right invoice: issued today, a number of its own. */
export function invoiceXml({
  number = `TEST/${++invoices}`,
  seller = demoNip,
  name = 'Usługa',
} = {}): Uint8Array {
  const address = { country: 'PL', line1: 'ul. Przykładowa 1', line2: '00-001 Warszawa' };
  return buildInvoiceXml({
    number,
    issueDate: todayInPoland(),
    seller: { nip: seller, name: 'Demo Sp. z o.o.', address },
    buyer: { nip: '2222222222', name: 'Kwiaciarnia Stokrotka Sp. z o.o.', address },
    lines: [{ name, quantity: '1', unit: 'szt.', unitNetPrice: '100.00', vatRate: '23' }],
  });
}

/** What the way to KSeF does to a request: passes it on, loses it, loses its answer, or answers 401 itself. */
export type Fate = 'pass' | 'lose-request' | 'lose-answer' | 'unauthorized';

export interface BadNetwork extends AsyncDisposable {
  readonly baseUrl: string;
}

/** A way to the KSeF on which `fateOf` decides what gets lost. */
export async function badNetwork(
  apiUrl: string,
  fateOf: (request: { method: string; url: string }) => Fate,
): Promise<BadNetwork> {
  const target = new URL(apiUrl).origin;
  const pass = async (request: IncomingMessage, fate: Fate, response: ServerResponse) => {
    const body = Buffer.concat(await all(request as AsyncIterable<Buffer>));
    if (fate === 'lose-request') return response.socket?.destroy();
    if (fate === 'unauthorized') return response.writeHead(401).end();
    const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers;
    const answer = await fetch(`${target}${request.url}`, {
      method: request.method ?? '',
      headers: headers as Record<string, string>,
      ...(body.length > 0 && { body }),
    });
    const content = Buffer.from(await answer.arrayBuffer());
    if (fate === 'lose-answer') return response.socket?.destroy();
    return response
      .writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' })
      .end(content);
  };
  const server = createServer((request, response) => {
    const { method = '', url = '' } = request;
    pass(request, fateOf({ method, url }), response).catch(() => response.socket?.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v2`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Does this to the first request that fits, and passes all others. */
export function once(method: string, url: RegExp, fate: Fate) {
  let done = false;
  return (request: { method: string; url: string }): Fate => {
    if (done || request.method !== method || !url.test(request.url)) return 'pass';
    done = true;
    return fate;
  };
}

/** Everything that comes, in order. */
export async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const value of values) list.push(value);
  return list;
}

/** What a rejected promise was rejected with; fails where it was not. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('expected a failure');
}
