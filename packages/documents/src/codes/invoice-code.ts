/** KOD I: leads whoever has the document to the invoice in KSeF. Source: the official page on QR codes. */

import { inLanguage } from '../layout/in-language.ts';
import type { DocumentLanguage, QrCode } from '../layout/layout.ts';
import { type QrAddress, qrAddressOf } from './ksef-address.ts';
import { dayPart, hashPart, type InvoiceIdentity, nipPart } from './link-parts.ts';
import { codeTexts } from './texts.ts';

export interface InvoiceCodeData extends InvoiceIdentity {
  readonly address: QrAddress;
  /** Null while the invoice has none: «OFFLINE» stands under the code. */
  readonly ksefNumber: string | null;
}

/**
 * The page that says whether an invoice is in KSeF, and gives it to those who know more of it.
 *
 * Throws `DocumentError` 'code-address' or 'code-part', naming the part that is wrong.
 */
export function invoiceLink({
  address,
  sellerNip,
  issueDate,
  sha256,
}: Omit<InvoiceCodeData, 'ksefNumber'>): string {
  return `${qrAddressOf(address)}/invoice/${nipPart(sellerNip)}/${dayPart(issueDate)}/${hashPart(sha256)}`;
}

/** The code with that link, which every invoice carries outside KSeF. Throws what `invoiceLink` throws. */
export function invoiceCode(data: InvoiceCodeData, language: DocumentLanguage = 'pl'): QrCode {
  return {
    content: invoiceLink(data),
    caption: { text: data.ksefNumber ?? 'OFFLINE' },
    explanation: inLanguage(codeTexts.invoice, language),
    isLink: true,
  };
}
