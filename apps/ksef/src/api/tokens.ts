import type { Core } from '../core.ts';
import type { HandlersOf } from './handlers.ts';

export function tokenHandlers({
  ksefTokens,
}: Core): HandlersOf<'createToken' | 'listTokens' | 'getToken' | 'revokeToken'> {
  return {
    createToken: ({ body }, { caller }) => ksefTokens.create(caller, body),
    listTokens: ({ query, headers }, { caller }) =>
      ksefTokens.list(caller, query, headers['x-continuation-token']),
    getToken: ({ path }, { caller }) => ksefTokens.get(caller, path.referenceNumber),
    revokeToken: ({ path }, { caller }) => ksefTokens.revoke(caller, path.referenceNumber),
  };
}
