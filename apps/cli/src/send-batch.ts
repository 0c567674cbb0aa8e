/**
 * Many invoices of the outbox as packages. The state of each package is in the database after every step, so that a
 * run that was cut off anywhere goes on; which invoices arrived, KSeF tells by their names and hashes.
 */
import type { BatchProgress, BatchResult, BatchState, PartStore } from '@kwit/ksef-client';
import { type BatchStore, batchStoreOf, fileNameOf, rowIdOf } from './batch-store.ts';
import { describe } from './errors.ts';
import { type FileToWrite, writeManyWhole } from './files.ts';
import type { OutboxRow } from './outbox.ts';
import { refusalProblems } from './refusals.ts';
import { resultOf, type SendResult } from './send-result.ts';
import type { Delivery, SendRun } from './send-run.ts';
import { asKsefError, receiptFile, refusalOf } from './sender.ts';
import { transaction } from './store.ts';

/** More than so many go as a package: one by one KSeF takes some thirty a minute. */
const mostOneByOne = 20;
/** So many results are written at once; each writing waits for the disk. */
const resultsAtOnce = 100;

/** What came of the packages: a failure that stopped them, and what has to go by itself. */
export interface BatchOutcome {
  readonly stop: unknown;
  readonly left: readonly Delivery[];
}

type Done = (delivery: Delivery, result: SendResult) => void;

/** Sends what goes in packages, and goes on with the packages of earlier runs. */
export async function deliverInBatches(
  run: SendRun,
  deliveries: readonly Delivery[],
  done: Done,
): Promise<BatchOutcome> {
  const batches = new Batches(run, deliveries, done);
  try {
    await batches.resumeEarlier();
    await batches.sendNew();
    return { stop: undefined, left: batches.left };
  } catch (error) {
    return { stop: error, left: batches.left };
  }
}

class Batches {
  readonly #run: SendRun;
  readonly #done: Done;
  readonly #started = performance.now();
  /** What has no result yet, by row. */
  readonly #waiting: Map<number, Delivery>;
  readonly #store: BatchStore;
  #parts: Promise<PartStore> | undefined;
  /** Results that are not written yet. */
  readonly #group: BatchResult[] = [];

  constructor(run: SendRun, deliveries: readonly Delivery[], done: Done) {
    this.#run = run;
    this.#done = done;
    this.#store = batchStoreOf(run.ksef.store);
    this.#waiting = new Map(deliveries.map((delivery) => [delivery.rowId, delivery]));
  }

