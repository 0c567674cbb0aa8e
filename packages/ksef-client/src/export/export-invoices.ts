/** Incremental export of invoices from KSeF, package by package, from a saved point. */
import type { ArchiveKind } from '@kwit/archive';
import {
  type InvoiceMetadata,
  invoiceQueryMaxResults,
  type Operations,
  type RequestOf,
} from '@kwit/ksef-contract';
import { filePartStore, memoryPartStore, type PartStore } from '../batch/part-store.ts';
import type { BatchTools } from '../batch/submit-batch.ts';
import { KsefError } from '../errors.ts';
import { exportMessages } from './export-messages.ts';
import type { ExportPoint, ExportStep, ExportSubject } from './export-point.ts';
import {
  exportIncrementally,
  type IncrementalOptions,
  type PackageSource,
  type ReadInvoice,
} from './incremental.ts';

type Filters = RequestOf<Operations['exportInvoices']>['body']['filters'];

export interface IncrementalExportOptions extends IncrementalOptions {
  /** Whether documents are left out; false without it. */
  readonly onlyMetadata?: boolean | undefined;
  /** `TarGz` without it, which is many times smaller; an older KSeF may give `Zip` all the same. */
  readonly compressionType?: ArchiveKind | undefined;
  /**
   * `highWaterMark` (without it): what is complete. `now`: also what KSeF has already, though more may still appear
   * beside it; the next export looks at that range again.
   */
  readonly upTo?: 'highWaterMark' | 'now' | undefined;
  /** Further conditions, e.g. `{ formType: 'FA' }`. The point belongs to them: other conditions need another point. */
  readonly filters?: Omit<Filters, 'subjectType' | 'dateRange'> | undefined;
  /** Asks at the end how many invoices are not stored for good yet; costs a metadata query for each subject type. */
  readonly countNotYetStored?: boolean | undefined;
  /** Where the encrypted parts are while they are read; files without it, memory where there is no Node. */
  readonly store?: PartStore | undefined;
  /** Milliseconds to wait at most for a package, the hourly budget of exports included; two hours without it. */
  readonly deadlineMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

const usualDeadlineMs = 2 * 3_600_000;

export async function* incrementalExport(
  tools: BatchTools,
  point: ExportPoint,
  options: IncrementalExportOptions = {},
): AsyncGenerator<ExportStep, void, void> {
  if (point?.version !== 1 || typeof point.subjects !== 'object') {
    throw new KsefError({ kind: 'refused', operation: 'exportInvoices', text: exportMessages.badPoint });
  }
  const source = await sourceOf(tools, options);
  yield* exportIncrementally(source, point, options);
}

async function sourceOf(tools: BatchTools, options: IncrementalExportOptions): Promise<PackageSource> {
  const { fetchPackage } = await import('./fetch-package.ts');
  const { onlyMetadata = false, upTo = 'highWaterMark', filters = {}, signal } = options;
  const { compressionType = 'TarGz', deadlineMs = usualDeadlineMs } = options;
  const store =
    options.store ?? (globalThis.process?.versions?.node ? await filePartStore() : memoryPartStore());
  const fetching = { store, onlyMetadata, compressionType, upTo, filters, signal, deadlineMs };
  return {
    fetch: (window) => fetchPackage(tools, window, fetching),
    readAgain: (metadata) => readByNumber(tools, metadata, onlyMetadata, signal),
    ...(options.countNotYetStored && {
      countNotYetStored: (subjectType: ExportSubject, from: string) =>
        countFrom(
          tools,
          { ...filters, subjectType, dateRange: { dateType: 'PermanentStorage', from } },
          signal,
        ),
    }),
  };
}

/** One document by its KSeF number. */
async function readByNumber(
  { operations }: BatchTools,
  metadata: InvoiceMetadata,
  onlyMetadata: boolean,
  signal: AbortSignal | undefined,
): Promise<ReadInvoice> {
  if (onlyMetadata) return { metadata, xml: undefined };
  const { ksefNumber, invoiceHash } = metadata;
  try {
    const document = await operations.getInvoiceByKsefNumber({ path: { ksefNumber } }, { signal });
    const [{ sha256Base64 }, { damaged }] = await Promise.all([
      import('@kwit/crypto'),
      import('./fetch-package.ts'),
    ]);
    const xml = new TextEncoder().encode(document);
    return sha256Base64(xml) === invoiceHash ? { metadata, xml } : { metadata, error: damaged(metadata) };
  } catch (error) {
    if (!(error instanceof KsefError) || error.kind === 'aborted') throw error;
    return { metadata, error };
  }
}

const pageSize = 250;

/** How many invoices there are beyond a moment; those of the moment itself were handed out. */
async function countFrom(
  { operations }: BatchTools,
  filters: Filters,
  signal: AbortSignal | undefined,
): Promise<number> {
  const from = Date.parse(filters.dateRange.from);
  let count = 0;
  for (let pageOffset = 0; pageOffset * pageSize < invoiceQueryMaxResults; pageOffset += 1) {
    const page = await operations.queryInvoiceMetadata(
      { query: { pageSize, pageOffset }, body: filters },
      { signal },
    );
    count += page.invoices.filter((one) => Date.parse(one.permanentStorageDate) > from).length;
    if (!page.hasMore) break;
  }
  return count;
}
