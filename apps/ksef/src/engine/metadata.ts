/**
 * Looking for invoices by their metadata.
 * Source: the official operation «query metadata», and the page on the high-water mark.
 */
import { token } from '@kwit/invoice/facts';
import {
  type InvoiceMetadata,
  type InvoiceQueryDateType,
  type InvoiceQueryFilters,
  invoiceQueryMaxRangeDays,
  invoiceQueryMaxResults,
  type QueryInvoicesMetadataResponse,
  type SortOrder,
} from '@kwit/ksef-contract';
import type { ExpressionBuilder, Selectable, SelectQueryBuilder } from 'kysely';
import { apiTexts } from '../api-texts.ts';
import type { InvoiceRow } from '../store/sessions.ts';
import type { Queries, Tables } from '../store/store.ts';
import { type Instant, instantText, isLongerThan, parseInstant, warsawDay } from './invoices/instants.ts';

export interface MetadataQuery {
  readonly context: { readonly type: string; readonly value: string };
  readonly filters: InvoiceQueryFilters;
  readonly sortOrder: SortOrder;
  readonly pageOffset: number;
  readonly pageSize: number;
}

/** Moments between which invoices are looked for; both belong to the range. */
export interface Range {
  readonly from: Instant;
  readonly to: Instant;
}

/** Why a range is refused: an error of validation with its field, or one beyond the data that there is. */
export type RangeProblem =
  | { readonly kind: 'invalid'; readonly field: string; readonly detail: string }
  | { readonly kind: 'beyond-high-water-mark' };

/**
 * The range of a query in moments.
 * @param now until when invoices can be found
 * @param highWaterMark up to here nothing more can appear
 */
export function rangeOf(
  filter: InvoiceQueryFilters['dateRange'],
  now: Instant,
  highWaterMark: Instant,
): Range | RangeProblem {
  const from = parseInstant(filter.from);
  if (from === undefined) return notAMoment('dateRange.from', filter.from);
  const given = filter.to === undefined || filter.to === null ? undefined : parseInstant(filter.to);
  if (typeof filter.to === 'string' && given === undefined) return notAMoment('dateRange.to', filter.to);
  const to = given ?? Math.max(now, from);
  if (to < from) {
    const detail = apiTexts.notInOrder('dateRange.from', 'dateRange.to');
    return { kind: 'invalid', field: 'dateRange', detail };
  }
  if (isLongerThan(from, to, invoiceQueryMaxRangeDays)) {
    const detail = apiTexts.tooLongRange('dateRange', invoiceQueryMaxRangeDays);
    return { kind: 'invalid', field: 'dateRange', detail };
  }
  if (filter.dateType !== 'PermanentStorage' || filter.restrictToPermanentStorageHwmDate !== true) {
    return { from, to };
  }
  return from > highWaterMark
    ? { kind: 'beyond-high-water-mark' }
    : { from, to: Math.min(to, highWaterMark) };
}

const notAMoment = (field: string, value: string): RangeProblem => ({
  kind: 'invalid',
  field,
  detail: `'${field}' is not a valid date and time: '${value}'.`,
});

const columnOf = {
  Issue: 'issue_date',
  Invoicing: 'invoicing_date',
  PermanentStorage: 'permanent_storage_date',
} as const satisfies Record<InvoiceQueryDateType, string>;

/**
 * One page of what was found, in the order of the date asked for; those of one moment in the order in which
 * they were sent. Beyond `invoiceQueryMaxResults` invoices nothing is found: the range must be narrowed.
 */
export async function findMetadata(
  db: Queries,
  query: MetadataQuery,
  range: Range,
  now: Instant,
  highWaterMark: Instant,
): Promise<QueryInvoicesMetadataResponse> {
  const { dateType } = query.filters.dateRange;
  const first = query.pageOffset * query.pageSize;
  const room = Math.max(Math.min(query.pageSize, invoiceQueryMaxResults - first), 0);
  const column = columnOf[dateType];
  const direction = query.sortOrder === 'Desc' ? 'desc' : 'asc';
  const rows = await filtered(db, query, range, now)
    .orderBy(`access.${column}`, direction)
    .orderBy('access.invoice', direction)
    .limit(room + 1)
    .offset(Math.min(first, invoiceQueryMaxResults))
    .execute();
  const hasMore = rows.length > room;
  return {
    hasMore,
    isTruncated: hasMore && first + room >= invoiceQueryMaxResults,
    permanentStorageHwmDate:
      dateType === 'PermanentStorage' ? instantText(Math.min(range.to, highWaterMark)) : null,
    invoices: rows.slice(0, room).map(metadataOf),
  };
}

type WithAccess = Tables & { access: Tables['invoice_access'] };
type Search = SelectQueryBuilder<WithAccess, 'access' | 'invoices', Selectable<InvoiceRow>>;

