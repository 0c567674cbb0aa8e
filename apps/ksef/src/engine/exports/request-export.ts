/**
 * Asking for a package of invoices, and what became of it. Source: the official operations on exports, and the page
 * on incremental retrieval.
 */

import { decryptAsKsef } from '@kwit/crypto';
import {
  type ExportInvoicesResponse,
  errorDetails,
  exportMaxConcurrent,
  exportStatuses,
  type InvoiceExportRequest,
  type InvoiceExportStatusResponse,
  type InvoicePackage,
  type InvoiceQueryFilters,
  type InvoiceQuerySubjectType,
  statusText,
} from '@kwit/ksef-contract';
import type { Selectable } from 'kysely';
import { Forbidden, Gone, refusal } from '../../errors.ts';
import type { ExportPartRow, ExportRow } from '../../store/exports.ts';
import { same } from '../identifiers.ts';
import { instantText, microsecondsPerDay, millisecondsOf } from '../invoices/instants.ts';
import type { Invoicing, Sender } from '../invoices/invoicing.ts';
import { symmetricKeyOf } from '../invoices/new-session.ts';
import { rangeOf } from '../metadata.ts';
import { newReferenceNumber } from '../reference-numbers.ts';
import { packedSuffix, partName, partPath } from './export-addresses.ts';
import { exportWork } from './packing.ts';

/** How long the state of an export is told. */
const statusDays = 7;
/** How long an address of a part works. Source: the example of the official OpenAPI. */
const linkMicroseconds = 60 * 60 * 1_000_000;

/** As what a context of each kind can be on an invoice; asked for anything else, an export is refused. */
const possibleSubjects: Readonly<Record<Sender['context']['type'], readonly InvoiceQuerySubjectType[]>> = {
  Nip: ['Subject1', 'Subject2', 'Subject3', 'SubjectAuthorized'],
  InternalId: ['Subject2', 'Subject3'],
  NipVatUe: ['Subject2', 'Subject3'],
  PeppolId: [],
};

/**
 * Begins to pack. Throws `BadRequest` 21405 for an impossible range, 21181 for a subject that the context cannot be,
 * 21182 where too many exports are under way, 21470 for an unknown public key.
 */
export async function exportInvoices(
  invoicing: Invoicing,
  { context }: Pick<Sender, 'context'>,
  { encryption, filters, onlyMetadata, compressionType }: InvoiceExportRequest,
): Promise<ExportInvoicesResponse> {
  const { engine, instants } = invoicing;
  if (!possibleSubjects[context.type].includes(filters.subjectType)) {
    throw refusal(21181, errorDetails[21181].subjectAndContext(filters.subjectType, context.type));
  }
  const now = instants.next();
  const range = rangeOf(filters.dateRange, now, now);
  if ('kind' in range && range.kind === 'invalid') throw refusal(21405, range.detail);
  const privateKey = (await engine.authorities).decryptionKey(
    'SymmetricKeyEncryption',
    encryption.publicKeyId,
  );
  const key = symmetricKeyOf(encryption, (bytes) => decryptAsKsef(privateKey, bytes));
  const referenceNumber = newReferenceNumber('invoiceExport', millisecondsOf(now));
  await engine.store.db.transaction().execute(async (db) => {
    const { running } = await db
      .selectFrom('exports')
      .select(({ fn }) => fn.countAll<number>().as('running'))
      .where('context_type', '=', context.type)
      .where('context_value', '=', context.value)
      .where('status_code', '=', exportStatuses.inProgress.code)
      .executeTakeFirstOrThrow();
    if (running >= exportMaxConcurrent) {
      throw refusal(21182, errorDetails[21182].limitReached(exportMaxConcurrent));
    }
    await db
      .insertInto('exports')
      .values({
        reference_number: referenceNumber,
        context_type: context.type,
        context_value: context.value,
        filters: JSON.stringify(filters),
        only_metadata: Number(onlyMetadata ?? false),
        compression: compressionType ?? 'Zip',
        symmetric_key: typeof key === 'string' ? null : key.key,
        initialization_vector: typeof key === 'string' ? null : key.initializationVector,
        status_code: exportStatuses.inProgress.code,
        // Told once the export fails for it.
        status_details: typeof key === 'string' ? JSON.stringify([key]) : null,
        created_at: now,
        due_at: engine.latency.dueAtMs('invoiceExport', context),
      })
      .execute();
  });
  engine.background.wake(exportWork);
  return { referenceNumber };
}

