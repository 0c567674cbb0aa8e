import type { Core } from '../core.ts';
import {
  attachmentConsent,
  grantAttachmentConsent,
  revokeAttachmentConsent,
} from '../engine/invoices/attachment-consent.ts';
import type { HandlersOf } from './handlers.ts';

export function attachmentHandlers({
  invoicing,
}: Core): HandlersOf<'grantTestAttachmentConsent' | 'revokeTestAttachmentConsent' | 'getAttachmentConsent'> {
  return {
    grantTestAttachmentConsent: async ({ body }) => grantAttachmentConsent(await invoicing, body.nip),
    revokeTestAttachmentConsent: async ({ body }) => revokeAttachmentConsent(await invoicing, body),
    getAttachmentConsent: async (_, { caller }) => attachmentConsent(await invoicing, caller),
  };
}
