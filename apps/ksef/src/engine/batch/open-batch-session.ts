/**
 * Opening a session for one package: what is declared is written down, and every part gets an address that it is
 * sent to. Source: the official page on the batch session.
 */
import type { OpenBatchSessionRequest, OpenBatchSessionResponse } from '@kwit/ksef-contract';
import { refusal } from '../../errors.ts';
import type { Instant } from '../invoices/instants.ts';
import type { Invoicing, Sender } from '../invoices/invoicing.ts';
import { newSession } from '../invoices/new-session.ts';
import { loadReceipts } from '../invoices/receipts.ts';
import { warmUpJudges } from './judges.ts';
import { uploadPath } from './upload-addresses.ts';

/** How long the parts of a package may be sent, for each of them. */
const microsecondsPerPart = 20 * 60 * 1_000_000;
/** The most bytes of an encrypted part that are taken at all; 100,000,000 before encryption are allowed. */
const partMaxBytes = 200_000_000;

/**
 * Opens a session. As in the real system a key that cannot be read does not prevent it: the session fails later.
 * Throws `BadRequest` 21405 for a form that is not supported or parts that are not numbered from 1 on, 21157 for a
 * part that nothing allows, 21470 for an unknown public key.
 */
export async function openBatchSession(
  invoicing: Invoicing,
  sender: Sender,
  { formCode, encryption, batchFile, offlineMode }: OpenBatchSessionRequest,
  feature?: string,
): Promise<OpenBatchSessionResponse> {
  const { engine, links } = invoicing;
  const parts = [...batchFile.fileParts].sort((a, b) => a.ordinalNumber - b.ordinalNumber);
  refuseImpossibleParts(parts);
  const { session, validUntil } = await newSession(invoicing, sender, {
    type: 'Batch',
    formCode,
    encryption,
    feature,
    lifetimeMicroseconds: parts.length * microsecondsPerPart,
  });
  const reference = session.reference_number;
  await engine.store.db.transaction().execute(async (db) => {
    await db.insertInto('invoice_sessions').values(session).execute();
    await db
      .insertInto('batch_packages')
      .values({
        session: reference,
        compression: batchFile.compressionType ?? 'Zip',
        file_size: batchFile.fileSize,
        file_hash: batchFile.fileHash,
        declared_offline: Number(offlineMode ?? false),
      })
      .execute();
    const rows = parts.map(({ ordinalNumber, fileSize, fileHash }) => ({
      session: reference,
      ordinal: ordinalNumber,
      declared_size: fileSize,
      declared_hash: fileHash,
    }));
    await db.insertInto('batch_parts').values(rows).execute();
  });
  warmUpJudges(invoicing);
  // Once this is answered: what verdicts and receipts take is loaded while the parts come. What fails fails again then.
  setImmediate(() => Promise.all([import('../invoices/verdict.ts'), loadReceipts()]).catch(() => {}));
  return {
    referenceNumber: reference,
    partUploadRequests: parts.map(({ ordinalNumber }) => uploadRequest(reference, ordinalNumber, validUntil)),
  };

  function uploadRequest(session: string, ordinalNumber: number, expires: Instant) {
    return {
      ordinalNumber,
      method: 'PUT',
      url: links.linkUntil(uploadPath(session, ordinalNumber), expires, 'w'),
      headers: { 'x-ms-blob-type': 'BlockBlob' },
    };
  }
}

function refuseImpossibleParts(parts: readonly { ordinalNumber: number; fileSize: number }[]): void {
  if (parts.some(({ ordinalNumber }, index) => ordinalNumber !== index + 1)) {
    const detail = "'batchFile.fileParts' must have ordinal numbers from 1 on without gaps.";
    throw refusal(21405, detail);
  }
  const large = parts.find(({ fileSize }) => fileSize > partMaxBytes);
  if (large) {
    const detail = `Rozmiar części '${large.ordinalNumber}' musi być mniejszy lub równy niż ${partMaxBytes}.`;
    throw refusal(21157, detail);
  }
}
