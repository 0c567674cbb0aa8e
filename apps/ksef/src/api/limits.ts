import type { Core } from '../core.ts';
import { subjectLimitsAnswer } from '../engine/limits/subject-limits.ts';
import type { HandlersOf } from './handlers.ts';

export function limitHandlers({
  engine: { limits },
}: Core): HandlersOf<'getContextLimits' | 'getSubjectLimits' | 'getRateLimits'> {
  return {
    getContextLimits: (_, { caller }) => limits.ofContext(caller.context),
    getSubjectLimits: async (_, { caller }) => subjectLimitsAnswer(await limits.ofSubject(caller.subject)),
    getRateLimits: (_, { caller }) => limits.rateOf(caller.context),
  };
}
