/** What is known of a package on its way: a plain object, to be saved and handed in again after a crash. */
import type { AnswerOf, Operations, RequestOf } from '@kwit/ksef-contract';

type OpenBatch = RequestOf<Operations['openBatchSession']>['body'];
export type BatchFormCode = OpenBatch['formCode'];
export type BatchCompression = 'Zip' | 'TarGz';
type PartUpload = AnswerOf<Operations['openBatchSession']>['partUploadRequests'][number];

/**
 * - `packed`: its parts are in the store, nothing is sent.
 * - `open`: its session is open; `parts` tell which ones have arrived.
 * - `closing`: closing was asked for, so that KSeF may be working on it.
 * - `closed`: KSeF is working on it, or has done so.
 * - `done`: its results were handed out, and its parts are no longer kept.
 */
export type BatchStep = 'packed' | 'open' | 'closing' | 'closed' | 'done';

export interface BatchPart {
  /** Place in the package, from 1. */
  readonly ordinalNumber: number;
  /** Name in the store. */
  readonly name: string;
  /** Bytes once encrypted. */
  readonly sizeBytes: number;
  /** SHA-256 once encrypted, Base64. */
  readonly hash: string;
  readonly isUploaded: boolean;
}

export interface PackedInvoice {
  /** Place in the order in which the invoices were given, from 0. */
  readonly index: number;
  /** Name in the package; KSeF tells it with each result. */
  readonly fileName: string;
  /** SHA-256 of the document, Base64. */
  readonly invoiceHash: string;
}

/**
 * State of one package, as JSON can hold it. It has no key that opens the parts; the addresses in it let whoever has
 * them write these parts, so that it should be kept like the parts.
 */
export interface BatchState {
  readonly version: 1;
  /** Of this package alone. */
  readonly id: string;
  readonly step: BatchStep;
  readonly formCode: BatchFormCode;
  readonly offlineMode: boolean;
  readonly compressionType: BatchCompression;
  /** Bytes and SHA-256 (Base64) of the archive before it was cut and encrypted. */
  readonly sizeBytes: number;
  readonly hash: string;
  readonly parts: readonly BatchPart[];
  /** The key of the parts, encrypted under a public key of KSeF. */
  readonly encryption: OpenBatch['encryption'];
  readonly invoices: readonly PackedInvoice[];
  readonly session: BatchSessionState | undefined;
}

export interface BatchSessionState {
  readonly referenceNumber: string;
  /** How each part is sent, as KSeF said. */
  readonly uploads: readonly PartUpload[];
}

/** Where sending stands, for a progress bar. */
export interface BatchProgress {
  readonly phase: 'packing' | 'uploading' | 'processing' | 'done';
  /** Number of the package, from 1; more than 10,000 invoices make several. */
  readonly package: number;
  /** Invoices in this package so far. */
  readonly invoices: number;
  readonly parts: number;
  readonly partsUploaded: number;
  /** Absent before the session is open. */
  readonly sessionReferenceNumber: string | undefined;
}
