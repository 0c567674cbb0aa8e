/**
 * An export: KSeF packs what meets the conditions, encrypts it under a key that is made here, and the parts are fetched
 * and decrypted here. The key is in the memory of the page alone; while other pages of the application are looked at,
 * the export goes on.
 */
import {
  decryptContentOnWeb,
  newWebSymmetricKey,
  type SymmetricKey,
  sha256Base64OnWeb,
  toBase64,
} from '@kwit/crypto/web';
import type { KsefClient } from '@kwit/ksef-client';
import {
  type CompressionType,
  exportStatuses,
  type InvoiceExportStatusResponse,
  type InvoicePackage,
  type InvoicePackagePart,
  type InvoiceQueryFilters,
} from '@kwit/ksef-contract';
import { ksefUrl } from '../../../addresses.ts';
import { watchingFetch } from '../../../api/connection.ts';
import { currentClient } from '../../../session/session.ts';
import { createStore, useStore } from '../../../store.ts';

export interface ExportOrder {
  readonly filters: InvoiceQueryFilters;
  readonly onlyMetadata: boolean;
  readonly compressionType: CompressionType;
}

interface Common {
  readonly client: KsefClient;
  readonly order: ExportOrder;
  /** Absent before KSeF has taken the order. */
  readonly referenceNumber?: string;
}

export type ExportJob = Common &
  (
    | { readonly step: 'ordering' | 'packing' }
    | { readonly step: 'fetching'; readonly bytes: number; readonly totalBytes: number }
    | {
        readonly step: 'ready';
        readonly found: InvoicePackage;
        readonly file: Blob;
        readonly isSaved: boolean;
      }
    | { readonly step: 'empty' }
    | { readonly step: 'failed'; readonly error: unknown }
  );

const job = createStore<ExportJob | undefined>(undefined);
let abort: AbortController | undefined;

/** The export of whoever is logged in; undefined where there is none. */
export function useExportJob(): ExportJob | undefined {
  const current = useStore(job);
  return current?.client === currentClient() ? current : undefined;
}

/** What a part has come with is not what KSeF said of it. */
export class DamagedPart extends Error {
  override readonly name = 'DamagedPart';
}

/** The connection broke while a part was fetched. */
export class LostPart extends Error {
  override readonly name = 'LostPart';
}

/** KSeF keeps the package no longer. */
export class ExpiredExport extends Error {
  override readonly name = 'ExpiredExport';
}

/** KSeF could not pack: the code of the status, and its words. */
export class FailedExport extends Error {
  override readonly name = 'FailedExport';
  readonly status: InvoiceExportStatusResponse['status'];
  constructor(status: InvoiceExportStatusResponse['status']) {
    super(status.description);
    this.status = status;
  }
}

export async function beginExport(order: ExportOrder): Promise<void> {
  cancelExport();
  const mine = new AbortController();
  abort = mine;
  const client = currentClient();
  let common: Common = { client, order };
  const tell = (next: ExportJob) => {
    if (abort === mine) job.set(next);
  };
  try {
    tell({ ...common, step: 'ordering' });
    const key = newWebSymmetricKey();
    common = { ...common, referenceNumber: await ordered(client, order, key, mine.signal) };
    tell({ ...common, step: 'packing' });
    const found = await packed(common, mine.signal);
    if (found.parts.length === 0) return tell({ ...common, step: 'empty' });
    const onBytes = (bytes: number, totalBytes: number) =>
      tell({ ...common, step: 'fetching', bytes, totalBytes });
    const file = await fetched(common, found, key, { signal: mine.signal, onBytes });
    tell({ ...common, step: 'ready', found, file, isSaved: false });
  } catch (error) {
    tell({ ...common, step: 'failed', error });
  }
}

/** Ends it here and forgets the key; KSeF packs on, for nobody. */
export function cancelExport(): void {
  abort?.abort();
  abort = undefined;
  job.set(undefined);
}

export function noteSaved(): void {
  const current = job.get();
  if (current?.step === 'ready') job.set({ ...current, isSaved: true });
}

/** Whether leaving the page would cost the package. */
export const isExportAtStake = (current: ExportJob | undefined): boolean =>
  current !== undefined &&
  (current.step === 'ready' ? !current.isSaved : current.step !== 'failed' && current.step !== 'empty');

addEventListener('beforeunload', (event) => {
  if (isExportAtStake(job.get())) event.preventDefault();
});

