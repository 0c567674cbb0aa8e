/** Where sessions and their invoices stand: from the codes of KSeF to the words of the page. */
import {
  batchSessionStatuses,
  invoiceStatuses,
  onlineSessionStatuses,
  type SessionInvoiceStatusResponse,
  type SessionStatusResponse,
  type SessionType,
} from '@kwit/ksef-contract';
import type { Tone } from '@kwit/ui';

type Stand = Pick<SessionStatusResponse, 'status'>;
type InvoiceStand = Pick<SessionInvoiceStatusResponse, 'status'>;

/** Words of the page for a session; their texts are in `texts.ts`. */
export type SessionWord = 'open' | 'sending' | 'processing' | 'processed' | 'cancelled' | 'failed';
export type InvoiceWord = 'waiting' | 'accepted' | 'refused';

/** A reference number tells the kind: its two letters after the day. */
export const typeOf = (referenceNumber: string): SessionType =>
  /^\d{8}-SB-/.test(referenceNumber) ? 'Batch' : 'Online';

/** Whether a text can be the number of a session at all; KSeF is not asked for others. */
export const isReferenceNumber = (text: string): boolean => /^\d{8}-S[BO]-[0-9A-Z-]{1,40}$/.test(text);

const lastPassingCode = 199;

export const isUnderWay = ({ status }: Stand): boolean => status.code <= lastPassingCode;
/** Open for invoices, or for the parts of a package: both kinds say so by the same code. */
export const isOpen = ({ status }: Stand): boolean => status.code === onlineSessionStatuses.open.code;

export function sessionWordOf({ status: { code } }: Stand, type: SessionType): SessionWord {
  if (code === onlineSessionStatuses.open.code) return type === 'Online' ? 'open' : 'sending';
  if (code <= lastPassingCode) return 'processing';
  if (code === onlineSessionStatuses.processed.code) return 'processed';
  return code === batchSessionStatuses.cancelled.code ? 'cancelled' : 'failed';
}

export const sessionTones: Readonly<Record<SessionWord, Tone>> = {
  open: 'waiting',
  sending: 'waiting',
  processing: 'waiting',
  processed: 'right',
  cancelled: 'neutral',
  failed: 'wrong',
};

export function invoiceWordOf({ status: { code } }: InvoiceStand): InvoiceWord {
  if (code <= lastPassingCode) return 'waiting';
  return code === invoiceStatuses.succeeded.code ? 'accepted' : 'refused';
}

export const invoiceTones: Readonly<Record<InvoiceWord, Tone>> = {
  waiting: 'waiting',
  accepted: 'right',
  refused: 'wrong',
};

/**
 * What KSeF says of an end that is none of the good ones, in sentences: the description of the code, unless a
 * particular begins with it, and the particulars.
 */
export function reasonsOf({ description, details }: Stand['status']): readonly string[] {
  const particulars = details ?? [];
  const isTold = particulars.some((detail) => detail.startsWith(description));
  return [...(isTold ? [] : [description]), ...particulars].map((sentence) =>
    /[.!?]$/.test(sentence) ? sentence : `${sentence}.`,
  );
}