function filtered(db: Queries, { context, filters }: MetadataQuery, range: Range, now: Instant): Search {
  const column = `access.${columnOf[filters.dateRange.dateType]}` as const;
  const byDay = filters.dateRange.dateType === 'Issue';
  const search = db
    .selectFrom('invoice_access as access')
    .innerJoin('invoices', 'invoices.id', 'access.invoice')
    .selectAll('invoices')
    .where('access.context_value', '=', context.value)
    .where('access.context_type', '=', context.type)
    .where('access.subject', '=', filters.subjectType)
    .where('access.permanent_storage_date', '<=', now)
    .where(column, '>=', byDay ? warsawDay(range.from) : range.from)
    .where(column, '<=', byDay ? warsawDay(range.to) : range.to);
  return conditionsOf(filters).reduce<Search>((narrowed, condition) => narrowed.where(condition), search);
}

type Condition = (on: ExpressionBuilder<WithAccess, 'access' | 'invoices'>) => ReturnType<typeof on.and>;

function conditionsOf(filters: InvoiceQueryFilters): Condition[] {
  const conditions: Condition[] = [];
  const equal = (column: keyof InvoiceRow, value: string | number | null | undefined) => {
    if (value === null || value === undefined) return;
    conditions.push((on) => on.and([on(`invoices.${column}`, '=', value)]));
  };
  const oneOf = (column: keyof InvoiceRow, values: readonly string[] | null | undefined) => {
    if (!values || values.length === 0) return;
    conditions.push((on) => on.and([on(`invoices.${column}`, 'in', values)]));
  };
  equal('ksef_number', filters.ksefNumber);
  equal('invoice_number', token(filters.invoiceNumber ?? undefined));
  equal('seller_nip', filters.sellerNip);
  equal('buyer_type', filters.buyerIdentifier?.type);
  equal('buyer_value', filters.buyerIdentifier?.value);
  oneOf('currency', filters.currencyCodes);
  equal('invoicing_mode', filters.invoicingMode);
  equal('is_self_invoicing', flag(filters.isSelfInvoicing));
  equal('form_value', filters.formType);
  oneOf('invoice_type', filters.invoiceTypes);
  equal('has_attachment', flag(filters.hasAttachment));
  const amount = amountCondition(filters.amount);
  return amount ? [...conditions, amount] : conditions;
}

const flag = (value: boolean | null | undefined): number | undefined =>
  typeof value === 'boolean' ? Number(value) : undefined;

const amountColumns = { Brutto: 'gross_amount', Netto: 'net_amount', Vat: 'vat_amount' } as const;

function amountCondition(amount: InvoiceQueryFilters['amount']): Condition | undefined {
  if (!amount) return undefined;
  const column = `invoices.${amountColumns[amount.type]}` as const;
  return (on) =>
    on.and([
      ...(typeof amount.from === 'number' ? [on(column, '>=', amount.from)] : []),
      ...(typeof amount.to === 'number' ? [on(column, '<=', amount.to)] : []),
    ]);
}

/** The metadata of an accepted invoice. */
export function metadataOf(row: Selectable<InvoiceRow>): InvoiceMetadata {
  const known = acceptedRow(row);
  return {
    ksefNumber: known.ksef_number,
    invoiceNumber: known.invoice_number,
    issueDate: known.issue_date,
    invoicingDate: instantText(known.invoicing_date),
    acquisitionDate: instantText(known.acquisition_date),
    permanentStorageDate: instantText(known.permanent_storage_date),
    seller: { nip: known.seller_nip, name: row.seller_name },
    buyer: {
      identifier: {
        type: known.buyer_type as InvoiceMetadata['buyer']['identifier']['type'],
        value: row.buyer_value,
      },
      name: row.buyer_name,
    },
    netAmount: row.net_amount ?? 0,
    grossAmount: row.gross_amount ?? 0,
    vatAmount: row.vat_amount ?? 0,
    currency: known.currency,
    invoicingMode: known.invoicing_mode,
    invoiceType: known.invoice_type as InvoiceMetadata['invoiceType'],
    formCode: { systemCode: row.system_code, schemaVersion: row.schema_version, value: row.form_value },
    isSelfInvoicing: row.is_self_invoicing === 1,
    hasAttachment: row.has_attachment === 1,
    invoiceHash: row.invoice_hash,
    hashOfCorrectedInvoice: row.hash_of_corrected,
    thirdSubjects: row.third_subjects === null ? [] : JSON.parse(row.third_subjects),
    authorizedSubject: row.authorized_subject === null ? null : JSON.parse(row.authorized_subject),
  };
}

const factColumns = [
  'ksef_number',
  'invoice_number',
  'issue_date',
  'acquisition_date',
  'permanent_storage_date',
  'seller_nip',
  'buyer_type',
  'currency',
  'invoicing_mode',
  'invoice_type',
] as const;

type Accepted = Selectable<InvoiceRow> & {
  [Column in (typeof factColumns)[number]]: NonNullable<Selectable<InvoiceRow>[Column]>;
};

/** An accepted invoice has all facts: acceptance writes them together. */
function acceptedRow(row: Selectable<InvoiceRow>): Accepted {
  for (const column of factColumns) {
    if (row[column] === null)
      throw new Error(`invoice ${row.reference_number} is accepted without ${column}`);
  }
  return row as Accepted;
}
