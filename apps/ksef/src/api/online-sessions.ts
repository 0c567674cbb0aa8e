import type { Core } from '../core.ts';
import { closeOnlineSession, openOnlineSession, sendInvoice } from '../engine/online-sessions.ts';
import type { HandlersOf } from './handlers.ts';

export function onlineSessionHandlers({
  invoicing,
}: Core): HandlersOf<'openOnlineSession' | 'sendInvoice' | 'closeOnlineSession'> {
  return {
    openOnlineSession: async ({ body }, { caller, feature }) =>
      openOnlineSession(await invoicing, caller, body, feature),
    sendInvoice: async ({ path, body }, { caller }) =>
      sendInvoice(await invoicing, caller, path.referenceNumber, body),
    closeOnlineSession: async ({ path }, { caller }) =>
      closeOnlineSession(await invoicing, caller, path.referenceNumber),
  };
}
