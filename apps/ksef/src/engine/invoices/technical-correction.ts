/** Technical corrections of offline invoices that were refused. Source: the official page «korekta techniczna». */
import { errorDetails, invoiceStatuses, type SendInvoiceRequest } from '@kwit/ksef-contract';
import { refusal } from '../../errors.ts';
import { invoiceHasHash } from '../../store/sessions.ts';
import type { Queries } from '../../store/store.ts';
import type { Sender } from './invoicing.ts';
import { verdictSentences } from './verdict-sentences.ts';

type Correction = Pick<SendInvoiceRequest, 'hashOfCorrectedInvoice' | 'offlineMode' | 'invoiceHash'>;

/**
 * The hash of the document that is corrected, as all others are written: the last digit of Base64 has bits that say
 * nothing, and may differ for the same hash. Null where nothing is corrected.
 */
export const correctedHash = ({ hashOfCorrectedInvoice: hash }: Correction): string | null =>
  hash === null || hash === undefined ? null : Buffer.from(hash, 'base64').toString('base64');

/**
 * Refuses a correction that cannot be: of itself, of an invoice that was accepted, that has its correction already, that is still
 * being judged, or that was refused for want of a right. A document that this KSeF never saw may be corrected: the real
 * one keeps no refused invoices either.
 * Throws `BadRequest` 21405, 21166, 21167.
 */
export async function refuseImpossibleCorrection(
  db: Queries,
  { context }: Pick<Sender, 'context'>,
  { hashOfCorrectedInvoice, offlineMode, invoiceHash }: Correction,
): Promise<void> {
  if (hashOfCorrectedInvoice === null || hashOfCorrectedInvoice === undefined) return;
  if (offlineMode !== true) {
    throw refusal(21405, 'HashOfCorrectedInvoice can only be provided for offline invoices');
  }
  // The page: «skrót SHA-256 pliku faktury jest inny», for the refused document was not right.
  if (hashOfCorrectedInvoice === invoiceHash) {
    throw refusal(21405, "'HashOfCorrectedInvoice' must not be equal to 'InvoiceHash'.");
  }
  const sent = db
    .selectFrom('invoices')
    .innerJoin('invoice_sessions', 'invoice_sessions.reference_number', 'invoices.session')
    .select('invoices.status_code')
    .where('invoice_sessions.context_type', '=', context.type)
    .where('invoice_sessions.context_value', '=', context.value);
  const corrected = await sent
    .where('invoices.hash_of_corrected', '=', hashOfCorrectedInvoice)
    .where('invoices.ksef_number', 'is not', null)
    .executeTakeFirst();
  if (corrected) throw refusal(21166, errorDetails[21166].alreadyCorrected());
  const originals = await sent
    .where(invoiceHasHash(hashOfCorrectedInvoice))
    .groupBy('invoices.status_code')
    .execute();
  const hindrance = hindranceOf(originals.map(({ status_code }) => status_code));
  if (hindrance !== undefined) throw refusal(21167, hindrance);
}

/** Why a document that was sent, maybe several times, and met with these statuses, may not be corrected. */
function hindranceOf(statuses: readonly number[]): string | undefined {
  const { succeeded, noPermission } = invoiceStatuses;
  if (statuses.includes(succeeded.code)) return errorDetails[21167].invoiceWasRight();
  const isCorrectable = (code: number) => code > succeeded.code && code !== noPermission.code;
  if (statuses.length === 0 || statuses.some(isCorrectable)) return undefined;
  return statuses.includes(noPermission.code)
    ? verdictSentences.correctionWithoutRight
    : verdictSentences.correctionTooEarly;
}
