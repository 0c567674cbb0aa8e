/** KSeF tokens: secrets with fixed permissions that log in without a signature. */
import Type, { type Static } from 'typebox';
import { personPermissions } from '../vocabulary.ts';
import { described, list, maybe, moment, oneOf, text } from './basic.ts';
import { ContinuationToken, Details, ReferenceNumber } from './identifiers.ts';
import { pageSize } from './paging.ts';

export const TokenPermissionType = oneOf(personPermissions, 'Permission that a token can carry.');
export type TokenPermissionType = Static<typeof TokenPermissionType>;

export const GenerateTokenRequest = Type.Object({
  permissions: list(TokenPermissionType, 'Permissions of the token; they cannot be changed later.'),
  description: text('What the token is for.', { minLength: 5, maxLength: 256 }),
});
export type GenerateTokenRequest = Static<typeof GenerateTokenRequest>;

export const GenerateTokenResponse = Type.Object({
  referenceNumber: described(ReferenceNumber, 'Reference number of the token.'),
  token: text('The secret, shown this once.', { maxLength: 160 }),
});
export type GenerateTokenResponse = Static<typeof GenerateTokenResponse>;

export const TokenAuthorIdentifierType = oneOf(['Nip', 'Pesel', 'Fingerprint'], 'Kind of the identifier.');
export type TokenAuthorIdentifierType = Static<typeof TokenAuthorIdentifierType>;

export const TokenAuthorIdentifier = Type.Object({
  type: TokenAuthorIdentifierType,
  value: text('The identifier.'),
});
export type TokenAuthorIdentifier = Static<typeof TokenAuthorIdentifier>;

export const TokenContextIdentifierType = oneOf(
  ['Nip', 'InternalId', 'NipVatUe', 'PeppolId'],
  'Kind of the identifier.',
);
export type TokenContextIdentifierType = Static<typeof TokenContextIdentifierType>;

export const TokenContextIdentifier = Type.Object({
  type: TokenContextIdentifierType,
  value: text('The identifier.'),
});
export type TokenContextIdentifier = Static<typeof TokenContextIdentifier>;

/** Only an `Active` token logs in; `Pending` and `Revoking` pass by themselves. */
export const AuthenticationTokenStatus = oneOf(
  ['Pending', 'Active', 'Revoking', 'Revoked', 'Failed'],
  'Where the token stands.',
);
export type AuthenticationTokenStatus = Static<typeof AuthenticationTokenStatus>;

export const TokenStatusResponse = Type.Object({
  referenceNumber: described(ReferenceNumber, 'Reference number of the token.'),
  authorIdentifier: described(TokenAuthorIdentifier, 'Who made the token.'),
  contextIdentifier: described(TokenContextIdentifier, 'To whose data the token opens the door.'),
  description: text('What the token is for.', { minLength: 5, maxLength: 256 }),
  requestedPermissions: list(TokenPermissionType, 'Permissions of the token.'),
  dateCreated: moment('When the token was made.'),
  lastUseDate: maybe(moment('When it last logged in.')),
  status: AuthenticationTokenStatus,
  statusDetails: maybe(Details),
});
export type TokenStatusResponse = Static<typeof TokenStatusResponse>;

export const QueryTokensResponse = Type.Object({
  continuationToken: maybe(ContinuationToken),
  tokens: list(TokenStatusResponse, 'Tokens, newest first.'),
});
export type QueryTokensResponse = Static<typeof QueryTokensResponse>;

export const QueryTokensParameters = Type.Object({
  status: Type.Optional(list(AuthenticationTokenStatus, 'Tokens in these states; all without it.')),
  description: Type.Optional(text('Part of the description, in any case.', { minLength: 3 })),
  authorIdentifier: Type.Optional(
    text('Part of the identifier of the author, in any case.', { minLength: 3 }),
  ),
  authorIdentifierType: Type.Optional(TokenAuthorIdentifierType),
  pageSize: pageSize(100),
});
export type QueryTokensParameters = Static<typeof QueryTokensParameters>;
