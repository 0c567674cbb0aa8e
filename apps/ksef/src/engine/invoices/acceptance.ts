/**
 * Writing a verdict down. Number, facts, access and the counts of the session change in one transaction, and a
 * primary key decides who was first: the same invoice can never be accepted twice.
 */
import { randomBytes } from 'node:crypto';
import { ksefNumber } from '@kwit/crypto';
import type { InvoiceFacts, InvoiceKind } from '@kwit/invoice';
import {
  duplicateExtensions,
  type InvoiceType,
  invoiceStatuses,
  onlineSessionStatuses,
} from '@kwit/ksef-contract';
import type { Selectable } from 'kysely';
import type { InvoiceRow } from '../../store/sessions.ts';
import type { Queries } from '../../store/store.ts';
import { accessTo } from './access.ts';
import { type Instant, instantOf, warsawDay } from './instants.ts';
import type { Invoicing } from './invoicing.ts';
import type { Approval, Refusal, Verdict } from './verdict.ts';
import { verdictSentences } from './verdict-sentences.ts';

type Invoice = Selectable<InvoiceRow>;

/** How many full calendar years after the one of issue a number stays taken. Source: page on verification. */
const uniqueYears = 10;

/** Gives the invoice its final status, unless it has one. Says whether its session is closed. */
export function settle(
  { engine, instants }: Invoicing,
  invoice: Invoice,
  verdict: Verdict,
): Promise<{ isSessionClosed: boolean }> {
  const storageMicroseconds = Math.max(instantOf(engine.latency.msOf('invoice')), 1);
  return engine.store.db.transaction().execute(async (db) => {
    if (await hasFinalStatus(db, invoice)) return { isSessionClosed: false };
    const refusal = verdict.accepted ? await conflictOf(db, invoice, verdict, instants.now()) : verdict;
    if (refusal) await refuse(db, invoice, refusal);
    else if (verdict.accepted) await accept(db, invoice, verdict, instants.next(), storageMicroseconds);
    return { isSessionClosed: await count(db, invoice.session, refusal === undefined, instants.next()) };
  });
}

async function hasFinalStatus(db: Queries, { id }: Invoice): Promise<boolean> {
  const pending = await db
    .selectFrom('invoices')
    .select('id')
    .where('id', '=', id)
    .where('status_code', '<', invoiceStatuses.succeeded.code)
    .executeTakeFirst();
  return pending === undefined;
}

/** Takes the number for this invoice, or says why it cannot be accepted. */
async function conflictOf(
  db: Queries,
  invoice: Invoice,
  { facts }: Approval,
  now: Instant,
): Promise<Refusal | undefined> {
  const earlier = await takeNumber(db, invoice, facts, now);
  if (earlier) return duplicateOf(earlier, facts);
  if (invoice.hash_of_corrected === null) return undefined;
  const corrected = await db
    .selectFrom('invoices')
    .select('id')
    .where('hash_of_corrected', '=', invoice.hash_of_corrected)
    .where('seller_nip', '=', facts.seller.nip)
    .where('ksef_number', 'is not', null)
    .executeTakeFirst();
  if (!corrected) return undefined;
  await db.deleteFrom('invoice_uniqueness').where('invoice', '=', invoice.id).execute();
  const details = [verdictSentences.alreadyCorrected];
  return { accepted: false, status: 'badDocument', details, invoiceNumber: facts.number };
}

interface Earlier {
  ksef_number: string;
  session: string;
}

/** The accepted invoice that has the number already; undefined once the number is taken for this one. */
async function takeNumber(
  db: Queries,
  { id }: Invoice,
  { seller, kind, number, issueDate }: InvoiceFacts,
  now: Instant,
): Promise<Earlier | undefined> {
  const key = { seller_nip: seller.nip, kind, invoice_number: number };
  const taken_until_year = Number(issueDate.slice(0, 4)) + uniqueYears;
  const year = Number(warsawDay(now).slice(0, 4));
  const taken = await db
    .insertInto('invoice_uniqueness')
    .values({ ...key, taken_until_year, invoice: id })
    .onConflict((conflict) =>
      conflict
        .columns(['seller_nip', 'kind', 'invoice_number'])
        .doUpdateSet({ taken_until_year, invoice: id })
        .where('invoice_uniqueness.taken_until_year', '<', year),
    )
    .returning('invoice')
    .executeTakeFirst();
  if (taken) return undefined;
  const earlier = await db
    .selectFrom('invoice_uniqueness')
    .innerJoin('invoices', 'invoices.id', 'invoice_uniqueness.invoice')
    .select(['invoices.ksef_number', 'invoices.session'])
    .where('invoice_uniqueness.seller_nip', '=', key.seller_nip)
    .where('invoice_uniqueness.kind', '=', key.kind)
    .where('invoice_uniqueness.invoice_number', '=', key.invoice_number)
    .executeTakeFirstOrThrow();
  if (earlier.ksef_number === null) throw new Error(`number ${number} is taken by a refused invoice`);
  return { ksef_number: earlier.ksef_number, session: earlier.session };
}

