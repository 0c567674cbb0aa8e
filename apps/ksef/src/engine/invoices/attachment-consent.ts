/** Whose invoices may have attachments. Source: the official page on the verification of invoices. */
import type { Queries } from '../../store/store.ts';
import { type Instant, warsawDay } from './instants.ts';
import { verdictSentences } from './verdict-sentences.ts';

/**
 * Says of a seller why their invoices may have no attachments.
 * @param at when the invoice was taken
 * @param isAllowed whether invoices with attachments may be sent this way at all
 */
export async function attachmentRefusals(
  db: Queries,
  at: Instant,
  isAllowed: boolean,
): Promise<(sellerNip: string) => string | undefined> {
  if (!isAllowed) return () => verdictSentences.attachment;
  const today = warsawDay(at);
  const rows = await db
    .selectFrom('attachment_consents')
    .select('nip')
    .where((on) => on.or([on('ends_on', 'is', null), on('ends_on', '>', today)]))
    .execute();
  const consenting = new Set(rows.map(({ nip }) => nip));
  return (sellerNip) => (consenting.has(sellerNip) ? undefined : verdictSentences.noAttachmentConsent);
}
