/** Receipts (UPO): made once, kept, and handed out as the same bytes ever after. */
import type { Selectable } from 'kysely';
import { letGo } from '../../buffer-garbage.ts';
import type { InvoiceRow, UpoRow } from '../../store/sessions.ts';
import type { Queries } from '../../store/store.ts';
import { newReferenceNumber } from '../reference-numbers.ts';
import type { UpoInvoice, UpoSession, UpoWriter } from '../upo.ts';
import { type Instant, millisecondsOf } from './instants.ts';
import type { Invoicing } from './invoicing.ts';
import { contextOf, type SessionRow } from './session-access.ts';
import type { Accepted } from './settled-rows.ts';

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

/** The receipt of a session: from its rows, or from what was just written to them. */
export class SessionReceipt {
  readonly #invoicing: Invoicing;
  readonly #session: SessionRow;
  #writer: UpoWriter | undefined;
  #count = 0;
  #lastOrdinal = 0;

  constructor(invoicing: Invoicing, session: SessionRow) {
    this.#invoicing = invoicing;
    this.#session = session;
  }

  /** Writes the entries of all that was accepted and is not written yet. Those before it must have their verdict. */
  async catchUp(): Promise<void> {
    for (;;) {
      const rows = await this.#nextRows();
      await this.#write(rows.map(upoInvoice), rows.at(-1)?.ordinal);
      if (rows.length < rowsAtOnce) return;
    }
  }

  /** Writes what was just accepted, of the invoices up to an ordinal. */
  async add(accepted: readonly UpoInvoice[], lastOrdinal: number): Promise<void> {
    await this.#write(accepted, lastOrdinal);
  }

  async #write(entries: readonly UpoInvoice[], lastOrdinal = this.#lastOrdinal): Promise<void> {
    const { UpoWriter } = await upoLibrary();
    this.#writer ??= new UpoWriter(upoSession(this.#session));
    this.#writer.add(entries);
    this.#count += entries.length;
    this.#lastOrdinal = lastOrdinal;
  }

  /**
   * Signs all pages and stores them together with whatever `finish` writes.
   * @param accepted how many invoices the session counted
   * @param finish gives the session its new status, in the same transaction
   */
  async issue(accepted: number, finish: (db: Queries) => Promise<void>): Promise<void> {
    const { engine, instants } = this.#invoicing;
    const { reference_number: session } = this.#session;
    const [{ signedUpo }, { seal }] = await Promise.all([upoLibrary(), engine.authorities]);
    await this.catchUp();
    if (this.#count !== accepted) throw new Error(`session ${session} has other invoices than it counted`);
    const rows: UpoRow[] = [];
    for (const { page, written } of this.#writer?.pages() ?? []) {
      const now: Instant = instants.next();
      const { bytes, hash } = signedUpo(written, seal, now);
      letGo(written);
      const reference = newReferenceNumber('upo', millisecondsOf(now));
      rows.push({ reference, session, page: page.page, content: bytes, hash });
    }
    await engine.store.db.transaction().execute(async (db) => {
      for (const row of rows) await db.insertInto('upos').values(row).execute();
      await finish(db);
    });
    for (const { content } of rows) letGo(content);
  }

  #nextRows() {
    return this.#invoicing.engine.store.db
      .selectFrom('invoices')
      .select(['ordinal', ...receiptColumns])
      .where('session', '=', this.#session.reference_number)
      .where('ordinal', '>', this.#lastOrdinal)
      .where('ksef_number', 'is not', null)
      .orderBy('ordinal')
      .limit(rowsAtOnce)
      .execute();
  }
}

/** Rows that are read at once: in between others get their turn. */
const rowsAtOnce = 1000;

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

/** What a receipt says of an invoice that was just accepted. */
export const acceptedEntry = ({ invoice, approval, ksefNumber, acquired }: Accepted): UpoInvoice => ({
  sellerNip: approval.facts.seller.nip,
  ksefNumber,
  invoiceNumber: approval.facts.number,
  issueDate: approval.facts.issueDate,
  invoicingDate: invoice.invoicing_date,
  acquisitionDate: acquired,
  invoiceHash: invoice.invoice_hash,
  invoicingMode: approval.invoicingMode,
});

/** The same from its row. */
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
