/** The limits that hold for the caller. */
import { json, operation } from '../define.ts';
import { EffectiveContextLimits, EffectiveSubjectLimits } from '../schemas/limits.ts';
import { EffectiveApiRateLimits } from '../schemas/rate-limits.ts';

export const limitOperations = {
  getContextLimits: operation({
    method: 'GET',
    path: '/limits/context',
    summary: 'How much the context may send.',
    answer: { status: 200, content: json(EffectiveContextLimits) },
  }),
  getSubjectLimits: operation({
    method: 'GET',
    path: '/limits/subject',
    summary: 'How many certificates the subject may apply for and have.',
    answer: { status: 200, content: json(EffectiveSubjectLimits) },
  }),
  getRateLimits: operation({
    method: 'GET',
    path: '/rate-limits',
    summary: 'How often the context may call, by rate group.',
    answer: { status: 200, content: json(EffectiveApiRateLimits) },
  }),
};
