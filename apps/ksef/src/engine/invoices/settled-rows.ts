/** The rows of invoices that have their verdict: many at once, by few statements. */
import { invoiceStatuses } from '@kwit/ksef-contract';
import type { Insertable, Selectable } from 'kysely';
import { type Cell, type CellsOf, insertMany } from '../../store/bulk.ts';
import type { InvoiceRow } from '../../store/sessions.ts';
import type { Queries } from '../../store/store.ts';
import { accessTo, type InvoiceAccess } from './access.ts';
import type { Refusal } from './document.ts';
import type { DocumentFacts } from './facts/document-facts.ts';
import type { Instant } from './instants.ts';
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
export interface Accepted {
  readonly id: number;
  readonly invoice: JudgedInvoice;
  readonly approval: Approval;
  readonly ksefNumber: string;
  readonly acquired: Instant;
  readonly stored: Instant;
}
export type Settled = Refused | Accepted;

export const isAccepted = (settled: Settled): settled is Accepted => 'approval' in settled;
const isRefused = (settled: Settled): settled is Refused => 'refusal' in settled;

/** Writes down what became of invoices, inside a transaction. */
export async function writeSettled(db: Queries, settled: readonly Settled[]): Promise<void> {
  const accepted = settled.filter(isAccepted);
  await writeAccepted(db, accepted);
  await writeRefused(db, settled.filter(isRefused));
  await writeDocuments(db, settled);
  await writeNumbers(db, accepted);
  await writeAccess(db, accepted);
}

/** A cell that says what an accepted invoice says. */
const fact =
  (read: (facts: DocumentFacts) => Cell) =>
  ({ approval }: Accepted): Cell =>
    read(approval.facts);

const json = (value: object | null | undefined): string | null => (value ? JSON.stringify(value) : null);
const jsonList = (list: readonly unknown[]): string | null => (list.length > 0 ? JSON.stringify(list) : null);

/** What is known before the verdict. */
const givenCells = {
  id: ({ id }) => id,
  reference_number: ({ invoice }) => invoice.reference_number,
  session: ({ invoice }) => invoice.session,
  ordinal: ({ invoice }) => invoice.ordinal,
  invoice_hash: ({ invoice }) => invoice.invoice_hash,
  invoice_size: ({ invoice }) => invoice.invoice_size,
  declared_offline: ({ invoice }) => invoice.declared_offline,
  hash_of_corrected: ({ invoice }) => invoice.hash_of_corrected,
  file_name: ({ invoice }) => invoice.file_name,
  invoicing_date: ({ invoice }) => invoice.invoicing_date,
  due_at_ms: ({ invoice }) => invoice.due_at_ms,
  system_code: ({ invoice }) => invoice.system_code,
  schema_version: ({ invoice }) => invoice.schema_version,
  form_value: ({ invoice }) => invoice.form_value,
} satisfies CellsOf<'invoices', Settled>;

/** Why it was refused; what it says is not kept, but for its number. */
const refusedCells = {
  status_code: ({ refusal }) => invoiceStatuses[refusal.status].code,
  status_details: ({ refusal }) => jsonList(refusal.details),
  status_extensions: ({ refusal }) => json(refusal.extensions),
  invoice_number: ({ refusal }) => refusal.invoiceNumber ?? null,
} satisfies CellsOf<'invoices', Refused>;

