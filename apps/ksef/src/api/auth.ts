import type { Core } from '../core.ts';
import type { IssuedToken } from '../engine/access-tokens.ts';
import type { StartedLogin } from '../engine/authentication.ts';
import { warmUpJudges } from '../engine/batch/judges.ts';
import { createChallenge } from '../engine/challenges.ts';
import { isoMoment } from '../engine/clock.ts';
import type { HandlersOf } from './handlers.ts';

export function authHandlers({
  engine,
  authentication,
  authenticationSessions,
  invoicing,
}: Core): HandlersOf<
  | 'createChallenge'
  | 'authenticateWithXades'
  | 'authenticateWithToken'
  | 'getAuthenticationStatus'
  | 'redeemTokens'
  | 'refreshAccessToken'
> {
  return {
    createChallenge: async (_, { clientIp }) => {
      const { challenge, timestampMs } = await createChallenge(engine.store.db, engine.clock);
      // Whoever logs in is soon to send.
      if (engine.settings.expectsPackages) warmUpJudges(await invoicing);
      return { challenge, timestamp: isoMoment(timestampMs), timestampMs, clientIp };
    },
    authenticateWithXades: async ({ query }, { rawBody }) =>
      initResponse(await authentication.startWithXades(rawBody, query.verifyCertificateChain ?? false)),
    authenticateWithToken: async ({ body }) => initResponse(await authentication.startWithToken(body)),
    getAuthenticationStatus: ({ path }, call) =>
      authentication.status(call.authentication, path.referenceNumber),
    redeemTokens: async (_, call) => {
      const { accessToken, refreshToken } = await authenticationSessions.redeem(call.authentication);
      return { accessToken: tokenInfo(accessToken), refreshToken: tokenInfo(refreshToken) };
    },
    refreshAccessToken: async (_, call) => ({
      accessToken: tokenInfo(await authenticationSessions.refresh(call.authentication)),
    }),
  };
}

const tokenInfo = ({ token, validUntilMs }: IssuedToken) => ({ token, validUntil: isoMoment(validUntilMs) });

const initResponse = ({ referenceNumber, authenticationToken }: StartedLogin) => ({
  referenceNumber,
  authenticationToken: tokenInfo(authenticationToken),
});
