/** Logging in, and the list of log-ins. */
import Type, { type Static } from 'typebox';
import { base64, described, flag, int64, list, maybe, moment, oneOf, text } from './basic.ts';
import { Challenge, ContinuationToken, PublicKeyId, ReferenceNumber } from './identifiers.ts';
import { StatusInfo } from './status.ts';

export const AuthenticationChallengeResponse = Type.Object({
  challenge: Challenge,
  timestamp: moment('When the challenge was made.'),
  timestampMs: int64(
    'The same moment in milliseconds since 1970; it is encrypted together with a KSeF token.',
  ),
  clientIp: text('Address of the caller as KSeF sees it.'),
});
export type AuthenticationChallengeResponse = Static<typeof AuthenticationChallengeResponse>;

export const AuthenticationContextIdentifierType = oneOf(
  ['Nip', 'InternalId', 'NipVatUe', 'PeppolId'],
  'Kind of the identifier.',
);
export type AuthenticationContextIdentifierType = Static<typeof AuthenticationContextIdentifierType>;

export const AuthenticationContextIdentifier = Type.Object({
  type: AuthenticationContextIdentifierType,
  value: text('The identifier.'),
});
export type AuthenticationContextIdentifier = Static<typeof AuthenticationContextIdentifier>;

const octet = '(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])';
const ip4 = `(${octet}\\.){3}${octet}`;

/** At most ten entries in each list. */
export const AllowedIps = Type.Object({
  ip4Addresses: maybe(
    list(Type.String({ pattern: `^${ip4}$` }), 'Single addresses.', { minItems: 0, maxItems: 10 }),
  ),
  ip4Ranges: maybe(
    list(Type.String({ pattern: `^${ip4}-${ip4}$` }), 'Ranges, first and last address joined by a hyphen.', {
      minItems: 0,
      maxItems: 10,
    }),
  ),
  ip4Masks: maybe(
    list(Type.String({ pattern: `^${ip4}/(0|[1-9]|[12][0-9]|3[0-2])$` }), 'Networks in CIDR notation.', {
      minItems: 0,
      maxItems: 10,
    }),
  ),
});
export type AllowedIps = Static<typeof AllowedIps>;

export const AuthorizationPolicy = Type.Object({
  allowedIps: maybe(AllowedIps, 'Addresses from which the access token may be used.'),
});
export type AuthorizationPolicy = Static<typeof AuthorizationPolicy>;

export const InitTokenAuthenticationRequest = Type.Object({
  challenge: Challenge,
  contextIdentifier: described(AuthenticationContextIdentifier, 'On whose behalf the caller wants to act.'),
  encryptedToken: base64('`token|timestampMs` under RSA-OAEP with SHA-256.'),
  publicKeyId: maybe(PublicKeyId),
  authorizationPolicy: maybe(AuthorizationPolicy, 'Conditions that every use of the access token must meet.'),
});
export type InitTokenAuthenticationRequest = Static<typeof InitTokenAuthenticationRequest>;

export const TokenInfo = Type.Object({
  token: text('The token, a JWT.'),
  validUntil: moment('Until when it is good.'),
});
export type TokenInfo = Static<typeof TokenInfo>;

export const AuthenticationInitResponse = Type.Object({
  referenceNumber: described(ReferenceNumber, 'Reference number of the log-in.'),
  authenticationToken: described(TokenInfo, 'Token for asking after the log-in and for redeeming it.'),
});
export type AuthenticationInitResponse = Static<typeof AuthenticationInitResponse>;

export const AuthenticationMethod = oneOf(
  [
    'Token',
    'TrustedProfile',
    'InternalCertificate',
    'QualifiedSignature',
    'QualifiedSeal',
    'PersonalSignature',
    'PeppolSignature',
  ],
  'How the caller logged in.',
);
export type AuthenticationMethod = Static<typeof AuthenticationMethod>;

export const AuthenticationMethodCategory = oneOf(
  ['XadesSignature', 'NationalNode', 'Token', 'Other'],
  'Family of the method.',
);
export type AuthenticationMethodCategory = Static<typeof AuthenticationMethodCategory>;

export const AuthenticationMethodInfo = Type.Object({
  category: AuthenticationMethodCategory,
  code: text('Code of the method.'),
  displayName: text('Name of the method for people.', { readOnly: true }),
});
export type AuthenticationMethodInfo = Static<typeof AuthenticationMethodInfo>;

const operation = {
  startDate: moment('When the log-in began.'),
  authenticationMethod: described(AuthenticationMethod, 'Older form of `authenticationMethodInfo`.', {
    deprecated: true,
  }),
  authenticationMethodInfo: described(AuthenticationMethodInfo, 'How the caller logged in.'),
  status: described(StatusInfo, 'Where the log-in stands; codes in `authenticationStatuses`.'),
  isTokenRedeemed: maybe(flag('Whether the tokens have been handed out.')),
  lastTokenRefreshDate: maybe(moment('When the access token was last refreshed.')),
  refreshTokenValidUntil: maybe(moment('Until when the refresh token is good.')),
};

export const AuthenticationOperationStatusResponse = Type.Object(operation);
export type AuthenticationOperationStatusResponse = Static<typeof AuthenticationOperationStatusResponse>;

export const AuthenticationTokensResponse = Type.Object({
  accessToken: described(TokenInfo, 'Token of a logged-in caller.'),
  refreshToken: described(TokenInfo, 'Token that fetches further access tokens.'),
});
export type AuthenticationTokensResponse = Static<typeof AuthenticationTokensResponse>;

export const AuthenticationTokenRefreshResponse = Type.Object({
  accessToken: described(TokenInfo, 'New token of the caller.'),
});
export type AuthenticationTokenRefreshResponse = Static<typeof AuthenticationTokenRefreshResponse>;

export const AuthenticationListItem = Type.Object({
  ...operation,
  referenceNumber: described(ReferenceNumber, 'Reference number of the log-in.'),
  isCurrent: Type.Optional(flag('Whether the request itself belongs to this log-in.', { readOnly: true })),
});
export type AuthenticationListItem = Static<typeof AuthenticationListItem>;

export const AuthenticationListResponse = Type.Object({
  continuationToken: maybe(ContinuationToken),
  items: list(AuthenticationListItem, 'Log-ins, newest first.'),
});
export type AuthenticationListResponse = Static<typeof AuthenticationListResponse>;