/** The facts as the metadata query answers and filters them; its amounts are JSON numbers by contract. */
const acceptedCells = {
  status_code: () => invoiceStatuses.succeeded.code,
  invoicing_mode: ({ approval }) => approval.invoicingMode,
  ksef_number: ({ ksefNumber }) => ksefNumber,
  acquisition_date: ({ acquired }) => acquired,
  permanent_storage_date: ({ stored }) => stored,
  invoice_number: fact(({ number }) => number),
  issue_date: fact(({ issueDate }) => issueDate),
  kind: fact(({ kind }) => kind),
  invoice_type: fact(({ invoiceType }) => invoiceType),
  seller_nip: fact(({ seller }) => seller.nip),
  seller_name: fact(({ seller }) => seller.name),
  buyer_type: fact(({ buyer }) => buyer.identifier.type),
  buyer_value: fact(({ buyer }) => buyer.identifier.value),
  buyer_name: fact(({ buyer }) => buyer.name),
  third_subjects: fact(({ thirdParties }) => jsonList(thirdParties)),
  authorized_subject: fact(({ authorizedParty }) => json(authorizedParty)),
  currency: fact(({ currency }) => currency),
  net_amount: fact(({ net }) => Number(net)),
  vat_amount: fact(({ vat }) => Number(vat)),
  gross_amount: fact(({ gross }) => Number(gross)),
  is_self_invoicing: fact(({ isSelfInvoicing }) => Number(isSelfInvoicing)),
  has_attachment: fact(({ hasAttachment }) => Number(hasAttachment)),
} satisfies CellsOf<'invoices', Accepted>;

/** Makes the rows that are not there yet; those that are only get their verdict. */
function writing<One extends Settled>(
  verdictCells: CellsOf<'invoices', One>,
): (db: Queries, settled: readonly One[]) => Promise<void> {
  const cells = { ...givenCells, ...verdictCells };
  const updates = Object.keys(verdictCells).map((column) => `${column} = excluded.${column}`);
  const onConflict = `(id) DO UPDATE SET ${updates.join(', ')}`;
  return (db, settled) => insertMany(db, 'invoices', cells, settled, onConflict);
}

const writeAccepted = writing(acceptedCells);
const writeRefused = writing(refusedCells);

const documentCells: CellsOf<'invoice_documents', Settled> = {
  invoice: ({ id }) => id,
  content: (one) => (isAccepted(one) ? one.approval.document.content : null),
  unpacked_size: (one) => (isAccepted(one) ? (one.approval.document.packed?.sizeBytes ?? null) : null),
  unpacked_crc32: (one) => (isAccepted(one) ? (one.approval.document.packed?.crc32 ?? null) : null),
};

/** Keeps what was accepted; a refused invoice is not kept, as in the real system. */
async function writeDocuments(db: Queries, settled: readonly Settled[]): Promise<void> {
  const onConflict = `(invoice) DO UPDATE SET encrypted = NULL, content = excluded.content,
    unpacked_size = excluded.unpacked_size, unpacked_crc32 = excluded.unpacked_crc32`;
  await insertMany(db, 'invoice_documents', documentCells, settled, onConflict);
}

const numberCells: CellsOf<'invoice_uniqueness', Accepted> = {
  seller_nip: ({ approval }) => approval.facts.seller.nip,
  kind: ({ approval }) => approval.facts.kind,
  invoice_number: ({ approval }) => approval.facts.number,
  taken_until_year: ({ approval }) => Number(approval.facts.issueDate.slice(0, 4)) + uniqueYears,
  invoice: ({ id }) => id,
};

async function writeNumbers(db: Queries, accepted: readonly Accepted[]): Promise<void> {
  // Only a number that is taken no longer is there: all others were refused.
  const onConflict = `(seller_nip, kind, invoice_number)
    DO UPDATE SET taken_until_year = excluded.taken_until_year, invoice = excluded.invoice`;
  await insertMany(db, 'invoice_uniqueness', numberCells, accepted, onConflict);
}

interface Access {
  readonly invoice: Accepted;
  readonly access: InvoiceAccess;
}

const accessCells: CellsOf<'invoice_access', Access> = {
  context_type: ({ access }) => access.contextType,
  context_value: ({ access }) => access.contextValue,
  subject: ({ access }) => access.as,
  invoice: ({ invoice }) => invoice.id,
  issue_date: ({ invoice }) => invoice.approval.facts.issueDate,
  invoicing_date: ({ invoice }) => invoice.invoice.invoicing_date,
  permanent_storage_date: ({ invoice }) => invoice.stored,
};

async function writeAccess(db: Queries, accepted: readonly Accepted[]): Promise<void> {
  const rows = accepted.flatMap((invoice) =>
    accessTo(invoice.approval.facts).map((access): Access => ({ invoice, access })),
  );
  await insertMany(db, 'invoice_access', accessCells, rows, 'DO NOTHING');
}
