/** What both kinds of sessions begin with. */
import { CryptoError, decryptAsKsef, type SymmetricKey } from '@kwit/crypto';
import { type EncryptionInfo, type FormCode, featureNames, onlineSessionStatuses } from '@kwit/ksef-contract';
import type { Insertable } from 'kysely';
import type { InvoiceSessionRow } from '../../store/sessions.ts';
import type { Queries } from '../../store/store.ts';
import { newReferenceNumber } from '../reference-numbers.ts';
import type { AuthenticationProof } from '../upo.ts';
import { type Instant, millisecondsOf } from './instants.ts';
import type { Invoicing, Sender } from './invoicing.ts';
import { formOf } from './requested-form.ts';
import { sessionSentences } from './verdict-sentences.ts';

export interface NewSession {
  readonly type: 'Online' | 'Batch';
  readonly formCode: FormCode;
  readonly encryption: EncryptionInfo;
  /** What the caller switched on for it, by `X-KSeF-Feature`. */
  readonly feature: string | undefined;
  readonly lifetimeMicroseconds: number;
}

/**
 * The row of a new session, not written yet. A key that cannot be read does not prevent it: as in the real system
 * the session fails later. Throws `BadRequest` 21405 for a form that is not supported, 21470 for an unknown public key.
 */
export async function newSession(
  { engine, instants }: Invoicing,
  sender: Sender,
  { type, formCode, encryption, feature, lifetimeMicroseconds }: NewSession,
): Promise<{ session: Insertable<InvoiceSessionRow>; validUntil: Instant }> {
  const form = formOf(formCode, type, engine.settings.profile);
  const authorities = await engine.authorities;
  const privateKey = authorities.decryptionKey('SymmetricKeyEncryption', encryption.publicKeyId);
  const key = symmetricKeyOf(encryption, (bytes) => decryptAsKsef(privateKey, bytes));
  const proof = await proofOf(engine.store.db, sender.authentication);
  const now = instants.next();
  const session = {
    reference_number: newReferenceNumber(
      type === 'Online' ? 'onlineSession' : 'batchSession',
      millisecondsOf(now),
    ),
    type,
    context_type: sender.context.type,
    context_value: sender.context.value,
    author_type: sender.subject.type,
    author_value: sender.subject.value,
    proof_kind: proof.kind,
    proof_value: proof.kind === 'token' ? proof.referenceNumber : proof.hash,
    system_code: form.systemCode,
    schema_version: form.schemaVersion,
    form_value: form.value,
    symmetric_key: typeof key === 'string' ? null : key.key,
    initialization_vector: typeof key === 'string' ? null : key.initializationVector,
    status_code: onlineSessionStatuses.open.code,
    // Shown once the session fails for it.
    status_details: typeof key === 'string' ? JSON.stringify([key]) : null,
    created_at: now,
    updated_at: now,
    valid_until: instants.clock() + lifetimeMicroseconds,
    checks_identifiers: Number(
      engine.settings.profile === 'test' && feature === featureNames.subjectIdentifierValidation,
    ),
  };
  return { session, validUntil: session.valid_until };
}

/** The key of the session, or the sentence on why there is none. */
export function symmetricKeyOf(
  encryption: EncryptionInfo,
  decrypt: (bytes: Uint8Array) => Uint8Array,
): SymmetricKey | string {
  const initializationVector = Buffer.from(encryption.initializationVector, 'base64');
  try {
    const key = decrypt(Buffer.from(encryption.encryptedSymmetricKey, 'base64'));
    if (key.length !== 32) return sessionSentences.keyLength(key.length);
    if (initializationVector.length !== 16) return sessionSentences.vectorLength(initializationVector.length);
    return { key, initializationVector };
  } catch (error) {
    if (error instanceof CryptoError) return sessionSentences.keyUndecryptable;
    throw error;
  }
}

/** What the receipt will say of the log-in under which the session was opened. */
async function proofOf(db: Queries, authentication: string): Promise<AuthenticationProof> {
  const row = await db
    .selectFrom('authentications')
    .select(['ksef_token', 'document_sha256'])
    .where('reference_number', '=', authentication)
    .executeTakeFirstOrThrow();
  if (row.ksef_token !== null) return { kind: 'token', referenceNumber: row.ksef_token };
  if (row.document_sha256 !== null) return { kind: 'document', hash: row.document_sha256 };
  throw new Error(`log-in ${authentication} has neither a token nor a document`);
}
