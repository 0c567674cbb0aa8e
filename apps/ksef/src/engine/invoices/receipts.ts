/** Receipts (UPO): made once, kept, and handed out as the same bytes ever after. */
import type { Selectable } from 'kysely';
import type { InvoiceRow, UpoRow } from '../../store/sessions.ts';
import type { Queries } from '../../store/store.ts';
import { newReferenceNumber } from '../reference-numbers.ts';
import type { UpoInvoice, UpoPage, UpoSession } from '../upo.ts';
import { type Instant, millisecondsOf } from './instants.ts';
import type { Invoicing } from './invoicing.ts';
import { contextOf, type SessionRow } from './session-access.ts';

/** Formats and signatures are loaded when the first receipt is made: a start must not wait for them. */
const upoLibrary = () => import('../upo.ts');

/** Loads what receipts take, so that the first one need not wait for it. */
export async function loadReceipts(): Promise<void> {
  await upoLibrary();
}

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
  const [{ signedUpo, writtenUpo }, { seal }] = await Promise.all([
    upoLibrary(),
    invoicing.engine.authorities,
  ]);
  const upo = signedUpo(writtenUpo(upoSession(session), [entry]), seal, entry.acquisitionDate);
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
 */
export async function makeSessionUpos(
  invoicing: Invoicing,
  session: SessionRow,
  finish: (db: Queries) => Promise<void>,
): Promise<void> {
  const { engine, instants } = invoicing;
  const [{ signedUpo, writtenInPieces, upoPages }, { seal }] = await Promise.all([
    upoLibrary(),
    engine.authorities,
  ]);
  const rows: UpoRow[] = [];
  for (const page of upoPages(session.successful_count)) {
    const slices = acceptedInvoices(engine.store.db, session, page);
    const written = await writtenInPieces(upoSession(session), slices, page);
    const now: Instant = instants.next();
    const upo = signedUpo(written, seal, now);
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

/** Rows that are read at once: in between others get their turn. */
const rowsAtOnce = 1000;

/** The invoices of a page of the receipt, some at a time. */
async function* acceptedInvoices(
  db: Queries,
  session: SessionRow,
  page: UpoPage,
): AsyncGenerator<UpoInvoice[], void, void> {
  let found = 0;
  let after = 0;
  let skipped = page.first - 1;
  while (page.first + found <= page.last) {
    const rows = await db
      .selectFrom('invoices')
      .select(['ordinal', ...receiptColumns])
      .where('session', '=', session.reference_number)
      .where('ordinal', '>', after)
      .where('ksef_number', 'is not', null)
      .orderBy('ordinal')
      .limit(Math.min(rowsAtOnce, page.last - page.first - found + 1))
      .offset(skipped)
      .execute();
    if (rows.length === 0)
      throw new Error(`session ${session.reference_number} has fewer invoices than counted`);
    yield rows.map(upoInvoice);
    found += rows.length;
    after = rows.at(-1)?.ordinal ?? after;
    skipped = 0;
  }
}

const receiptColumns = [
  'reference_number',
  'seller_nip',
  'ksef_number',
  'invoice_number',
  'issue_date',
  'invoicing_date',
  'acquisition_date',
  'invoice_hash',
  'invoicing_mode',
] as const satisfies readonly (keyof InvoiceRow)[];

/** What a receipt says of an accepted invoice. */
function upoInvoice(row: Pick<Selectable<InvoiceRow>, (typeof receiptColumns)[number]>): UpoInvoice {
  const { seller_nip, ksef_number, invoice_number, issue_date, acquisition_date, invoicing_mode } = row;
  if (
    seller_nip === null ||
    ksef_number === null ||
    invoice_number === null ||
    issue_date === null ||
    acquisition_date === null ||
    invoicing_mode === null
  ) {
    throw new Error(`invoice ${row.reference_number} is accepted with facts missing`);
  }
  return {
    sellerNip: seller_nip,
    ksefNumber: ksef_number,
    invoiceNumber: invoice_number,
    issueDate: issue_date,
    invoicingDate: row.invoicing_date,
    acquisitionDate: acquisition_date,
    invoiceHash: row.invoice_hash,
    invoicingMode: invoicing_mode,
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
