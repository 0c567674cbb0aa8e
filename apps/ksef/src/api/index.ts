/** All handlers, area by area. A declared operation that no area handles is a type error here. */
import type { Core } from '../core.ts';
import { authHandlers } from './auth.ts';
import { authSessionHandlers } from './auth-sessions.ts';
import { certificateHandlers } from './certificates.ts';
import type { Handlers } from './handlers.ts';
import { invoiceHandlers } from './invoices.ts';
import { onlineSessionHandlers } from './online-sessions.ts';
import { securityHandlers } from './security.ts';
import { sessionHandlers } from './sessions.ts';
import { testDataHandlers } from './test-data.ts';
import { tokenHandlers } from './tokens.ts';

export function handlersOf(core: Core): Handlers {
  return {
    ...securityHandlers(core),
    ...authHandlers(core),
    ...authSessionHandlers(core),
    ...tokenHandlers(core),
    ...certificateHandlers(core),
    ...testDataHandlers(core),
    ...onlineSessionHandlers(core),
    ...sessionHandlers(core),
    ...invoiceHandlers(core),
  };
}
