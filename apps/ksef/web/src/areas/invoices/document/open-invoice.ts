/**
 * An invoice read from its XML, and what is made of it. To be imported when it is needed: it brings `@kwit/documents`
 * and the tables of all formats.
 */
import { sha256Base64OnWeb } from '@kwit/crypto/web';
import {
  documentIdentity,
  documentLayout,
  formatsWithLayout,
  invoiceCode,
  invoiceLink,
  layoutOfBytes,
  type QrCode,
  renderPdf,
} from '@kwit/documents';
import { read } from '@kwit/formats';
import type { Language } from '@kwit/ui';
import { ksefUrl } from '../../../addresses.ts';

export interface OpenedInvoice {
  readonly ksefNumber: string;
  /** Exactly the bytes that KSeF keeps. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The document can be read, and so shown; undefined otherwise. */
  readonly shown?: {
    /** As its issuer numbered it. */
    readonly number: string;
    /** KOD I, which leads to the verification page of this KSeF; none where seller or day is not told. */
    readonly codes: Readonly<Record<Language, readonly QrCode[]>>;
    readonly verificationUrl?: string;
  };
  /** Why it cannot be read. */
  readonly problem?: unknown;
}

/** Never throws for what is wrong with the document: its XML can be downloaded all the same. */
export async function openInvoice(ksefNumber: string, xml: string): Promise<OpenedInvoice> {
  const bytes = new TextEncoder().encode(xml);
  try {
    const document = read(bytes, { formats: formatsWithLayout });
    const number = documentLayout(document).head.number?.value.text ?? ksefNumber;
    const identity = documentIdentity(document);
    const isWhole = identity !== undefined && identity.sellerNip !== '' && identity.issueDate !== '';
    if (!isWhole) return { ksefNumber, bytes, shown: { number, codes: { pl: [], en: [] } } };
    const data = { ...identity, address: ksefUrl, sha256: await sha256Base64OnWeb(bytes) };
    const codes = {
      pl: [invoiceCode({ ...data, ksefNumber }, 'pl')],
      en: [invoiceCode({ ...data, ksefNumber }, 'en')],
    };
    return { ksefNumber, bytes, shown: { number, codes, verificationUrl: invoiceLink(data) } };
  } catch (problem) {
    return { ksefNumber, bytes, problem };
  }
}

/**
 * The invoice as PDF, its XML within.
 * @throws {FormatError} where it cannot be read
 */
export function invoicePdf(
  { ksefNumber, bytes, shown }: OpenedInvoice,
  language: Language,
): Uint8Array<ArrayBuffer> {
  const layout = layoutOfBytes(bytes, { language, ksefNumber, codes: shown?.codes[language] });
  return new Uint8Array(renderPdf(layout, { attachment: { name: `${ksefNumber}.xml`, bytes } }));
}

/**
 * A receipt (UPO) as PDF, its XML within.
 * @throws {FormatError} where it cannot be read
 */
export function receiptPdf(name: string, bytes: Uint8Array, language: Language): Uint8Array<ArrayBuffer> {
  const layout = layoutOfBytes(bytes, { language });
  return new Uint8Array(renderPdf(layout, { attachment: { name: `${name}.xml`, bytes } }));
}
