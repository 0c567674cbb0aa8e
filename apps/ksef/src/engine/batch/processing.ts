/**
 * Processing packages: 150 → 200, or the status that says why not. Everything is read from rows and files; what
 * was judged is written in groups, in the order of the package, so that after a kill the rest goes on from there.
 */
import { join } from 'node:path';
import {
  type BatchSessionStatusName,
  batchPartMaxSizeBytes,
  batchSessionStatuses,
} from '@kwit/ksef-contract';
import { letGo } from '../../buffer-garbage.ts';
import { databaseFile } from '../../store/database-file.ts';
import { isDiskFull } from '../../store/disk-full.ts';
import type { Queries } from '../../store/store.ts';
import type { Background } from '../background.ts';
import { countVerdicts, freeId, type Judged, settleGroup } from '../invoices/acceptance.ts';
import { attachmentRefusals } from '../invoices/attachment-consent.ts';
import { expireSessions } from '../invoices/closing.ts';
import { formOfRow } from '../invoices/forms.ts';
import { millisecondsOf } from '../invoices/instants.ts';
import type { Invoicing } from '../invoices/invoicing.ts';
import { issuingRefusals } from '../invoices/issuing-right.ts';
import { acceptedEntry, SessionReceipt } from '../invoices/receipts.ts';
import { checksIdentifiers, contextOf, type SessionRow } from '../invoices/session-access.ts';
import type { Circumstances } from '../invoices/verdict.ts';
import { invoiceSizes } from '../limits/default-limits.ts';
import { newReferenceNumber } from '../reference-numbers.ts';
import type { UpoInvoice } from '../upo.ts';
import { BatchFailure, batchSentences } from './batch-failure.ts';
import type { Chunk, HowToRead, PackageToRead, ReadChunk, ReadFile } from './judge-messages.ts';
import { type Judge, livingJudge, withJudges } from './judges.ts';
import { partBlob, partsFolder } from './upload-addresses.ts';

/** Names of this work in the background. */
export const batchWork = 'batches';
const cleaningWork = 'batch-parts';

const { open, processing, processed, cancelled } = batchSessionStatuses;

/** A group has no more invoices, and hardly more bytes, than this: it is written in one go. */
const chunkFiles = 100;
const chunkBytes = 4_000_000;
/** So many bytes of documents, unpacked, threads may have read that are not written down yet. */
const bytesAhead = 8_000_000;
/**
 * How many verdicts a transaction writes, about: a page of an index is touched by many of them, and written once; with
 * more, who writes would wait longer for the first. What is not written when the program is killed is judged again.
 */
const groupRows = 300;
/** Documents with attachments fill a transaction long before that: so many bytes of them, about. */
const groupBytes = 16_000_000;

export function registerBatches(background: Background, prepared: Promise<Invoicing>): void {
  background.register({
    name: batchWork,
    due: async (nowMs, limit) => {
      const { engine } = await prepared;
      const rows = await processingSessions(engine.store.db)
        .select('reference_number')
        .where('due_at_ms', '<=', nowMs)
        .orderBy('due_at_ms')
        .orderBy('closed_at')
        .limit(limit)
        .execute();
      return rows.map((row) => row.reference_number);
    },
    nextDueAt: async () => {
      const { engine } = await prepared;
      const { next } = await processingSessions(engine.store.db)
        .select(({ fn }) => fn.min('due_at_ms').as('next'))
        .executeTakeFirstOrThrow();
      return next;
    },
    run: async (reference) => processBatch(await prepared, reference),
    giveUp: async (reference) => {
      const invoicing = await prepared;
      await endSession(invoicing, reference, 'unknownError', []).catch(async (error: unknown) => {
        if (isDiskFull(error)) throw error;
        // Its receipt may be what cannot be made.
        invoicing.engine.log.error({ err: error, session: reference }, 'a package ends without a receipt');
        await setStatus(invoicing.engine.store.db, invoicing, reference, 'unknownError', []);
      });
      invoicing.engine.background.wake(cleaningWork);
    },
  });
  background.register({
    name: cleaningWork,
    due: async (_, limit) => {
      const { engine, instants } = await prepared;
      await expireSessions(engine.store.db, instants.clock());
      const rows = await engine.store.db
        .selectFrom('batch_parts')
        .innerJoin('invoice_sessions', 'invoice_sessions.reference_number', 'batch_parts.session')
        .select('batch_parts.session')
        .distinct()
        .where('status_code', '>=', processed.code)
        .limit(limit)
        .execute();
      return rows.map(({ session }) => session);
    },
    nextDueAt: async () => {
      const { engine } = await prepared;
      const { end } = await engine.store.db
        .selectFrom('invoice_sessions')
        .select(({ fn }) => fn.min('valid_until').as('end'))
        .where('status_code', '=', open.code)
        .where('type', '=', 'Batch')
        .executeTakeFirstOrThrow();
      return end === null ? null : engine.clock.machineMsOf(Math.ceil(millisecondsOf(end)));
    },
    run: async (reference) => forgetParts(await prepared, reference),
    giveUp: async (reference) => forgetRows((await prepared).engine.store.db, reference),
  });
}

