/** The receipt of an invoice that KSeF has. */
import type { KsefClient } from '@kwit/ksef-client';
import type { Sending } from './sending.ts';

/**
 * @returns the XML exactly as KSeF signed it
 * @throws {KsefError} where KSeF does not give it
 */
export async function upoOf(client: KsefClient, { session, reference }: Sending, ksefNumber: string) {
  if (session === undefined || reference === undefined) throw new TypeError('the invoice was not sent');
  const invoice = await client.session(session).invoice(reference);
  if (invoice.status.code === 200) return client.session(session).invoiceUpo(reference);
  // Sent before: its receipt is that of the session in which it was accepted.
  const original = await client.originalOfDuplicate(invoice);
  const referenceNumber = original?.sessionReferenceNumber ?? session;
  return client.operations.getInvoiceUpoByKsefNumber({ path: { referenceNumber, ksefNumber } });
}
