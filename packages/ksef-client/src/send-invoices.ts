/**
 * Sends any number of invoices: few in an online session, many in packages, because KSeF takes some thirty invoices a
 * minute one by one. What only one of the two ways takes goes that way: attachments in packages, technical corrections
 * and PEF online.
 */

import type { BatchState, BatchStep } from './batch/batch-state.ts';
import { hasAttachment } from './batch/local-rules.ts';
import { type SendBatchOptions, sendBatch } from './batch/send-batch.ts';
import type { BatchTools } from './batch/submit-batch.ts';
import { requireCounts } from './counts.ts';
import { asKsefError } from './errors.ts';
import { goesInPackages } from './form-code.ts';
import { InvoiceSource, type NumberedItem } from './invoice-source.ts';
import { messages } from './messages.ts';
import { type SendingTools, type SendOnlineOptions, sendOnline } from './send-online.ts';
import { bytesOf, type InvoiceToSend, type SentInvoice } from './sent-invoice.ts';

export interface SendInvoicesOptions<Item extends InvoiceToSend = InvoiceToSend>
  extends SendOnlineOptions<Item>,
    Pick<SendBatchOptions, 'store' | 'compressionType' | 'onProgress'> {
  /** So many go in an online session, more in packages; 20 without it. `Infinity`: never a package but for attachments. */
  readonly batchAbove?: number | undefined;
  /** Told of the state of each package after each step, to save it for `resumeBatch`. */
  readonly onBatchState?: ((state: BatchState) => void | Promise<void>) | undefined;
}

/** The ways to KSeF; invoices that were issued offline need a package of their own. */
type Lane = 'online' | 'batch' | 'offline-batch';

const usualBatchAbove = 20;
/** So many may wait for another lane before that one gets its turn. */
const mostWaiting = 10_000;

/** Yields one result for each invoice that was begun; throws what concerns all of them after the last. */
export async function* sendInvoices<Item extends InvoiceToSend>(
  tools: SendingTools & BatchTools,
  invoices: Iterable<Item> | AsyncIterable<Item>,
  options: SendInvoicesOptions<Item> = {},
): AsyncGenerator<SentInvoice<Item>, void, void> {
  const { signal, batchAbove = usualBatchAbove, concurrency } = options;
  requireCounts({ concurrency });
  requireCounts({ batchAbove }, 0);
  const source = new InvoiceSource(invoices);
  const lanes = goesInPackages(options.formCode)
    ? new Lanes(source, signal, batchAbove, true)
    : new Lanes(source, signal, Number.POSITIVE_INFINITY, false);
  try {
    for (let lane = await lanes.next(); lane !== undefined; lane = await lanes.next()) {
      yield* lane === 'online'
        ? throughSession(tools, lanes, options)
        : inPackages(tools, lanes, lane, options);
    }
    if (lanes.failure) throw lanes.failure.error;
  } finally {
    await lanes.end();
  }
}

/** Sorts what the caller gives by the way it goes. A source that fails has ended; its error is told at the end. */
class Lanes<Item extends InvoiceToSend> {
  failure: { readonly error: unknown } | undefined;
  readonly #source: InvoiceSource<Item>;
  readonly #signal: AbortSignal | undefined;
  readonly #batchAbove: number;
  readonly #packages: boolean;
  readonly #waiting: Record<Lane, NumberedItem<Item>[]> = { online: [], batch: [], 'offline-batch': [] };
  #areMany: boolean | undefined;

  constructor(
    source: InvoiceSource<Item>,
    signal: AbortSignal | undefined,
    batchAbove: number,
    packages: boolean,
  ) {
    this.#signal = signal;
    this.#packages = packages;
    this.#source = source;
    this.#batchAbove = batchAbove;
  }