const processingSessions = (db: Queries) =>
  db.selectFrom('invoice_sessions').where('status_code', '=', processing.code);

/** What was sent is kept no longer than it is needed. */
async function forgetParts(invoicing: Invoicing, reference: string): Promise<void> {
  const { engine } = invoicing;
  await engine.store.blobs.remove(partsFolder(reference));
  await forgetRows(engine.store.db, reference);
  await takeOverLog(invoicing);
}

/**
 * Of a large package the write-ahead log has tens of megabytes: taken over now, they do not keep a commit of the next one
 * waiting. The thread that judged it does that, as nobody would be answered meanwhile; where it has ended, or cannot, the
 * log can wait.
 */
async function takeOverLog(invoicing: Invoicing): Promise<void> {
  const { store, log } = invoicing.engine;
  if (store.folder === null) return;
  await livingJudge(invoicing)
    ?.ask('checkpoint', join(store.folder, databaseFile))
    .catch((error: unknown) => log.warn({ err: error }, 'the write-ahead log was not taken over'));
}

async function forgetRows(db: Queries, reference: string): Promise<void> {
  await db.deleteFrom('batch_parts').where('session', '=', reference).execute();
}

async function processBatch(invoicing: Invoicing, reference: string): Promise<void> {
  const session = await sessionRow(invoicing, reference);
  if (session?.status_code !== processing.code) return;
  try {
    await withJudges(invoicing, (judges) => processWith(invoicing, session, judges));
  } catch (error) {
    if (!(error instanceof BatchFailure)) throw error;
    await endSession(invoicing, reference, error.refusal.status, error.refusal.details);
  }
  invoicing.engine.background.wake(cleaningWork);
}

const sessionRow = ({ engine }: Invoicing, reference: string): Promise<SessionRow | undefined> =>
  engine.store.db
    .selectFrom('invoice_sessions')
    .selectAll()
    .where('reference_number', '=', reference)
    .executeTakeFirst();

async function processWith(
  invoicing: Invoicing,
  session: SessionRow,
  judges: readonly Judge[],
): Promise<void> {
  const reference = session.reference_number;
  const sent = await packageOf(invoicing, session);
  const receipt = new SessionReceipt(invoicing, session);
  const { batchSession: limits } = await invoicing.engine.limits.ofContext(contextOf(session));
  const { maxInvoices } = limits;
  const how = { form: formOfRow(session.system_code), sizes: invoiceSizes(limits), maxInvoices };
  await reading(judges, sent, how, async () => {
    const sizes = await verifiedSizes(judges, sent);
    if (sizes.length === 0) throw new BatchFailure('cancelled', cancelled.details.nothingSent);
    // What was written before the program was killed stays, whatever the limit is now.
    if (session.invoice_count === 0 && sizes.length > maxInvoices) {
      const detail = batchSentences.tooMany(maxInvoices, sizes.length);
      throw new BatchFailure('tooManyInvoices', detail);
    }
    const [circumstances] = await Promise.all([
      circumstancesOf(invoicing, session, sent.offline),
      // What was accepted before the program was killed.
      receipt.catchUp(),
      // Nothing is written down of a package that cannot be read to its end.
      ...shares(sizes, judges.length).map((share, index) => judges[index]?.ask('check', share)),
    ]);
    const chunks = chunksAfter(session.invoice_count, sizes);
    await judgeChunks(invoicing, session, circumstances, chunks, judges, receipt);
  });
  const judged = await sessionRow(invoicing, reference);
  if (!judged) throw new Error(`session ${reference} is gone`);
  if (judged.successful_count === 0) throw new BatchFailure('noValidInvoices');
  await receipt.issue(judged.successful_count, (db) =>
    setStatus(db, invoicing, reference, 'processed', null),
  );
}

