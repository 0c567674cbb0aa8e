/** A client of Latarnia, the availability service of KSeF: an API of its own, which knows no log-in. */
import { latarniaOperations } from '@kwit/ksef-contract';
import { addressOf, type Environment } from './environment.ts';
import { KsefError } from './errors.ts';
import { messages } from './messages.ts';
import { type FunctionsOf, functionsOf } from './operations.ts';
import { RatePauses, type RetryNotice } from './retry.ts';

/** Addresses of Latarnia; `local` is the local KSeF, of DEMO none is published. Source: the official client libraries. */
export const latarniaAddresses = {
  local: 'http://localhost:4100/latarnia',
  test: 'https://api-latarnia-test.ksef.mf.gov.pl',
  prod: 'https://api-latarnia.ksef.mf.gov.pl',
} as const satisfies Partial<Record<Environment, string>>;

/** Where Latarnia is: an environment, or the address that stands before `/status`. */
export type LatarniaClientOptions = {
  /** The `fetch` to use instead of the global one. */
  readonly fetch?: typeof fetch | undefined;
  readonly userAgent?: string | undefined;
  /** Milliseconds for one request; 10,000 without it. */
  readonly timeoutMs?: number | undefined;
  /** Told before each repetition. */
  readonly onRetry?: ((notice: RetryNotice) => void) | undefined;
} & (
  | { readonly environment: keyof typeof latarniaAddresses; readonly baseUrl?: undefined }
  | { readonly baseUrl: string; readonly environment?: undefined }
);

/** What Latarnia can be asked: whether KSeF is available, and all messages. */
export type LatarniaClient = FunctionsOf<typeof latarniaOperations>;

/** Latarnia knows no tokens. */
const noBearers = {
  accessToken: () => notLoggedIn(),
  accessTokenAfter: () => notLoggedIn(),
  refreshToken: (): never => {
    throw new KsefError({ kind: 'unauthorized', operation: 'latarnia', text: messages.notLoggedIn });
  },
};
const notLoggedIn = async () => noBearers.refreshToken();

/**
 * Makes a client of Latarnia. Nothing is sent before the first call.
 * @throws {KsefError} `refused` where the address is no address, or Latarnia has no such environment
 *
 * @example
 * const latarnia = createLatarniaClient({ environment: 'prod' });
 * const { status, messages = [] } = await latarnia.getKsefStatus();
 * if (status !== 'AVAILABLE') console.log(status, messages.map(({ title }) => title));
 */
export function createLatarniaClient(options: LatarniaClientOptions): LatarniaClient {
  const transport = {
    fetch: options.fetch ?? globalThis.fetch,
    baseUrl: addressOf(options, latarniaAddresses),
    userAgent: options.userAgent ?? 'kwit-ksef-client',
    timeoutMs: options.timeoutMs ?? 10_000,
    deadlineMs: 30_000,
    maxRetries: 3,
    onRetry: options.onRetry,
    pauses: new RatePauses(),
    scheduler: undefined,
  };
  return functionsOf(latarniaOperations, transport, noBearers);
}
