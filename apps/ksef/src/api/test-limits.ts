import type { Core } from '../core.ts';
import { shortenCertificate } from '../engine/certificates.ts';
import { blockContext, unblockContext } from '../engine/limits/blocked-contexts.ts';
import type { HandlersOf } from './handlers.ts';

export function testLimitHandlers({
  engine: {
    limits,
    store: { db },
  },
}: Core): HandlersOf<
  | 'setTestSessionLimits'
  | 'resetTestSessionLimits'
  | 'setTestCertificateLimits'
  | 'resetTestCertificateLimits'
  | 'setTestRateLimits'
  | 'resetTestRateLimits'
  | 'setTestProductionRateLimits'
  | 'blockTestContext'
  | 'unblockTestContext'
  | 'updateTestCertificate'
> {
  return {
    setTestSessionLimits: ({ body }, { caller }) => limits.setOfContext(caller.context, body),
    resetTestSessionLimits: (_, { caller }) => limits.resetOfContext(caller.context),
    setTestCertificateLimits: ({ body }, { caller }) => limits.setOfSubject(caller.subject, body),
    resetTestCertificateLimits: (_, { caller }) => limits.resetOfSubject(caller.subject),
    setTestRateLimits: ({ body }, { caller }) => limits.setRateOf(caller.context, body.rateLimits),
    resetTestRateLimits: (_, { caller }) => limits.resetRateOf(caller.context),
    setTestProductionRateLimits: (_, { caller }) => limits.setProductionRateOf(caller.context),
    blockTestContext: ({ body }) => blockContext(db, body),
    unblockTestContext: ({ body }) => unblockContext(db, body),
    updateTestCertificate: ({ path, body }, { caller }) =>
      shortenCertificate(db, caller, path.serialNumber, body.validTo),
  };
}
