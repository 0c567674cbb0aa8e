/** The invoice side of the engine: what its parts share. */
import type { Caller } from '../access-tokens.ts';
import { registerBatches } from '../batch/processing.ts';
import type { Engine } from '../engine.ts';
import { registerExports } from '../exports/packing.ts';
import { registerClosing } from './closing.ts';
import { type DownloadLinks, downloadLinks } from './download-links.ts';
import { type InstantSource, instantSource } from './instants.ts';
import { registerProcessing } from './processing.ts';

export interface Invoicing {
  readonly engine: Engine;
  readonly instants: InstantSource;
  readonly links: DownloadLinks;
}

/** Who calls, as far as sessions and invoices care. */
export type Sender = Pick<Caller, 'context' | 'subject' | 'permissions' | 'authentication'>;

/** Prepares the invoice side and registers its background work; call it before the background starts. */
export function createInvoicing(engine: Engine): Promise<Invoicing> {
  const invoicing = prepare(engine);
  // Whoever awaits it sees the failure; until then it must not end the process.
  invoicing.catch(() => {});
  registerProcessing(engine.background, invoicing);
  registerClosing(engine.background, invoicing);
  registerBatches(engine.background, invoicing);
  registerExports(engine.background, invoicing);
  return invoicing;
}

async function prepare(engine: Engine): Promise<Invoicing> {
  const { last } = await engine.store.db
    .selectFrom('invoices')
    .select(({ fn }) => fn.max('permanent_storage_date').as('last'))
    .executeTakeFirstOrThrow();
  return {
    engine,
    instants: instantSource(engine.clock.nowMs, last ?? 0),
    links: await downloadLinks(engine),
  };
}
