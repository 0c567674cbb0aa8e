/** Closing a session of a package: from then on it is processed. */
import { batchSessionStatuses, errorDetails } from '@kwit/ksef-contract';
import { refusal } from '../../errors.ts';
import type { Queries } from '../../store/store.ts';
import type { Invoicing, Sender } from '../invoices/invoicing.ts';
import { ownSession } from '../invoices/session-access.ts';
import { batchWork } from './processing.ts';

const { open, processing, cancelled } = batchSessionStatuses;

/**
 * Closes the session once every declared part is there. Throws `BadRequest`: 21173 no such session, 21208 its time
 * was over, 21180 closed before, 21205 a part is missing, 21157 a part has another size than declared;
 * `Forbidden` for a session of others. After 21205 and 21157 the parts can still be sent.
 */
export async function closeBatchSession(
  invoicing: Invoicing,
  sender: Sender,
  reference: string,
): Promise<void> {
  const { engine, instants } = invoicing;
  const session = await ownSession(invoicing, sender, reference, 'changing');
  if (session.type !== 'Batch') throw refusal(21173, errorDetails[21173].notFound(reference));
  await engine.store.db.transaction().execute(async (db) => {
    const { status_code } = await db
      .selectFrom('invoice_sessions')
      .select('status_code')
      .where('reference_number', '=', reference)
      .executeTakeFirstOrThrow();
    if (status_code === cancelled.code) throw refusal(21208, errorDetails[21208].tooLate());
    if (status_code !== open.code) throw refusal(21180, errorDetails[21180].closing(status_code));
    await refuseIncomplete(db, reference);
    const now = instants.next();
    await db
      .updateTable('invoice_sessions')
      .set({
        status_code: processing.code,
        closed_at: now,
        updated_at: now,
        due_at_ms: engine.latency.dueAtMs('batch', sender.context),
      })
      .where('reference_number', '=', reference)
      .execute();
  });
  engine.background.wake(batchWork);
}

async function refuseIncomplete(db: Queries, reference: string): Promise<void> {
  const parts = await db
    .selectFrom('batch_parts')
    .select(['ordinal', 'declared_size', 'received_size'])
    .where('session', '=', reference)
    .orderBy('ordinal')
    .execute();
  const missing = parts.find(({ received_size }) => received_size === null);
  if (missing) throw refusal(21205, errorDetails[21205].partMissing(missing.ordinal));
  const other = parts.find(({ declared_size, received_size }) => received_size !== declared_size);
  if (other) throw refusal(21157, errorDetails[21157].otherThanDeclared(other.ordinal));
}
