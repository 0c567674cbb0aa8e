/** How far an incremental export has come: a plain object to be saved, and what is told on the way. */
import type { InvoiceMetadata, InvoiceQuerySubjectType } from '@kwit/ksef-contract';
import type { KsefError } from '../errors.ts';

/** As what the context appears on the invoices. */
export type ExportSubject = InvoiceQuerySubjectType;

export const exportSubjects: readonly ExportSubject[] = [
  'Subject1',
  'Subject2',
  'Subject3',
  'SubjectAuthorized',
];

/** Where to go on for one subject type. */
export interface SubjectPoint {
  /** Everything stored before this moment was handed out. */
  readonly from: string;
  /** What was handed out of this moment and later, which the next window has again: KSeF number and moment of storage. */
  readonly seen: Readonly<Record<string, string>>;
  /** What a package should have had and nobody could read; asked for again next time. */
  readonly unread: readonly InvoiceMetadata[];
}

/**
 * Save it together with the invoices that came before it: then a crash anywhere neither loses nor doubles one.
 *
 * ```ts
 * const point = newExportPoint({ from: '2026-02-01T00:00:00Z', subjects: ['Subject2'] });
 * ```
 */
export interface ExportPoint {
  readonly version: 1;
  readonly subjects: Readonly<Partial<Record<ExportSubject, SubjectPoint>>>;
}

/**
 * The point to begin with: nothing was handed out yet.
 *
 * ```ts
 * const point = newExportPoint({ from: new Date('2026-02-01') });
 * ```
 * @param from moment of permanent storage from which on invoices are wanted
 * @param subjects as what the context appears on them; all four without it
 */
export function newExportPoint({
  from,
  subjects = exportSubjects,
}: {
  from: Date | string;
  subjects?: readonly ExportSubject[];
}): ExportPoint {
  const moment = new Date(from).toISOString();
  const entries = subjects.map((subject) => [subject, { from: moment, seen: {}, unread: [] }] as const);
  return { version: 1, subjects: Object.fromEntries(entries) };
}

/** An invoice of the export. */
export interface ExportedInvoice {
  readonly kind: 'invoice';
  readonly subjectType: ExportSubject;
  readonly ksefNumber: string;
  readonly metadata: InvoiceMetadata;
  /** The document, its hash compared with the metadata; absent where only metadata were asked for. */
  readonly xml: Uint8Array | undefined;
}

/** An invoice that a package should have had, and why it could not be read. */
export interface UnreadInvoice {
  readonly ksefNumber: string;
  readonly subjectType: ExportSubject;
  readonly error: KsefError;
}

/** What one package had. */
export interface WindowReport {
  readonly subjectType: ExportSubject;
  readonly from: string;
  /** Where it ended; with `upTo: 'now'` more may still appear before it. */
  readonly to: string;
  /** A limit of KSeF cut the package short; the next window goes on from where it ended. */
  readonly isTruncated: boolean;
  /** Invoices that KSeF listed. */
  readonly listed: number;
  readonly delivered: number;
  /** Handed out before, and so not again. */
  readonly duplicates: number;
  readonly unread: readonly UnreadInvoice[];
}

/** Where the export has come to after a window. */
export interface ExportedWindow {
  readonly kind: 'point';
  /** To be saved, together with the invoices since the last one. */
  readonly point: ExportPoint;
  readonly window: WindowReport;
}

/** How complete it all is. The last thing told. */
export interface ExportReport {
  readonly kind: 'report';
  readonly windows: readonly WindowReport[];
  readonly delivered: number;
  readonly duplicates: number;
  readonly unread: readonly UnreadInvoice[];
  /** By subject type: everything stored up to this moment was handed out, and nothing more can appear before it. */
  readonly completeUntil: Readonly<Partial<Record<ExportSubject, string>>>;
  /**
   * By subject type: invoices that KSeF has taken and not stored for good yet, or not in order; the next export has
   * them. Absent where it was not asked for; a subject type is left out where KSeF could not be asked, because a limit
   * is used up for instance.
   */
  readonly notYetStored: Readonly<Partial<Record<ExportSubject, number>>> | undefined;
}

export type ExportStep = ExportedInvoice | ExportedWindow | ExportReport;
