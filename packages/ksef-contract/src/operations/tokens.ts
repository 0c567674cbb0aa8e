/** KSeF tokens. */
import Type from 'typebox';
import { json, none, operation } from '../define.ts';
import { ContinuationHeaders, ReferenceNumber } from '../schemas/identifiers.ts';
import {
  GenerateTokenRequest,
  GenerateTokenResponse,
  QueryTokensParameters,
  QueryTokensResponse,
  TokenStatusResponse,
} from '../schemas/tokens.ts';

const pathParameters = Type.Object({ referenceNumber: ReferenceNumber });

export const tokenOperations = {
  createToken: operation({
    method: 'POST',
    path: '/tokens',
    summary: 'Makes a token with permissions that its author has; the secret is shown once.',
    request: json(GenerateTokenRequest),
    answer: { status: 202, content: json(GenerateTokenResponse) },
    errors: [26001, 26002, 21405],
  }),
  listTokens: operation({
    method: 'GET',
    path: '/tokens',
    summary: 'Tokens of the context, or only the own ones of a caller without rights over credentials.',
    query: QueryTokensParameters,
    headers: ContinuationHeaders,
    answer: { status: 200, content: json(QueryTokensResponse) },
    errors: [21418, 21405],
  }),
  getToken: operation({
    method: 'GET',
    path: '/tokens/{referenceNumber}',
    summary: 'One token and its state.',
    pathParameters,
    answer: { status: 200, content: json(TokenStatusResponse) },
    errors: [21405],
  }),
  revokeToken: operation({
    method: 'DELETE',
    path: '/tokens/{referenceNumber}',
    summary: 'Makes a token worthless for good.',
    pathParameters,
    answer: { status: 204, content: none },
    errors: [21405],
  }),
};
