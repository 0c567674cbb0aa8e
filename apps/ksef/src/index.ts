/** The local KSeF. */
export type { StartErrorCode } from './messages.ts';
export { type KsefOptions, type LatencyName, latencies, type Profile, profiles } from './options.ts';
export { type Ksef, startKsef } from './start.ts';
export { KsefStartError } from './start-error.ts';