/** The package as it was sent. Throws `BatchFailure` 415 where its key could not be read. */
async function packageOf(
  { engine }: Invoicing,
  session: SessionRow,
): Promise<PackageToRead & { offline: boolean }> {
  const { db, blobs } = engine.store;
  const { symmetric_key: key, initialization_vector: initializationVector } = session;
  if (key === null || initializationVector === null) {
    throw new BatchFailure('keyNotDecrypted', ...JSON.parse(session.status_details ?? '[]'));
  }
  const declared = await db
    .selectFrom('batch_packages')
    .selectAll()
    .where('session', '=', session.reference_number)
    .executeTakeFirstOrThrow();
  const parts = await db
    .selectFrom('batch_parts')
    .selectAll()
    .where('session', '=', session.reference_number)
    .orderBy('ordinal')
    .execute();
  return {
    compression: declared.compression,
    offline: declared.declared_offline === 1,
    source: {
      key,
      initializationVector,
      declaredSize: declared.file_size,
      declaredHash: declared.file_hash,
      partMaxSizeBytes: batchPartMaxSizeBytes,
      parts: parts.map(({ ordinal, declared_size, declared_hash, received_hash }) => ({
        ordinal,
        place: blobs.placeOf(partBlob(session.reference_number, ordinal)),
        encryptedSize: declared_size,
        declaredHash: declared_hash,
        receivedHash: received_hash,
      })),
    },
  };
}

/** Lets the threads read the package while something is done. */
async function reading(
  judges: readonly Judge[],
  { source, compression }: PackageToRead,
  how: HowToRead,
  use: () => Promise<void>,
): Promise<void> {
  try {
    await Promise.all(judges.map((judge) => judge.ask('begin', { source, compression, ...how })));
    await use();
  } finally {
    await Promise.all(judges.map((judge) => judge.ask('end', null).catch(() => {})));
  }
}

/**
 * Sizes of all files, while another thread sees whether the package is the one that was declared; that is told first.
 * Every thread lists the files of its own accord, as each will read some of them.
 */
async function verifiedSizes(
  judges: readonly Judge[],
  { source, compression }: PackageToRead,
): Promise<number[]> {
  const [first, ...others] = judges;
  if (!first) throw new Error('there are no threads');
  const verified = first.ask('verify', { source, compression });
  // Of a TarGz nobody knows anything before it is unpacked; once is enough.
  const listing = compression === 'Zip' ? judges : [others[0] ?? first];
  const sizes = listing.map((judge) => judge.ask('sizes', null));
  await Promise.allSettled([verified, ...sizes]);
  await verified;
  const [found = []] = await Promise.all(sizes);
  return found;
}

/** The files of a package, shared out among the threads by their sizes. */
function shares(sizes: readonly number[], threads: number): Chunk[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const found: Chunk[] = [];
  let first = 0;
  let bytes = 0;
  for (const [index, size] of sizes.entries()) {
    bytes += size;
    if (bytes < (total * (found.length + 1)) / threads || found.length === threads - 1) continue;
    found.push({ first, end: index + 1 });
    first = index + 1;
  }
  return first < sizes.length || found.length === 0 ? [...found, { first, end: sizes.length }] : found;
}

interface SizedChunk extends Chunk {
  readonly bytes: number;
}

/** Groups of the files that are not written down yet. */
function chunksAfter(written: number, sizes: readonly number[]): SizedChunk[] {
  const chunks: SizedChunk[] = [];
  let first = written;
  let bytes = 0;
  for (let index = written; index < sizes.length; index += 1) {
    const size = sizes[index] ?? 0;
    if (index > first && (index - first >= chunkFiles || bytes + size > chunkBytes)) {
      chunks.push({ first, end: index, bytes });
      first = index;
      bytes = 0;
    }
    bytes += size;
  }
  return first < sizes.length ? [...chunks, { first, end: sizes.length, bytes }] : chunks;
}

/**
 * The threads take turns and are some chunks ahead, so that they go on while verdicts are written: in the order of the
 * package, many in one transaction.
 */
async function judgeChunks(
  invoicing: Invoicing,
  session: SessionRow,
  circumstances: Circumstances,
  chunks: readonly SizedChunk[],
  judges: readonly Judge[],
  receipt: SessionReceipt,
): Promise<void> {
  const pending: Promise<ReadChunk>[] = [];
  let [requested, ahead] = [0, 0];
  const request = (): void => {
    for (let chunk = chunks[requested]; chunk; chunk = chunks[requested]) {
      if (ahead > 0 && ahead + chunk.bytes > bytesAhead) return;
      const answer = judges[requested % judges.length]?.ask('read', { first: chunk.first, end: chunk.end });
      // Looked at in its turn; until then a failure must not end the process.
      answer?.catch(() => {});
      if (answer) pending[requested] = answer;
      ahead += chunk.bytes;
      requested += 1;
    }
  };
  let group: ChunkOfPackage[] = [];
  let [rows, bytes] = [0, 0];
  for (const [index, chunk] of chunks.entries()) {
    request();
    const read = await pending[index];
    delete pending[index];
    ahead -= chunk.bytes;
    if (!read) throw new Error('a chunk was not asked for');
    group.push({ chunk, read });
    rows += chunk.end - chunk.first;
    bytes += read.bytes.length;
    const isFull = rows >= groupRows || bytes >= groupBytes;
    if (!isFull && index < chunks.length - 1) continue;
    const accepted = await writeGroup(invoicing, session, group, circumstances);
    for (const { read } of group) {
      letGo(read.bytes);
      letGo(read.files);
    }
    await receipt.add(accepted, chunk.end);
    group = [];
    [rows, bytes] = [0, 0];
  }
}

