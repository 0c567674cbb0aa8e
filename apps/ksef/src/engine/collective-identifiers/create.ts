/**
 * Making collective identifiers (IZ): one number for many invoices of a seller.
 * Source: the official OpenAPI 2.7.0 and the change log to 2.8.1.
 */
import { randomBytes } from 'node:crypto';
import { collectiveIdentifierNumber } from '@kwit/crypto';
import {
  type CollectiveIdentifierInvoice,
  collectiveIdentifierInvoices,
  collectiveIdentifiersPerInvoice,
  type ErrorCode,
  errorDetails,
  type GenerateCollectiveIdentifierRequest,
  type GenerateCollectiveIdentifierResponse,
} from '@kwit/ksef-contract';
import { sql } from 'kysely';
import { apiTexts } from '../../api-texts.ts';
import { refusal } from '../../errors.ts';
import { type CellsOf, insertMany } from '../../store/bulk.ts';
import type { Queries } from '../../store/store.ts';
import type { ContextIdentifier } from '../identifiers.ts';
import { type Instant, warsawDay } from '../invoices/instants.ts';
import type { Invoicing, Sender } from '../invoices/invoicing.ts';

/** A refusal quotes so many invoices at most. */
const mostDetails = 100;

/**
 * Makes a collective identifier of invoices that the caller's context is a party to. Throws `BadRequest` 21405 for too
 * few or too many, 71005 for one twice, 71001 for one that is not there, 71004 for different sellers, 71002 for one
 * that is in as many as may be.
 */
export async function createCollectiveIdentifier(
  { engine, instants }: Invoicing,
  { context, subject }: Pick<Sender, 'context' | 'subject'>,
  { invoices }: GenerateCollectiveIdentifierRequest,
): Promise<GenerateCollectiveIdentifierResponse> {
  const { maxInvoices } = (await engine.limits.ofContext(context)).collectiveIdentifier;
  refuseCount(invoices.length, maxInvoices);
  const numbers = invoices.map(({ ksefNumber }) => ksefNumber);
  refuseAny(71005, repeated(numbers), errorDetails[71005].repeated);
  return engine.store.db.transaction().execute(async (db) => {
    const now = instants.next();
    const found = await invoicesOf(db, context, numbers, now);
    const missing = numbers.filter((number) => !found.has(number));
    refuseAny(71001, missing, errorDetails[71001].notFound);
    const sellerNip = found.get(numbers[0] ?? '')?.sellerNip ?? '';
    const ofOthers = numbers.filter((number) => found.get(number)?.sellerNip !== sellerNip);
    refuseAny(71004, ofOthers, errorDetails[71004].otherSeller);
    refuseAny(71002, await fullOf(db, context, numbers), errorDetails[71002].limitReached);
    const number = await freshNumber(db, sellerNip, now);
    await db
      .insertInto('collective_identifiers')
      .values({
        number,
        seller_nip: sellerNip,
        context_type: context.type,
        context_value: context.value,
        author_type: subject.type,
        author_value: subject.value,
        invoice_count: invoices.length,
        created_at: now,
      })
      .execute();
    await writeInvoices(db, number, invoices, found);
    return { collectiveIdentifierNumber: number };
  });
}

function refuseCount(given: number, most: number): void {
  if (given < collectiveIdentifierInvoices.minimum) {
    throw refusal(21405, apiTexts.tooFew('invoices', collectiveIdentifierInvoices.minimum));
  }
  if (given > most) throw refusal(21405, apiTexts.tooMany('invoices', most));
}

/** Refuses where there are any such numbers, with a sentence on each. */
function refuseAny(code: ErrorCode, numbers: readonly string[], detail: (number: string) => string): void {
  if (numbers.length > 0) throw refusal(code, ...numbers.slice(0, mostDetails).map(detail));
}

function repeated(numbers: readonly string[]): string[] {
  const seen = new Set<string>();
  return [...new Set(numbers.filter((number) => seen.size === seen.add(number).size))];
}

type Found = ReadonlyMap<string, { readonly id: number; readonly sellerNip: string }>;

/** Those of the invoices that the context sees. */
async function invoicesOf(
  db: Queries,
  context: ContextIdentifier,
  numbers: readonly string[],
  now: Instant,
): Promise<Found> {
  const { rows } = await sql<{ id: number; ksef_number: string; seller_nip: string }>`
    SELECT DISTINCT invoices.id, invoices.ksef_number, invoices.seller_nip
    FROM json_each(${JSON.stringify(numbers)}) AS asked
    CROSS JOIN invoices ON invoices.ksef_number = asked.value
    JOIN invoice_access AS access ON access.invoice = invoices.id
    WHERE access.context_type = ${context.type} AND access.context_value = ${context.value}
      AND access.permanent_storage_date <= ${now}`.execute(db);
  return new Map(rows.map((row) => [row.ksef_number, { id: row.id, sellerNip: row.seller_nip }]));
}

/** Those of the invoices that are in as many collective identifiers of the context as may be. */
async function fullOf(
  db: Queries,
  context: ContextIdentifier,
  numbers: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ ksef_number: string }>`
    SELECT within.ksef_number
    FROM json_each(${JSON.stringify(numbers)}) AS asked
    CROSS JOIN collective_identifier_invoices AS within ON within.ksef_number = asked.value
    JOIN collective_identifiers AS whole ON whole.number = within.collective_identifier
    WHERE whole.context_type = ${context.type} AND whole.context_value = ${context.value}
    GROUP BY within.ksef_number HAVING count(*) >= ${collectiveIdentifiersPerInvoice}`.execute(db);
  const full = new Set(rows.map((row) => row.ksef_number));
  return numbers.filter((number) => full.has(number));
}

/** A number that no other has; among 2^48 a second draw is hardly ever needed. */
async function freshNumber(db: Queries, sellerNip: string, now: Instant): Promise<string> {
  const month = warsawDay(now).slice(0, 7).replace('-', '');
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const technical = randomBytes(6).toString('hex').toUpperCase();
    const number = collectiveIdentifierNumber({ sellerNip, month, technical });
    const taken = await db
      .selectFrom('collective_identifiers')
      .select('number')
      .where('number', '=', number)
      .executeTakeFirst();
    if (!taken) return number;
  }
  throw new Error('no free number of a collective identifier found');
}

async function writeInvoices(
  db: Queries,
  number: string,
  invoices: readonly CollectiveIdentifierInvoice[],
  found: Found,
): Promise<void> {
  const cells: CellsOf<'collective_identifier_invoices', CollectiveIdentifierInvoice> = {
    collective_identifier: () => number,
    ksef_number: ({ ksefNumber }) => ksefNumber,
    invoice: ({ ksefNumber }) => found.get(ksefNumber)?.id ?? null,
    amount: ({ payment }) => payment?.amount ?? null,
    currency: ({ payment }) => payment?.currency ?? null,
    description: ({ description }) => description ?? null,
  };
  await insertMany(db, 'collective_identifier_invoices', cells, invoices);
}
