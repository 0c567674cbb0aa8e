/** What is known to be refused before it is sent. Source: the official page on limits. */
import { KsefError } from '../errors.ts';
import { batchMessages } from './batch-messages.ts';

/** The most bytes of an invoice; a context may have got a higher limit from KSeF. */
export const invoiceMaxBytes = 1_000_000;
/** The same for one with attachments. */
export const invoiceWithAttachmentMaxBytes = 3_000_000;

const attachmentTag = /<(?:[\w.-]+:)?Zalacznik[\s/>]/;

/**
 * Whether the invoice has attachments, which KSeF takes in packages only.
 *
 * ```ts
 * if (hasAttachment(bytes)) for await (const result of client.sendBatch([{ bytes }])) console.log(result.outcome);
 * ```
 */
export function hasAttachment(bytes: Uint8Array): boolean {
  // Latin-1 is decoded without looking at the characters, and the tag is ASCII.
  return attachmentTag.test(new TextDecoder('latin1').decode(bytes));
}

/** Why an invoice cannot go into a package; undefined where nothing is known against it. */
export function localProblem(bytes: Uint8Array, maxBytes: number | undefined): KsefError | undefined {
  const refused = (text: KsefError['text']) =>
    new KsefError({ kind: 'refused', operation: 'openBatchSession', text });
  if (bytes.length === 0) return refused(batchMessages.empty);
  if (bytes.length <= (maxBytes ?? invoiceMaxBytes)) return undefined;
  const limit = maxBytes ?? (hasAttachment(bytes) ? invoiceWithAttachmentMaxBytes : invoiceMaxBytes);
  return bytes.length > limit ? refused(batchMessages.tooLarge(bytes.length, limit)) : undefined;
}
