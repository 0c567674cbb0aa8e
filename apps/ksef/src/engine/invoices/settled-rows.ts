/** The rows of invoices that have their verdict: many at once, by few statements. */
import { invoiceStatuses } from '@kwit/ksef-contract';
import type { Insertable, Selectable } from 'kysely';
import { insertMany } from '../../store/bulk.ts';
import type { InvoiceRow } from '../../store/sessions.ts';
import type { Queries } from '../../store/store.ts';
import { accessTo } from './access.ts';
import type { Refusal } from './document.ts';
import type { DocumentFacts } from './facts/document-facts.ts';
import type { Instant } from './instants.ts';
import { contentColumns } from './kept-document.ts';
import type { Approval } from './verdict.ts';

type Invoice = Selectable<InvoiceRow>;
/** An invoice as it is known before its verdict: of a row that is there, or of one that is made with it. */
export type JudgedInvoice = Pick<Insertable<InvoiceRow>, 'id'> &
  Pick<
    Invoice,
    | 'reference_number'
    | 'session'
    | 'ordinal'
    | 'invoice_hash'
    | 'invoice_size'
    | 'declared_offline'
    | 'hash_of_corrected'
    | 'file_name'
    | 'invoicing_date'
    | 'due_at_ms'
    | 'system_code'
    | 'schema_version'
    | 'form_value'
  >;

/** How many full calendar years after the one of issue a number stays taken. Source: page on verification. */
const uniqueYears = 10;
interface Refused {
  readonly id: number;
  readonly invoice: JudgedInvoice;
  readonly refusal: Refusal;
}
interface Accepted {
  readonly id: number;
  readonly invoice: JudgedInvoice;
  readonly approval: Approval;
  readonly ksefNumber: string;
  readonly acquired: Instant;
  readonly stored: Instant;
}
export type Settled = Refused | Accepted;

export const isAccepted = (settled: Settled): settled is Accepted => 'approval' in settled;

/** Writes down what became of invoices, inside a transaction. */
export async function writeSettled(db: Queries, settled: readonly Settled[]): Promise<void> {
  await writeInvoices(db, settled);
  await writeDocuments(db, settled);
  await writeNumbers(db, settled);
  await writeAccess(db, settled);
}

/** The facts as the metadata query answers and filters them; its amounts are JSON numbers by contract. */
const columnsOf = (facts: DocumentFacts) => ({
  invoice_number: facts.number,
  issue_date: facts.issueDate,
  kind: facts.kind,
  invoice_type: facts.invoiceType,
  seller_nip: facts.seller.nip,
  seller_name: facts.seller.name,
  buyer_type: facts.buyer.identifier.type,
  buyer_value: facts.buyer.identifier.value,
  buyer_name: facts.buyer.name,
  third_subjects: facts.thirdParties.length > 0 ? JSON.stringify(facts.thirdParties) : null,
  authorized_subject: facts.authorizedParty ? JSON.stringify(facts.authorizedParty) : null,
  currency: facts.currency,
  net_amount: Number(facts.net),
  vat_amount: Number(facts.vat),
  gross_amount: Number(facts.gross),
  is_self_invoicing: Number(facts.isSelfInvoicing),
  has_attachment: Number(facts.hasAttachment),
});

const givenColumns = [
  'id',
  'reference_number',
  'session',
  'ordinal',
  'invoice_hash',
  'invoice_size',
  'declared_offline',
  'hash_of_corrected',
  'file_name',
  'invoicing_date',
  'due_at_ms',
  'system_code',
  'schema_version',
  'form_value',
] as const satisfies readonly (keyof InvoiceRow)[];

const verdictColumns = [
  'status_code',
  'status_details',
  'status_extensions',
  'invoicing_mode',
  'ksef_number',
  'acquisition_date',
  'permanent_storage_date',
  'invoice_number',
  'issue_date',
  'kind',
  'invoice_type',
  'seller_nip',
  'seller_name',
  'buyer_type',
  'buyer_value',
  'buyer_name',
  'third_subjects',
  'authorized_subject',
  'currency',
  'net_amount',
  'vat_amount',
  'gross_amount',
  'is_self_invoicing',
  'has_attachment',
] as const satisfies readonly (keyof InvoiceRow)[];
type VerdictColumn = (typeof verdictColumns)[number];
type VerdictCells = Partial<Record<VerdictColumn, string | number | null>>;

