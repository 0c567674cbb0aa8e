/**
 * Judging invoices after they were taken: 100 → 150 → a final status. Everything is read from rows, so that
 * after a restart whatever was left unfinished goes on.
 */
import { invoiceStatuses, type SystemCode } from '@kwit/ksef-contract';
import type { Selectable } from 'kysely';
import type { InvoiceRow } from '../../store/sessions.ts';
import type { Background } from '../background.ts';
import { invoiceSizes } from '../limits/default-limits.ts';
import { type Judged, settle } from './acceptance.ts';
import { attachmentRefusals } from './attachment-consent.ts';
import { closingWork } from './closing.ts';
import { formOfRow, forms } from './forms.ts';
import type { Invoicing } from './invoicing.ts';
import { checksIdentifiers, contextOf, type SessionRow } from './session-access.ts';
import type { Verdict } from './verdict.ts';

/** Name of this work in the background. */
export const processingWork = 'invoices';

/** A group of invoices that are judged together has no more of them, and hardly more bytes, than this. */
const groupInvoices = 64;
const groupBytes = 1_000_000;

export function registerProcessing(background: Background, prepared: Promise<Invoicing>): void {
  background.register({
    name: processingWork,
    due: async (nowMs, limit) => {
      const { engine } = await prepared;
      const rows = await engine.store.db
        .selectFrom('invoices')
        .select('reference_number')
        .where('status_code', '<', invoiceStatuses.succeeded.code)
        .where('due_at_ms', '<=', nowMs)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map((row) => row.reference_number);
    },
    nextDueAt: async () => {
      const { engine } = await prepared;
      const { next } = await engine.store.db
        .selectFrom('invoices')
        .select(({ fn }) => fn.min('due_at_ms').as('next'))
        .where('status_code', '<', invoiceStatuses.succeeded.code)
        .executeTakeFirstOrThrow();
      return next;
    },
    run: async (reference) => processInvoice(await prepared, reference),
    giveUp: async (reference) => giveUp(await prepared, reference),
  });
}

interface Pending {
  invoice: Selectable<InvoiceRow>;
  session: SessionRow;
  encrypted: Uint8Array | null;
}

/** Judges an invoice, and with it others of its session that wait: writing them down together costs little more. */
async function processInvoice(invoicing: Invoicing, reference: string): Promise<void> {
  const { latency, log, store } = invoicing.engine;
  const invoice = await pendingInvoice(invoicing, reference);
  if (!invoice) return;
  const waitMs = invoice.status_code === invoiceStatuses.accepted.code ? latency.msOf('invoice') : 0;
  if (waitMs > 0) {
    await store.db
      .updateTable('invoices')
      .set({ status_code: invoiceStatuses.processing.code, due_at_ms: Date.now() + waitMs })
      .where('id', '=', invoice.id)
      .execute();
    return;
  }
  const session = await store.db
    .selectFrom('invoice_sessions')
    .selectAll()
    .where('reference_number', '=', invoice.session)
    .executeTakeFirstOrThrow();
  const ids = await idsOfGroup(invoicing, invoice);
  try {
    await judgeAll(invoicing, session, ids);
  } catch (error) {
    if (ids.length === 1) throw error;
    // One of them met a defect; alone, each of the others comes to its end.
    log.error({ err: error, session: session.reference_number }, 'judging invoices together failed');
    await judgeAll(invoicing, session, [invoice.id]);
  }
}

/** Invoices of the session that can be judged now: the given one and those that came after it. */
async function idsOfGroup({ engine }: Invoicing, first: Selectable<InvoiceRow>): Promise<number[]> {
  const rows = await engine.store.db
    .selectFrom('invoices')
    .select(['id', 'invoice_size'])
    // Each of the others would first have to wait for its own time.
    .where('status_code', '=', first.status_code)
    .where('session', '=', first.session)
    .where('id', '>', first.id)
    .where('due_at_ms', '<=', Date.now())
    .orderBy('id')
    .limit(groupInvoices - 1)
    .execute();
  const ids = [first.id];
  let bytes = first.invoice_size;
  for (const { id, invoice_size } of rows) {
    bytes += invoice_size;
    if (bytes > groupBytes) break;
    ids.push(id);
  }
  return ids;
}

