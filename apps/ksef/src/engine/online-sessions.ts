/**
 * Interactive sessions: opened with a key, filled with invoices one by one, closed by their owner or by time.
 * Source: the official page on the interactive session, and the tables of codes in the official OpenAPI.
 */
import { sha256Base64 } from '@kwit/crypto';
import {
  errorDetails,
  invoiceStatuses,
  type OpenOnlineSessionRequest,
  type OpenOnlineSessionResponse,
  onlineSessionStatuses,
  type SendInvoiceRequest,
  type SendInvoiceResponse,
} from '@kwit/ksef-contract';
import { refusal } from '../errors.ts';
import type { Queries } from '../store/store.ts';
import type { Engine } from './engine.ts';
import { closingWork } from './invoices/closing.ts';
import { type Instant, instantText, millisecondsOf } from './invoices/instants.ts';
import type { Invoicing, Sender } from './invoices/invoicing.ts';
import { newSession } from './invoices/new-session.ts';
import { processingWork, warmUp } from './invoices/processing.ts';
import { ownSession, type SessionRow } from './invoices/session-access.ts';
import { correctedHash, refuseImpossibleCorrection } from './invoices/technical-correction.ts';
import { atOnce } from './latency.ts';
import { newReferenceNumber } from './reference-numbers.ts';

const lifetimeMicroseconds = 12 * 60 * 60 * 1_000_000;

/**
 * Opens a session. A key that cannot be read does not prevent it: as in the real system the session fails later.
 * Throws `BadRequest` 21405 for a form that is not supported, 21470 for an unknown public key.
 */
export async function openOnlineSession(
  invoicing: Invoicing,
  sender: Sender,
  { formCode, encryption }: OpenOnlineSessionRequest,
  feature?: string,
): Promise<OpenOnlineSessionResponse> {
  const { engine } = invoicing;
  const { session, validUntil } = await newSession(invoicing, sender, {
    type: 'Online',
    formCode,
    encryption,
    feature,
    lifetimeMicroseconds,
  });
  await engine.store.db.insertInto('invoice_sessions').values(session).execute();
  if (session.symmetric_key === null) engine.background.wake(closingWork);
  else warmUp(invoicing, session.system_code);
  return { referenceNumber: session.reference_number, validUntil: instantText(validUntil) };
}

/**
 * Takes an invoice: it is stored before the answer, and judged afterwards.
 * Throws `BadRequest`: 21173 no such session, 21180 session not open, 21402/21403 content not as declared,
 * 21155 session full, 21166/21167/21405 impossible technical correction; `Forbidden` for a session of others.
 */
