/** Providers of Peppol services. */
import { json, operation } from '../define.ts';
import { PageParameters } from '../schemas/paging.ts';
import { QueryPeppolProvidersResponse } from '../schemas/peppol.ts';

export const peppolOperations = {
  queryPeppolProviders: operation({
    method: 'GET',
    path: '/peppol/query',
    summary: 'The providers of Peppol services that KSeF knows.',
    bearer: 'none',
    rateGroup: 'anonymous',
    query: PageParameters,
    answer: { status: 200, content: json(QueryPeppolProvidersResponse) },
    errors: [21405],
  }),
};
