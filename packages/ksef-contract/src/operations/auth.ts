/** Logging in: a challenge, a signature or a token, and the tokens that come of it. */
import Type from 'typebox';
import { json, none, operation, xml } from '../define.ts';
import {
  AuthenticationChallengeResponse,
  AuthenticationInitResponse,
  AuthenticationOperationStatusResponse,
  AuthenticationTokenRefreshResponse,
  AuthenticationTokensResponse,
  InitTokenAuthenticationRequest,
} from '../schemas/authentication.ts';
import { flag } from '../schemas/basic.ts';
import { ReferenceNumber } from '../schemas/identifiers.ts';

export const authOperations = {
  createChallenge: operation({
    method: 'POST',
    path: '/auth/challenge',
    summary: 'A fresh challenge; it lives ten minutes and serves one log-in.',
    bearer: 'none',
    rateGroup: 'anonymous',
    request: none,
    answer: { status: 200, content: json(AuthenticationChallengeResponse) },
    repeatable: true,
  }),
  authenticateWithXades: operation({
    method: 'POST',
    path: '/auth/xades-signature',
    summary: 'Begins a log-in with a signed AuthTokenRequest.',
    bearer: 'none',
    rateGroup: 'anonymous',
    query: Type.Object({
      verifyCertificateChain: Type.Optional(
        flag('Whether the chain is checked even where self-made certificates are taken.'),
      ),
    }),
    request: xml,
    answer: { status: 202, content: json(AuthenticationInitResponse) },
    errors: [21001, 21111, 21115, 21117, 21217, 21401, 21406, 9101, 9102, 9103, 9105, 21405],
  }),
  authenticateWithToken: operation({
    method: 'POST',
    path: '/auth/ksef-token',
    summary: 'Begins a log-in with an encrypted KSeF token.',
    bearer: 'none',
    rateGroup: 'anonymous',
    request: json(InitTokenAuthenticationRequest),
    answer: { status: 202, content: json(AuthenticationInitResponse) },
    errors: [21111, 21470, 21405],
  }),
  getAuthenticationStatus: operation({
    method: 'GET',
    path: '/auth/{referenceNumber}',
    summary: 'Where a log-in stands; kept for seven days.',
    bearer: 'authenticationToken',
    rateGroup: 'anonymous',
    pathParameters: Type.Object({ referenceNumber: ReferenceNumber }),
    answer: { status: 200, content: json(AuthenticationOperationStatusResponse) },
    errors: [21304],
    gone: true,
  }),
  redeemTokens: operation({
    method: 'POST',
    path: '/auth/token/redeem',
    summary: 'The access token and the refresh token of a finished log-in; handed out once.',
    bearer: 'authenticationToken',
    rateGroup: 'anonymous',
    answer: { status: 200, content: json(AuthenticationTokensResponse) },
    errors: [21301, 21304, 21308],
  }),
  refreshAccessToken: operation({
    method: 'POST',
    path: '/auth/token/refresh',
    summary: 'A further access token for a refresh token.',
    bearer: 'refreshToken',
    rateGroup: 'anonymous',
    answer: { status: 200, content: json(AuthenticationTokenRefreshResponse) },
    errors: [21301, 21304, 21308],
    repeatable: true,
  }),
};
