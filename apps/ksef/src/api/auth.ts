import type { Core } from '../core.ts';
import { createChallenge } from '../engine/challenges.ts';
import { isoMoment } from '../engine/clock.ts';
import type { HandlersOf } from './handlers.ts';

export function authHandlers({ engine }: Core): HandlersOf<'createChallenge'> {
  return {
    createChallenge: async (_, { clientIp }) => {
      const { challenge, timestampMs } = await createChallenge(engine.store.db, engine.clock);
      return { challenge, timestamp: isoMoment(timestampMs), timestampMs, clientIp };
    },
  };
}
