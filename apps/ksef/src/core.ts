import type { AccessTokens } from './engine/access-tokens.ts';
import { createAccessTokens } from './engine/access-tokens.ts';
import { loadSigningSecret } from './engine/authorities.ts';
import type { Engine } from './engine/engine.ts';
import { createInvoicing, type Invoicing } from './engine/invoices/invoicing.ts';

/** The engine with the services that the handlers call. Each service registers its own background work. */
export interface Core {
  engine: Engine;
  accessTokens: AccessTokens;
  /** Sessions and invoices; ready once the database was read. */
  invoicing: Promise<Invoicing>;
}

export function createCore(engine: Engine): Core {
  const accessTokens = createAccessTokens(loadSigningSecret(engine.store), engine.clock);
  return { engine, accessTokens, invoicing: createInvoicing(engine) };
}
