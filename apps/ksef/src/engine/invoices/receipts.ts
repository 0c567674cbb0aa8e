/** Receipts (UPO): made once, kept, and handed out as the same bytes ever after. */
import type { Selectable } from 'kysely';
import type { InvoiceRow, UpoRow } from '../../store/sessions.ts';
import type { Queries } from '../../store/store.ts';
import { acceptedRow } from '../metadata.ts';
import { newReferenceNumber } from '../reference-numbers.ts';
import type { Upo, UpoInvoice, UpoPage, UpoSession } from '../upo.ts';
import { type Instant, millisecondsOf } from './instants.ts';
import type { Invoicing } from './invoicing.ts';
import { contextOf, type SessionRow } from './session-access.ts';

/** Formats and signatures are loaded when the first receipt is made: a start must not wait for them. */
const upoLibrary = () => import('../upo.ts');

/** A receipt as it is handed out. */
export type Receipt = Pick<Selectable<UpoRow>, 'content' | 'hash'>;

/**
 * The receipt of an accepted invoice, signed when it is asked for first. Two who ask at once sign twice, and
 * the one that was stored first is what both get.
 */
export async function invoiceReceipt(
  invoicing: Invoicing,
  session: SessionRow,
  invoice: Selectable<InvoiceRow>,
): Promise<Receipt> {
  const { db } = invoicing.engine.store;
  const known = await receiptOf(db, invoice.reference_number);
  if (known) return known;
  const entry = upoInvoice(invoice);
  const [{ signedUpo, upoDocument }, { seal }] = await Promise.all([
    upoLibrary(),
    invoicing.engine.authorities,
  ]);
  const upo = signedUpo(upoDocument(upoSession(session), [entry]), seal, entry.acquisitionDate);
  await db
    .insertInto('upos')
    .values({
      reference: invoice.reference_number,
      session: session.reference_number,
      page: null,
      content: upo.bytes,
      hash: upo.hash,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const stored = await receiptOf(db, invoice.reference_number);
  if (!stored) throw new Error(`the receipt of ${invoice.reference_number} was not stored`);
  return stored;
}

const receiptOf = (db: Queries, reference: string): Promise<Receipt | undefined> =>
  db.selectFrom('upos').select(['content', 'hash']).where('reference', '=', reference).executeTakeFirst();

/** The pages of the receipt of a session. */
export function sessionUpos(
  db: Queries,
  session: string,
): Promise<{ reference: string; page: number | null }[]> {
  return db
    .selectFrom('upos')
    .select(['reference', 'page'])
    .where('session', '=', session)
    .where('page', 'is not', null)
    .orderBy('page')
    .execute();
}

/** One page of the receipt of a session, by its reference number or its place. */
export function sessionReceipt(
  db: Queries,
  session: string,
  page: { reference: string } | { page: number },
): Promise<Receipt | undefined> {
  const ofSession = db.selectFrom('upos').select(['content', 'hash']).where('session', '=', session);
  return 'page' in page
    ? ofSession.where('page', '=', page.page).executeTakeFirst()
    : ofSession.where('reference', '=', page.reference).where('page', 'is not', null).executeTakeFirst();
}

/**
 * Makes all pages of the receipt of a session and stores them together with whatever `finish` writes.
 * @param finish gives the session its new status, in the same transaction
 * @param sign writes and signs a page; here unless it is done in another thread
 */
export async function makeSessionUpos(
  invoicing: Invoicing,
  session: SessionRow,
  finish: (db: Queries) => Promise<void>,
  sign: (page: PageOfUpo) => Promise<Upo> = (page) => signHere(invoicing, page),
): Promise<void> {
  const { engine, instants } = invoicing;
  const { upoPageSize, upoPages } = await upoLibrary();
  const rows: UpoRow[] = [];
  for (const page of upoPages(session.successful_count)) {
    const invoices = await acceptedInvoices(engine.store.db, session, page.first - 1, upoPageSize);
    const now: Instant = instants.next();
    const upo = await sign({ session: upoSession(session), invoices, page, at: now });
    rows.push({
      reference: newReferenceNumber('upo', millisecondsOf(now)),
      session: session.reference_number,
      page: page.page,
      content: upo.bytes,
      hash: upo.hash,
    });
  }
  await engine.store.db.transaction().execute(async (db) => {
    for (const row of rows) await db.insertInto('upos').values(row).execute();
    await finish(db);
  });
}

/** A page of a receipt before it is written. */
export interface PageOfUpo {
  readonly session: UpoSession;
  readonly invoices: readonly UpoInvoice[];
  readonly page: UpoPage;
  readonly at: Instant;
}

async function signHere({ engine }: Invoicing, { session, invoices, page, at }: PageOfUpo): Promise<Upo> {
  const [{ signedUpo, upoDocument }, { seal }] = await Promise.all([upoLibrary(), engine.authorities]);
  return signedUpo(upoDocument(session, invoices, page), seal, at);
}

async function acceptedInvoices(
  db: Queries,
  session: SessionRow,
  offset: number,
  limit: number,
): Promise<UpoInvoice[]> {
  const rows = await db
    .selectFrom('invoices')
    .selectAll()
    .where('session', '=', session.reference_number)
    .where('ksef_number', 'is not', null)
    .orderBy('ordinal')
    .limit(limit)
    .offset(offset)
    .execute();
  return rows.map(upoInvoice);
}

function upoInvoice(row: Selectable<InvoiceRow>): UpoInvoice {
  const known = acceptedRow(row);
  return {
    sellerNip: known.seller_nip,
    ksefNumber: known.ksef_number,
    invoiceNumber: known.invoice_number,
    issueDate: known.issue_date,
    invoicingDate: known.invoicing_date,
    acquisitionDate: known.acquisition_date,
    invoiceHash: known.invoice_hash,
    invoicingMode: known.invoicing_mode,
  };
}

const upoSession = (session: SessionRow): UpoSession => ({
  referenceNumber: session.reference_number,
  context: contextOf(session),
  proof:
    session.proof_kind === 'token'
      ? { kind: 'token', referenceNumber: session.proof_value }
      : { kind: 'document', hash: session.proof_value },
  formCode: {
    systemCode: session.system_code,
    schemaVersion: session.schema_version,
    value: session.form_value,
  },
});
