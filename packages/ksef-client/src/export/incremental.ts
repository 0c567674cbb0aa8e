/**
 * The algorithm of the high-water mark, apart from where packages come from. Windows lie side by side; a truncated
 * package is followed by one that begins where it ended; what two windows of a subject type share is handed out once.
 * Source: the official pages on incremental retrieval and on the high-water mark.
 */
import type { InvoiceMetadata } from '@kwit/ksef-contract';
import { KsefError } from '../errors.ts';
import { exportMessages } from './export-messages.ts';
import type {
  ExportedInvoice,
  ExportedWindow,
  ExportPoint,
  ExportReport,
  ExportStep,
  ExportSubject,
  SubjectPoint,
  UnreadInvoice,
  WindowReport,
} from './export-point.ts';

/** What one package is asked for. */
export interface ExportWindow {
  readonly subjectType: ExportSubject;
  readonly from: string;
  /** Undefined: as far as KSeF goes. */
  readonly to: string | undefined;
}

/** An invoice as it was read from a package, or why it was not. */
export type ReadInvoice = { readonly metadata: InvoiceMetadata } & (
  | { readonly xml: Uint8Array | undefined; readonly error?: undefined }
  | { readonly error: KsefError }
);

export interface ExportedPackage {
  readonly isTruncated: boolean;
  /** Moment of storage of the last invoice, where it is truncated. */
  readonly lastPermanentStorageDate: string | undefined;
  readonly permanentStorageHwmDate: string | undefined;
  /** Everything it lists. */
  readonly metadata: readonly InvoiceMetadata[];
  /** Reads those that are wanted, in any order. */
  read(wanted: (ksefNumber: string) => boolean): AsyncIterable<ReadInvoice>;
  /** Frees what it holds. */
  dispose(): Promise<void>;
}

export interface PackageSource {
  /** Undefined where the window begins beyond the high-water mark: there is nothing yet. */
  fetch(window: ExportWindow): Promise<ExportedPackage | undefined>;
  /** One invoice by itself, which a package should have had. */
  readAgain(metadata: InvoiceMetadata): Promise<ReadInvoice>;
  /** Counts what KSeF took from a moment on and has not stored for good up to there. */
  countNotYetStored?(subjectType: ExportSubject, from: string): Promise<number>;
}

export interface IncrementalOptions {
  /**
   * Whether an invoice is known already, e.g. from a database; it is then not handed out. So an invoice on which the
   * context appears twice, as buyer and as third party for instance, comes once for both subject types.
   */
  readonly isKnown?: ((ksefNumber: string) => boolean | Promise<boolean>) | undefined;
}

/** The longest window is a hundred days; a day less leaves room for clocks that differ and summer time. */
const longestWindowMs = 99 * 24 * 3_600_000;

export async function* exportIncrementally(
  source: PackageSource,
  saved: ExportPoint,
  { isKnown = () => false }: IncrementalOptions = {},
): AsyncGenerator<ExportStep, void, void> {
  let point = saved;
  const windows: WindowReport[] = [];
  const completeUntil: Partial<Record<ExportSubject, string>> = {};
  for (const [name, subject] of Object.entries(saved.subjects)) {
    const subjectType = name as ExportSubject;
    for await (const step of exportSubject(source, subjectType, subject, isKnown)) {
      if (step.kind === 'invoice') {
        yield step;
        continue;
      }
      windows.push(step.window);
      point = { ...point, subjects: { ...point.subjects, [subjectType]: step.point } };
      yield { ...step, point } satisfies ExportedWindow;
    }
    completeUntil[subjectType] = point.subjects[subjectType]?.from ?? subject.from;
  }
  const sum = (of: (window: WindowReport) => number) => windows.reduce((total, one) => total + of(one), 0);
  yield {
    kind: 'report',
    windows,
    delivered: sum(({ delivered }) => delivered),
    duplicates: sum(({ duplicates }) => duplicates),
    unread: windows.flatMap(({ unread }) => unread),
    completeUntil,
    notYetStored: await countNotYetStored(source, completeUntil),
  } satisfies ExportReport;
}

