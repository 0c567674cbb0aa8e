/** A web server for tests that answers as the test says: it stands for the network and for whatever is in front of KSeF. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSelfSignedCertificate } from '@kwit/crypto';

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Responder = (request: SeenRequest, response: ServerResponse) => void | Promise<void>;

export interface TestServer extends AsyncDisposable {
  readonly baseUrl: string;
  /** Everything that came in, in order. */
  readonly requests: readonly SeenRequest[];
}

/** Starts a server on a free port; it answers by `respond`. */
export async function testServer(respond: Responder): Promise<TestServer> {
  const requests: SeenRequest[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', url = '', headers } = request;
    const seen = { method, url, headers, body: Buffer.concat(chunks).toString() };
    requests.push(seen);
    await respond(seen, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v2`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers with JSON. */
export function json(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
}

/** Answers one request after the other by the next responder of the list; the last one stays. */
export function inTurn(...responders: Responder[]): Responder {
  let turn = 0;
  return (request, response) => {
    const responder = responders[Math.min(turn++, responders.length - 1)];
    return responder?.(request, response);
  };
}

/** Ends the connection without an answer. */
export const dropConnection: Responder = (_request, response) => {
  response.socket?.destroy();
};

/** An unsigned JWT that claims this lifetime. */
export function jsonWebToken(lifetimeSeconds: number, name = 'token'): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const iat = Math.floor(Date.now() / 1000);
  return `${part({ alg: 'none' })}.${part({ iat, exp: iat + lifetimeSeconds, name })}.c2lnbmF0dXJl`;
}

/** A token as KSeF hands it out. */
export const issued = (lifetimeSeconds: number, name?: string) => ({
  token: jsonWebToken(lifetimeSeconds, name),
  validUntil: new Date(Date.now() + lifetimeSeconds * 1000).toISOString(),
});

/** Tokens as a program has saved them. */
export const savedTokens = (accessSeconds = 900) => ({
  accessToken: issued(accessSeconds, 'access'),
  refreshToken: issued(7 * 86_400, 'refresh'),
  obtainedAt: new Date().toISOString(),
});

/** A public key of KSeF as it publishes it, for tokens and for the keys of documents. */
export async function publishedKey() {
  const { certificate } = await createSelfSignedCertificate({
    subject: { commonName: 'KSeF' },
    keyKind: 'RSA',
  });
  return {
    certificate: certificate.raw.toString('base64'),
    publicKeyId: 'key',
    validFrom: '2020-01-01T00:00:00Z',
    validTo: '2099-01-01T00:00:00Z',
    usage: ['KsefTokenEncryption', 'SymmetricKeyEncryption'],
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
