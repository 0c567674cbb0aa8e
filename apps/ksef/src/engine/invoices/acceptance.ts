/**
 * Writing verdicts down, one or a group of them. Numbers, facts, access and the counts of the session change in one
 * transaction, and a primary key decides who was first: the same invoice can never be accepted twice.
 */
import { ksefNumber } from '@kwit/crypto';
import { duplicateExtensions, invoiceStatuses, onlineSessionStatuses } from '@kwit/ksef-contract';
import { sql } from 'kysely';
import type { Queries } from '../../store/store.ts';
import type { Refusal } from './document.ts';
import type { DocumentFacts } from './facts/document-facts.ts';
import { type Instant, instantOf, warsawDay } from './instants.ts';
import type { Invoicing } from './invoicing.ts';
import { issuingRefusals, type LackingRight } from './issuing-right.ts';
import { type Accepted, isAccepted, type JudgedInvoice, type Settled, writeSettled } from './settled-rows.ts';
import type { Verdict } from './verdict.ts';
import { verdictSentences } from './verdict-sentences.ts';

export interface Judged {
  readonly invoice: JudgedInvoice;
  readonly verdict: Verdict;
}

/** Gives invoices of a session their final status, unless they have one. Says whether the session is closed. */
export function settle(
  invoicing: Invoicing,
  session: string,
  group: readonly Judged[],
): Promise<{ isSessionClosed: boolean }> {
  return invoicing.engine.store.db.transaction().execute(async (db) => {
    const pending = await stillPending(db, group);
    if (pending.length === 0) return { isSessionClosed: false };
    const rights = await issuingRefusals(db, session);
    const { accepted, refused } = await settleGroup(db, invoicing, session, pending, rights, null);
    const counts = { accepted: accepted.length, refused, made: 0 };
    const status = await countVerdicts(db, invoicing, session, counts);
    return { isSessionClosed: status === onlineSessionStatuses.closed.code };
  });
}

async function stillPending(db: Queries, group: readonly Judged[]): Promise<Judged[]> {
  const ids = group.flatMap(({ invoice }) => invoice.id ?? []);
  const rows = await db
    .selectFrom('invoices')
    .select('id')
    .where('id', 'in', ids)
    .where('status_code', '<', invoiceStatuses.succeeded.code)
    .execute();
  const pending = new Set(rows.map(({ id }) => id));
  return group.filter(({ invoice }) => invoice.id !== undefined && pending.has(invoice.id));
}

/**
 * Gives invoices of one session their final status, in their order; rows that are not there yet are made. The session does
 * not count them yet.
 * @param db a transaction
 * @param lackingRight asked for each; the same for all groups of the transaction
 * @param firstId the number of the first row that is made, and those after it are free as well; null where all are there
 */
export async function settleGroup(
  db: Queries,
  invoicing: Invoicing,
  session: string,
  group: readonly Judged[],
  lackingRight: LackingRight,
  firstId: number | null,
): Promise<{ accepted: Accepted[]; refused: number }> {
  const { engine, instants } = invoicing;
  const storageMicroseconds = Math.max(instantOf(engine.latency.msOf('permanentStorage')), 1);
  const taken = await takenNumbers(db, group, Number(warsawDay(instants.clock()).slice(0, 4)));
  const corrected = new Set<string>();
  let nextId = firstId;
  const newId = () => {
    if (nextId === null) throw new Error('an invoice without a row needs a number');
    return nextId++;
  };
  const settled: Settled[] = [];
  for (const { invoice, verdict } of group) {
    const id = invoice.id ?? newId();
    if (!verdict.accepted) {
      settled.push({ id, invoice, refusal: verdict });
      continue;
    }
    const { facts } = verdict;
    const lacking = lackingRight(facts);
    const refusal =
      // Most answers are there at once: to await each takes as long as what else is done for an invoice.
      noPermission(lacking instanceof Promise ? await lacking : lacking, facts) ??
      duplicateIn(taken, facts) ??
      (invoice.hash_of_corrected === null
        ? undefined
        : await secondCorrection(db, invoice, facts, corrected));
    if (refusal) {
      settled.push({ id, invoice, refusal });
      continue;
    }
    const acquired = instants.next();
    const number = freshKsefNumber(facts.seller.nip, invoice.invoicing_date, acquired);
    taken.set(keyOf(facts.seller.nip, facts.kind, facts.number), { ksef_number: number, session });
    if (invoice.hash_of_corrected !== null) corrected.add(correctionOf(invoice, facts));
    const stored = instants.stored(acquired + storageMicroseconds);
    settled.push({ id, invoice, approval: verdict, ksefNumber: number, acquired, stored });
  }
  await writeSettled(db, settled);
  const accepted = settled.filter(isAccepted);
  return { accepted, refused: settled.length - accepted.length };
}

/** The first of numbers that no row has. @param db a transaction */
export async function freeId(db: Queries): Promise<number> {
  const { last } = await db
    .selectFrom('invoices')
    .select(({ fn }) => fn.max('id').as('last'))
    .executeTakeFirstOrThrow();
  return (last ?? 0) + 1;
}

