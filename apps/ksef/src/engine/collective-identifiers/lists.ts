/**
 * Lists of collective identifiers (IZ) and of the invoices in them. One is seen where it was made, and by whoever is a
 * party to an invoice in it; what is paid for an invoice only where it was made, and by the parties to that invoice.
 * Source: the official OpenAPI 2.7.0 and the change log to 2.8.1.
 */
import {
  type CollectiveIdentifierInvoicesQueryRequest,
  type CollectiveIdentifierInvoicesQueryResponse,
  type CollectiveIdentifiersByKsefNumberQueryResponse,
  type CollectiveIdentifiersQueryRequest,
  type CollectiveIdentifiersQueryResponse,
  collectiveIdentifierBadTokenText,
  collectiveIdentifierQueryMaxNumbers,
  collectiveIdentifierQueryMaxRangeDays,
} from '@kwit/ksef-contract';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { apiTexts } from '../../api-texts.ts';
import { refusal } from '../../errors.ts';
import type {
  CollectiveIdentifierInvoiceRow,
  CollectiveIdentifierRow,
} from '../../store/collective-identifiers.ts';
import type { Queries } from '../../store/store.ts';
import { continuationToken, type ListKey, readContinuation } from '../continuation.ts';
import { type ContextIdentifier, same } from '../identifiers.ts';
import { type Instant, instantText, isLongerThan, parseInstant } from '../invoices/instants.ts';

interface Page {
  readonly pageSize: number;
  readonly continuation: string | undefined;
}

const placeIn = <const Shape extends readonly ('string' | 'number')[]>(
  key: ListKey,
  { continuation }: Page,
  shape: Shape,
) => readContinuation(key, continuation, shape, collectiveIdentifierBadTokenText);

/** What a page shows of the rows that were read for it, and where the next one goes on. */
function cut<Row>(rows: readonly Row[], { pageSize }: Page): { page: readonly Row[]; last: Row | undefined } {
  const page = rows.slice(0, pageSize);
  return { page, last: rows.length > pageSize ? page.at(-1) : undefined };
}

/** A condition on the row `whole` of a collective identifier. */
type Condition = RawBuilder<SqlBool>;

const either = (first: Condition, second: Condition): Condition => sql`((${first}) OR (${second}))`;

/** Made in the context. */
const madeIn = ({ type, value }: ContextIdentifier): Condition =>
  sql`whole.context_value = ${value} AND whole.context_type = ${type}`;

/**
 * Those that were made in the context and, for that of a NIP, those over its own sales. Throws `BadRequest` 21405 for an
 * impossible range, 21418 for a token of another list.
 */
export async function queryCollectiveIdentifiers(
  db: Queries,
  context: ContextIdentifier,
  filters: CollectiveIdentifiersQueryRequest,
  page: Page,
): Promise<CollectiveIdentifiersQueryResponse> {
  const { from, to } = rangeOf(filters);
  const key = ['collective-identifiers', context, filters];
  const created = sql<SqlBool>`whole.created_at BETWEEN ${from} AND ${to}`;
  const { rows, next } = await newestFirst(db, [created, ...conditionsOf(context, filters)], key, page);
  return {
    ...next,
    collectiveIdentifiers: rows.map((row) => ({ ...viewIn(context, row), invoiceCount: row.invoice_count })),
  };
}

/** A page of those that meet all conditions, newest first, and the token of the next. */
async function newestFirst(
  db: Queries,
  conditions: readonly Condition[],
  key: ListKey,
  page: Page,
): Promise<{ rows: readonly CollectiveIdentifierRow[]; next: { continuationToken?: string } }> {
  const place = placeIn(key, page, ['number', 'string']);
  let query = db.selectFrom('collective_identifiers as whole').selectAll();
  for (const condition of conditions) query = query.where(condition);
  if (place) {
    const [createdAt, number] = place;
    query = query.where(sql<SqlBool>`(whole.created_at, whole.number) < (${createdAt}, ${number})`);
  }
  const rows = await query
    .orderBy('whole.created_at', 'desc')
    .orderBy('whole.number', 'desc')
    .limit(page.pageSize + 1)
    .execute();
  const { page: shown, last } = cut(rows, page);
  const next = last ? { continuationToken: continuationToken(key, [last.created_at, last.number]) } : {};
  return { rows: shown, next };
}

const viewIn = (context: ContextIdentifier, row: CollectiveIdentifierRow) => ({
  collectiveIdentifierNumber: row.number,
  dateCreated: instantText(row.created_at),
  createdInCurrentContext: isMadeIn(row, context),
});

const isMadeIn = (row: { context_type: string; context_value: string }, context: ContextIdentifier) =>
  same({ type: row.context_type as ContextIdentifier['type'], value: row.context_value }, context);

function conditionsOf(
  context: ContextIdentifier,
  {
    collectiveIdentifierNumber,
    invoiceCountFrom,
    invoiceCountTo,
    createdInCurrentContext,
  }: CollectiveIdentifiersQueryRequest,
): Condition[] {
  const made = madeIn(context);
  const ofOwnSales: Condition =
    context.type === 'Nip' ? sql`whole.seller_nip = ${context.value}` : sql`false`;
  return [
    either(made, ofOwnSales),
    ...given(collectiveIdentifierNumber, (number) => sql`whole.number = ${number}`),
    ...given(invoiceCountFrom, (count) => sql`whole.invoice_count >= ${count}`),
    ...given(invoiceCountTo, (count) => sql`whole.invoice_count <= ${count}`),
    ...given(createdInCurrentContext, (here) => (here ? made : sql`NOT (${made})`)),
  ];
}

