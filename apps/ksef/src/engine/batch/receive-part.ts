/**
 * Taking a part of a package. As the real storage does, it takes any bytes for a good address, again and again;
 * whether they are the right ones is decided when the session is closed.
 */
import { batchSessionStatuses } from '@kwit/ksef-contract';
import { BlobTooLarge, type ReceivedBlob } from '../../store/blobs.ts';
import type { Database, Queries } from '../../store/store.ts';
import type { Invoicing } from '../invoices/invoicing.ts';
import { partBlob, uploadPath } from './upload-addresses.ts';

export interface PartUpload {
  /** As in the address, in lower case. */
  readonly session: string;
  readonly part: string;
  readonly query: { se?: string | undefined; sig?: string | undefined };
  /** In lower case, as Node gives them. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly content: AsyncIterable<Uint8Array>;
  /** The storage takes it, says so, and has nothing afterwards: a fault that was asked for. */
  readonly isLost?: boolean;
}

/** How the storage answers, with a code and a sentence for its error document. */
export type UploadAnswer =
  | { readonly status: 201 }
  | { readonly status: 400 | 401 | 403; readonly code: string; readonly message: string };

const answers = {
  noKey: [401, 'NoAuthenticationInformation', 'The address has no key, or one that does not belong to it.'],
  tokenSent: [401, 'InvalidAuthenticationInfo', 'An access token must not be sent to this address.'],
  expired: [403, 'AuthenticationFailed', 'The time to write to this address is over.'],
  closed: [403, 'AuthorizationFailure', 'The session no longer takes parts.'],
  chunked: [400, 'MissingContentLengthHeader', 'Content-Length is required; chunked transfer is not taken.'],
  blobType: [400, 'MissingRequiredHeader', 'The header x-ms-blob-type must be BlockBlob.'],
  tooLarge: [400, 'RequestBodyTooLarge', 'The part is larger than it was declared.'],
  cutOff: [400, 'IncompleteBody', 'The request ended before all bytes came.'],
} as const satisfies Record<string, readonly [400 | 401 | 403, string, string]>;

const refused = (name: keyof typeof answers): UploadAnswer => {
  const [status, code, message] = answers[name];
  return { status, code, message };
};

/** Bytes beyond the declared size that are still read, so that the session can say of the part that it is wrong. */
const toleratedBytes = 1_048_576;

export async function receivePart(invoicing: Invoicing, upload: PartUpload): Promise<UploadAnswer> {
  const { engine, instants, links } = invoicing;
  const { db, blobs } = engine.store;
  const reference = upload.session.toUpperCase();
  const ordinal = /^[1-9]\d?$/.test(upload.part) ? Number(upload.part) : 0;
  const goodness = links.goodness(uploadPath(reference, ordinal), upload.query, instants.clock(), 'w');
  if (goodness !== 'good') return refused(goodness === 'expired' ? 'expired' : 'noKey');
  const problem = headerProblem(upload);
  if (problem) return refused(problem);
  const part = await openPart(db, reference, ordinal);
  if (part === undefined) return refused('closed');
  const length = Number(upload.headers['content-length']);
  if (length > part.declared_size + toleratedBytes) return refused('tooLarge');
  if (upload.isLost) return swallow(upload.content);
  try {
    const received = await blobs.receive(partBlob(reference, ordinal), upload.content, length);
    try {
      if (received.sizeBytes !== length) return refused('cutOff');
      await takePart(db, reference, ordinal, received);
      return { status: 201 };
    } finally {
      await received.drop();
    }
  } catch (error) {
    if (error instanceof BlobTooLarge) return refused('tooLarge');
    if ((error as NodeJS.ErrnoException).code === 'ECONNRESET') return refused('cutOff');
    throw error;
  }
}

/** A part of a session that still takes parts. */
const openPart = (db: Queries, reference: string, ordinal: number) =>
  db
    .selectFrom('batch_parts')
    .innerJoin('invoice_sessions', 'invoice_sessions.reference_number', 'batch_parts.session')
    .select('declared_size')
    .where('session', '=', reference)
    .where('ordinal', '=', ordinal)
    .where('status_code', '=', batchSessionStatuses.open.code)
    .executeTakeFirst();

/**
 * Puts what came in its place, unless its session ended meanwhile. Whoever sent it is not told: an upload that was begun
 * in time is completed (official page on the batch session), only nobody looks at it any more.
 */
const takePart = (
  database: Database,
  reference: string,
  ordinal: number,
  { sizeBytes, hash, keep }: ReceivedBlob,
): Promise<void> =>
  database.transaction().execute(async (db) => {
    if ((await openPart(db, reference, ordinal)) === undefined) return;
    await keep();
    await db
      .updateTable('batch_parts')
      .set({ received_size: sizeBytes, received_hash: hash })
      .where('session', '=', reference)
      .where('ordinal', '=', ordinal)
      .execute();
  });

async function swallow(content: AsyncIterable<Uint8Array>): Promise<UploadAnswer> {
  for await (const _ of content);
  return { status: 201 };
}

function headerProblem({ headers }: PartUpload): keyof typeof answers | undefined {
  if (headers.authorization !== undefined) return 'tokenSent';
  if (headers['transfer-encoding'] !== undefined) return 'chunked';
  if (!/^\d{1,15}$/.test(String(headers['content-length'] ?? ''))) return 'chunked';
  if (headers['x-ms-blob-type'] !== 'BlockBlob') return 'blobType';
  return undefined;
}
