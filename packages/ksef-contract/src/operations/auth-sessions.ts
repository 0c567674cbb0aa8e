/** The log-ins of a context, and ending them. */
import Type from 'typebox';
import { json, none, operation } from '../define.ts';
import { AuthenticationListResponse } from '../schemas/authentication.ts';
import { ContinuationHeaders, ReferenceNumber } from '../schemas/identifiers.ts';
import { pageSize } from '../schemas/paging.ts';

export const authSessionOperations = {
  listAuthenticationSessions: operation({
    method: 'GET',
    path: '/auth/sessions',
    summary: 'The log-ins that are alive, newest first.',
    query: Type.Object({ pageSize: pageSize(100) }),
    headers: ContinuationHeaders,
    answer: { status: 200, content: json(AuthenticationListResponse) },
    errors: [21418, 21405],
  }),
  revokeCurrentAuthenticationSession: operation({
    method: 'DELETE',
    path: '/auth/sessions/current',
    summary: 'Ends the log-in that the token of the request belongs to; access tokens live on to their end.',
    bearer: 'accessOrRefreshToken',
    answer: { status: 204, content: none },
    errors: [21405],
  }),
  revokeAuthenticationSession: operation({
    method: 'DELETE',
    path: '/auth/sessions/{referenceNumber}',
    summary: 'Ends a log-in; its access tokens live on to their end.',
    pathParameters: Type.Object({ referenceNumber: ReferenceNumber }),
    answer: { status: 204, content: none },
    errors: [21405],
  }),
};