/** What could not be counted, because a limit is used up for instance, is left out: the invoices are more than their number. */
async function countNotYetStored(
  source: PackageSource,
  completeUntil: ExportReport['completeUntil'],
): Promise<ExportReport['notYetStored']> {
  if (!source.countNotYetStored) return undefined;
  const counts: Partial<Record<ExportSubject, number>> = {};
  for (const [name, reached] of Object.entries(completeUntil)) {
    const subjectType = name as ExportSubject;
    try {
      counts[subjectType] = await source.countNotYetStored(subjectType, reached);
    } catch (error) {
      if (!(error instanceof KsefError) || error.kind === 'aborted') throw error;
    }
  }
  return counts;
}

type SubjectStep = ExportedInvoice | { kind: 'point'; point: SubjectPoint; window: WindowReport };

async function* exportSubject(
  source: PackageSource,
  subjectType: ExportSubject,
  saved: SubjectPoint,
  isKnown: NonNullable<IncrementalOptions['isKnown']>,
): AsyncGenerator<SubjectStep, void, void> {
  let point = saved;
  // Where the next window begins: beyond the point where more may still appear between the two.
  let { from } = saved;
  const unread: Unread[] = [];
  for (let retried = saved.unread; ; retried = []) {
    const to = windowEnd(from);
    const packed = await source.fetch({ subjectType, from, to });
    if (!packed && retried.length === 0) return;
    const found = packed ?? nothingUpTo(from);
    try {
      const window = new Window({ source, subjectType, point, from, found, isKnown, unread });
      yield* window.invoices(retried);
      const next = nextFrom(from, to, found);
      const progress = later(next, from) || window.delivered > 0;
      if (found.isTruncated && !progress) throw stuck(from);
      point = window.pointAt(completeUntil(point.from, from, next, found));
      yield { kind: 'point', point, window: window.report(next) };
      const isLast = !found.isTruncated && (to === undefined || later(to, next));
      if (isLast) return;
      from = next;
    } finally {
      await found.dispose();
    }
  }
}

/** Where nothing is stored for good yet: the package of what an earlier run could not read. */
const nothingUpTo = (from: string): ExportedPackage => ({
  isTruncated: false,
  lastPermanentStorageDate: undefined,
  permanentStorageHwmDate: from,
  metadata: [],
  async *read() {},
  async dispose() {},
});

interface Unread {
  readonly metadata: InvoiceMetadata;
  readonly error: KsefError;
}

interface WindowParts {
  readonly source: PackageSource;
  readonly subjectType: ExportSubject;
  readonly point: SubjectPoint;
  /** Where the window begins. */
  readonly from: string;
  readonly found: ExportedPackage;
  readonly isKnown: NonNullable<IncrementalOptions['isKnown']>;
  /** What nobody could read in this run; this window adds to it. */
  readonly unread: Unread[];
}

/** One package on its way to the caller. */
class Window {
  delivered = 0;
  readonly #parts: WindowParts;
  readonly #seen: Map<string, string>;
  readonly #unreadBefore: number;
  #duplicates = 0;

  constructor(parts: WindowParts) {
    this.#parts = parts;
    this.#seen = new Map(Object.entries(parts.point.seen));
    this.#unreadBefore = parts.unread.length;
  }