const updates = verdictColumns.map((column) => `${column} = excluded.${column}`).join(', ');

/** Makes the rows that are not there yet; those that are only get their verdict. */
async function writeInvoices(db: Queries, settled: readonly Settled[]): Promise<void> {
  const rows = settled.map((one) => {
    const given = { ...one.invoice, id: one.id };
    const cells: VerdictCells = isAccepted(one) ? acceptedCells(one) : refusedCells(one.refusal);
    return [
      ...givenColumns.map((column) => given[column]),
      ...verdictColumns.map((column) => cells[column] ?? null),
    ];
  });
  const columns = [...givenColumns, ...verdictColumns];
  await insertMany(db, 'invoices', columns, rows, `(id) DO UPDATE SET ${updates}`);
}

const refusedCells = ({ status, details, extensions, invoiceNumber }: Refusal): VerdictCells => ({
  status_code: invoiceStatuses[status].code,
  status_details: details.length > 0 ? JSON.stringify(details) : null,
  status_extensions: extensions ? JSON.stringify(extensions) : null,
  invoice_number: invoiceNumber ?? null,
});

const acceptedCells = ({ approval, ksefNumber, acquired, stored }: Accepted): VerdictCells => ({
  ...columnsOf(approval.facts),
  status_code: invoiceStatuses.succeeded.code,
  invoicing_mode: approval.invoicingMode,
  ksef_number: ksefNumber,
  acquisition_date: acquired,
  permanent_storage_date: stored,
});

/** Keeps what was accepted; a refused invoice is not kept, as in the real system. */
async function writeDocuments(db: Queries, settled: readonly Settled[]): Promise<void> {
  const rows = settled.map((one) => {
    if (!isAccepted(one)) return [one.id, null, null, null, null];
    const { content, packed } = one.approval.document;
    return [one.id, null, content, packed?.sizeBytes ?? null, packed?.crc32 ?? null];
  });
  const columns = ['invoice', 'encrypted', ...contentColumns] as const;
  const onConflict = `(invoice) DO UPDATE SET encrypted = NULL, content = excluded.content,
    unpacked_size = excluded.unpacked_size, unpacked_crc32 = excluded.unpacked_crc32`;
  await insertMany(db, 'invoice_documents', columns, rows, onConflict);
}

async function writeNumbers(db: Queries, settled: readonly Settled[]): Promise<void> {
  const rows = settled.filter(isAccepted).map(({ id, approval: { facts } }) => {
    const takenUntilYear = Number(facts.issueDate.slice(0, 4)) + uniqueYears;
    return [facts.seller.nip, facts.kind, facts.number, takenUntilYear, id];
  });
  const columns = ['seller_nip', 'kind', 'invoice_number', 'taken_until_year', 'invoice'] as const;
  // Only a number that is taken no longer is there: all others were refused.
  const onConflict = `(seller_nip, kind, invoice_number)
    DO UPDATE SET taken_until_year = excluded.taken_until_year, invoice = excluded.invoice`;
  await insertMany(db, 'invoice_uniqueness', columns, rows, onConflict);
}

async function writeAccess(db: Queries, settled: readonly Settled[]): Promise<void> {
  const rows = settled
    .filter(isAccepted)
    .flatMap(({ id, invoice, approval: { facts }, stored }) =>
      accessTo(facts).map(({ contextType, contextValue, as }) => [
        contextType,
        contextValue,
        as,
        id,
        facts.issueDate,
        invoice.invoicing_date,
        stored,
      ]),
    );
  const columns = [
    'context_type',
    'context_value',
    'subject',
    'invoice',
    'issue_date',
    'invoicing_date',
    'permanent_storage_date',
  ] as const;
  await insertMany(db, 'invoice_access', columns, rows, 'DO NOTHING');
}
