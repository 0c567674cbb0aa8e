/** Limits of the caller, changed for a test; the production environment has none of these. */
import { json, none, operation } from '../define.ts';
import { SetRateLimitsRequest } from '../schemas/rate-limits.ts';
import { SetSessionLimitsRequest, SetSubjectLimitsRequest } from '../schemas/test-limits.ts';

const answer = { status: 200, content: none } as const;

export const testLimitOperations = {
  setTestSessionLimits: operation({
    method: 'POST',
    path: '/testdata/limits/context/session',
    summary: 'Changes how much the context may send.',
    request: json(SetSessionLimitsRequest),
    answer,
    errors: [21405],
    repeatable: true,
  }),
  resetTestSessionLimits: operation({
    method: 'DELETE',
    path: '/testdata/limits/context/session',
    summary: 'Puts back how much the context may send.',
    answer,
  }),
  setTestCertificateLimits: operation({
    method: 'POST',
    path: '/testdata/limits/subject/certificate',
    summary: 'Changes how many certificates the subject may apply for and have.',
    request: json(SetSubjectLimitsRequest),
    answer,
    errors: [21405],
    repeatable: true,
  }),
  resetTestCertificateLimits: operation({
    method: 'DELETE',
    path: '/testdata/limits/subject/certificate',
    summary: 'Puts back how many certificates the subject may apply for and have.',
    answer,
  }),
  setTestRateLimits: operation({
    method: 'POST',
    path: '/testdata/rate-limits',
    summary: 'Changes how often the context may call.',
    request: json(SetRateLimitsRequest),
    answer,
    errors: [21405],
    repeatable: true,
  }),
  resetTestRateLimits: operation({
    method: 'DELETE',
    path: '/testdata/rate-limits',
    summary: 'Puts back how often the context may call.',
    answer,
  }),
  setTestProductionRateLimits: operation({
    method: 'POST',
    path: '/testdata/rate-limits/production',
    summary: 'Lets the context call as often as on the production environment.',
    answer,
    errors: [21405],
    repeatable: true,
  }),
};
