import { randomInt } from 'node:crypto';
import type { LatencyName } from '../options.ts';
import type { ContextIdentifier } from './identifiers.ts';

/** Asynchronous work that a caller waits for, with how long the real system takes: from–to, milliseconds. */
const realistic = {
  authentication: [1000, 3000],
  tokenActivation: [1000, 3000],
  tokenRevocation: [500, 1500],
  certificateEnrollment: [2000, 5000],
  permissionOperation: [500, 2000],
  invoice: [1000, 4000],
  /** From acceptance until it can be found and downloaded; short, because the Ministry's scenarios search at once. */
  permanentStorage: [100, 500],
  sessionClose: [1000, 4000],
  batch: [2000, 6000],
  invoiceExport: [2000, 6000],
} as const;

export type Waiting = keyof typeof realistic;
export const waitings = Object.keys(realistic) as Waiting[];

/** Machine time that never comes: the last moment that a `Date` knows. Work that is held waits for one close to it. */
export const never = 8_640_000_000_000_000;

/** Machine time that has come, also where the machine's clock is set back afterwards. */
export const atOnce = 0;

/** How long a piece of asynchronous work is made to wait. */
export interface Latency {
  /** Milliseconds before the work may end; 0 without latency. */
  msOf(waiting: Waiting): number;
  /**
   * Machine time from which work that begins now may end; close to {@link never} for work that is held, and
   * {@link atOnce} for work that need not wait.
   */
  dueAtMs(waiting: Waiting, context: ContextIdentifier | null): number;
  /** The moment for which work that begins now waits where it is held; null: it goes on. */
  heldUntilMs(waiting: Waiting, context: ContextIdentifier | null): number | null;
}

/** @param heldUntilMs asked once for each piece of work that begins */
export function createLatency(name: LatencyName, heldUntilMs: Latency['heldUntilMs']): Latency {
  const msOf = (waiting: Waiting) =>
    name === 'none' ? 0 : randomInt(realistic[waiting][0], realistic[waiting][1]);
  return {
    msOf,
    heldUntilMs,
    dueAtMs: (waiting, context) => {
      const waitMs = msOf(waiting);
      return heldUntilMs(waiting, context) ?? (waitMs === 0 ? atOnce : Date.now() + waitMs);
    },
  };
}