export async function sendInvoice(
  invoicing: Invoicing,
  sender: Sender,
  sessionReference: string,
  given: SendInvoiceRequest,
): Promise<SendInvoiceResponse> {
  const request = { ...given, hashOfCorrectedInvoice: correctedHash(given) };
  const { engine, instants } = invoicing;
  const { db } = engine.store;
  const session = await onlineSession(invoicing, sender, sessionReference);
  refuseUnlessOpen(session.status_code, 'wysyłkę faktur');
  const encrypted = contentOf(request);
  await refuseImpossibleCorrection(db, sender, request);
  const { maxInvoices } = (await engine.limits.ofContext(sender.context)).onlineSession;
  const referenceNumber = await db.transaction().execute(async (transaction) => {
    const now = instants.next();
    const ordinal = await takePlace(transaction, sessionReference, maxInvoices, now);
    const reference = newReferenceNumber('invoice', millisecondsOf(now));
    const { id } = await transaction
      .insertInto('invoices')
      .values({
        reference_number: reference,
        session: sessionReference,
        ordinal,
        ...arrivalOf(engine, sender),
        invoice_hash: request.invoiceHash,
        invoice_size: request.invoiceSize,
        declared_offline: Number(request.offlineMode ?? false),
        hash_of_corrected: request.hashOfCorrectedInvoice,
        invoicing_date: now,
        system_code: session.system_code,
        schema_version: session.schema_version,
        form_value: session.form_value,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await transaction
      .insertInto('invoice_documents')
      .values({ invoice: id, encrypted, content: null })
      .execute();
    return reference;
  });
  engine.background.wake(processingWork);
  return { referenceNumber };
}

/** An interactive session of the caller's context; there is no other under its reference number. */
async function onlineSession(invoicing: Invoicing, sender: Sender, reference: string): Promise<SessionRow> {
  const session = await ownSession(invoicing, sender, reference, 'changing', 'odnaleziona');
  if (session.type !== 'Online') throw refusal(21173, errorDetails[21173].notFoundOnline(reference));
  return session;
}

/** The encrypted bytes, compared with what the request says of them. */
function contentOf(request: SendInvoiceRequest): Uint8Array {
  const encrypted = Buffer.from(request.encryptedInvoiceContent, 'base64');
  if (encrypted.length !== request.encryptedInvoiceSize) {
    throw refusal(21402, 'Długość treści nie zgadza się z rozmiarem pliku.');
  }
  if (sha256Base64(encrypted) !== request.encryptedInvoiceHash) {
    throw refusal(21403, 'Skrót treści nie zgadza się ze skrótem pliku.');
  }
  return encrypted;
}

/** The next ordinal number of an open session. */
async function takePlace(db: Queries, session: string, maxInvoices: number, now: Instant): Promise<number> {
  const taken = await db
    .updateTable('invoice_sessions')
    .set(({ eb }) => ({ invoice_count: eb('invoice_count', '+', 1), updated_at: now }))
    .where('reference_number', '=', session)
    .where('status_code', '=', onlineSessionStatuses.open.code)
    .where('invoice_count', '<', maxInvoices)
    .returning('invoice_count')
    .executeTakeFirst();
  if (taken) return taken.invoice_count;
  const { status_code } = await db
    .selectFrom('invoice_sessions')
    .select('status_code')
    .where('reference_number', '=', session)
    .executeTakeFirstOrThrow();
  refuseUnlessOpen(status_code, 'wysyłkę faktur');
  throw refusal(
    21155,
    `Sesja o numerze referencyjnym ${session} osiągnęła dozwolony limit liczby faktur ${maxInvoices}.`,
  );
}

function refuseUnlessOpen(status: number, prevented: string): void {
  if (status === onlineSessionStatuses.open.code) return;
  throw refusal(21180, `Status sesji (${status}) uniemożliwia ${prevented}.`);
}

/** An invoice is taken up at once, unless a fault leaves it in processing for good. */
function arrivalOf({ latency }: Engine, { context }: Sender) {
  const heldUntilMs = latency.heldUntilMs('invoice', context);
  return heldUntilMs === null
    ? { status_code: invoiceStatuses.accepted.code, due_at_ms: atOnce }
    : { status_code: invoiceStatuses.processing.code, due_at_ms: heldUntilMs };
}

/**
 * Closes a session. One without invoices is cancelled at once; the others end when their last invoice is judged.
 * Throws `BadRequest` 21173 or 21180; `Forbidden` for a session of others.
 */
export async function closeOnlineSession(
  invoicing: Invoicing,
  sender: Sender,
  sessionReference: string,
): Promise<void> {
  const { engine, instants } = invoicing;
  await onlineSession(invoicing, sender, sessionReference);
  await engine.store.db.transaction().execute(async (transaction) => {
    const { status_code, invoice_count } = await transaction
      .selectFrom('invoice_sessions')
      .select(['status_code', 'invoice_count'])
      .where('reference_number', '=', sessionReference)
      .executeTakeFirstOrThrow();
    refuseUnlessOpen(status_code, 'jej zamknięcie');
    const now = instants.next();
    const { closed, cancelled } = onlineSessionStatuses;
    await transaction
      .updateTable('invoice_sessions')
      .set({
        status_code: invoice_count === 0 ? cancelled.code : closed.code,
        ...(invoice_count === 0 ? { status_details: JSON.stringify([cancelled.details.nothingSent]) } : {}),
        closed_at: now,
        updated_at: now,
        due_at_ms: engine.latency.dueAtMs('sessionClose', sender.context),
      })
      .where('reference_number', '=', sessionReference)
      .execute();
  });
  engine.background.wake(closingWork);
}
