/**
 * Providers of Peppol services. The first log-in with the certificate of one registers it.
 * Source: the official change log; the OpenAPI for the order of the list.
 */
import type { QueryPeppolProvidersResponse } from '@kwit/ksef-contract';
import type { Queries } from '../store/store.ts';
import { isoMoment } from './clock.ts';

/** The most characters that the list tells of a name. */
const longestName = 256;

/** Registers a provider unless it is known. @param name of its organisation; its identifier where there is none */
export async function registerPeppolProvider(
  db: Queries,
  id: string,
  name: string | undefined,
  nowMs: number,
): Promise<void> {
  const shown = [...(name ?? id)].slice(0, longestName).join('');
  await db
    .insertInto('peppol_providers')
    .values({ id, name: shown, created_at: nowMs })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** A page of all providers, newest first. */
export async function listPeppolProviders(
  db: Queries,
  { pageOffset = 0, pageSize = 10 }: { pageOffset?: number | undefined; pageSize?: number | undefined },
): Promise<QueryPeppolProvidersResponse> {
  const rows = await db
    .selectFrom('peppol_providers')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(pageSize + 1)
    .offset(pageOffset * pageSize)
    .execute();
  return {
    peppolProviders: rows.slice(0, pageSize).map(({ id, name, created_at }) => ({
      id,
      name,
      dateCreated: isoMoment(created_at),
    })),
    hasMore: rows.length > pageSize,
  };
}
