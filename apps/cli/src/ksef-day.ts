/**
 * Which day it is where one sends to: the clock of a local KSeF can be moved, and it judges invoices by that one. Asked
 * by a challenge, as the taxpayer application does: the one public operation that says what time it is. The public
 * environments go by the same time as everybody and are not asked.
 */
import type { KsefClient } from '@kwit/ksef-client';
import { isReplaceable } from './ksef-identity.ts';

/** Whoever is not answered in this time goes by the machine's clock. */
const deadlineMs = 5_000;

/**
 * Tells the day at KSeF, YYYY-MM-DD; undefined where the machine's clock is to be gone by. KSeF is asked once, when the
 * day is needed for the first time; from then on its clock goes on as the machine's does.
 */
export function ksefDay(
  client: KsefClient,
  environment: string,
  signal: AbortSignal,
): () => Promise<string | undefined> {
  if (!isReplaceable(environment)) return async () => undefined;
  let asked: Promise<number | undefined> | undefined;
  return async () => {
    asked ??= aheadMsOf(client, signal);
    const aheadMs = await asked;
    if (aheadMs === undefined) return undefined;
    const { todayInPoland } = await import('@kwit/invoice');
    return todayInPoland(new Date(Date.now() + aheadMs));
  };
}

/** How far the clock of KSeF is ahead of the machine's. No answer is no failure: sending tells what is wrong. */
async function aheadMsOf({ operations }: KsefClient, signal: AbortSignal): Promise<number | undefined> {
  try {
    const { timestampMs } = await operations.createChallenge({}, { signal, deadlineMs });
    return timestampMs - Date.now();
  } catch {
    return undefined;
  }
}
