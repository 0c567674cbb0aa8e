/**
 * All handlers, area by area. A declared operation that no area handles is a type error here.
 */
import type { Core } from '../core.ts';
import { attachmentHandlers } from './attachments.ts';
import { authHandlers } from './auth.ts';
import { authSessionHandlers } from './auth-sessions.ts';
import { batchSessionHandlers } from './batch-sessions.ts';
import { certificateHandlers } from './certificates.ts';
import { collectiveIdentifierHandlers } from './collective-identifiers.ts';
import { exportHandlers } from './exports.ts';
import type { Handlers } from './handlers.ts';
import { invoiceHandlers } from './invoices.ts';
import { limitHandlers } from './limits.ts';
import { onlineSessionHandlers } from './online-sessions.ts';
import { peppolHandlers } from './peppol.ts';
import { permissionGrantHandlers } from './permission-grants.ts';
import { permissionQueryHandlers } from './permission-queries.ts';
import { securityHandlers } from './security.ts';
import { sessionHandlers } from './sessions.ts';
import { testDataHandlers } from './test-data.ts';
import { testLimitHandlers } from './test-limits.ts';
import { tokenHandlers } from './tokens.ts';

export function handlersOf(core: Core): Handlers {
  return {
    ...securityHandlers(core),
    ...authHandlers(core),
    ...authSessionHandlers(core),
    ...tokenHandlers(core),
    ...certificateHandlers(core),
    ...permissionGrantHandlers(core),
    ...permissionQueryHandlers(core),
    ...testDataHandlers(core),
    ...limitHandlers(core),
    ...testLimitHandlers(core),
    ...onlineSessionHandlers(core),
    ...batchSessionHandlers(core),
    ...sessionHandlers(core),
    ...invoiceHandlers(core),
    ...exportHandlers(core),
    ...attachmentHandlers(core),
    ...peppolHandlers(core),
    ...collectiveIdentifierHandlers(core),
  };
}
