import type { Core } from '../core.ts';
import { closeBatchSession } from '../engine/batch/close-batch-session.ts';
import { openBatchSession } from '../engine/batch/open-batch-session.ts';
import type { HandlersOf } from './handlers.ts';

export function batchSessionHandlers({
  invoicing,
}: Core): HandlersOf<'openBatchSession' | 'closeBatchSession'> {
  return {
    openBatchSession: async ({ body }, { caller, feature }) =>
      openBatchSession(await invoicing, caller, body, feature),
    closeBatchSession: async ({ path }, { caller }) =>
      closeBatchSession(await invoicing, caller, path.referenceNumber),
  };
}
