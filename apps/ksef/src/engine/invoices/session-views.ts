/** What callers are told of sessions and of the invoices in them. */
import {
  batchSessionStatuses,
  type CommonSessionStatus,
  type FailedSessionInvoicesResponse,
  type InvoiceStatusInfo,
  invoiceStatuses,
  type ListSessionsParameters,
  onlineSessionStatuses,
  type SessionInvoiceStatusResponse,
  type SessionInvoicesResponse,
  type SessionStatusResponse,
  type SessionsQueryResponse,
  statusText,
} from '@kwit/ksef-contract';
import type { Selectable } from 'kysely';
import { refusal } from '../../errors.ts';
import type { InvoiceRow } from '../../store/sessions.ts';
import { continuationToken, readContinuation } from '../continuation.ts';
import { closingWork, expireSessions } from './closing.ts';
import { type Instant, instantText, parseInstant } from './instants.ts';
import type { Invoicing, Sender } from './invoicing.ts';
import { receiptPaths } from './receipt-paths.ts';
import { sessionUpos } from './receipts.ts';
import { type SessionRow, seesAllSessions } from './session-access.ts';

type Invoice = Selectable<InvoiceRow>;

const statusCodes: Readonly<Record<CommonSessionStatus, readonly number[]>> = {
  InProgress: [100, 150, 170],
  Succeeded: [200],
  Failed: [405, 415, 420, 430, 435, 445, 500],
  Cancelled: [440],
};

/** The state of a session, with addresses of its receipts once it was processed. */
export async function sessionStatus(
  invoicing: Invoicing,
  session: SessionRow,
): Promise<SessionStatusResponse> {
  return {
    status: statusOf(session),
    dateCreated: instantText(session.created_at),
    dateUpdated: instantText(session.updated_at),
    validUntil: instantText(session.valid_until),
    ...(await receiptsOf(invoicing, session)),
    ...countsOf(session),
  };
}

/**
 * What is zero is not said of an interactive session, nor anything of a package of which nothing was taken:
 * integrators rely on its absence.
 */
function countsOf(session: SessionRow): Partial<SessionStatusResponse> {
  if (session.type === 'Batch' && session.invoice_count > 0) {
    return {
      invoiceCount: session.invoice_count,
      successfulInvoiceCount: session.successful_count,
      failedInvoiceCount: session.failed_count,
    };
  }
  return {
    ...(session.invoice_count > 0 ? { invoiceCount: session.invoice_count } : {}),
    ...(session.successful_count > 0 ? { successfulInvoiceCount: session.successful_count } : {}),
    ...(session.failed_count > 0 ? { failedInvoiceCount: session.failed_count } : {}),
  };
}

function statusOf({ type, status_code: code, status_details }: SessionRow): SessionStatusResponse['status'] {
  const statuses = type === 'Batch' ? batchSessionStatuses : onlineSessionStatuses;
  const description = (statusText(statuses, code) ?? '').replace('{statusCode}', String(code));
  // Until a session fails for its key, the reason is known and not yet told.
  const isFailure = code >= 400;
  const details: string[] | null = isFailure && status_details !== null ? JSON.parse(status_details) : null;
  return details === null ? { code, description } : { code, description, details };
}

async function receiptsOf(
  { engine, links, instants }: Invoicing,
  session: SessionRow,
): Promise<Pick<SessionStatusResponse, 'upo'>> {
  if (session.status_code < onlineSessionStatuses.processed.code) return {};
  const upos = await sessionUpos(engine.store.db, session.reference_number);
  // A package that failed after some of its invoices were accepted has a receipt of these.
  if (upos.length === 0 && session.status_code !== onlineSessionStatuses.processed.code) return {};
  const pages = upos.map(({ reference, page }) => {
    const link = links.linkTo(receiptPaths.ofSession(session.reference_number, page ?? 1), instants.clock());
    return {
      referenceNumber: reference,
      downloadUrl: link.url,
      downloadUrlExpirationDate: instantText(link.expires),
    };
  });
  return { upo: { pages } };
}