  get left(): Delivery[] {
    return [...this.#waiting.values()];
  }

  async resumeEarlier(): Promise<void> {
    const ids = new Set<string>();
    for (const rowId of this.#waiting.keys()) {
      const batchId = this.#run.outbox.byId(rowId)?.batchId;
      if (batchId) ids.add(batchId);
    }
    for (const id of ids) {
      const rows = this.#store.rowsOf(id);
      // Another run that is alive has it in hand.
      if (this.#run.outbox.claimAll(rows, this.#run.runId).length < rows.length) continue;
      await this.#resume(id);
    }
  }

  async #resume(id: string): Promise<void> {
    const state = this.#store.find(id);
    if (!state) return this.#store.forget(id);
    const options = { ...(await this.#options()), startOver: true };
    try {
      await this.#loggedIn();
      await this.#take(this.#run.ksef.client.resumeBatch(state, options));
    } catch (error) {
      const isPossiblyTaken = ['closing', 'closed'].includes(this.#store.find(id)?.step ?? '');
      // Its parts are gone, or its key fits no more: nothing of it was taken, so that it is packed anew.
      if (asKsefError(error)?.kind !== 'refused' || isPossiblyTaken) throw error;
      this.#store.forget(id);
    }
  }

  async sendNew(): Promise<void> {
    const { outbox, runId, ksef } = this.#run;
    const stored = [...this.#waiting.keys()].filter((id) => this.#isNew(outbox.byId(id)));
    const wanted = stored.length > mostOneByOne ? stored : await this.#withAttachments(stored);
    const rows = outbox.claimAll(wanted, runId).filter((id) => this.#isNew(outbox.byId(id)));
    if (rows.length === 0) return;
    await this.#loggedIn();
    const items = rows.map((id) => ({
      fileName: fileNameOf(id),
      bytes: () => outbox.xmlOf(id),
    }));
    await this.#take(ksef.client.sendBatch(items, await this.#options()));
  }

  #isNew(row: OutboxRow | undefined): boolean {
    return row?.state === 'stored' && row.batchId === null;
  }

  async #withAttachments(rows: readonly number[]): Promise<number[]> {
    const { hasAttachment } = await import('@kwit/ksef-client');
    return rows.filter((id) => hasAttachment(this.#run.outbox.xmlOf(id)));
  }

  /** A log-in that has ended is renewed before anything is packed. */
  async #loggedIn(): Promise<void> {
    const { ksef, context } = this.#run;
    const query = { sessionType: 'Batch', pageSize: 10 } as const;
    await ksef.loggedIn(() => ksef.client.operations.listSessions({ query }, { signal: context.signal }));
  }

  async #options() {
    const { context } = this.#run;
    const { filePartStore } = await import('@kwit/ksef-client');
    this.#parts ??= filePartStore(context.home.path('parts'));
    return {
      store: await this.#parts,
      signal: context.signal,
      upo: true,
      onState: async (state: BatchState) => {
        if (state.step !== 'done') return this.#store.save(state);
        // What became of its rows is written before the package is forgotten.
        await this.#write();
        this.#store.forget(state.id);
      },
      onProgress: (progress: BatchProgress) => this.#show(progress),
    };
  }

  #show({ phase, invoices, parts, partsUploaded: sent }: BatchProgress): void {
    const { output } = this.#run.context;
    if (phase === 'done') return;
    output.progress(output.t(`send.${phase}`, { invoices, parts, sent }));
  }

  async #take(results: AsyncIterable<BatchResult>): Promise<void> {
    for await (const result of results) {
      this.#group.push(result);
      if (this.#group.length >= resultsAtOnce) await this.#write();
    }
    await this.#write();
  }

  async #write(): Promise<void> {
    const group = this.#group.splice(0);
    await writeManyWhole(group.flatMap((result) => this.#receiptOf(result)));
    const rows = transaction(this.#run.ksef.store, () => group.map((result) => this.#change(result)));
    for (const [at, result] of group.entries()) this.#tell(result, rows[at]);
  }

  #receiptFile(ksefNumber: string): string {
    const { ksef, context } = this.#run;
    return receiptFile(context.home, ksef.connection, ksefNumber);
  }

  #receiptOf(result: BatchResult): FileToWrite[] {
    if (result.outcome !== 'accepted' || result.upo === undefined) return [];
    return [{ file: this.#receiptFile(result.ksefNumber), content: result.upo }];
  }

  /** Writes what became of a row; undefined where the row is gone. */
  #change(result: BatchResult): OutboxRow | undefined {
    const { outbox } = this.#run;
    const row = outbox.byId(rowIdOf(result.fileName));
    if (!row) return undefined;
    switch (result.outcome) {
      case 'accepted':
        return outbox.change(row, {
          state: 'accepted',
          batchId: null,
          ksefNumber: result.ksefNumber,
          sessionReference: result.sessionReferenceNumber,
          invoiceReference: result.place?.referenceNumber ?? null,
          upoFile: result.upo === undefined ? null : this.#receiptFile(result.ksefNumber),
          refusal: null,
        });
      case 'rejected':
        return outbox.change(row, {
          state: 'rejected',
          batchId: null,
          sessionReference: result.place.sessionReferenceNumber,
          invoiceReference: result.place.referenceNumber,
          refusal: refusalOf(result.invoice.status),
        });
      case 'not-taken':
        return outbox.change(row, { state: 'stored', batchId: null, sessionReference: null });
      case 'unknown':
        // KSeF has it: the next run asks after it, and sends nothing.
        return result.place
          ? outbox.change(row, {
              state: 'sent',
              batchId: null,
              sessionReference: result.place.sessionReferenceNumber,
              invoiceReference: result.place.referenceNumber,
            })
          : row;
    }
  }

  #tell(result: BatchResult, row: OutboxRow | undefined): void {
    const delivery = row && this.#waiting.get(row.id);
    // A package of an earlier run may have invoices that nobody asks for in this one.
    if (!row || !delivery) return;
    this.#waiting.delete(row.id);
    const { file, number, problems, takenMs } = delivery;
    const common = { file, number, row, durationMs: performance.now() - this.#started + takenMs };
    if (result.outcome === 'accepted') {
      const recovered = result.alreadyThere;
      this.#done(delivery, resultOf({ ...common, problems, status: 'accepted', recovered }));
    } else if (result.outcome === 'rejected') {
      const all = [...problems, ...refusalProblems(row)];
      this.#done(delivery, resultOf({ ...common, problems: all, status: 'rejected' }));
    } else {
      const failure = describe(result.error, file);
      this.#done(delivery, resultOf({ ...common, problems, status: 'error', failure }));
    }
  }
}
