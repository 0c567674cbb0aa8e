/** Any number of invoices as packages: packed, sent, followed to their results; and going on after a crash. */
import type { SymmetricKey } from '@kwit/crypto/web';
import { requireCounts } from '../counts.ts';
import { KsefError } from '../errors.ts';
import { formCodeOf, type OpenSessionOptions } from '../form-code.ts';
import { InvoiceSource } from '../invoice-source.ts';
import type { WaitOptions } from '../polling.ts';
import { batchMessages } from './batch-messages.ts';
import { type BatchResult, batchResults } from './batch-results.ts';
import type { BatchCompression, BatchProgress, BatchState } from './batch-state.ts';
import type { InvoiceToPack } from './pack-invoices.ts';
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

/** What sending more than packages needs to say besides. */
interface KeepingOptions {
  /** Whether the caller keeps the states, so that parts are needed after a failure; as `onState` is given without it. */
  readonly keepsStates?: boolean | undefined;
}

interface Submitted {
  readonly state: BatchState;
  readonly number: number;
}

/**
 * Yields the results of each package while the next one is packed and sent: KSeF works on it meanwhile. Whatever ends
 * the sending is thrown after the results of what was sent.
 */
export async function* sendBatch(
  tools: BatchTools,
  invoices: Iterable<InvoiceToPack> | AsyncIterable<InvoiceToPack>,
  options: SendBatchOptions & KeepingOptions = {},
): AsyncGenerator<BatchResult, void, void> {
  const { concurrency, maxInvoices, partBytes, maxInvoiceBytes } = options;
  requireCounts({ concurrency, maxInvoices, partBytes, maxInvoiceBytes });
  const source = new InvoiceSource(invoices);
  const store = options.store ?? (await defaultStore());
  /** Parts that nobody could go on with. */
  const orphans = new Set<string>();
  let failure: { readonly error: unknown } | undefined;
  let before: Submitted | undefined;
  async function* finishBefore() {
    const last = before;
    before = undefined;
    try {
      if (last) yield* finish(tools, last.state, last.number, store, options);
    } catch (error) {
      failure ??= { error };
    }
  }
  try {
    for (let number = 1; !failure; number += 1) {
      let state: BatchState | undefined;
      try {
        if (!(await source.hasMore(options.signal))) break;
        state = yield* packAndSubmit(tools, source, store, number, orphans, options);
      } catch (error) {
        failure = { error };
      }
      if (!state) continue;
      yield* finishBefore();
      before = { state, number };
    }
    yield* finishBefore();
    if (failure) throw failure.error;
  } finally {
    await source.end();
    for (const name of orphans) await store.remove(name);
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
  requireCounts({ concurrency: options.concurrency });
  const store = options.store ?? (await defaultStore());
  const state = await submit(tools, saved, store, 1, undefined, options);
  yield* finish(tools, state, 1, store, options);
}

/** Yields what did not go in; returns the state of the package, if there is one. */
async function* packAndSubmit(
  tools: BatchTools,
  source: InvoiceSource<InvoiceToPack>,
  store: PartStore,
  number: number,
  orphans: Set<string>,
  options: SendBatchOptions & KeepingOptions,
): AsyncGenerator<BatchResult, BatchState | undefined, void> {
  const [{ newWebSymmetricKey }, { packInvoices }] = await Promise.all([
    import('@kwit/crypto/web'),
    import('./pack-invoices.ts'),
  ]);
  const key = newWebSymmetricKey();
  const id = crypto.randomUUID();
  const { signal, maxInvoiceBytes, partBytes, compressionType = 'Zip', compressionLevel: level } = options;
  const limit = Math.min(options.maxInvoices ?? mostInvoices, mostInvoices);
  // Before anything is packed: without the key of KSeF nothing could be sent.
  const encryption = await encrypted(tools, key, signal);
  const packed = await packInvoices(source, {
    ...{ store, key, id, compressionType, level, partBytes, maxInvoiceBytes, signal },
    mostInvoices: limit,
    onInvoice: (count) => {
      if (count % 100 === 0) options.onProgress?.(packingProgress(number, count));
    },
  });
  const { notPacked, ...whole } = packed;
  const names = whole.parts.map(({ name }) => name);
  for (const name of names) orphans.add(name);
  for (const one of notPacked) yield { ...one, outcome: 'not-taken' };
  if (whole.invoices.length === 0) return undefined;
  options.onProgress?.(packingProgress(number, whole.invoices.length));
  const fresh: BatchState = {
    version: 1,
    id,
    step: 'packed',
    formCode: formCodeOf(options.formCode),
    offlineMode: options.offlineMode ?? false,
    compressionType,
    ...whole,
    encryption,
    session: undefined,
  };
  if (options.keepsStates ?? options.onState) for (const name of names) orphans.delete(name);
  return submit(tools, fresh, store, number, key.key, options);
}

const packingProgress = (number: number, invoices: number): BatchProgress => ({
  phase: 'packing',
  package: number,
  invoices,
  parts: 0,
  partsUploaded: 0,
  sessionReferenceNumber: undefined,
});

/** The key of the parts, encrypted under the public key of KSeF. */
function encrypted(
  tools: BatchTools,
  { key, initializationVector }: SymmetricKey,
  signal: AbortSignal | undefined,
): Promise<BatchState['encryption']> {
  return tools.publicKeys.with('SymmetricKeyEncryption', signal, async ({ encrypt, publicKeyId }) => {
    const { toBase64 } = await import('@kwit/crypto/web');
    return {
      encryptedSymmetricKey: await encrypt(key),
      initializationVector: toBase64(initializationVector),
      publicKeyId,
    };
  });
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
