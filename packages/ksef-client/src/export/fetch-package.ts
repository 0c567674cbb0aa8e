/**
 * One package of an export: asked for, waited for, its parts fetched and compared with what is said of them, and its
 * files read in constant memory. Source: the official operations on exports.
 */
import { createDecipheriv, createHash } from 'node:crypto';
import { ArchiveError, type ArchiveKind, readArchive } from '@kwit/archive';
import { newSymmetricKey, type SymmetricKey, sha256Base64 } from '@kwit/crypto';
import {
  type AnswerOf,
  exportMaxInvoices,
  exportStatuses,
  type InvoiceMetadata,
  type Operations,
  type RequestOf,
} from '@kwit/ksef-contract';
import type { PartSink, PartStore } from '../batch/part-store.ts';
import type { BatchTools } from '../batch/submit-batch.ts';
import { KsefError } from '../errors.ts';
import { messages } from '../messages.ts';
import { poll } from '../polling.ts';
import { fetchFile, type StorageRequest, unexpected } from '../storage.ts';
import { EncryptedArchive } from './encrypted-archive.ts';
import { exportMessages } from './export-messages.ts';
import type { ExportedPackage, ExportWindow, ReadInvoice } from './incremental.ts';

type Filters = RequestOf<Operations['exportInvoices']>['body']['filters'];
type Status = AnswerOf<Operations['getExportStatus']>;
type Package = NonNullable<Status['package']>;
type Part = Package['parts'][number];

export interface FetchOptions {
  readonly store: PartStore;
  readonly onlyMetadata: boolean;
  readonly compressionType: ArchiveKind;
  readonly upTo: 'highWaterMark' | 'now';
  /** Further conditions of the caller. */
  readonly filters: Omit<Filters, 'subjectType' | 'dateRange'>;
  readonly signal: AbortSignal | undefined;
  /** Milliseconds to wait at most: for the hourly budget of exports, and for KSeF to pack. */
  readonly deadlineMs: number;
}

const metadataName = '_metadata.json';
/** Ten thousand invoices have some twenty megabytes of metadata; no single file comes near this. */
const limits = { mostFiles: exportMaxInvoices + 10, mostFileBytes: 250_000_000 };

