/** Whom a request comes from, and where it goes as the router reads it: each decided here alone. */
import type { FastifyRequest } from 'fastify';
import { clientIpOf, forwardedIpOf } from './engine/allowed-ips.ts';
import type { Settings } from './options.ts';

/** The address of the client: behind a proxy, which an address of its own tells of, the one that the proxy saw. */
export const requestIp = (
  { socket, headers }: Pick<FastifyRequest, 'socket' | 'headers'>,
  { publicUrl }: Pick<Settings, 'publicUrl'>,
): string =>
  publicUrl === null
    ? clientIpOf(socket.remoteAddress)
    : forwardedIpOf(socket.remoteAddress, headers['x-forwarded-for']);

/** The path, without query and host, its escapes read: `/%76%32/sessions` is `/v2/sessions`. */
export function pathOf({ url }: Pick<FastifyRequest, 'url'>): string {
  const [path = ''] = url.replace(/^https?:\/\/[^/?#]*/i, '').split(/[?#]/, 1);
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

/** Whether a request goes to one of these parts of this KSeF, however it writes the address. */
export function isBelow(request: FastifyRequest, prefixes: readonly string[]): boolean {
  const route = request.routeOptions.url ?? pathOf(request);
  return prefixes.some((prefix) => route === prefix || route.startsWith(`${prefix}/`));
}