/**
 * Where an export stands. Throws `BadRequest` 21175 where there is none, `Forbidden` for one of another context,
 * `Gone` after seven days.
 */
export async function exportStatus(
  invoicing: Invoicing,
  { context }: Pick<Sender, 'context'>,
  reference: string,
): Promise<InvoiceExportStatusResponse> {
  const { engine, instants } = invoicing;
  const row = await engine.store.db
    .selectFrom('exports')
    .selectAll()
    .where('reference_number', '=', reference)
    .executeTakeFirst();
  if (!row) throw refusal(21175);
  const owner = { type: row.context_type as Sender['context']['type'], value: row.context_value };
  if (!same(owner, context)) throw new Forbidden('insufficient-resource-access');
  const now = instants.clock();
  if (now > row.created_at + statusDays * microsecondsPerDay) throw new Gone();
  const { succeeded, expired, inProgress } = exportStatuses;
  const isOver = row.status_code === succeeded.code && row.expires_at !== null && row.expires_at <= now;
  const code = isOver ? expired.code : row.status_code;
  const details = code === inProgress.code ? null : row.status_details;
  return {
    status: {
      code,
      description: (statusText(exportStatuses, code) ?? '').replace('{statusCode}', String(code)),
      ...(details === null ? {} : { details: JSON.parse(details) }),
    },
    ...(row.completed_at === null ? {} : { completedDate: instantText(row.completed_at) }),
    ...(row.expires_at === null ? {} : { packageExpirationDate: instantText(row.expires_at) }),
    ...(code === succeeded.code ? { package: await packageOf(invoicing, row) } : {}),
  };
}

async function packageOf(
  { engine, instants, links }: Invoicing,
  row: Selectable<ExportRow>,
): Promise<InvoicePackage> {
  const parts = await engine.store.db
    .selectFrom('export_parts')
    .selectAll()
    .where('export', '=', row.reference_number)
    .orderBy('ordinal')
    .execute();
  const expires = Math.min(instants.clock() + linkMicroseconds, row.expires_at ?? Number.MAX_SAFE_INTEGER);
  const suffix = packedSuffix[row.compression];
  const partOf = (part: ExportPartRow) => {
    const name = partName(row.reference_number, part.ordinal, suffix);
    return {
      ordinalNumber: part.ordinal,
      partName: name,
      method: 'GET',
      url: links.linkUntil(partPath(row.reference_number, name), expires, 'r'),
      partSize: part.size,
      partHash: part.hash,
      encryptedPartSize: part.encrypted_size,
      encryptedPartHash: part.encrypted_hash,
      expirationDate: instantText(expires),
    };
  };
  const { dateType } = (JSON.parse(row.filters) as InvoiceQueryFilters).dateRange;
  return {
    invoiceCount: row.invoice_count ?? 0,
    size: row.size ?? 0,
    parts: parts.map(partOf),
    isTruncated: row.is_truncated === 1,
    ...(row.last_date === null ? {} : { [lastDateFields[dateType]]: row.last_date }),
    ...(row.high_water_mark === null ? {} : { permanentStorageHwmDate: instantText(row.high_water_mark) }),
    compressionType: row.compression,
  };
}

const lastDateFields = {
  Issue: 'lastIssueDate',
  Invoicing: 'lastInvoicingDate',
  PermanentStorage: 'lastPermanentStorageDate',
} as const;
