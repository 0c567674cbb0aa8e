/** The invoice side of the engine: what its parts share. */
import { readFact, writeFact } from '../../store/control.ts';
import type { Queries } from '../../store/store.ts';
import type { Caller } from '../access-tokens.ts';
import { registerBatches } from '../batch/processing.ts';
import type { Engine } from '../engine.ts';
import { registerExports } from '../exports/packing.ts';
import { registerClosing } from './closing.ts';
import { type DownloadLinks, downloadLinks } from './download-links.ts';
import { type Instant, type InstantSource, instantSource } from './instants.ts';
import { registerProcessing } from './processing.ts';

/** Under this name a moment that no later one may be before: the latest that was given out, or one a little after it. */
const latestInstantFact = 'latest-instant';

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
  engine.background.whenClosed(async () =>
    writeFact(engine.store.db, latestInstantFact, (await invoicing).instants.latest),
  );
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

/** Lets a start go on after a moment, unless it goes on after a later one already. */
export async function keepInstant(db: Queries, instant: Instant): Promise<void> {
  const kept = (await readFact<Instant>(db, latestInstantFact)) ?? 0;
  if (instant > kept) await writeFact(db, latestInstantFact, instant);
}

async function prepare(engine: Engine): Promise<Invoicing> {
  const { clock, store } = engine;
  const keep = (until: Instant) => store.db.transaction().execute((db) => keepInstant(db, until));
  return {
    engine,
    instants: instantSource(clock.nowMs, await latestInstant(engine), keep),
    links: await downloadLinks(engine),
  };
}
