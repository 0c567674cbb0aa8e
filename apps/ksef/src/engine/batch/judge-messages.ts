/** What the threads that judge packages are asked, and what they answer. */
import type { InvoiceSizes } from '@kwit/formats';
import type { CompressionType, SystemCode } from '@kwit/ksef-contract';
import type { Reading } from '../invoices/document.ts';
import type { BatchRefusal } from './batch-failure.ts';
import type { PackageSource } from './encrypted-package.ts';

/** What a thread is told when it begins. */
export interface JudgeStart {
  readonly collectsBuffers: boolean;
}

export interface PackageToRead {
  readonly source: PackageSource;
  readonly compression: CompressionType;
}

/** Consecutive files of a package, by their places in it: from the first on, before the end. */
export interface Chunk {
  readonly first: number;
  readonly end: number;
}

/** A file of a package that was read as an invoice. */
export interface ReadFile {
  readonly name: string;
  /** Place of what is kept of it among the bytes of its chunk. */
  readonly offset: number;
  readonly keptBytes: number;
  /** Where it is kept compressed: the CRC-32 of the document. */
  readonly packedCrc32: number | null;
  /** Bytes of the document. */
  readonly size: number;
  /** Base64 SHA-256. */
  readonly hash: string;
  readonly reading: Reading;
}

export interface ReadChunk {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /**
   * JSON of a list of `ReadFile`, read when its turn comes: it takes half the time of a structured clone, and what waits is
   * one piece of memory instead of thousands of objects.
   */
  readonly files: Uint8Array<ArrayBuffer>;
}

/** What the invoices of a package must keep to. */
export interface HowToRead {
  readonly form: SystemCode;
  readonly sizes: InvoiceSizes;
  readonly maxInvoices: number;
}

/** Each request with its answer. */
export interface JudgeCalls {
  /** Loads what judging needs. */
  warmUp: { ask: null; answer: null };
  /** Reads the whole package once and compares it with what was declared. */
  verify: { ask: PackageToRead; answer: null };
  /** Begins to read a package, which may then be checked and read; it need not be verified yet. */
  begin: { ask: PackageToRead & HowToRead; answer: null };
  /** How large the files are, in their order. */
  sizes: { ask: null; answer: number[] };
  /** Unpacks files, to see whether they can be, unless that was seen already. What is asked next is done meanwhile. */
  check: { ask: Chunk; answer: null };
  /** Reads files; each chunk must be later in the package than the one before. */
  read: { ask: Chunk; answer: ReadChunk };
  /** Lets the package go. */
  end: { ask: null; answer: null };
  /** Takes the write-ahead log of a database file over into it. */
  checkpoint: { ask: string; answer: null };
}
export type JudgeCall = keyof JudgeCalls;

export interface JudgeRequest<Call extends JudgeCall = JudgeCall> {
  /** Comes back with the answer. */
  readonly id: number;
  readonly call: Call;
  readonly ask: JudgeCalls[Call]['ask'];
}

export type JudgeAnswer = { readonly id: number } & JudgeOutcome;

export type JudgeOutcome =
  | { readonly kind: 'done'; readonly answer: JudgeCalls[JudgeCall]['answer'] }
  | { readonly kind: 'refused'; readonly refusal: BatchRefusal }
  | { readonly kind: 'failed'; readonly error: Error };
