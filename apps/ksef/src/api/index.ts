/** All handlers, area by area. A declared operation that no area handles is a type error here. */
import type { Core } from '../core.ts';
import { authHandlers } from './auth.ts';
import { type Handlers, notSupported } from './handlers.ts';
import { invoiceHandlers } from './invoices.ts';
import { onlineSessionHandlers } from './online-sessions.ts';
import { securityHandlers } from './security.ts';
import { sessionHandlers } from './sessions.ts';

/** Operations without a handler so far. */
const missing = notSupported([
  'authenticateWithXades',
  'authenticateWithToken',
  'getAuthenticationStatus',
  'redeemTokens',
  'refreshAccessToken',
  'listAuthenticationSessions',
  'revokeCurrentAuthenticationSession',
  'revokeAuthenticationSession',
  'createToken',
  'listTokens',
  'getToken',
  'revokeToken',
  'getCertificateLimits',
  'getCertificateEnrollmentData',
  'enrollCertificate',
  'getCertificateEnrollmentStatus',
  'retrieveCertificates',
  'queryCertificates',
  'revokeCertificate',
  'createTestSubject',
  'removeTestSubject',
  'createTestPerson',
  'removeTestPerson',
  'grantTestPermissions',
  'revokeTestPermissions',
]);

export function handlersOf(core: Core): Handlers {
  return {
    ...missing,
    ...securityHandlers(core),
    ...authHandlers(core),
    ...onlineSessionHandlers(core),
    ...sessionHandlers(core),
    ...invoiceHandlers(core),
  };
}
