import { randomInt } from 'node:crypto';
import type { LatencyName } from '../options.ts';

/** Asynchronous work that a caller waits for, with how long the real system takes: from–to, milliseconds. */
const realistic = {
  authentication: [1000, 3000],
  tokenActivation: [1000, 3000],
  tokenRevocation: [500, 1500],
  certificateEnrollment: [2000, 5000],
  permissionOperation: [500, 2000],
  invoice: [1000, 4000],
  sessionClose: [1000, 4000],
  batch: [2000, 6000],
  invoiceExport: [2000, 6000],
} as const;

export type Waiting = keyof typeof realistic;

/** How long a piece of asynchronous work is made to wait. */
export interface Latency {
  /** Milliseconds before the work may end; 0 without latency. */
  msOf(waiting: Waiting): number;
}

export function createLatency(name: LatencyName): Latency {
  if (name === 'none') return { msOf: () => 0 };
  return { msOf: (waiting) => randomInt(realistic[waiting][0], realistic[waiting][1]) };
}
