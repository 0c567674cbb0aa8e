/** Providers of Peppol services. */
import Type, { type Static } from 'typebox';
import { list, moment, text } from './basic.ts';
import { PeppolId } from './identifiers.ts';
import { hasMore } from './paging.ts';

export const PeppolProvider = Type.Object({
  id: PeppolId,
  name: text('Name of the provider.', { maxLength: 256 }),
  dateCreated: moment('When KSeF first knew the provider.'),
});
export type PeppolProvider = Static<typeof PeppolProvider>;

export const QueryPeppolProvidersResponse = Type.Object({
  peppolProviders: list(PeppolProvider, 'Providers, newest first.'),
  hasMore,
});
export type QueryPeppolProvidersResponse = Static<typeof QueryPeppolProvidersResponse>;
