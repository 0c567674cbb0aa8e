/** The environment of a command line: one of the known names, or an address. */
import type { environments } from '@kwit/ksef-client';
import { wrongUsage } from './usage-error.ts';

/** The names that the client of KSeF knows, or `custom` for an address of one's own. */
export type EnvironmentName = keyof typeof environments | 'custom';

export interface Environment {
  readonly name: EnvironmentName;
  readonly baseUrl: string;
  /** Whether it lets in a certificate that its holder signed (only test environments do). */
  readonly takesSelfSigned: boolean;
}

/** The environment that `--env` means: a name or an address. Throws a usage error. */
export async function environmentOf(given: string | undefined): Promise<Environment> {
  if (given === undefined)
    throw wrongUsage('usage.option-needed', { option: '--env local|test|demo|prod|URL' });
  const { environments } = await import('@kwit/ksef-client');
  const known = Object.entries(environments);
  const baseUrl = known.find(([name]) => name === given.toLowerCase())?.[1] ?? addressOf(given);
  const name = (known.find(([, address]) => address === baseUrl)?.[0] ?? 'custom') as EnvironmentName;
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