function duplicateOf({ ksef_number, session }: Earlier, { number }: InvoiceFacts): Refusal {
  return {
    accepted: false,
    status: 'duplicate',
    details: [verdictSentences.duplicate(ksef_number, session)],
    extensions: {
      [duplicateExtensions.sessionReferenceNumber]: session,
      [duplicateExtensions.ksefNumber]: ksef_number,
    },
    invoiceNumber: number,
  };
}

async function refuse(db: Queries, { id }: Invoice, refusal: Refusal): Promise<void> {
  await db
    .updateTable('invoices')
    .set({
      status_code: invoiceStatuses[refusal.status].code,
      status_details: refusal.details.length > 0 ? JSON.stringify(refusal.details) : null,
      status_extensions: refusal.extensions ? JSON.stringify(refusal.extensions) : null,
      invoice_number: refusal.invoiceNumber ?? null,
    })
    .where('id', '=', id)
    .execute();
  // A refused invoice is not kept, as in the real system.
  await db.updateTable('invoice_documents').set({ encrypted: null }).where('invoice', '=', id).execute();
}

async function accept(
  db: Queries,
  invoice: Invoice,
  { facts, bytes, invoicingMode }: Approval,
  acquisitionDate: Instant,
  storageMicroseconds: number,
): Promise<void> {
  const permanentStorageDate = acquisitionDate + storageMicroseconds;
  await db
    .updateTable('invoices')
    .set({
      ...columnsOf(facts),
      status_code: invoiceStatuses.succeeded.code,
      invoicing_mode: invoicingMode,
      ksef_number: await freshKsefNumber(db, facts.seller.nip, invoice.invoicing_date),
      acquisition_date: acquisitionDate,
      permanent_storage_date: permanentStorageDate,
    })
    .where('id', '=', invoice.id)
    .execute();
  await db
    .updateTable('invoice_documents')
    .set({ encrypted: null, content: bytes })
    .where('invoice', '=', invoice.id)
    .execute();
  await db
    .insertInto('invoice_access')
    .values(
      accessTo(facts).map(({ contextType, contextValue, as }) => ({
        context_type: contextType,
        context_value: contextValue,
        subject: as,
        invoice: invoice.id,
        issue_date: facts.issueDate,
        invoicing_date: invoice.invoicing_date,
        permanent_storage_date: permanentStorageDate,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

const invoiceTypes: Readonly<Record<InvoiceKind, InvoiceType>> = {
  VAT: 'Vat',
  KOR: 'Kor',
  ZAL: 'Zal',
  ROZ: 'Roz',
  UPR: 'Upr',
  KOR_ZAL: 'KorZal',
  KOR_ROZ: 'KorRoz',
};

/** The facts as the metadata query answers and filters them; its amounts are JSON numbers by contract. */
const columnsOf = (facts: InvoiceFacts) => ({
  invoice_number: facts.number,
  issue_date: facts.issueDate,
  kind: facts.kind,
  invoice_type: invoiceTypes[facts.kind],
  seller_nip: facts.seller.nip,
  seller_name: facts.seller.name,
  buyer_type: facts.buyer.identifier.type,
  buyer_value: facts.buyer.identifier.value,
  buyer_name: facts.buyer.name,
  third_subjects: facts.thirdParties.length > 0 ? JSON.stringify(facts.thirdParties) : null,
  authorized_subject: facts.authorizedParty ? JSON.stringify(facts.authorizedParty) : null,
  currency: facts.currency,
  net_amount: Number(facts.net),
  vat_amount: Number(facts.vatInPln),
  gross_amount: Number(facts.gross),
  is_self_invoicing: Number(facts.isSelfInvoicing),
  has_attachment: Number(facts.hasAttachment),
});

/** A number that no invoice has; among 2^48 a second draw is hardly ever needed. */
async function freshKsefNumber(db: Queries, sellerNip: string, invoicingDate: Instant): Promise<string> {
  const date = warsawDay(invoicingDate).replaceAll('-', '');
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const number = ksefNumber({ sellerNip, date, technical: randomBytes(6).toString('hex').toUpperCase() });
    const taken = db.selectFrom('invoices').select('id').where('ksef_number', '=', number);
    if (!(await taken.executeTakeFirst())) return number;
  }
  throw new Error('no free KSeF number found');
}

/** Counts the verdict in its session; says whether the session is closed. */
async function count(db: Queries, session: string, accepted: boolean, now: Instant): Promise<boolean> {
  const { status_code } = await db
    .updateTable('invoice_sessions')
    .set(({ eb }) =>
      accepted
        ? { successful_count: eb('successful_count', '+', 1), updated_at: now }
        : { failed_count: eb('failed_count', '+', 1), updated_at: now },
    )
    .where('reference_number', '=', session)
    .returning('status_code')
    .executeTakeFirstOrThrow();
  return status_code === onlineSessionStatuses.closed.code;
}
