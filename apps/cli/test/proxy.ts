/** A network between `kwit` and KSeF in which a test decides what happens to each request. */
import { createServer, type IncomingMessage, type Server } from 'node:http';

/** What happens to a request; `lose` hands it on and drops the answer, `refuse` drops it before it arrives. */
export type Fate = 'pass' | 'lose' | 'refuse';

export interface Network {
  /** Address of the API through this network. */
  readonly apiUrl: string;
  /** Decides about each request, `METHOD /path`; called before it is handed on. */
  decide: (request: string) => Fate | Promise<Fate>;
  /** Called once KSeF has answered, before the answer is handed back. */
  answered: (request: string, status: number) => void | Promise<void>;
  /** What is handed back in the place of an answer. */
  changed: (request: string, content: Buffer) => Buffer;
  /** Every request that arrived, in order. */
  readonly log: string[];
  close(): Promise<void>;
}

/** @param ksefUrl where KSeF is, or what tells it once it is known */
export async function network(ksefUrl: string | (() => string)): Promise<Network> {
  const target = typeof ksefUrl === 'string' ? () => ksefUrl : ksefUrl;
  const server: Server = createServer(async (incoming, outgoing) => {
    const request = `${incoming.method} ${incoming.url}`;
    net.log.push(request);
    try {
      const body = await bodyOf(incoming);
      const fate = await net.decide(request);
      if (fate === 'refuse') return incoming.socket.destroy();
      const answer = await fetch(`${target()}${incoming.url}`, {
        method: incoming.method ?? 'GET',
        headers: headersOf(incoming),
        ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
      });
      const content = net.changed(request, Buffer.from(await answer.arrayBuffer()));
      await net.answered(request, answer.status);
      if (fate === 'lose') return incoming.socket.destroy();
      const headers = Object.fromEntries(
        [...answer.headers].filter(
          ([name]) => !['transfer-encoding', 'content-encoding', 'connection'].includes(name),
        ),
      );
      outgoing.writeHead(answer.status, { ...headers, 'content-length': content.length }).end(content);
    } catch {
      incoming.socket.destroy();
    }
  });
  await new Promise<void>((done) => server.listen(0, 'localhost', done));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const net: Network = {
    apiUrl: `http://localhost:${port}/v2`,
    decide: () => 'pass',
    answered: () => {},
    changed: (_request, content) => content,
    log: [],
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  return net;
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part);
  return Buffer.concat(parts);
}

function headersOf(incoming: IncomingMessage): Record<string, string> {
  const own = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'accept-encoding']);
  return Object.fromEntries(
    Object.entries(incoming.headers)
      .filter(([name]) => !own.has(name))
      .map(([name, value]) => [name, String(value)]),
  );
}