  /** @param retried what an earlier run could not read */
  async *invoices(retried: readonly InvoiceMetadata[]): AsyncGenerator<ExportedInvoice, void, void> {
    const { found, isKnown } = this.#parts;
    // What could not be read before is tried first: it is in no later window.
    for (const metadata of retried) {
      if (await isKnown(metadata.ksefNumber)) this.#skip(metadata);
      else yield* this.#readAgain(metadata, undefined);
    }
    const wanted = new Map<string, InvoiceMetadata>();
    for (const metadata of found.metadata) {
      const { ksefNumber } = metadata;
      if (wanted.has(ksefNumber)) continue;
      if (this.#seen.has(ksefNumber) || (await isKnown(ksefNumber))) this.#skip(metadata);
      else wanted.set(ksefNumber, metadata);
    }
    for await (const read of found.read((ksefNumber) => wanted.has(ksefNumber))) {
      if (!wanted.delete(read.metadata.ksefNumber)) continue;
      if (read.error) yield* this.#readAgain(read.metadata, read.error);
      else yield this.#deliver(read.metadata, read.xml);
    }
    for (const metadata of wanted.values()) {
      yield* this.#readAgain(metadata, missing(metadata.ksefNumber));
    }
  }

  /** Where the next export begins, and what it has again. */
  pointAt(from: string): SubjectPoint {
    const seen = [...this.#seen].filter(([, moment]) => !later(from, moment));
    return {
      from,
      seen: Object.fromEntries(seen),
      unread: this.#parts.unread.map(({ metadata }) => metadata),
    };
  }

  report(to: string): WindowReport {
    const { subjectType, from, found, unread } = this.#parts;
    return {
      subjectType,
      from,
      to,
      isTruncated: found.isTruncated,
      listed: found.metadata.length,
      delivered: this.delivered,
      duplicates: this.#duplicates,
      unread: unread
        .slice(this.#unreadBefore)
        .map(({ metadata: { ksefNumber }, error }): UnreadInvoice => ({ ksefNumber, subjectType, error })),
    };
  }

  /** What was handed out before, or is known. */
  #skip({ ksefNumber, permanentStorageDate }: InvoiceMetadata): void {
    this.#duplicates += 1;
    this.#seen.set(ksefNumber, permanentStorageDate);
  }

  async *#readAgain(
    metadata: InvoiceMetadata,
    before: KsefError | undefined,
  ): AsyncGenerator<ExportedInvoice, void, void> {
    const read = await this.#parts.source.readAgain(metadata);
    if (!read.error) yield this.#deliver(metadata, read.xml);
    else {
      this.#seen.set(metadata.ksefNumber, metadata.permanentStorageDate);
      this.#parts.unread.push({ metadata, error: before ?? read.error });
    }
  }

  #deliver(metadata: InvoiceMetadata, xml: Uint8Array | undefined): ExportedInvoice {
    const { ksefNumber } = metadata;
    this.#seen.set(ksefNumber, metadata.permanentStorageDate);
    this.delivered += 1;
    return { kind: 'invoice', subjectType: this.#parts.subjectType, ksefNumber, metadata, xml };
  }
}

/** The end of a window that would otherwise be longer than KSeF allows. */
function windowEnd(from: string): string | undefined {
  const end = Date.parse(from) + longestWindowMs;
  return end < Date.now() ? new Date(end).toISOString() : undefined;
}

/** Where the next window begins: where a truncated package ended, else at the end of the range or the mark. */
function nextFrom(from: string, to: string | undefined, found: ExportedPackage): string {
  const { isTruncated, lastPermanentStorageDate, permanentStorageHwmDate } = found;
  if (isTruncated) {
    const dates = found.metadata.map(({ permanentStorageDate }) => permanentStorageDate);
    return lastPermanentStorageDate ?? dates.reduce((last, date) => (later(date, last) ? date : last), from);
  }
  const mark = permanentStorageHwmDate ?? to ?? from;
  const end = to !== undefined && later(mark, to) ? to : mark;
  // The mark of a server that has just answered from an older copy of its data.
  return later(from, end) ? from : end;
}

/**
 * Up to where nothing more can appear: the high-water mark at most, also where a truncated package reaches beyond it, and
 * where the window began beyond what is complete, no further than before. What is later is asked for again by the next
 * export.
 */
function completeUntil(before: string, from: string, next: string, found: ExportedPackage): string {
  if (later(from, before)) return before;
  const mark = found.permanentStorageHwmDate ?? next;
  const end = later(next, mark) ? mark : next;
  return later(before, end) ? before : end;
}

/**
 * Whether a moment is later than another, by milliseconds: KSeF tells finer ones at some places than at others, and
 * whatever is in the same millisecond counts as the same.
 */
const later = (a: string, b: string): boolean => Date.parse(a) > Date.parse(b);

const missing = (ksefNumber: string): KsefError =>
  new KsefError({
    kind: 'unexpected-answer',
    operation: 'getExportStatus',
    text: exportMessages.missing(ksefNumber),
  });

const stuck = (from: string): KsefError =>
  new KsefError({ kind: 'unexpected-answer', operation: 'exportInvoices', text: exportMessages.stuck(from) });
