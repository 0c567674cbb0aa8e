/**
 * What KSeF says of one invoice that was sent, as far as the document alone decides it.
 * Whether its number was used before is decided when it is accepted (see `acceptance.ts`).
 * Source: the official page on the verification of invoices, statuses of the official OpenAPI.
 */
import { CryptoError, decryptContent, type SymmetricKey, sha256Base64 } from '@kwit/crypto';
import { checkBytes, type Problem, read, validate } from '@kwit/formats';
import { type InvoiceFacts, invoiceFacts, isNip } from '@kwit/invoice';
import type { InvoiceStatusName } from '@kwit/ksef-contract';
import type { Profile } from '../../options.ts';
import type { ContextIdentifier } from '../identifiers.ts';
import { type Instant, warsawDay } from './instants.ts';
import { mayIssue } from './issuing-right.ts';
import { schemaSentences } from './schema-sentences.ts';
import { verdictSentences } from './verdict-sentences.ts';

/** An invoice as it was sent. */
export interface Submission {
  readonly encrypted: Uint8Array;
  readonly key: SymmetricKey;
  /** Base64 SHA-256 and size in bytes of the document, as declared. */
  readonly declaredHash: string;
  readonly declaredSize: number;
  readonly declaredOffline: boolean;
  readonly context: ContextIdentifier;
  readonly invoicingDate: Instant;
}

export interface Refusal {
  readonly accepted: false;
  readonly status: InvoiceStatusName;
  readonly details: readonly string[];
  readonly extensions?: Readonly<Record<string, string>>;
  /** Number of the invoice, where the document could be read. */
  readonly invoiceNumber?: string;
}

export interface Approval {
  readonly accepted: true;
  /** The document itself. */
  readonly bytes: Uint8Array;
  readonly facts: InvoiceFacts;
  readonly invoicingMode: 'Online' | 'Offline';
}

export type Verdict = Approval | Refusal;

/**
 * Judges an invoice. Each check sees only what passed those before it; the first that fails is the verdict.
 * @param profile on `prod` the checksums of NIPs count, too
 */
export async function judge(submission: Submission, profile: Profile): Promise<Verdict> {
  const bytes = decrypted(submission);
  if (bytes === undefined) return refusal('notDecrypted', [verdictSentences.undecryptable]);
  const bad = fileRefusal(bytes, submission) ?? (await documentRefusal(bytes));
  if (bad) return bad;
  const document = read(bytes, { formats: ['FA(3)'] });
  if (document.format !== 'FA(3)') throw new Error(`read answered ${document.format} for FA(3)`);
  const facts = invoiceFacts({ format: 'FA(3)', root: document.root });
  const worse = semanticRefusal(facts, submission, profile);
  if (worse) return { ...worse, invoiceNumber: facts.number };
  return { accepted: true, bytes, facts, invoicingMode: invoicingModeOf(facts, submission) };
}

/** Makes the schema ready before the first invoice comes. */
export async function loadSchema(): Promise<void> {
  const nearlyNothing = '<Faktura xmlns="http://crd.gov.pl/wzor/2025/06/25/13775/"/>';
  await validate(new TextEncoder().encode(nearlyNothing), { format: 'FA(3)', schemaOnly: true });
}

const refusal = (status: InvoiceStatusName, details: readonly string[]): Refusal => ({
  accepted: false,
  status,
  details,
});

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

/** The rules on the bytes, then the schema. */
async function documentRefusal(bytes: Uint8Array): Promise<Refusal | undefined> {
  const [problem] = errorsOf(checkBytes(bytes));
  if (problem) return bytesRefusal(problem);
  const problems = errorsOf(await validate(bytes, { format: 'FA(3)', schemaOnly: true }));
  if (problems.length > 0) return refusal('badDocument', schemaSentences(problems));
  return undefined;
}

const errorsOf = (problems: readonly Problem[]): Problem[] =>
  problems.filter(({ severity }) => severity === 'error');

/** How the real system answers problems of the bytes; those that are not here are malformed XML. */
const byteRefusals: Readonly<Record<string, Refusal>> = {
  'ksef-bom': refusal('badFile', [verdictSentences.byteOrderMark]),
  'xml-size': refusal('badFile', [verdictSentences.tooLarge]),
  'xml-encoding': refusal('badDocument', [verdictSentences.encoding]),
  'xml-utf8': refusal('badDocument', [verdictSentences.encoding]),
  'ksef-processing-instruction': refusal('badDocument', [verdictSentences.processingInstruction]),
  'ksef-character': refusal('badDocument', [verdictSentences.character]),
};

const bytesRefusal = ({ code }: Problem): Refusal =>
  byteRefusals[code] ?? refusal('badDocument', [verdictSentences.malformed]);

/** What the content says: dates, checksums, attachments, and whether the sender may issue it. */
function semanticRefusal(
  facts: InvoiceFacts,
  { context, invoicingDate }: Submission,
  profile: Profile,
): Refusal | undefined {
  const today = warsawDay(invoicingDate);
  if (facts.issueDate > today) {
    return refusal('badDocument', [verdictSentences.future(facts.issueDate, today)]);
  }
  const wrong = profile === 'prod' ? wrongChecksums(facts) : [];
  if (wrong.length > 0) return refusal('badDocument', wrong);
  if (facts.hasAttachment) return refusal('attachmentNotAllowed', [verdictSentences.attachment]);
  if (mayIssue(context, facts)) return undefined;
  const notEntitled = verdictSentences.notEntitled(context.value, facts.seller.nip);
  return refusal('noPermission', [verdictSentences.noInvoicePermission, notEntitled]);
}

function wrongChecksums({ seller, buyer, thirdParties, authorizedParty }: InvoiceFacts): string[] {
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
function invoicingModeOf(facts: InvoiceFacts, submission: Submission): 'Online' | 'Offline' {
  if (submission.declaredOffline) return 'Offline';
  return facts.issueDate < warsawDay(submission.invoicingDate) ? 'Offline' : 'Online';
}