/** Undefined where the window begins beyond the high-water mark. */
export async function fetchPackage(
  tools: BatchTools,
  window: ExportWindow,
  options: FetchOptions,
): Promise<ExportedPackage | undefined> {
  const key = newSymmetricKey();
  const referenceNumber = await ask(tools, window, key, options);
  const found = await ready(tools, referenceNumber, options);
  if (!found) return undefined;
  const names: string[] = [];
  const dispose = async () => {
    for (const name of names) await options.store.remove(name);
  };
  try {
    const archive = await fetchParts(tools, referenceNumber, found, key, options, names);
    const kind = found.compressionType ?? options.compressionType;
    const metadata = found.parts.length === 0 ? [] : await metadataOf(archive, kind);
    const { isTruncated, lastPermanentStorageDate, permanentStorageHwmDate } = found;
    return {
      isTruncated,
      lastPermanentStorageDate: lastPermanentStorageDate ?? undefined,
      permanentStorageHwmDate: permanentStorageHwmDate ?? undefined,
      metadata,
      read: (wanted) =>
        options.onlyMetadata ? withoutFiles(metadata, wanted) : filesOf(archive, kind, metadata, wanted),
      dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

async function ask(
  tools: BatchTools,
  { subjectType, from, to }: ExportWindow,
  key: SymmetricKey,
  { filters, onlyMetadata, compressionType, upTo, signal, deadlineMs }: FetchOptions,
): Promise<string> {
  const dateRange = {
    dateType: 'PermanentStorage',
    from,
    ...(to !== undefined && { to }),
    ...(upTo === 'highWaterMark' && { restrictToPermanentStorageHwmDate: true }),
  } as const;
  const request = { filters: { ...filters, subjectType, dateRange }, onlyMetadata, compressionType };
  const { referenceNumber } = await tools.publicKeys.with(
    'SymmetricKeyEncryption',
    signal,
    async ({ encrypt, publicKeyId }) => {
      const encryption = {
        encryptedSymmetricKey: await encrypt(key.key),
        initializationVector: Buffer.from(key.initializationVector).toString('base64'),
        publicKeyId,
      };
      // A second one costs a share of the hourly budget and nothing else.
      const body = { ...request, encryption };
      return tools.operations.exportInvoices({ body }, { signal, repeatable: true, deadlineMs });
    },
  );
  return referenceNumber;
}

async function ready(
  tools: BatchTools,
  referenceNumber: string,
  { signal, deadlineMs }: FetchOptions,
): Promise<Package | undefined> {
  const operation = 'getExportStatus';
  const path = { referenceNumber };
  const answer = await poll(
    () => tools.operations.getExportStatus({ path }, { signal }),
    ({ status }) => status.code >= 200,
    { operation, what: exportMessages.export(referenceNumber), pace: { ...tools.pace, deadlineMs }, signal },
  );
  const { code, description, details } = answer.status;
  if (code === exportStatuses.beyondHighWaterMark.code) return undefined;
  if (code === exportStatuses.succeeded.code && answer.package) return answer.package;
  const reason = { code, description, details: details ?? [] };
  const text = messages.failedStatus(exportMessages.export(referenceNumber), operation, reason);
  throw new KsefError({ kind: 'failed-status', operation, codes: [reason], text });
}

async function fetchParts(
  tools: BatchTools,
  referenceNumber: string,
  found: Package,
  key: SymmetricKey,
  options: FetchOptions,
  names: string[],
): Promise<EncryptedArchive> {
  const parts = found.parts.toSorted((a, b) => a.ordinalNumber - b.ordinalNumber);
  const id = crypto.randomUUID();
  const fetched = [];
  for (const part of parts) {
    const name = `${id}-${part.ordinalNumber}`;
    names.push(name);
    try {
      await fetchPart(tools, part, key, name, options);
    } catch (error) {
      // The address has expired meanwhile: KSeF gives another one for the asking.
      if (!(error instanceof KsefError) || error.kind !== 'refused') throw error;
      const again = await ready(tools, referenceNumber, options);
      const fresh = again?.parts.find(({ ordinalNumber }) => ordinalNumber === part.ordinalNumber);
      if (!fresh) throw error;
      await fetchPart(tools, fresh, key, name, options);
    }
    const content = await options.store.open(name);
    if (!content) throw new Error(`the store lost the part ${name}`);
    fetched.push({ content, plainBytes: part.partSize });
  }
  return new EncryptedArchive(fetched, key);
}

/** Fetches a part into the store; what comes is compared with sizes and hashes before and after decryption. */
function fetchPart(
  { storage }: BatchTools,
  part: Part,
  key: SymmetricKey,
  name: string,
  { store, signal }: FetchOptions,
): Promise<void> {
  const { method, url, ordinalNumber } = part;
  const request = { operation: 'getExportStatus', what: `GET part ${ordinalNumber}`, method, url };
  const take = async (pieces: AsyncIterable<Uint8Array>) => {
    const sink = await store.create(name);
    try {
      await takePart(pieces, sink, part, key, request);
    } finally {
      await sink.close();
    }
  };
  return fetchFile(storage, request, take, signal);
}

async function takePart(
  pieces: AsyncIterable<Uint8Array>,
  sink: PartSink,
  part: Part,
  { key, initializationVector }: SymmetricKey,
  request: StorageRequest,
): Promise<void> {
  const damaged = () => unexpected(request, exportMessages.partDamaged);
  const encrypted = createHash('sha256');
  const plain = createHash('sha256');
  const decipher = createDecipheriv('aes-256-cbc', key, initializationVector);
  let encryptedSize = 0;
  let plainSize = 0;
  const add = (bytes: Uint8Array) => {
    plain.update(bytes);
    plainSize += bytes.length;
  };
  for await (const piece of pieces) {
    encryptedSize += piece.length;
    if (encryptedSize > part.encryptedPartSize) throw damaged();
    encrypted.update(piece);
    add(decipher.update(piece));
    await sink.write(piece);
  }
  if (encrypted.digest('base64') !== part.encryptedPartHash) throw damaged();
  try {
    add(decipher.final());
  } catch {
    throw damaged();
  }
  if (plainSize !== part.partSize || plain.digest('base64') !== part.partHash) throw damaged();
}

async function metadataOf(archive: EncryptedArchive, kind: ArchiveKind): Promise<InvoiceMetadata[]> {
  const failure = (cause?: unknown) =>
    new KsefError({
      kind: 'unexpected-answer',
      operation: 'getExportStatus',
      text: exportMessages.noMetadata,
      cause,
    });
  try {
    for await (const file of readArchive(kind, archive, limits)) {
      if (file.name !== metadataName) continue;
      const { invoices } = JSON.parse(new TextDecoder().decode(await file.content())) as {
        invoices?: unknown;
      };
      if (Array.isArray(invoices)) return invoices as InvoiceMetadata[];
      break;
    }
  } catch (error) {
    throw failure(error);
  }
  throw failure();
}

async function* withoutFiles(
  metadata: readonly InvoiceMetadata[],
  wanted: (ksefNumber: string) => boolean,
): AsyncGenerator<ReadInvoice, void, void> {
  for (const one of metadata) if (wanted(one.ksefNumber)) yield { metadata: one, xml: undefined };
}

/** The documents that are wanted: matched by the KSeF number in the name, else by hash. */
async function* filesOf(
  archive: EncryptedArchive,
  kind: ArchiveKind,
  metadata: readonly InvoiceMetadata[],
  wanted: (ksefNumber: string) => boolean,
): AsyncGenerator<ReadInvoice, void, void> {
  const byNumber = new Map(metadata.map((one) => [one.ksefNumber, one]));
  const byHash = new Map(metadata.map((one) => [one.invoiceHash, one]));
  const files = readArchive(kind, archive, limits);
  try {
    for await (const { name, content } of files) {
      if (name === metadataName) continue;
      const named = byNumber.get(name.replace(/^.*\//, '').replace(/\.xml$/i, ''));
      if (named && !wanted(named.ksefNumber)) continue;
      const xml = await readable(content);
      const hash = xml && sha256Base64(xml);
      const one = named ?? (hash === undefined ? undefined : byHash.get(hash));
      if (!one || !wanted(one.ksefNumber)) continue;
      yield xml && hash === one.invoiceHash ? { metadata: one, xml } : { metadata: one, error: damaged(one) };
    }
  } catch (error) {
    // What the damaged rest should have had is asked for one by one.
    if (!(error instanceof ArchiveError)) throw error;
  }
}

async function readable(content: () => Promise<Uint8Array>): Promise<Uint8Array | undefined> {
  try {
    return await content();
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    return undefined;
  }
}

export const damaged = ({ ksefNumber }: InvoiceMetadata): KsefError =>
  new KsefError({
    kind: 'unexpected-answer',
    operation: 'getExportStatus',
    text: exportMessages.damaged(ksefNumber),
  });
