import type { Core } from '../core.ts';
import type { HandlersOf } from './handlers.ts';

export function authSessionHandlers({
  authenticationSessions,
}: Core): HandlersOf<
  'listAuthenticationSessions' | 'revokeCurrentAuthenticationSession' | 'revokeAuthenticationSession'
> {
  return {
    listAuthenticationSessions: ({ query, headers }, { caller }) =>
      authenticationSessions.list(caller, query.pageSize ?? 10, headers['x-continuation-token']),
    revokeCurrentAuthenticationSession: (_, call) =>
      authenticationSessions.revokeCurrent(call.authentication),
    revokeAuthenticationSession: ({ path }, { caller }) =>
      authenticationSessions.revoke(caller, path.referenceNumber),
  };
}
