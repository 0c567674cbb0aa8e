/** Where KSeF is: the public environments, the local one, or an address of one's own. */
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
    text: messages.unknownEnvironment(name, Object.keys(known)),
  });
}

/**
 * The address without a trailing slash, checked.
 * @throws {KsefError} `refused` where it is no http(s) URL, or would send tokens unencrypted to a public KSeF.
 */
function checkedBaseUrl(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const usable =
    url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.search === '';
  if (!usable)
    throw new KsefError({
      kind: 'refused',
      operation: 'createKsefClient',
      text: messages.badAddress(address),
    });
  if (url.protocol === 'http:' && url.hostname.endsWith('.gov.pl')) {
    throw new KsefError({
      kind: 'refused',
      operation: 'createKsefClient',
      text: messages.insecureAddress(address),
    });
  }
  return url.href.replace(/[/#]+$/, '');
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