interface ChunkOfPackage {
  readonly chunk: Chunk;
  readonly read: ReadChunk;
}

async function circumstancesOf(
  { engine }: Invoicing,
  session: SessionRow,
  declaredOffline: boolean,
): Promise<Circumstances> {
  return {
    context: contextOf(session),
    invoicingDate: session.created_at,
    declaredOffline,
    attachmentRefusal: await attachmentRefusals(engine.store.db, session.created_at, true),
    checksIdentifiers: checksIdentifiers(session, engine.settings.profile),
  };
}

const decoder = new TextDecoder();

async function judged(
  { engine }: Invoicing,
  session: SessionRow,
  { chunk, read: { bytes, files } }: ChunkOfPackage,
  circumstances: Circumstances,
): Promise<Judged[]> {
  const { verdictOn } = await import('../invoices/verdict.ts');
  const nowMs = engine.clock.nowMs();
  const read = JSON.parse(decoder.decode(files)) as ReadFile[];
  return read.map(
    ({ name, offset, keptBytes, packedCrc32, size, hash, reading }, index): Judged => ({
      verdict: verdictOn(
        {
          content: bytes.subarray(offset, offset + keptBytes),
          packed: packedCrc32 === null ? null : { sizeBytes: size, crc32: packedCrc32 },
        },
        reading,
        circumstances,
      ),
      invoice: {
        reference_number: newReferenceNumber('invoice', nowMs),
        session: session.reference_number,
        ordinal: chunk.first + index + 1,
        invoice_hash: hash,
        invoice_size: size,
        declared_offline: Number(circumstances.declaredOffline),
        hash_of_corrected: null,
        file_name: name,
        invoicing_date: session.created_at,
        due_at_ms: 0,
        system_code: session.system_code,
        schema_version: session.schema_version,
        form_value: session.form_value,
      },
    }),
  );
}

/**
 * Writes verdicts down, and how far the package is judged: in one transaction, and yet chunk by chunk. What is in hand of
 * an invoice is gone before the next chunk is, which is most of what the collector of garbage would have to move.
 */
async function writeGroup(
  invoicing: Invoicing,
  session: SessionRow,
  group: readonly ChunkOfPackage[],
  circumstances: Circumstances,
): Promise<UpoInvoice[]> {
  const first = group[0]?.chunk.first ?? 0;
  const end = group.at(-1)?.chunk.end ?? first;
  const reference = session.reference_number;
  return invoicing.engine.store.db.transaction().execute(async (db) => {
    const rights = await issuingRefusals(db, reference);
    const firstId = await freeId(db);
    const entries: UpoInvoice[] = [];
    for (const part of group) {
      const verdicts = await judged(invoicing, session, part, circumstances);
      const id = firstId + part.chunk.first - first;
      const { accepted } = await settleGroup(db, invoicing, reference, verdicts, rights, id);
      entries.push(...accepted.map(acceptedEntry));
    }
    const made = end - first;
    const counts = { accepted: entries.length, refused: made - entries.length, made };
    await countVerdicts(db, invoicing, reference, counts);
    return entries;
  });
}

/** Ends a session that failed. What was accepted of it before stays accepted, and has its receipt all the same. */
async function endSession(
  invoicing: Invoicing,
  reference: string,
  status: BatchSessionStatusName,
  details: readonly string[],
): Promise<void> {
  const session = await sessionRow(invoicing, reference);
  const end = (db: Queries) => setStatus(db, invoicing, reference, status, details);
  if (!session || session.successful_count === 0) return end(invoicing.engine.store.db);
  await new SessionReceipt(invoicing, session).issue(session.successful_count, end);
}

async function setStatus(
  db: Queries,
  { instants }: Invoicing,
  reference: string,
  status: BatchSessionStatusName,
  details: readonly string[] | null,
): Promise<void> {
  await db
    .updateTable('invoice_sessions')
    .set({
      status_code: batchSessionStatuses[status].code,
      status_details: details === null || details.length === 0 ? null : JSON.stringify(details),
      updated_at: instants.next(),
      due_at_ms: null,
    })
    .where('reference_number', '=', reference)
    .where('status_code', '=', processing.code)
    .execute();
}