const given = <Value>(
  value: Value | null | undefined,
  condition: (value: Value) => Condition,
): Condition[] => (value === null || value === undefined ? [] : [condition(value)]);

function rangeOf(filters: CollectiveIdentifiersQueryRequest): { from: Instant; to: Instant } {
  const momentOf = (field: 'dateCreatedFrom' | 'dateCreatedTo'): Instant => {
    const moment = parseInstant(filters[field]);
    if (moment === undefined) throw refusal(21405, apiTexts.wrongFormat(field));
    return moment;
  };
  const [from, to] = [momentOf('dateCreatedFrom'), momentOf('dateCreatedTo')];
  if (to < from) throw refusal(21405, apiTexts.notInOrder('dateCreatedFrom', 'dateCreatedTo'));
  if (isLongerThan(from, to, collectiveIdentifierQueryMaxRangeDays)) {
    throw refusal(21405, apiTexts.tooLongRange('dateCreated', collectiveIdentifierQueryMaxRangeDays));
  }
  return { from, to };
}

/** Whether the context is a party to an invoice. @param invoice SQL: the column with its identifier */
const isParty = (invoice: string, { type, value }: ContextIdentifier) => sql<SqlBool>`EXISTS (
  SELECT 1 FROM invoice_access AS access WHERE access.invoice = ${sql.ref(invoice)}
    AND access.context_value = ${value} AND access.context_type = ${type})`;

/** Whether the context is a party to any invoice of the collective identifier. */
const isPartyToAny = (context: ContextIdentifier) => sql<SqlBool>`EXISTS (
  SELECT 1 FROM collective_identifier_invoices AS other
  WHERE other.collective_identifier = whole.number AND ${isParty('other.invoice', context)})`;

/**
 * Invoices of some collective identifiers, by KSeF number from the last; one that is not there, or not for the context
 * to see, has none. Throws `BadRequest` 21405 for none or too many numbers, 21418 for a token of another list.
 */
export async function listCollectiveIdentifierInvoices(
  db: Queries,
  context: ContextIdentifier,
  { collectiveIdentifierNumbers: numbers }: CollectiveIdentifierInvoicesQueryRequest,
  page: Page,
): Promise<CollectiveIdentifierInvoicesQueryResponse> {
  const field = 'collectiveIdentifierNumbers';
  if (numbers.length === 0) throw refusal(21405, apiTexts.tooFew(field, 1));
  if (numbers.length > collectiveIdentifierQueryMaxNumbers) {
    throw refusal(21405, apiTexts.tooMany(field, collectiveIdentifierQueryMaxNumbers));
  }
  const key = ['invoices of collective identifiers', context, numbers];
  const place = placeIn(key, page, ['string', 'string']);
  let query = db
    .selectFrom('collective_identifier_invoices as within')
    .innerJoin('collective_identifiers as whole', 'whole.number', 'within.collective_identifier')
    .selectAll('within')
    .select(['whole.context_type', 'whole.context_value', isParty('within.invoice', context).as('is_party')])
    .where('within.collective_identifier', 'in', [...new Set(numbers)])
    .where(either(madeIn(context), isPartyToAny(context)));
  if (place) {
    const [ksefNumber, number] = place;
    query = query.where(
      sql<SqlBool>`(within.ksef_number, within.collective_identifier) < (${ksefNumber}, ${number})`,
    );
  }
  const rows = await query
    .orderBy('within.ksef_number', 'desc')
    .orderBy('within.collective_identifier', 'desc')
    .limit(page.pageSize + 1)
    .execute();
  const { page: shown, last } = cut(rows, page);
  const position = last ? [last.ksef_number, last.collective_identifier] : [];
  return {
    ...(last ? { continuationToken: continuationToken(key, position) } : {}),
    invoices: shown.map((row) => ({
      ksefNumber: row.ksef_number,
      collectiveIdentifierNumber: row.collective_identifier,
      ...detailsOf(row, Boolean(row.is_party) || isMadeIn(row, context)),
    })),
  };
}

function detailsOf({ amount, currency, description }: CollectiveIdentifierInvoiceRow, maySee: boolean) {
  const payment = amount === null || currency === null ? null : { amount, currency };
  if (maySee) return { payment, description, detailsHidden: false };
  return { detailsHidden: payment !== null || description !== null };
}

/** The collective identifiers that an invoice is in, as far as the context may see them, newest first. */
export async function listCollectiveIdentifiersOfInvoice(
  db: Queries,
  context: ContextIdentifier,
  ksefNumber: string,
  page: Page,
): Promise<CollectiveIdentifiersByKsefNumberQueryResponse> {
  const key = ['collective identifiers of invoice', context, ksefNumber];
  const within = (columns: RawBuilder<unknown>, where: Condition): RawBuilder<unknown> =>
    sql`(SELECT ${columns} FROM collective_identifier_invoices AS within
      WHERE within.ksef_number = ${ksefNumber} AND ${where})`;
  const ofInvoice: Condition = sql`whole.number IN ${within(sql`within.collective_identifier`, sql`true`)}`;
  const toParty: Condition = sql`EXISTS ${within(sql`1`, isParty('within.invoice', context))}`;
  const { rows, next } = await newestFirst(db, [ofInvoice, either(madeIn(context), toParty)], key, page);
  return { ...next, collectiveIdentifiers: rows.map((row) => viewIn(context, row)) };
}