async function ordered(
  client: KsefClient,
  { filters, onlyMetadata, compressionType }: ExportOrder,
  key: SymmetricKey,
  signal: AbortSignal,
): Promise<string> {
  const { referenceNumber } = await client.underPublicKey(
    'SymmetricKeyEncryption',
    async ({ encrypt, publicKeyId }) => {
      const encryption = {
        encryptedSymmetricKey: await encrypt(key.key),
        initializationVector: toBase64(key.initializationVector),
        publicKeyId,
      };
      const body = { filters, onlyMetadata, compressionType, encryption };
      return client.operations.exportInvoices({ body }, { signal });
    },
    { signal },
  );
  return referenceNumber;
}

const firstPauseMs = 300;
const longestPauseMs = 3000;

/** Asks until KSeF has packed. */
async function packed(
  { client, referenceNumber = '' }: Common,
  signal: AbortSignal,
): Promise<InvoicePackage> {
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(longestPauseMs, pauseMs * 1.5)) {
    const answer = await client.operations.getExportStatus({ path: { referenceNumber } }, { signal });
    const { code } = answer.status;
    if (code === exportStatuses.succeeded.code && answer.package) return answer.package;
    if (code === exportStatuses.expired.code) throw new ExpiredExport();
    if (code >= exportStatuses.succeeded.code) throw new FailedExport(answer.status);
    await new Promise((done) => setTimeout(done, pauseMs));
    signal.throwIfAborted();
  }
}

interface Fetching {
  readonly signal: AbortSignal;
  readonly onBytes: (bytes: number, totalBytes: number) => void;
}

/** The archive: its parts are pieces of it, each encrypted by itself. */
async function fetched(
  common: Common,
  found: InvoicePackage,
  key: SymmetricKey,
  { signal, onBytes }: Fetching,
): Promise<Blob> {
  const parts = found.parts.toSorted((a, b) => a.ordinalNumber - b.ordinalNumber);
  const totalBytes = parts.reduce((sum, { encryptedPartSize }) => sum + encryptedPartSize, 0);
  const plain: Blob[] = [];
  let before = 0;
  for (const part of parts) {
    const onPiece = (bytes: number) => onBytes(before + bytes, totalBytes);
    onPiece(0);
    plain.push(new Blob([await plainPart(common, part, key, { signal, onPiece })]));
    before += part.encryptedPartSize;
  }
  return new Blob(plain, { type: found.compressionType === 'Zip' ? 'application/zip' : 'application/gzip' });
}

interface FetchingPart {
  readonly signal: AbortSignal;
  readonly onPiece: (bytes: number) => void;
}

async function plainPart(
  common: Common,
  part: InvoicePackagePart,
  key: SymmetricKey,
  fetching: FetchingPart,
): Promise<Uint8Array<ArrayBuffer>> {
  const encrypted = await bytesOfPart(common, part, fetching);
  if ((await sha256Base64OnWeb(encrypted)) !== part.encryptedPartHash) throw new DamagedPart();
  const plain = await decryptContentOnWeb(encrypted, key);
  if ((await sha256Base64OnWeb(plain)) !== part.partHash) throw new DamagedPart();
  return plain;
}

/** Where the address works no more, KSeF gives another one for the asking. */
async function bytesOfPart(common: Common, part: InvoicePackagePart, fetching: FetchingPart) {
  const bytes = await bytesAt(part, fetching);
  if (bytes !== undefined) return bytes;
  const again = await packed(common, fetching.signal);
  const fresh = again.parts.find(({ ordinalNumber }) => ordinalNumber === part.ordinalNumber);
  const found = fresh && (await bytesAt(fresh, fetching));
  if (found === undefined) throw new ExpiredExport();
  return found;
}

async function bytesAt(
  { url, method, encryptedPartSize }: InvoicePackagePart,
  { signal, onPiece }: FetchingPart,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const response = await answered(() => watchingFetch(here(url), { method, signal }), signal);
  if (response.status === 403 || response.status === 404) return undefined;
  if (!response.ok || !response.body) throw new DamagedPart();
  const bytes = new Uint8Array(encryptedPartSize);
  let count = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { value } = await answered(() => reader.read(), signal);
    if (value === undefined) break;
    if (count + value.length > bytes.length) throw new DamagedPart();
    bytes.set(value, count);
    count += value.length;
    onPiece(count);
  }
  if (count !== bytes.length) throw new DamagedPart();
  return bytes;
}

/** KSeF names its public address; the page may have come by another one of the same KSeF, and reaches only that. */
function here(url: string): string {
  const { pathname, search } = new URL(url);
  return new URL(pathname + search, ksefUrl).href;
}

/** A network that fails is told as it is told of all calls. */
async function answered<Result>(ask: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
  try {
    return await ask();
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new LostPart('no answer', { cause });
  }
}
