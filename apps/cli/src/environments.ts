/** Names of the KSeF environments and the addresses behind them. */
import { wrongUsage } from './usage-error.ts';

/** Source: the official page on environments; `local` is where `kwit ksef` listens by itself. */
const addresses = {
  local: 'http://localhost:4100/v2',
  test: 'https://api-test.ksef.mf.gov.pl/v2',
  demo: 'https://api-demo.ksef.mf.gov.pl/v2',
  prod: 'https://api.ksef.mf.gov.pl/v2',
} as const;

export interface Environment {
  /** One of the four names, or `custom`. */
  readonly name: keyof typeof addresses | 'custom';
  readonly baseUrl: string;
  /** Whether it lets in a certificate that its holder signed (only test environments do). */
  readonly takesSelfSigned: boolean;
}

/** The environment that `--env` means: a name or an address. Throws a usage error. */
export function environmentOf(given: string | undefined): Environment {
  if (given === undefined)
    throw wrongUsage('usage.option-needed', { option: '--env local|test|demo|prod|URL' });
  const named = Object.entries(addresses).find(([name]) => name === given.toLowerCase());
  const baseUrl = named?.[1] ?? addressOf(given);
  const known = Object.entries(addresses).find(([, address]) => address === baseUrl);
  const name = (known?.[0] ?? 'custom') as Environment['name'];
  return { name, baseUrl, takesSelfSigned: name !== 'demo' && name !== 'prod' };
}

/** An address may be given with or without the version of the API at its end. */
function addressOf(text: string): string {
  const url = /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  if (!url || url.username || url.search || url.hash)
    throw wrongUsage('usage.unknown-environment', { env: text });
  const path = url.pathname.replace(/\/+$/, '');
  return `${url.origin}${path || '/v2'}`;
}

/** The name of an environment as a folder: two addresses never share one. */
export function folderNameOf(baseUrl: string, name: string): string {
  return name === 'custom' ? new URL(baseUrl).host.replace(/[^A-Za-z0-9.-]/g, '-') : name;
}
