import { refusal } from '../errors.ts';
import type { Database, Queries } from '../store/store.ts';
import type { Clock } from './clock.ts';
import { newReferenceNumber } from './reference-numbers.ts';

/** Source: the official page on authentication. */
const challengeLifeMs = 10 * 60_000;

export interface Challenge {
  challenge: string;
  timestampMs: number;
}

/** Challenges that nobody can use any more are forgotten after this long. */
const keptMs = 6 * challengeLifeMs;

/** Makes a challenge and keeps it until it is used or too old. */
export async function createChallenge(db: Database, clock: Clock): Promise<Challenge> {
  const timestampMs = clock.nowMs();
  await db
    .deleteFrom('challenges')
    .where('timestamp_ms', '<', timestampMs - keptMs)
    .execute();
  const challenge = newReferenceNumber('challenge', timestampMs);
  await db.insertInto('challenges').values({ challenge, timestamp_ms: timestampMs, used_at: null }).execute();
  return { challenge, timestampMs };
}

/**
 * Uses a challenge up and tells when it was made. Throws `BadRequest` 21111 where it is unknown, too old or
 * used before. In one statement, so that of two log-ins at once only one gets it.
 */
export async function useChallenge(db: Queries, challenge: string, clock: Clock): Promise<number> {
  const nowMs = clock.nowMs();
  const used = await db
    .updateTable('challenges')
    .set({ used_at: nowMs })
    .where('challenge', '=', challenge)
    .where('used_at', 'is', null)
    .where('timestamp_ms', '>', nowMs - challengeLifeMs)
    .returning('timestamp_ms')
    .executeTakeFirst();
  if (!used) throw refusal(21111);
  return used.timestamp_ms;
}
