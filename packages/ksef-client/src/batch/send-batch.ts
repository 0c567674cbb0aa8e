/** Any number of invoices as packages: packed, sent, followed to their results; and going on after a crash. */
import { KsefError } from '../errors.ts';
import { formCodeOf, type OpenSessionOptions } from '../form-code.ts';
import { InvoiceSource } from '../invoice-source.ts';
import type { WaitOptions } from '../polling.ts';
import { batchMessages } from './batch-messages.ts';
import { type BatchResult, batchResults } from './batch-results.ts';
import type { BatchCompression, BatchProgress, BatchState } from './batch-state.ts';
import type { InvoiceToPack, Packed } from './pack-invoices.ts';
import { filePartStore, memoryPartStore, type PartStore } from './part-store.ts';
import { type BatchTools, submitBatch } from './submit-batch.ts';

export interface ResumeBatchOptions extends WaitOptions {
  /** Where the parts are; files in a folder of this user without it, memory where there is no Node. */
  readonly store?: PartStore | undefined;
  /** Parts sent at once; 4 without it. */
  readonly concurrency?: number | undefined;
  /** Whether the receipt of each accepted invoice is fetched; false without it, the receipt of the session has all. */
  readonly upo?: boolean | undefined;
  /** Told of the state of a package after each step, to save it; what it throws ends the sending. */
  readonly onState?: ((state: BatchState) => void | Promise<void>) | undefined;
  readonly onProgress?: ((progress: BatchProgress) => void) | undefined;
  /**
   * Where the session of the state ended before it took the package (its time ran out), opens another one for the same
   * parts instead of throwing.
   */
  readonly startOver?: boolean | undefined;
}

export interface SendBatchOptions
  extends Omit<ResumeBatchOptions, 'startOver'>,
    Pick<OpenSessionOptions, 'formCode'> {
  /** Whether all of them were issued offline and are delivered now. */
  readonly offlineMode?: boolean | undefined;
  /** `Zip` without it; `TarGz` packs similar invoices many times smaller. */
  readonly compressionType?: BatchCompression | undefined;
  /** 1 (fast) to 9 (small); without it what suits the kind: 1 for Zip, 6 for TarGz. */
  readonly compressionLevel?: number | undefined;
  /** The most invoices of one package; 10,000 without it, which KSeF allows at most. */
  readonly maxInvoices?: number | undefined;
  /** The most bytes of a part before encryption; 100,000,000 without it, which KSeF allows at most. */
  readonly partBytes?: number | undefined;
  /** The most bytes of an invoice, where the context has got another limit from KSeF. */
  readonly maxInvoiceBytes?: number | undefined;
}

const mostInvoices = 10_000;
const partsAtOnce = 4;

/** Yields the results of each package while the next one is packed and sent: KSeF works on it meanwhile. */
export async function* sendBatch(
  tools: BatchTools,
  invoices: Iterable<InvoiceToPack> | AsyncIterable<InvoiceToPack>,
  options: SendBatchOptions = {},
): AsyncGenerator<BatchResult, void, void> {
  const source = new InvoiceSource(invoices);
  const store = options.store ?? (await defaultStore());
  let before: { state: BatchState; number: number } | undefined;
  try {
    for (let number = 1; await source.hasMore(); number += 1) {
      let submitted: { state: BatchState | undefined; refused: readonly BatchResult[] };
      try {
        submitted = await packAndSubmit(tools, source, store, number, options);
      } catch (error) {
        // What was sent before is told first.
        if (before) yield* finish(tools, before.state, before.number, store, options);
        throw error;
      }
      yield* submitted.refused;
      if (!submitted.state) continue;
      if (before) yield* finish(tools, before.state, before.number, store, options);
      before = { state: submitted.state, number };
    }
    if (before) yield* finish(tools, before.state, before.number, store, options);
  } finally {
    await source.end();
  }
}

/** Goes on with a package from its saved state, however far it had come. */
export async function* resumeBatch(
  tools: BatchTools,
  saved: BatchState,
  options: ResumeBatchOptions = {},
): AsyncGenerator<BatchResult, void, void> {
  if (saved?.version !== 1 || !Array.isArray(saved.parts) || !Array.isArray(saved.invoices)) {
    throw new KsefError({ kind: 'refused', operation: 'openBatchSession', text: batchMessages.badState });
  }
  const store = options.store ?? (await defaultStore());
  const state = await submit(tools, saved, store, 1, undefined, options);
  yield* finish(tools, state, 1, store, options);
}

