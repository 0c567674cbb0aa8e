/**
 * Sends invoices one by one and follows each to its KSeF number and UPO: sessions are opened, changed when they are
 * full, and closed; what was lost on the way is looked up by hash before it is sent again.
 */
import { Channel } from './channel.ts';
import { KsefError } from './errors.ts';
import { InvoiceSource } from './invoice-source.ts';
import type { OnlineSession, OpenSessionOptions } from './online-session.ts';
import type { ReceiptTools } from './receipt.ts';
import { sendOne } from './send-one.ts';
import type { InvoicePlace, InvoiceToSend, SentInvoice } from './sent-invoice.ts';

export interface SendOnlineOptions<Item extends InvoiceToSend = InvoiceToSend> extends OpenSessionOptions {
  /** Invoices under way at the same time; 8 without it. */
  readonly concurrency?: number | undefined;
  /** Whether the UPO of each accepted invoice is fetched; true without it. */
  readonly upo?: boolean | undefined;
  /** Told of each online session before anything is sent in it. */
  readonly onSession?: ((session: OnlineSession) => void | Promise<void>) | undefined;
  /** Told of each invoice as soon as KSeF has taken it. */
  readonly onTaken?: ((item: Item, place: InvoicePlace) => void | Promise<void>) | undefined;
}

/** What sending many needs of the client. */
export type SendingTools = ReceiptTools & {
  openSession(options: OpenSessionOptions): Promise<OnlineSession>;
};

/** Failures that the next invoice would meet as well. */
const concernsAll: ReadonlySet<string> = new Set([
  'unauthorized',
  'forbidden',
  'rate-limited',
  'unreachable',
  'unexpected-answer',
  'timeout',
  'aborted',
]);

/**
 * Yields one result for each invoice that was begun, as they end, in any order. What concerns one invoice is in its
 * result; what concerns all of them (no network, no permission) is in the results of those it met, and is thrown
 * after the last of them.
 */
export async function* sendOnline<Item extends InvoiceToSend>(
  tools: SendingTools,
  invoices: Iterable<Item> | AsyncIterable<Item>,
  options: SendOnlineOptions<Item> = {},
): AsyncGenerator<SentInvoice<Item>, void, void> {
  const source = new InvoiceSource(invoices);
  try {
    while (await source.hasMore(options.signal)) {
      const session = await tools.openSession(options);
      try {
        await options.onSession?.(session);
        yield* sendThrough(tools, session, source, options);
      } finally {
        // Also when the caller stops or aborts: an open session would wait twelve hours for its UPO.
        await closeQuietly(session);
      }
    }
  } finally {
    await source.end();
  }
}

/** KSeF closes what is left open by itself, so a failure here costs nothing but time. */
async function closeQuietly(session: OnlineSession): Promise<void> {
  try {
    await session.close({ deadlineMs: 10_000 });
  } catch (error) {
    if (!(error instanceof KsefError)) throw error;
  }
}

/** Sends until the source or the session ends; several invoices are under way at once. */
async function* sendThrough<Item extends InvoiceToSend>(
  tools: SendingTools,
  session: OnlineSession,
  source: InvoiceSource<Item>,
  options: SendOnlineOptions<Item>,
): AsyncGenerator<SentInvoice<Item>, void, void> {
  const results = new Channel<SentInvoice<Item>>();
  const callerLeft = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, callerLeft.signal]) : callerLeft.signal;
  /** Ends the waiting for the source: it may have nothing to give for hours. */
  const stop = new AbortController();
  const waiting = AbortSignal.any([signal, stop.signal]);
  const failures: unknown[] = [];
  let sessionEnd: KsefError | undefined;
  let taken = 0;

  const worker = async (): Promise<void> => {
    for (let next = await source.next(waiting); next !== undefined; next = await source.next(waiting)) {
      if (stop.signal.aborted) return source.giveBack(next);
      const ended = await sendOne(tools, session, next, { ...options, signal });
      if ('sessionEnd' in ended) {
        sessionEnd = ended.sessionEnd;
        stop.abort();
        return source.giveBack(next);
      }
      taken++;
      const { result, failure } = ended;
      if (failure) {
        failures.push(failure.error);
        stop.abort();
      } else if (result.outcome !== 'accepted' && 'error' in result && concernsAll.has(result.error.kind)) {
        failures.push(result.error);
        stop.abort();
      }
      await results.put(result);
    }
  };
  const guarded = () =>
    worker().catch((error) => {
      // It was only told to wait no longer.
      if (stop.signal.aborted) return;
      // The caller's own iterator failed: what is under way is still reported.
      failures.push(error);
      stop.abort();
    });
  const workers = Promise.all(Array.from({ length: options.concurrency ?? 8 }, guarded));
  const closed = workers.then(() => results.close());

  try {
    yield* results;
  } finally {
    stop.abort();
    callerLeft.abort();
    results.close();
    await closed;
  }
  if (failures.length > 0) throw failures[0];
  // A session that ended before it took anything: the next one would end the same way.
  if (sessionEnd && taken === 0) throw sessionEnd;
}
