/**
 * What KSeF says of one invoice that was sent, as far as the document alone decides it.
 * Whether its number was used before is decided when it is accepted (see `acceptance.ts`).
 * Source: the official page on the verification of invoices, statuses of the official OpenAPI.
 */

import { CryptoError, decryptContent, type SymmetricKey, sha256Base64 } from '@kwit/crypto';
import type { InvoiceSizes } from '@kwit/formats';
import { isNip } from '@kwit/invoice/facts';
import type { SystemCode } from '@kwit/ksef-contract';
import type { ContextIdentifier } from '../identifiers.ts';
import type { AttachmentRefusal } from './attachment-consent.ts';
import { type Reading, type Refusal, readDocument, refusal } from './document.ts';
import type { DocumentFacts } from './facts/document-facts.ts';
import { type Instant, warsawDay } from './instants.ts';
import { mayIssue } from './issuing-right.ts';
import type { KeptDocument } from './kept-document.ts';
import { verdictSentences } from './verdict-sentences.ts';

/** The circumstances under which an invoice was sent. */
export interface Circumstances {
  readonly context: ContextIdentifier;
  readonly invoicingDate: Instant;
  readonly declaredOffline: boolean;
  /** Why an invoice of this seller may have no attachments here; undefined where it may. */
  readonly attachmentRefusal: (sellerNip: string) => AttachmentRefusal | undefined;
  /** Whether the checksums of NIPs and internal identifiers count. */
  readonly checksIdentifiers: boolean;
}

/** An invoice as it was sent by itself. */
export interface Submission extends Circumstances {
  readonly encrypted: Uint8Array;
  readonly key: SymmetricKey;
  /** Base64 SHA-256 and size in bytes of the document, as declared. */
  readonly declaredHash: string;
  readonly declaredSize: number;
  readonly form: SystemCode;
  readonly sizes: InvoiceSizes;
}

export interface Approval {
  readonly accepted: true;
  readonly document: KeptDocument;
  readonly facts: DocumentFacts;
  readonly invoicingMode: 'Online' | 'Offline';
}

export type Verdict = Approval | Refusal;

/** Judges an invoice. Each check sees only what passed those before it; the first that fails is the verdict. */
export function judge(submission: Submission): Verdict {
  const bytes = decrypted(submission);
  if (bytes === undefined) return refusal('notDecrypted', [verdictSentences.undecryptable]);
  const bad = fileRefusal(bytes, submission);
  return (
    bad ??
    verdictOn(
      { content: bytes, packed: null },
      readDocument(bytes, submission.form, submission.sizes),
      submission,
    )
  );
}

/** The verdict on a document that was read, maybe in another thread. */
export function verdictOn(document: KeptDocument, reading: Reading, circumstances: Circumstances): Verdict {
  if (!reading.accepted) return reading;
  const { facts } = reading;
  const worse = semanticRefusal(facts, circumstances);
  if (worse) return { ...worse, invoiceNumber: facts.number };
  return { accepted: true, document, facts, invoicingMode: invoicingModeOf(facts, circumstances) };
}

function decrypted({ encrypted, key }: Submission): Uint8Array | undefined {
  try {
    return decryptContent(encrypted, key);
  } catch (error) {
    if (error instanceof CryptoError) return undefined;
    throw error;
  }
}

/** Size and digest as declared. */
function fileRefusal(bytes: Uint8Array, { declaredSize, declaredHash }: Submission): Refusal | undefined {
  if (bytes.length !== declaredSize) return refusal('badFile', [verdictSentences.size(declaredSize)]);
  if (sha256Base64(bytes) !== declaredHash) return refusal('badFile', [verdictSentences.hash(declaredHash)]);
  return undefined;
}

/** What the content says: dates, checksums, attachments, and whether the sender may issue it. */
function semanticRefusal(
  facts: DocumentFacts,
  { context, invoicingDate, checksIdentifiers, attachmentRefusal }: Circumstances,
): Refusal | undefined {
  const today = warsawDay(invoicingDate);
  if (facts.issueDate > today) {
    return refusal('badDocument', [verdictSentences.future(facts.issueDate, today)]);
  }
  const wrong = checksIdentifiers ? wrongChecksums(facts) : [];
  if (wrong.length > 0) return refusal('badDocument', wrong);
  const attachments = facts.hasAttachment ? attachmentRefusal(facts.seller.nip) : undefined;
  if (attachments !== undefined) return refusal(attachments.status, [attachments.sentence]);
  if (mayIssue(context, facts)) return undefined;
  const notEntitled = verdictSentences.notEntitled(context.value, facts.seller.nip);
  return refusal('noPermission', [verdictSentences.noInvoicePermission, notEntitled]);
}

function wrongChecksums({ seller, buyer, thirdParties, authorizedParty }: DocumentFacts): string[] {
  const parties = [buyer, ...thirdParties].map(({ identifier }) => identifier);
  const valuesOf = (type: string) =>
    parties.flatMap((id) => (id.type === type && id.value ? [id.value] : []));
  const nips = [seller.nip, ...valuesOf('Nip'), ...(authorizedParty ? [authorizedParty.nip] : [])];
  const ids = valuesOf('InternalId');
  return [
    ...nips.filter((nip) => !isNip(nip)).map(verdictSentences.checksum),
    ...ids.filter((id) => !isNip(id.slice(0, 10))).map(verdictSentences.internalIdChecksum),
  ];
}

/** An invoice of an earlier day was issued offline, whatever it says; never the other way. */
function invoicingModeOf(
  facts: DocumentFacts,
  { declaredOffline, invoicingDate }: Circumstances,
): 'Online' | 'Offline' {
  if (declaredOffline) return 'Offline';
  return facts.issueDate < warsawDay(invoicingDate) ? 'Offline' : 'Online';
}
