/**
 * The first half of `kwit send`: every file is read, checked and written into the outbox before the first one is sent.
 * A run that is cut off afterwards, however that happens, leaves nothing behind that nobody knows of.
 */
import { resolve } from 'node:path';
import type { Problem } from '@kwit/formats';
import { examine, hasErrors, openSource, type SourceFile, sha256Of } from './document.ts';
import { describe } from './errors.ts';
import { exitCodes } from './exit.ts';
import type { OutboxRow, StoredDocument } from './outbox.ts';
import { asRepetition, notStarted, resultOf, type SendResult } from './send-result.ts';
import type { SendRun } from './send-run.ts';
import { transaction } from './store.ts';

/** A file on its way: ended already, in the outbox, or the same as another file of this run. */
export interface Entry {
  readonly file: string;
  result?: SendResult;
  rowId?: number;
  number: string | null;
  problems: readonly Problem[];
  readonly sameAs?: Entry;
  /** What reading, checking and storing took. */
  takenMs: number;
}

/** An invoice that waits to be written into the outbox. */
interface Pending {
  readonly entry: Entry;
  readonly document: StoredDocument;
  readonly sourceSha256: string;
  /** The row of an earlier refusal, which starts anew. */
  readonly before: OutboxRow | undefined;
}

/** So much is held in memory before it is written; each writing waits for the disk once. */
const mostPendingBytes = 32_000_000;

/**
 * Takes the files in, in their order. What ends here (it cannot be read, it is not right) is told to `onResult`; a run
 * that is interrupted tells the files that are not in the outbox as `not-started`.
 */
export async function takeIn(
  run: SendRun,
  files: readonly string[],
  onResult: (result: SendResult) => void,
  onProgress: (done: number) => void,
): Promise<Entry[]> {
  const entries: Entry[] = [];
  const bySource = new Map<string, Entry>();
  let pending: Pending[] = [];
  let pendingBytes = 0;
  const end = (entry: Entry, result: SendResult) => {
    entry.result = result;
    onResult(result);
  };
  const write = () => {
    storeAll(run, pending, end);
    pending = [];
    pendingBytes = 0;
  };
  for (const [at, file] of files.entries()) {
    if (run.context.signal.aborted) {
      for (const entry of entries)
        if (!entry.result && (entry.sameAs ?? entry).rowId === undefined) end(entry, notStarted(entry.file));
      for (const rest of files.slice(at)) onResult(notStarted(rest));
      return entries;
    }
    const started = performance.now();
    const { entry, ready } = await takeOne(run, file, bySource);
    entry.takenMs = performance.now() - started;
    entries.push(entry);
    if (entry.result) onResult(entry.result);
    if (ready) {
      pending.push(ready);
      pendingBytes += ready.document.xml.length;
    }
    if (pendingBytes > mostPendingBytes) write();
    onProgress(at + 1);
    // Checking keeps the processor busy; Ctrl+C gets its turn here.
    await new Promise((turn) => setImmediate(turn));
  }
  write();
  for (const entry of entries)
    if (!entry.result && entry.sameAs?.result) end(entry, asRepetition(entry.sameAs.result, entry.file));
  return entries;
}

async function takeOne(
  run: SendRun,
  file: string,
  bySource: Map<string, Entry>,
): Promise<{ entry: Entry; ready?: Pending }> {
  const plain = { file, number: null, problems: [], takenMs: 0 };
  const started = performance.now();
  const ended = (part: Pick<SendResult, 'status'> & Partial<SendResult>) =>
    resultOf({ file, durationMs: performance.now() - started, ...part });
  try {
    const source = await openSource(file, run.context.signal);
    const first = bySource.get(source.sha256);
    if (first) {
      const result = first.result && asRepetition(first.result, file);
      return { entry: { ...plain, number: first.number, sameAs: first, ...(result && { result }) } };
    }
    const { baseUrl, nip } = run.ksef.connection;
    const row = run.outbox.find({ baseUrl, nip, sourceSha256: source.sha256 });
    const entry: Entry = { ...plain, number: row?.invoiceNumber ?? null };
    bySource.set(source.sha256, entry);
    // What is under way or accepted goes on as it is; so does what another process has in hand.
    if (row && (row.state !== 'rejected' || !run.outbox.claim(row.id, run.runId))) {
      entry.rowId = row.id;
      return { entry };
    }
    const prepared = await prepare(source);
    entry.number = prepared.number ?? entry.number;
    entry.problems = prepared.problems;
    const { number, problems } = entry;
    if (!prepared.xml) {
      entry.result = ended({ status: 'invalid', number, problems, row: row ?? null });
      return { entry };
    }
    const document = documentOf(source, prepared.xml, number ?? '');
    return { entry, ready: { entry, document, sourceSha256: source.sha256, before: row } };
  } catch (error) {
    const failure = describe(error, file);
    const result =
      failure.exit === exitCodes.interrupted ? notStarted(file) : ended({ status: 'error', failure });
    return { entry: { ...plain, result } };
  }
}

export interface Prepared {
  /** Null where it is not right. */
  readonly xml: Uint8Array | null;
  readonly number: string | null;
  readonly problems: readonly Problem[];
}

/** The document of a file and what is wrong with it. */
export async function prepare(source: SourceFile): Promise<Prepared> {
  const { xml, document, problems } = await examine(source);
  const number = document?.root.Fa.P_2 ?? null;
  return { xml: hasErrors(problems) ? null : xml, number, problems };
}

/** What the outbox keeps of an invoice. */
export const documentOf = (source: SourceFile, xml: Uint8Array, invoiceNumber: string): StoredDocument => ({
  file: resolve(source.file),
  xml,
  xmlSha256: sha256Of(xml),
  invoiceNumber,
});

/** All of it is written, or nothing. */
function storeAll(
  run: SendRun,
  pending: readonly Pending[],
  end: (entry: Entry, result: SendResult) => void,
): void {
  if (pending.length === 0) return;
  try {
    transaction(run.ksef.store, () => {
      for (const one of pending) one.entry.rowId = storeOne(run, one);
    });
  } catch (error) {
    for (const { entry } of pending) {
      delete entry.rowId;
      const { file, number, problems, takenMs } = entry;
      const failure = describe(error, file);
      end(entry, resultOf({ file, number, problems, status: 'error', failure, durationMs: takenMs }));
    }
  }
}

function storeOne({ outbox, ksef, runId }: SendRun, { document, sourceSha256, before }: Pending): number {
  if (before) return outbox.startAnew(before, document).id;
  const { baseUrl, nip } = ksef.connection;
  const added = outbox.add({ baseUrl, nip, sourceSha256, ...document }, runId);
  // Where another process has just stored the same file, this run waits for that one.
  const row = added ?? outbox.find({ baseUrl, nip, sourceSha256 });
  if (!row) throw new Error('a row of the outbox that is there cannot be read');
  return row.id;
}