/** What makes a duplicate; neither a NIP nor a kind has a blank. */
const keyOf = (sellerNip: string, kind: string, number: string) => `${sellerNip} ${kind} ${number}`;

/** What only one technical correction may have. */
const correctionOf = ({ hash_of_corrected }: JudgedInvoice, { seller }: DocumentFacts) =>
  `${hash_of_corrected} ${seller.nip}`;

interface Earlier {
  readonly ksef_number: string;
  readonly session: string;
}

/** Where the sender may not issue it now: an invoice of another, without a right to that. */
const noPermission = (details: readonly string[] | undefined, facts: DocumentFacts): Refusal | undefined =>
  details && { accepted: false, status: 'noPermission', details, invoiceNumber: facts.number };

/**
 * Where an invoice corrects what is corrected already.
 * @param corrected what the invoices of the group that were accepted before it correct
 */
async function secondCorrection(
  db: Queries,
  invoice: JudgedInvoice,
  facts: DocumentFacts,
  corrected: ReadonlySet<string>,
): Promise<Refusal | undefined> {
  const isCorrected =
    corrected.has(correctionOf(invoice, facts)) || (await hasCorrection(db, invoice, facts));
  if (!isCorrected) return undefined;
  const details = [verdictSentences.alreadyCorrected];
  return { accepted: false, status: 'badDocument', details, invoiceNumber: facts.number };
}

/** Whether the document that an invoice corrects has an accepted correction of the same seller. */
async function hasCorrection(
  db: Queries,
  { hash_of_corrected }: JudgedInvoice,
  { seller }: DocumentFacts,
): Promise<boolean> {
  const row = await db
    .selectFrom('invoices')
    .select('id')
    .where('hash_of_corrected', '=', hash_of_corrected)
    .where('seller_nip', '=', seller.nip)
    .where('ksef_number', 'is not', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Accepted invoices whose numbers the group uses again. */
async function takenNumbers(
  db: Queries,
  group: readonly Judged[],
  year: number,
): Promise<Map<string, Earlier>> {
  const numbers = group.flatMap(({ verdict }) => {
    if (!verdict.accepted) return [];
    const { seller, kind, number } = verdict.facts;
    return [[seller.nip, kind, number]];
  });
  if (numbers.length === 0) return new Map();
  const { rows } = await sql<{
    seller_nip: string;
    kind: string;
    invoice_number: string;
    ksef_number: string;
    session: string;
  }>`
    SELECT taken.seller_nip, taken.kind, taken.invoice_number, invoices.ksef_number, invoices.session
    FROM json_each(${JSON.stringify(numbers)}) AS asked
    CROSS JOIN invoice_uniqueness AS taken
      ON taken.seller_nip = asked.value->>0 AND taken.kind = asked.value->>1
      AND taken.invoice_number = asked.value->>2
    JOIN invoices ON invoices.id = taken.invoice
    WHERE taken.taken_until_year >= ${year}`.execute(db);
  return new Map(rows.map((row) => [keyOf(row.seller_nip, row.kind, row.invoice_number), row]));
}

/** Where its number is taken. */
function duplicateIn(
  taken: ReadonlyMap<string, Earlier>,
  { seller, kind, number }: DocumentFacts,
): Refusal | undefined {
  const earlier = taken.get(keyOf(seller.nip, kind, number));
  if (!earlier) return undefined;
  const { ksef_number, session } = earlier;
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

/** Microseconds that twelve hexadecimal digits count before they begin again: almost nine years. */
const technicalNumbers = 2 ** 48;

/**
 * A number that no invoice has, as no other has this moment (and days are not the same nine years later). Numbers come in
 * order, as in the real system, so the index that holds them grows at its end: random ones touch all of its pages.
 */
function freshKsefNumber(sellerNip: string, invoicingDate: Instant, acquired: Instant): string {
  const date = warsawDay(invoicingDate).replaceAll('-', '');
  const technical = (acquired % technicalNumbers).toString(16).toUpperCase().padStart(12, '0');
  return ksefNumber({ sellerNip, date, technical });
}

/** Verdicts of a transaction, and for how many of them rows were made. */
export interface VerdictCounts {
  readonly accepted: number;
  readonly refused: number;
  readonly made: number;
}

/** Counts verdicts in their session. @returns its status */
export async function countVerdicts(
  db: Queries,
  { instants }: Invoicing,
  session: string,
  { accepted, refused, made }: VerdictCounts,
): Promise<number> {
  const { status_code } = await db
    .updateTable('invoice_sessions')
    .set(({ eb }) => ({
      invoice_count: eb('invoice_count', '+', made),
      successful_count: eb('successful_count', '+', accepted),
      failed_count: eb('failed_count', '+', refused),
      updated_at: instants.next(),
    }))
    .where('reference_number', '=', session)
    .returning('status_code')
    .executeTakeFirstOrThrow();
  return status_code;
}