async function judgeAll(invoicing: Invoicing, session: SessionRow, ids: readonly number[]): Promise<void> {
  const rows = await invoicing.engine.store.db
    .selectFrom('invoices')
    // Bytes that are lost are a defect, which must not be passed over.
    .leftJoin('invoice_documents', 'invoice_documents.invoice', 'invoices.id')
    .selectAll('invoices')
    .select('encrypted')
    .where('invoices.id', 'in', ids)
    .where('status_code', '<', invoiceStatuses.succeeded.code)
    .orderBy('invoices.id')
    .execute();
  const group: Judged[] = [];
  for (const { encrypted, ...invoice } of rows) {
    group.push({ invoice, verdict: await verdictOf(invoicing, { invoice, session, encrypted }) });
  }
  await finish(invoicing, session.reference_number, group);
  // Everything above is done at once; those who send more get their turn now.
  await new Promise((next) => setImmediate(next));
}

async function finish(invoicing: Invoicing, session: string, group: readonly Judged[]): Promise<void> {
  const { isSessionClosed } = await settle(invoicing, session, group);
  if (isSessionClosed) invoicing.engine.background.wake(closingWork);
}

function pendingInvoice(
  { engine }: Invoicing,
  reference: string,
): Promise<Selectable<InvoiceRow> | undefined> {
  return engine.store.db
    .selectFrom('invoices')
    .selectAll()
    .where('reference_number', '=', reference)
    .where('status_code', '<', invoiceStatuses.succeeded.code)
    .executeTakeFirst();
}

async function verdictOf({ engine }: Invoicing, { invoice, session, encrypted }: Pending): Promise<Verdict> {
  const { symmetric_key: key, initialization_vector: initializationVector } = session;
  if (key === null || initializationVector === null) {
    return { accepted: false, status: 'sessionFailed', details: [] };
  }
  if (encrypted === null) throw new Error(`invoice ${invoice.reference_number} is pending without bytes`);
  const form = formOfRow(session.system_code);
  const context = contextOf(session);
  const submission = {
    encrypted,
    key: { key, initializationVector },
    declaredHash: invoice.invoice_hash,
    declaredSize: invoice.invoice_size,
    declaredOffline: invoice.declared_offline === 1,
    context,
    invoicingDate: invoice.invoicing_date,
    // Outside of packages a technical correction may have attachments, and what no package takes.
    attachmentRefusal: await attachmentRefusals(
      engine.store.db,
      invoice.invoicing_date,
      invoice.hash_of_corrected !== null || forms[form].attachmentsOnline,
    ),
    form,
    sizes: invoiceSizes((await engine.limits.ofContext(context)).onlineSession),
    checksIdentifiers: checksIdentifiers(session, engine.settings.profile),
  };
  const { judge } = await import('./verdict.ts');
  return judge(submission);
}

const warmForms = new Set<SystemCode>();

/**
 * Loads what judging needs, which takes a while the first time: the schema, and the library that reads it.
 * Called when a session is opened, so that its first invoice need not wait.
 */
export function warmUp({ engine }: Invoicing, systemCode: string): void {
  const form = formOfRow(systemCode);
  if (warmForms.has(form)) return;
  warmForms.add(form);
  import('./document.ts')
    .then(({ loadSchema }) => loadSchema(form))
    .catch((error: unknown) => engine.log.error({ err: error }, 'loading the schema of invoices failed'));
}

/** The last word on an invoice whose processing fails by a defect of ours. */
async function giveUp(invoicing: Invoicing, reference: string): Promise<void> {
  const invoice = await pendingInvoice(invoicing, reference);
  if (!invoice) return;
  const details = [invoiceStatuses.cancelledBySystem.details.internal];
  const verdict = { accepted: false, status: 'cancelledBySystem', details } as const;
  await finish(invoicing, invoice.session, [{ invoice, verdict }]);
}
