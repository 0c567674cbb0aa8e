/**
 * One port for HTTP and HTTPS. The first byte of a connection decides: a TLS handshake begins with 0x16, no
 * HTTP method does.
 */
import {
  createServer as createHttpServer,
  type Server as HttpServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import type { Credential } from '@kwit/crypto';
import { KsefStartError } from './start-error.ts';

const tlsHandshake = 0x16;
/** How long a connection may stay silent before its first byte. */
const silenceMs = 30_000;
/** How long a request may take to come in as a whole, and an unhurried one may be silent. */
const receivingMs = 300_000;
/** How long `close` waits for answers that are under way. */
const drainMs = 3000;
/** A free port must be free on IPv4 and IPv6; the system is asked again this often. */
const portAttempts = 20;

export interface Listener {
  port: number;
  /** Ends: takes no new connection, lets answers that are under way finish, closes the rest. */
  close(): Promise<void>;
}

/**
 * Opens the port. `localhost` means 127.0.0.1 and, where the machine has it, ::1.
 * Throws `KsefStartError` 'port-in-use', 'port-not-allowed' or 'address-unavailable'.
 */
export async function listen(options: {
  host: string;
  port: number;
  handler: RequestListener;
  credential: () => Promise<Credential>;
  /** Default 300,000 ms. */
  receivingMs?: number;
}): Promise<Listener> {
  const { handler, tracker } = tracked(hurried(options.handler, options.receivingMs ?? receivingMs));
  const http = withTimeouts(createHttpServer(unlimited, handler));
  let https: Promise<HttpsServer> | undefined;
  const secure = () => {
    https ??= options.credential().then(({ certificate, privateKey }) => {
      const key = privateKey.export({ type: 'pkcs8', format: 'pem' });
      return withTimeouts(createHttpsServer({ ...unlimited, cert: certificate.toString(), key }, handler));
    });
    return https;
  };
  const onConnection = (socket: Socket) => {
    tracker.add(socket);
    hand(socket, http, secure);
  };
  const servers = await listenEverywhere(options.host, options.port, onConnection);
  const port = portOf(servers[0]);
  return {
    port,
    close: async () => {
      await Promise.all(
        servers.map((server) => new Promise((done) => server.close(done))).concat(tracker.drain()),
      );
      // Neither server listens itself; closing stops the timers with which they watch for slow requests.
      http.close();
      (await https?.catch(() => undefined))?.close();
    },
  };
}

/** Reads the first byte and hands the connection on. */
function hand(socket: Socket, http: HttpServer, secure: () => Promise<HttpsServer>): void {
  socket.on('error', () => socket.destroy());
  socket.setTimeout(silenceMs, () => socket.destroy());
  socket.once('data', (first) => {
    socket.pause();
    socket.setTimeout(0);
    socket.removeAllListeners('timeout');
    socket.unshift(first);
    const server = first[0] === tlsHandshake ? secure() : Promise.resolve(http);
    server.then(
      (target) => {
        target.emit('connection', socket);
        process.nextTick(() => socket.resume());
      },
      () => socket.destroy(),
    );
  });
}

/** The checks for slow requests begin with the event of listening, which these servers never see by themselves. */
function withTimeouts<S extends HttpServer>(server: S): S {
  server.emit('listening');
  return server;
}

/** Node would hold every request to one limit; headers stay under its own. */
const unlimited = { requestTimeout: 0 };

const deadlines = new WeakMap<IncomingMessage, NodeJS.Timeout>();

/** Ends requests that do not come in as a whole in time, as Node does. */
function hurried(handler: RequestListener, withinMs: number): RequestListener {
  return (request, response) => {
    const deadline = setTimeout(() => endUnreceived(request, response), withinMs).unref();
    deadlines.set(request, deadline);
    response.once('close', () => clearTimeout(deadline));
    handler(request, response);
  };
}

function endUnreceived({ complete, socket }: IncomingMessage, { headersSent }: ServerResponse): void {
  if (complete) return;
  if (!headersSent) socket.write('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n');
  socket.destroy();
}

/** Lets a request take as long as it needs, as long as it goes on: the part of a package over a slow line. */
export function unhurried(request: IncomingMessage): void {
  clearTimeout(deadlines.get(request));
  request.setTimeout(receivingMs);
}

interface Tracker {
  add(socket: Socket): void;
  drain(): Promise<void>;
}

/** Knows which connections are open and how many answers are under way. */
function tracked(handler: RequestListener): { handler: RequestListener; tracker: Tracker } {
  const sockets = new Set<Socket>();
  let active = 0;
  let idle: (() => void) | undefined;
  const counting: RequestListener = (request, response) => {
    active += 1;
    response.once('close', () => {
      active -= 1;
      if (active === 0) idle?.();
    });
    handler(request, response);
  };
  const add = (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  };
  const drain = async () => {
    if (active > 0) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((done) => {
        idle = done;
        timer = setTimeout(done, drainMs);
      });
      clearTimeout(timer);
    }
    for (const socket of sockets) socket.destroySoon();
  };
  return { handler: counting, tracker: { add, drain } };
}

async function listenEverywhere(
  host: string,
  port: number,
  onConnection: (socket: Socket) => void,
): Promise<Server[]> {
  if (host !== 'localhost') return [await listenOn(host, port, onConnection)];
  for (let attempt = 1; ; attempt += 1) {
    const four = await listenOn('127.0.0.1', port, onConnection);
    try {
      return [four, await listenOn('::1', portOf(four), onConnection)];
    } catch (error) {
      const code = error instanceof KsefStartError ? error.code : undefined;
      // A machine without IPv6 is served on IPv4 alone.
      if (code === 'address-unavailable') return [four];
      await new Promise((done) => four.close(done));
      if (port !== 0 || attempt >= portAttempts) throw error;
    }
  }
}

function listenOn(host: string, port: number, onConnection: (socket: Socket) => void): Promise<Server> {
  return new Promise((done, fail) => {
    const server = createTcpServer({ noDelay: true }, onConnection);
    server.once('error', (error: NodeJS.ErrnoException) => fail(startErrorOf(error, host, port)));
    server.listen({ host, port, exclusive: true, ipv6Only: host.includes(':') }, () => {
      server.removeAllListeners('error');
      server.on('error', () => {});
      done(server);
    });
  });
}

function startErrorOf(error: NodeJS.ErrnoException, host: string, port: number): unknown {
  switch (error.code) {
    case 'EADDRINUSE':
      return new KsefStartError('port-in-use', String(port), error);
    case 'EACCES':
      return new KsefStartError('port-not-allowed', String(port), error);
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new KsefStartError('address-unavailable', host, error);
    default:
      return error;
  }
}

function portOf(server: Server | undefined): number {
  const address = server?.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server does not listen');
  return address.port;
}
