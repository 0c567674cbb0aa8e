/** Where KSeF is: the public environments, the local one, or an address of one's own. */
import { redactedMark } from '@kwit/ksef-contract';
import { KsefError } from './errors.ts';
import { messages } from './messages.ts';

/** API addresses, with the version prefix. Source: the official page on environments; `local` is the local KSeF. */
export const environments = {
  local: 'http://localhost:4100/v2',
  test: 'https://api-test.ksef.mf.gov.pl/v2',
  demo: 'https://api-demo.ksef.mf.gov.pl/v2',
  prod: 'https://api.ksef.mf.gov.pl/v2',
} as const;
export type Environment = keyof typeof environments;

/** What options of a client say of the place: the name of an environment, or an address. */
interface Place<Name extends string> {
  readonly environment?: Name | undefined;
  readonly baseUrl?: string | undefined;
}

/**
 * The checked address that options mean, without a trailing slash; the local one where they say nothing.
 * @throws {KsefError} `refused` where no environment has this name, or the address is none that a client may talk to
 */
export function addressOf<Name extends string>(
  { environment, baseUrl }: Place<Name>,
  known: Readonly<Record<Name | 'local', string>>,
): string {
  if (baseUrl !== undefined) return checkedBaseUrl(baseUrl);
  const name = environment ?? 'local';
  // Whoever writes JavaScript is not held to the type.
  if (Object.hasOwn(known, name)) return checkedBaseUrl(known[name]);
  throw new KsefError({
    kind: 'refused',
    operation: 'createKsefClient',
    // An address may have come here by mistake.
    text: messages.unknownEnvironment(shown(name), Object.keys(known)),
  });
}

/**
 * The address without a trailing slash, checked.
 * @throws {KsefError} `refused` where it is no http(s) URL, has a user, a password, a query or a fragment, or would send
 *   tokens unencrypted to a public KSeF.
 */
function checkedBaseUrl(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isBare = url && [url.username, url.password, url.search, url.hash].every((part) => part === '');
  if (!url || !isBare || !/^https?:$/.test(url.protocol))
    throw new KsefError({
      kind: 'refused',
      operation: 'createKsefClient',
      text: messages.badAddress(shown(address)),
    });
  if (url.protocol === 'http:' && url.hostname.endsWith('.gov.pl')) {
    throw new KsefError({
      kind: 'refused',
      operation: 'createKsefClient',
      text: messages.insecureAddress(url.origin),
    });
  }
  return url.href.replace(/(?<![/#])[/#]+$/, '');
}

/** What a message may show of an address: what else it has may be secret. */
function shown(address: string): string {
  const { origin } = URL.canParse(address) ? new URL(address) : { origin: 'null' };
  if (origin !== 'null') return origin;
  return /[@?#]/.test(address) ? redactedMark : address;
}

/** Whether the address is on this machine, where asking often costs nobody anything. */
export function isLocal(baseUrl: string): boolean {
  const { hostname } = new URL(baseUrl);
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    hostname.startsWith('127.')
  );
}
