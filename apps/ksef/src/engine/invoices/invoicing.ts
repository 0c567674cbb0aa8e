/** The invoice side of the engine: what its parts share. */
import { readFact } from '../../store/control.ts';
import type { Caller } from '../access-tokens.ts';
import { registerBatches } from '../batch/processing.ts';
import type { Engine } from '../engine.ts';
import { registerExports } from '../exports/packing.ts';
import { registerClosing } from './closing.ts';
import { type DownloadLinks, downloadLinks } from './download-links.ts';
import { type Instant, type InstantSource, instantSource } from './instants.ts';
import { registerProcessing } from './processing.ts';

/** Under this name the latest moment that was given out: after the clock was set back, none may be given twice. */
export const latestInstantFact = 'latest-instant';

export interface Invoicing {
  readonly engine: Engine;
  readonly instants: InstantSource;
  readonly links: DownloadLinks;
}

/** Who calls, as far as sessions and invoices care. */
export type Sender = Pick<Caller, 'context' | 'subject' | 'granted' | 'permissions' | 'authentication'>;

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

/** The latest moment that the rows know. */
export async function latestInstant({ store }: Pick<Engine, 'store'>): Promise<Instant> {
  const { last } = await store.db
    .selectFrom('invoices')
    .select(({ fn }) => fn.max('permanent_storage_date').as('last'))
    .executeTakeFirstOrThrow();
  const given = await readFact<Instant>(store.db, latestInstantFact);
  return Math.max(last ?? 0, given ?? 0);
}

async function prepare(engine: Engine): Promise<Invoicing> {
  return {
    engine,
    instants: instantSource(engine.clock.nowMs, await latestInstant(engine)),
    links: await downloadLinks(engine),
  };
}
