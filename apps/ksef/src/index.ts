/** The local KSeF. */
export { ControlError, type ControlProblem } from './control/errors.ts';
export type { ControlErrorCode } from './control/messages.ts';
export type { Control } from './control/operations.ts';
export type { StartErrorCode } from './messages.ts';
export {
  isStartOfClock,
  type KsefOptions,
  type LatencyName,
  latencies,
  type Profile,
  profiles,
  type RateLimits,
  rateLimitModes,
} from './options.ts';
export { type Ksef, startKsef } from './start.ts';
export { KsefStartError } from './start-error.ts';
