/** Invoices that are not in KSeF yet, or of which that is not known: where they are kept, and whether there are any. */
import { drafts } from '@kwit/ui';

/** Keys of drafts: what was typed, and what is on its way. */
export const invoiceDrafts = {
  short: 'issue-invoice.short',
  full: 'issue-invoice.full',
  sending: 'issue-invoice.sending',
  upload: 'issue-invoice.upload',
} as const;

/** Leaving would lose an invoice of which nobody knows whether it arrived, or one that is still being typed. */
export type Unsent = 'unknown' | 'typed';

export function unsentInvoice(): Unsent | undefined {
  const sending = drafts.read<{ readonly session?: string; readonly outcome?: unknown }>(
    invoiceDrafts.sending,
  );
  if (sending?.session !== undefined && sending.outcome === undefined) return 'unknown';
  const isTyped = [invoiceDrafts.short, invoiceDrafts.full].some((key) => drafts.read(key) !== undefined);
  return isTyped ? 'typed' : undefined;
}
