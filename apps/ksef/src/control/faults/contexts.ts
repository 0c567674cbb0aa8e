/** In which context a request is made, as far as it can be told before it is looked at: faults ask for it. */
import type { FastifyRequest } from 'fastify';
import type { Engine } from '../../engine/engine.ts';

type Finder = (request: FastifyRequest) => Promise<string | undefined>;

/**
 * Finds the value of the context (a NIP, mostly): of the bearer token, whose signature does not matter here, or of
 * the session or export that an address of the storage is of.
 */
export function contextFinder({ store }: Engine): Finder {
  const { db } = store;
  return async (request) => {
    const claims = claimsOf(request.headers.authorization);
    if (claims.civ !== undefined) return String(claims.civ);
    if (claims.arn !== undefined) {
      const row = await db
        .selectFrom('authentications')
        .select('context_value')
        .where('reference_number', '=', String(claims.arn))
        .executeTakeFirst();
      return row?.context_value ?? undefined;
    }
    const params = (request.params ?? {}) as { session?: string; export?: string };
    const reference = (params.session ?? params.export ?? '').toUpperCase();
    if (reference === '') return undefined;
    const table = params.session === undefined ? 'exports' : 'invoice_sessions';
    const row = await db
      .selectFrom(table)
      .select('context_value')
      .where('reference_number', '=', reference)
      .executeTakeFirst();
    return row?.context_value;
  };
}

function claimsOf(authorization: string | undefined): Record<string, unknown> {
  const payload = /^Bearer +[^.\s]+\.([^.\s]+)\./i.exec(authorization ?? '')?.[1];
  if (payload === undefined) return {};
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null ? { ...claims } : {};
  } catch {
    return {};
  }
}
