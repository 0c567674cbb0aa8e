/** What goes into the sending of many invoices, and what comes out for each. */
import { KsefError } from './errors.ts';
import { messages } from './messages.ts';
import type { TakenInvoice } from './online-session.ts';
import type { SessionInvoice } from './session.ts';
import { unlessAborted } from './wait.ts';

/** The XML of an invoice, or what reads it when its turn comes, so that thousands need not be in memory at once. */
export type InvoiceBytes = Uint8Array | (() => Uint8Array | Promise<Uint8Array>);

/** The XML; what reads it may take its time, and is not waited for when the signal ends. */
export const bytesOf = async (
  { bytes }: { bytes: InvoiceBytes },
  signal: AbortSignal | undefined,
): Promise<Uint8Array> =>
  typeof bytes === 'function' ? unlessAborted(Promise.resolve(bytes()), signal, sendingAborted) : bytes;

export const sendingAborted = (): KsefError =>
  new KsefError({ kind: 'aborted', operation: 'sendInvoice', text: messages.aborted('sendInvoices') });

export interface InvoiceToSend {
  /** The XML exactly as it is to be kept, or what reads it. */
  readonly bytes: InvoiceBytes;
  readonly offlineMode?: boolean | undefined;
  readonly hashOfCorrectedInvoice?: string | undefined;
}

/** Where an invoice is known to KSeF. */
export interface InvoicePlace extends TakenInvoice {
  readonly sessionReferenceNumber: string;
}

/** An invoice that has its KSeF number, and where it got it. */
export interface Acceptance {
  readonly ksefNumber: string;
  /** The session in which KSeF accepted it. */
  readonly sessionReferenceNumber: string;
  /** True where KSeF had this very document already, from an earlier session. */
  readonly alreadyThere: boolean;
  /** Absent where that earlier session cannot be read any more; so is `invoice`. */
  readonly place: InvoicePlace | undefined;
  readonly invoice: SessionInvoice | undefined;
}

/** How it ended. `item` is the very object that was given. */
export type SentInvoice<Item extends InvoiceToSend = InvoiceToSend> = {
  readonly item: Item;
  /** Place in the order in which the invoices were given, from 0. */
  readonly index: number;
  readonly durationMs: number;
} & SentOutcome;

/** What became of one invoice. */
export type SentOutcome =
  | (Acceptance & {
      readonly outcome: 'accepted';
      /** The receipt; absent where it was not asked for, or could not be fetched (`error` says why). */
      readonly upo: string | undefined;
      readonly error: KsefError | undefined;
    })
  /** KSeF took it, looked at it, and rejected it: `invoice.status` says why. */
  | { readonly outcome: 'rejected'; readonly place: InvoicePlace; readonly invoice: SessionInvoice }
  /** KSeF has not taken it: `error` says why. */
  | { readonly outcome: 'not-taken'; readonly error: KsefError }
  /** Taken or perhaps taken, its end unknown: ask later, do not send again blindly. */
  | { readonly outcome: 'unknown'; readonly place: InvoicePlace | undefined; readonly error: KsefError };
