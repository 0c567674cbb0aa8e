import { isIP } from 'node:net';
import { resolve } from 'node:path';
import type { Logger } from 'pino';
import { isControlKey } from './control/key.ts';
import { canShow } from './engine/clock.ts';
import { momentOf } from './engine/polish-time.ts';
import { KsefStartError } from './start-error.ts';

/** Which of the real environments is imitated: what it accepts differs (self-signed certificates, test data). */
export const profiles = ['test', 'demo', 'prod'] as const;
export type Profile = (typeof profiles)[number];

/** How long asynchronous work takes: not longer than it needs, or about as long as at the real system. */
export const latencies = ['none', 'realistic'] as const;
export type LatencyName = (typeof latencies)[number];

/** Whether calls are counted against the official rate limits, or nobody is ever asked to wait. */
export const rateLimitModes = ['official', 'off'] as const;
export type RateLimits = (typeof rateLimitModes)[number];

export interface KsefOptions {
  /** TCP port for HTTP and HTTPS alike; 0 takes a free one. Default 4100. */
  port?: number;
  /** Address or name to listen on. Default `localhost`: 127.0.0.1 and, where the machine has it, ::1. */
  host?: string;
  /** Folder for database and keys, or `:memory:` (default), which leaves nothing on disk. */
  data?: string;
  /** Address under which clients reach this KSeF, when it is not the one it listens on (a proxy, a container). */
  publicUrl?: string;
  /** Default `none`. */
  latency?: LatencyName;
  /**
   * Moment at which the clock of this KSeF starts, from 2020-02-01 to 2090-01-01; time flows on from there. ISO 8601,
   * without an offset Polish time. Default: now.
   */
  clock?: string;
  /** Default `test`. */
  profile?: Profile;
  /**
   * Key of the control side, 16 to 200 visible characters. Default: the one of the data folder, made on the first
   * start; with data in memory a fresh one.
   */
  controlKey?: string;
  /** Default `official`: what is tested here does not surprise on the real system. `off` is for loads. */
  rateLimits?: RateLimits;
  /**
   * Whether whoever logs in is likely to send a package: the threads that judge them (one on two cores, three at most) then
   * start when somebody begins to log in, instead of when the first package is announced, which has its receipt a
   * twentieth sooner. Each holds some 40 MB, and they end after a minute without a package. Default false.
   */
  expectsPackages?: boolean;
  /** Where to log. Default: errors alone, as lines of JSON on standard error; `false` logs nothing. */
  logger?: Logger | false;
}

/** Options with every default filled in and every value checked. */
export interface Settings {
  port: number;
  host: string;
  /** Absolute path, or null for memory. */
  folder: string | null;
  publicUrl: string | null;
  latency: LatencyName;
  clock: string | null;
  profile: Profile;
  controlKey: string | null;
  rateLimits: RateLimits;
  expectsPackages: boolean;
  logger: Logger | false | undefined;
}

/** Checks the options and fills in defaults. Throws `KsefStartError` 'option-invalid'. */
export function settingsOf(options: KsefOptions = {}): Settings {
  const port = options.port ?? 4100;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) invalid('port', port);
  const host = options.host ?? 'localhost';
  if (isIP(host) === 0 && !/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(host)) invalid('host', host);
  const data = options.data ?? ':memory:';
  if (data === '' || data.includes('\0')) invalid('data', data);
  const latency = options.latency ?? 'none';
  if (!latencies.includes(latency)) invalid('latency', latency);
  const profile = options.profile ?? 'test';
  if (!profiles.includes(profile)) invalid('profile', profile);
  const rateLimits = options.rateLimits ?? 'official';
  if (!rateLimitModes.includes(rateLimits)) invalid('rateLimits', rateLimits);
  if (options.clock !== undefined && !isStartOfClock(options.clock)) invalid('clock', options.clock);
  // The key itself is not told: what is refused is logged and shown.
  if (options.controlKey !== undefined && !isControlKey(options.controlKey)) invalid('controlKey', '…');
  return {
    port,
    host,
    folder: data === ':memory:' ? null : resolve(data),
    publicUrl: options.publicUrl === undefined ? null : publicUrlOf(options.publicUrl),
    latency,
    clock: options.clock ?? null,
    profile,
    controlKey: options.controlKey ?? null,
    rateLimits,
    expectsPackages: options.expectsPackages ?? false,
    logger: options.logger,
  };
}

function publicUrlOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.search || url.hash) {
    invalid('publicUrl', text);
  }
  return text.replace(/\/+$/, '');
}

function invalid(option: keyof KsefOptions, value: unknown): never {
  throw new KsefStartError('option-invalid', `${option} = ${String(value)}`);
}

/** Whether a clock can start at this moment, as `KsefOptions.clock` tells it. */
export const isStartOfClock = (text: string): boolean => canShow(momentOf(text));