  /** The lane whose turn it is; undefined at the end. */
  async next(): Promise<Lane | undefined> {
    if (this.#areMany === undefined) await this.#lookAhead();
    const waiting = (Object.keys(this.#waiting) as Lane[]).find((lane) => this.#waiting[lane].length > 0);
    if (waiting) return waiting;
    const pulled = await this.#pull();
    return pulled && this.#sort(pulled);
  }

  /** What goes this way, as long as not too many wait for another one. */
  async *of(lane: Lane): AsyncGenerator<NumberedItem<Item>, void, void> {
    const own = this.#waiting[lane];
    for (;;) {
      const first = own.shift();
      if (first) {
        yield first;
        continue;
      }
      const isFull = Object.values(this.#waiting).some((waiting) => waiting.length >= mostWaiting);
      const pulled = isFull ? undefined : await this.#pull();
      if (!pulled || !(await this.#sort(pulled))) return;
    }
  }

  end(): Promise<void> {
    return this.#source.end();
  }

  async #lookAhead(): Promise<void> {
    const head: NumberedItem<Item>[] = [];
    while (head.length <= this.#batchAbove) {
      const pulled = await this.#pull();
      if (!pulled) break;
      head.push(pulled);
      // Whoever never wants packages is not kept waiting for the rest.
      if (this.#batchAbove === Number.POSITIVE_INFINITY) break;
    }
    this.#areMany = head.length > this.#batchAbove;
    for (const numbered of head) if (!(await this.#sort(numbered))) return;
  }

  /** Undefined where the invoice cannot be read: that ends the source as well. */
  async #sort(numbered: NumberedItem<Item>): Promise<Lane | undefined> {
    try {
      const lane = await this.#laneOf(numbered.item);
      this.#waiting[lane].push(numbered);
      return lane;
    } catch (error) {
      this.failure ??= { error };
      return undefined;
    }
  }

  async #laneOf(item: Item): Promise<Lane> {
    if (!this.#packages || item.hashOfCorrectedInvoice !== undefined) return 'online';
    if (!this.#areMany && !hasAttachment(await bytesOf(item, this.#signal))) return 'online';
    return item.offlineMode ? 'offline-batch' : 'batch';
  }

  async #pull(): Promise<NumberedItem<Item> | undefined> {
    if (this.failure) return undefined;
    try {
      return await this.#source.next(this.#signal);
    } catch (error) {
      this.failure ??= { error };
      return undefined;
    }
  }
}

async function* throughSession<Item extends InvoiceToSend>(
  tools: SendingTools,
  lanes: Lanes<Item>,
  options: SendInvoicesOptions<Item>,
): AsyncGenerator<SentInvoice<Item>, void, void> {
  const indexes: number[] = [];
  async function* items() {
    for await (const { item, index } of lanes.of('online')) {
      indexes.push(index);
      yield item;
    }
  }
  for await (const result of sendOnline(tools, items(), options)) {
    yield { ...result, index: indexes[result.index] ?? result.index };
  }
}

interface UnderWay<Item> extends NumberedItem<Item> {
  readonly startedAt: number;
}

async function* inPackages<Item extends InvoiceToSend>(
  tools: BatchTools,
  lanes: Lanes<Item>,
  lane: Lane,
  options: SendInvoicesOptions<Item>,
): AsyncGenerator<SentInvoice<Item>, void, void> {
  const underWay = new Map<number, UnderWay<Item>>();
  /** By place in the caller's order; the places in the packages are others. */
  const steps = new Map<number, BatchStep>();
  const order: number[] = [];
  async function* items() {
    for await (const numbered of lanes.of(lane)) {
      underWay.set(order.length, { ...numbered, startedAt: performance.now() });
      order.push(numbered.index);
      yield numbered.item;
    }
  }
  const onState = async (state: BatchState) => {
    for (const { index } of state.invoices) steps.set(index, state.step);
    await options.onBatchState?.(state);
  };
  const { formCode, signal, upo = true, store, compressionType, onProgress } = options;
  const batch = { formCode, signal, upo, store, compressionType, onProgress, onState };
  const keepsStates = options.onBatchState !== undefined;
  const common = (at: number, { item, index, startedAt }: UnderWay<Item>) => {
    underWay.delete(at);
    steps.delete(at);
    return { item, index, durationMs: performance.now() - startedAt };
  };
  try {
    const sending = sendBatch(tools, items(), {
      ...batch,
      keepsStates,
      offlineMode: lane === 'offline-batch',
    });
    for await (const { index: at, fileName: _, invoiceHash: __, ...outcome } of sending) {
      const sent = underWay.get(at);
      if (!sent) continue;
      const result = { ...common(at, sent), ...outcome };
      if ('place' in result && result.place) await options.onTaken?.(result.item, result.place);
      yield result;
    }
  } catch (error) {
    const told = asKsefError(error, 'openBatchSession', messages.callerFailed);
    for (const [at, sent] of [...underWay]) {
      const step = steps.get(at);
      const isPossiblyTaken = step === 'closing' || step === 'closed';
      const shared = common(at, sent);
      yield isPossiblyTaken
        ? { ...shared, outcome: 'unknown', place: undefined, error: told }
        : { ...shared, outcome: 'not-taken', error: told };
    }
    throw error;
  }
}
