/** Technical corrections of offline invoices that were refused. Source: the official page «korekta techniczna». */
import type { SendInvoiceRequest } from '@kwit/ksef-contract';
import { refusal } from '../../errors.ts';
import type { Queries } from '../../store/store.ts';
import type { Sender } from './invoicing.ts';

/**
 * Refuses a correction that cannot be: of an invoice that was accepted, or that has its correction already.
 * A document that this KSeF never saw may be corrected: the real one keeps no refused invoices either.
 * Throws `BadRequest` 21405, 21166, 21167.
 */
export async function refuseImpossibleCorrection(
  db: Queries,
  { context }: Pick<Sender, 'context'>,
  { hashOfCorrectedInvoice, offlineMode }: Pick<SendInvoiceRequest, 'hashOfCorrectedInvoice' | 'offlineMode'>,
): Promise<void> {
  if (hashOfCorrectedInvoice === null || hashOfCorrectedInvoice === undefined) return;
  if (offlineMode !== true) {
    throw refusal(21405, 'HashOfCorrectedInvoice can only be provided for offline invoices');
  }
  const accepted = db
    .selectFrom('invoices')
    .innerJoin('invoice_sessions', 'invoice_sessions.reference_number', 'invoices.session')
    .select('invoices.id')
    .where('invoice_sessions.context_type', '=', context.type)
    .where('invoice_sessions.context_value', '=', context.value)
    .where('invoices.ksef_number', 'is not', null);
  const corrected = accepted.where('invoices.hash_of_corrected', '=', hashOfCorrectedInvoice);
  if (await corrected.executeTakeFirst()) {
    throw refusal(21166, 'Faktura posiada już przetworzoną prawidłowo korektę techniczną.');
  }
  const original = accepted.where('invoices.invoice_hash', '=', hashOfCorrectedInvoice);
  if (await original.executeTakeFirst()) {
    throw refusal(21167, 'Nie można wysłać korekty technicznej do prawidłowo przetworzonej faktury.');
  }
}