async function packAndSubmit(
  tools: BatchTools,
  source: InvoiceSource<InvoiceToPack>,
  store: PartStore,
  number: number,
  options: SendBatchOptions,
): Promise<{ state: BatchState | undefined; refused: BatchResult[] }> {
  const [{ newWebSymmetricKey, toBase64 }, { packInvoices }] = await Promise.all([
    import('@kwit/crypto/web'),
    import('./pack-invoices.ts'),
  ]);
  const key = newWebSymmetricKey();
  const id = crypto.randomUUID();
  const { signal, maxInvoiceBytes, partBytes, compressionType = 'Zip', compressionLevel: level } = options;
  const limit = Math.max(1, Math.min(options.maxInvoices ?? mostInvoices, mostInvoices));
  const packed = await packInvoices(source, {
    ...{ store, key, id, compressionType, level, partBytes, maxInvoiceBytes, signal },
    mostInvoices: limit,
    onInvoice: (count) => {
      if (count % 100 === 0) options.onProgress?.(packingProgress(number, count));
    },
  });
  const refused = packed.notPacked.map((one): BatchResult => ({ ...one, outcome: 'not-taken' }));
  if (packed.invoices.length === 0) return { state: undefined, refused };
  options.onProgress?.(packingProgress(number, packed.invoices.length));
  const fresh = {
    id,
    compressionType,
    ...(await declaration(
      tools,
      packed,
      { key: key.key, vector: toBase64(key.initializationVector) },
      options,
    )),
  };
  return { state: await submit(tools, fresh, store, number, key.key, options), refused };
}

const packingProgress = (number: number, invoices: number): BatchProgress => ({
  phase: 'packing',
  package: number,
  invoices,
  parts: 0,
  partsUploaded: 0,
  sessionReferenceNumber: undefined,
});

/** What the session will be opened with. */
async function declaration(
  tools: BatchTools,
  { sizeBytes, hash, parts, invoices }: Packed,
  { key, vector }: { key: Uint8Array; vector: string },
  { formCode, offlineMode = false, signal }: SendBatchOptions,
) {
  const encryption = await tools.publicKeys.with(
    'SymmetricKeyEncryption',
    signal,
    async ({ encrypt, publicKeyId }) => ({
      encryptedSymmetricKey: await encrypt(key),
      initializationVector: vector,
      publicKeyId,
    }),
  );
  return {
    version: 1,
    step: 'packed',
    formCode: formCodeOf(formCode),
    offlineMode,
    ...{ sizeBytes, hash, parts, invoices, encryption },
    session: undefined,
  } as const;
}

async function submit(
  tools: BatchTools,
  state: BatchState,
  store: PartStore,
  number: number,
  plainKey: Uint8Array | undefined,
  options: ResumeBatchOptions,
): Promise<BatchState> {
  const save = async (next: BatchState) => {
    await options.onState?.(next);
    options.onProgress?.(progressOf(next, number, 'uploading'));
  };
  // What is packed can go on after a crash from here.
  if (plainKey) await save(state);
  const { signal, startOver = false, concurrency = partsAtOnce } = options;
  return submitBatch(tools, state, { store, plainKey, concurrency, startOver, signal, save });
}

async function* finish(
  tools: BatchTools,
  state: BatchState,
  number: number,
  store: PartStore,
  options: ResumeBatchOptions,
): AsyncGenerator<BatchResult, void, void> {
  const { signal, deadlineMs, upo = false } = options;
  options.onProgress?.(progressOf(state, number, 'processing'));
  yield* batchResults(tools, state, { signal, deadlineMs, upo });
  await options.onState?.({ ...state, step: 'done' });
  for (const { name } of state.parts) await store.remove(name);
  options.onProgress?.(progressOf(state, number, 'done'));
}

const progressOf = (
  { parts, invoices, session }: BatchState,
  number: number,
  phase: BatchProgress['phase'],
): BatchProgress => ({
  phase,
  package: number,
  invoices: invoices.length,
  parts: parts.length,
  partsUploaded: parts.filter(({ isUploaded }) => isUploaded).length,
  sessionReferenceNumber: session?.referenceNumber,
});

const defaultStore = (): Promise<PartStore> =>
  globalThis.process?.versions?.node ? filePartStore() : Promise.resolve(memoryPartStore());