/** Sessions of the caller's context, newest first; whoever may only write invoices sees their own. */
export async function listSessions(
  { engine, instants }: Invoicing,
  sender: Sender,
  filters: ListSessionsParameters,
  continuation: string | undefined,
): Promise<SessionsQueryResponse> {
  const { db } = engine.store;
  await expireSessions(db, instants.clock());
  engine.background.wake(closingWork);
  const pageSize = filters.pageSize ?? 10;
  let query = db
    .selectFrom('invoice_sessions')
    .selectAll()
    .where('context_type', '=', sender.context.type)
    .where('context_value', '=', sender.context.value)
    .where('type', '=', filters.sessionType);
  if (!seesAllSessions(sender)) {
    query = query
      .where('author_type', '=', sender.subject.type)
      .where('author_value', '=', sender.subject.value);
  }
  if (filters.referenceNumber !== undefined) {
    query = query.where('reference_number', '=', filters.referenceNumber);
  }
  for (const { field, column, operator } of dateFilters) {
    const text = filters[field];
    if (text !== undefined) query = query.where(column, operator, momentOf(field, text));
  }
  if (filters.statuses !== undefined && filters.statuses.length > 0) {
    query = query.where('status_code', 'in', [
      ...new Set(filters.statuses.flatMap((name) => statusCodes[name])),
    ]);
  }
  const { pageSize: _, ...others } = filters;
  const key = ['sessions', sender.context, sender.subject, others];
  const place = readContinuation(key, continuation, ['number', 'string']);
  if (place) {
    const [createdAt, reference] = place;
    query = query.where((on) =>
      on.or([
        on('created_at', '<', createdAt),
        on.and([on('created_at', '=', createdAt), on('reference_number', '<', reference)]),
      ]),
    );
  }
  const rows = await query
    .orderBy('created_at', 'desc')
    .orderBy('reference_number', 'desc')
    .limit(pageSize + 1)
    .execute();
  const page = rows.slice(0, pageSize);
  const last = rows.length > pageSize ? page.at(-1) : undefined;
  return {
    ...(last ? { continuationToken: continuationToken(key, [last.created_at, last.reference_number]) } : {}),
    sessions: page.map((session) => ({
      referenceNumber: session.reference_number,
      status: statusOf(session),
      dateCreated: instantText(session.created_at),
      dateUpdated: instantText(session.updated_at),
      validUntil: instantText(session.valid_until),
      totalInvoiceCount: session.invoice_count,
      successfulInvoiceCount: session.successful_count,
      failedInvoiceCount: session.failed_count,
    })),
  };
}

const dateFilters = [
  { field: 'dateCreatedFrom', column: 'created_at', operator: '>=' },
  { field: 'dateCreatedTo', column: 'created_at', operator: '<=' },
  { field: 'dateClosedFrom', column: 'closed_at', operator: '>=' },
  { field: 'dateClosedTo', column: 'closed_at', operator: '<=' },
  { field: 'dateModifiedFrom', column: 'updated_at', operator: '>=' },
  { field: 'dateModifiedTo', column: 'updated_at', operator: '<=' },
] as const;

function momentOf(field: string, text: string): Instant {
  const instant = parseInstant(text);
  if (instant === undefined) throw refusal(21405, `The value '${text}' is not valid for ${field}.`);
  return instant;
}

/** The invoices of a session in the order in which they were sent. @param only `failed`: those that were refused */
export async function listSessionInvoices(
  invoicing: Invoicing,
  session: SessionRow,
  only: 'all' | 'failed',
  pageSize: number,
  continuation: string | undefined,
): Promise<SessionInvoicesResponse> {
  let query = invoicing.engine.store.db
    .selectFrom('invoices')
    .selectAll()
    .where('session', '=', session.reference_number);
  if (only === 'failed') query = query.where('status_code', '>=', 400);
  const key = ['session-invoices', session.reference_number, only];
  const place = readContinuation(key, continuation, ['number']);
  if (place) query = query.where('ordinal', '>', place[0]);
  const rows = await query
    .orderBy('ordinal')
    .limit(pageSize + 1)
    .execute();
  const page = rows.slice(0, pageSize);
  const last = rows.length > pageSize ? page.at(-1) : undefined;
  return {
    ...(last ? { continuationToken: continuationToken(key, [last.ordinal]) } : {}),
    invoices: page.map((row) => invoiceView(invoicing, row)),
  };
}

/** The list of refused invoices, which is left out where there are none. */
export const withoutEmptyList = ({
  invoices,
  ...rest
}: SessionInvoicesResponse): FailedSessionInvoicesResponse =>
  invoices.length > 0 ? { ...rest, invoices } : rest;

/** One invoice as its session shows it. Absent is what is not known, or not yet. */
export function invoiceView({ instants, links }: Invoicing, invoice: Invoice): SessionInvoiceStatusResponse {
  const now = instants.now();
  const { file_name, invoice_number, ksef_number, acquisition_date, permanent_storage_date, invoicing_mode } =
    invoice;
  const link =
    ksef_number === null
      ? undefined
      : links.linkTo(receiptPaths.ofInvoice(invoice.session, ksef_number), instants.clock());
  const isStored = permanent_storage_date !== null && permanent_storage_date <= now;
  return {
    ordinalNumber: invoice.ordinal,
    ...(invoice_number === null ? {} : { invoiceNumber: invoice_number }),
    ...(ksef_number === null ? {} : { ksefNumber: ksef_number }),
    referenceNumber: invoice.reference_number,
    invoiceHash: invoice.invoice_hash,
    ...(file_name === null ? {} : { invoiceFileName: file_name }),
    ...(acquisition_date === null ? {} : { acquisitionDate: instantText(acquisition_date) }),
    invoicingDate: instantText(invoice.invoicing_date),
    ...(isStored ? { permanentStorageDate: instantText(permanent_storage_date) } : {}),
    ...(link ? { upoDownloadUrl: link.url, upoDownloadUrlExpirationDate: instantText(link.expires) } : {}),
    ...(invoicing_mode === null ? {} : { invoicingMode: invoicing_mode }),
    status: invoiceStatusOf(invoice),
  };
}

function invoiceStatusOf({
  status_code: code,
  status_details,
  status_extensions,
}: Invoice): InvoiceStatusInfo {
  return {
    code,
    description: statusText(invoiceStatuses, code) ?? '',
    ...(status_details === null ? {} : { details: JSON.parse(status_details) }),
    ...(status_extensions === null ? {} : { extensions: JSON.parse(status_extensions) }),
  };
}
