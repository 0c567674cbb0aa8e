import type { Core } from '../core.ts';
import { listPeppolProviders } from '../engine/peppol-providers.ts';
import type { HandlersOf } from './handlers.ts';

export function peppolHandlers({ engine }: Core): HandlersOf<'queryPeppolProviders'> {
  return {
    queryPeppolProviders: ({ query }) => listPeppolProviders(engine.store.db, query),
  };
}
