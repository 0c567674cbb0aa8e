/**
 * Judging invoices after they were taken: 100 → 150 → a final status. Everything is read from rows, so that
 * after a restart whatever was left unfinished goes on.
 */
import { invoiceStatuses, type SystemCode } from '@kwit/ksef-contract';
import type { Selectable } from 'kysely';
import type { InvoiceDocumentRow, InvoiceRow } from '../../store/sessions.ts';
import type { Background } from '../background.ts';
import { invoiceSizes } from '../limits/default-limits.ts';
import { settle } from './acceptance.ts';
import { attachmentRefusals } from './attachment-consent.ts';
import { closingWork } from './closing.ts';
import { formOfRow, forms } from './forms.ts';
import type { Invoicing } from './invoicing.ts';
import { checksIdentifiers, contextOf, type SessionRow } from './session-access.ts';
import type { Verdict } from './verdict.ts';

/** Name of this work in the background. */
export const processingWork = 'invoices';

/** How many invoices are under way at once; validation waits for nothing, so more would only queue. */
const concurrency = 4;

export function registerProcessing(background: Background, prepared: Promise<Invoicing>): void {
  background.register({
    name: processingWork,
    concurrency,
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
  document: Selectable<InvoiceDocumentRow>;
}

async function processInvoice(invoicing: Invoicing, reference: string): Promise<void> {
  const { latency, store } = invoicing.engine;
  const invoice = await pendingInvoice(invoicing, reference);
  if (!invoice) return;
  if (invoice.status_code === invoiceStatuses.accepted.code) {
    const waitMs = latency.msOf('invoice');
    await store.db
      .updateTable('invoices')
      .set({ status_code: invoiceStatuses.processing.code, due_at_ms: Date.now() + waitMs })
      .where('id', '=', invoice.id)
      .execute();
    if (waitMs > 0) return;
  }
  const pending = await withDocument(invoicing, invoice);
  await finish(invoicing, pending.invoice, await verdictOf(invoicing, pending));
}

async function finish(
  invoicing: Invoicing,
  invoice: Selectable<InvoiceRow>,
  verdict: Verdict,
): Promise<void> {
  const { isSessionClosed } = await settle(invoicing, invoice, verdict);
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

async function withDocument({ engine }: Invoicing, invoice: Selectable<InvoiceRow>): Promise<Pending> {
  const { db } = engine.store;
  const session = await db
    .selectFrom('invoice_sessions')
    .selectAll()
    .where('reference_number', '=', invoice.session)
    .executeTakeFirstOrThrow();
  const document = await db
    .selectFrom('invoice_documents')
    .selectAll()
    .where('invoice', '=', invoice.id)
    .executeTakeFirstOrThrow();
  return { invoice, session, document };
}

async function verdictOf({ engine }: Invoicing, { invoice, session, document }: Pending): Promise<Verdict> {
  const { symmetric_key: key, initialization_vector: initializationVector } = session;
  if (key === null || initializationVector === null) {
    return { accepted: false, status: 'sessionFailed', details: [] };
  }
  if (document.encrypted === null)
    throw new Error(`invoice ${invoice.reference_number} is pending without bytes`);
  const form = formOfRow(session.system_code);
  const context = contextOf(session);
  const submission = {
    encrypted: document.encrypted,
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
  await finish(invoicing, invoice, { accepted: false, status: 'cancelledBySystem', details });
}
