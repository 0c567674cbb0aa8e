/** The keys under which callers encrypt. */
import { json, operation } from '../define.ts';
import { PublicKeyCertificates } from '../schemas/public-keys.ts';

export const securityOperations = {
  listPublicKeyCertificates: operation({
    method: 'GET',
    path: '/security/public-key-certificates',
    summary: 'The certificates of the keys under which tokens and symmetric keys are encrypted.',
    bearer: 'none',
    rateGroup: 'anonymous',
    answer: { status: 200, content: json(PublicKeyCertificates) },
  }),
};
