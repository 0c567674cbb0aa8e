import type { Core } from '../core.ts';
import { createCollectiveIdentifier } from '../engine/collective-identifiers/create.ts';
import {
  listCollectiveIdentifierInvoices,
  listCollectiveIdentifiersOfInvoice,
  queryCollectiveIdentifiers,
} from '../engine/collective-identifiers/lists.ts';
import type { HandlersOf } from './handlers.ts';

type CollectiveIdentifierOperation =
  | 'createCollectiveIdentifier'
  | 'queryCollectiveIdentifiers'
  | 'listCollectiveIdentifierInvoices'
  | 'listCollectiveIdentifiersOfInvoice';

export function collectiveIdentifierHandlers({
  engine,
  invoicing,
}: Core): HandlersOf<CollectiveIdentifierOperation> {
  const { db } = engine.store;
  return {
    createCollectiveIdentifier: async ({ body }, { caller }) =>
      createCollectiveIdentifier(await invoicing, caller, body),
    queryCollectiveIdentifiers: ({ body, query, headers }, { caller }) =>
      queryCollectiveIdentifiers(db, caller.context, body, pageOf(query, headers)),
    listCollectiveIdentifierInvoices: ({ body, query, headers }, { caller }) =>
      listCollectiveIdentifierInvoices(db, caller.context, body, pageOf(query, headers)),
    listCollectiveIdentifiersOfInvoice: ({ path, query, headers }, { caller }) =>
      listCollectiveIdentifiersOfInvoice(db, caller.context, path.ksefNumber, pageOf(query, headers)),
  };
}

const pageOf = (
  { pageSize = 10 }: { pageSize?: number | undefined },
  headers: { 'x-continuation-token'?: string | undefined },
) => ({ pageSize, continuation: headers['x-continuation-token'] });
