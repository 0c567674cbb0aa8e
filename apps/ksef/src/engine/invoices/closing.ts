/**
 * How sessions end: by time, by a key that cannot be read, and once the last invoice of a closed one is judged.
 * Source: the official diagram of states of the interactive session.
 */
import { batchSessionStatuses, onlineSessionStatuses } from '@kwit/ksef-contract';
import { sql } from 'kysely';
import type { Queries } from '../../store/store.ts';
import type { Background } from '../background.ts';
import { atOnce } from '../latency.ts';
import { type Instant, millisecondsOf } from './instants.ts';
import type { Invoicing } from './invoicing.ts';
import { SessionReceipt } from './receipts.ts';
import type { SessionRow } from './session-access.ts';

/** Name of this work in the background. */
export const closingWork = 'sessions';

const { open, closed, processed, keyNotDecrypted, cancelled, noValidInvoices } = onlineSessionStatuses;
const pauseAfterDefectMs = 60_000;

/** Closes what has outlived its time; called before anything is said or done of sessions. */
export async function expireSessions(db: Queries, now: Instant): Promise<void> {
  await db
    .updateTable('invoice_sessions')
    .set(({ ref }) => ({
      status_code: closed.code,
      closed_at: ref('valid_until'),
      updated_at: ref('valid_until'),
      due_at_ms: atOnce,
    }))
    .where('status_code', '=', open.code)
    .where('valid_until', '<=', now)
    .where('type', '=', 'Online')
    .execute();
  // A package that was not closed in time is cancelled, whatever was sent of it.
  const { code, details } = batchSessionStatuses.cancelled;
  await db
    .updateTable('invoice_sessions')
    .set(({ ref }) => ({
      status_code: code,
      status_details: JSON.stringify([details.tooLate]),
      closed_at: ref('valid_until'),
      updated_at: ref('valid_until'),
    }))
    .where('status_code', '=', batchSessionStatuses.open.code)
    .where('valid_until', '<=', now)
    .where('type', '=', 'Batch')
    .execute();
}

export function registerClosing(background: Background, prepared: Promise<Invoicing>): void {
  background.register({
    name: closingWork,
    due: async (nowMs, limit) => {
      const { engine, instants } = await prepared;
      const { db } = engine.store;
      await expireSessions(db, instants.clock());
      const failed = await db
        .selectFrom('invoice_sessions')
        .select('reference_number')
        .where('status_code', '=', open.code)
        .where('symmetric_key', 'is', null)
        .where('type', '=', 'Online')
        .limit(limit)
        .execute();
      const finished = await allJudged(db)
        .select('reference_number')
        .where('due_at_ms', '<=', nowMs)
        .limit(limit)
        .execute();
      return [...failed, ...finished].map((row) => row.reference_number).slice(0, limit);
    },
    nextDueAt: async () => {
      const { engine } = await prepared;
      const { db } = engine.store;
      const { next } = await allJudged(db)
        .select(({ fn }) => fn.min('due_at_ms').as('next'))
        .executeTakeFirstOrThrow();
      const { end } = await db
        .selectFrom('invoice_sessions')
        .select(({ fn }) => fn.min('valid_until').as('end'))
        .where('status_code', '=', open.code)
        .executeTakeFirstOrThrow();
      const endMs = end === null ? null : engine.clock.machineMsOf(Math.ceil(millisecondsOf(end)));
      return next === null || endMs === null ? (next ?? endMs) : Math.min(next, endMs);
    },
    run: async (reference) => finishSession(await prepared, reference),
    giveUp: async (reference) => {
      const { engine } = await prepared;
      await engine.store.db
        .updateTable('invoice_sessions')
        .set({ due_at_ms: Date.now() + pauseAfterDefectMs })
        .where('reference_number', '=', reference)
        .execute();
    },
  });
}

/** Closed sessions in which no invoice waits for its verdict. */
const allJudged = (db: Queries) =>
  db
    .selectFrom('invoice_sessions')
    .where('status_code', '=', closed.code)
    .where(sql<boolean>`invoice_count = successful_count + failed_count`);

async function finishSession(invoicing: Invoicing, reference: string): Promise<void> {
  const session = await invoicing.engine.store.db
    .selectFrom('invoice_sessions')
    .selectAll()
    .where('reference_number', '=', reference)
    .executeTakeFirst();
  if (!session) return;
  if (session.symmetric_key === null)
    return end(invoicing, session, keyNotDecrypted.code, session.status_details);
  if (session.status_code !== closed.code) return;
  if (session.invoice_count === 0) {
    return end(invoicing, session, cancelled.code, JSON.stringify([cancelled.details.nothingSent]));
  }
  if (session.successful_count === 0) return end(invoicing, session, noValidInvoices.code, null);
  const receipt = new SessionReceipt(invoicing, session);
  await receipt.issue(session.successful_count, (db) =>
    setStatus(db, invoicing, session, processed.code, null),
  );
}

const end = (
  invoicing: Invoicing,
  session: SessionRow,
  code: number,
  details: string | null,
): Promise<void> => setStatus(invoicing.engine.store.db, invoicing, session, code, details);

async function setStatus(
  db: Queries,
  { instants }: Invoicing,
  session: SessionRow,
  code: number,
  details: string | null,
): Promise<void> {
  await db
    .updateTable('invoice_sessions')
    .set({ status_code: code, status_details: details, updated_at: instants.next(), due_at_ms: null })
    .where('reference_number', '=', session.reference_number)
    .where('status_code', '=', session.status_code)
    .execute();
}
