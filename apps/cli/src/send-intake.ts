/**
 * The first half of `kwit send`: every file is read, checked and written into the outbox before the first one is sent.
 * A run that is cut off afterwards, however that happens, leaves nothing behind that nobody knows of.
 */
import { resolve } from 'node:path';
import type { FormatDocument, Problem } from '@kwit/formats';
import { examine, hasErrors, openSource, type SourceFile, sha256Of } from './document.ts';
import { describe } from './errors.ts';
import { exitCodes } from './exit.ts';
import type { Ksef } from './ksef.ts';
import type { OutboxRow, StoredDocument } from './outbox.ts';
import { identityOf, NumbersOfRun, numberRepeated } from './same-number.ts';
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

/** What the run has met so far. */
interface Seen {
  /** By the hash of the file. */
  readonly bySource: Map<string, Entry>;
  readonly numbers: NumbersOfRun<Entry>;
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
  const seen: Seen = { bySource: new Map(), numbers: new NumbersOfRun() };
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
    const { entry, ready } = await takeOne(run, file, seen);
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

interface Taken {
  readonly entry: Entry;
  /** Absent where there is nothing to write. */
  readonly ready?: Pending;
}

type Ended = (part: Pick<SendResult, 'status'> & Partial<SendResult>) => SendResult;

async function takeOne(run: SendRun, file: string, seen: Seen): Promise<Taken> {
  const plain = { file, number: null, problems: [], takenMs: 0 };
  const started = performance.now();
  const ended: Ended = (part) => resultOf({ file, durationMs: performance.now() - started, ...part });
  try {
    const source = await openSource(file, run.context.signal);
    const first = seen.bySource.get(source.sha256);
    if (first) {
      const result = first.result && asRepetition(first.result, file);
      return { entry: { ...plain, number: first.number, sameAs: first, ...(result && { result }) } };
    }
    const { baseUrl, contextIdentifier } = run.ksef.connection;
    const row = run.outbox.find({ baseUrl, contextIdentifier, sourceSha256: source.sha256 });
    const entry: Entry = { ...plain, number: row?.invoiceNumber ?? null };
    seen.bySource.set(source.sha256, entry);
    // What is under way or accepted goes on as it is; so does what another process has in hand.
    if (row && (row.state !== 'rejected' || !run.outbox.claim(row.id, run.runId))) {
      entry.rowId = row.id;
      const identity = () => storedIdentity(run, row.id);
      seen.numbers.add(row.invoiceNumber, { entry, xmlSha256: row.xmlSha256, identity });
      return { entry };
    }
    return await takeNew(run, source, entry, row, seen, ended);
  } catch (error) {
    const failure = describe(error, file);
    const result =
      failure.exit === exitCodes.interrupted ? notStarted(file) : ended({ status: 'error', failure });
    return { entry: { ...plain, result } };
  }
}

/** An invoice that the outbox does not have, or that KSeF has refused before. */
async function takeNew(
  { ksef }: SendRun,
  source: SourceFile,
  entry: Entry,
  before: OutboxRow | undefined,
  { bySource, numbers }: Seen,
  ended: Ended,
): Promise<Taken> {
  const prepared = await prepare(source, ksef);
  entry.number = prepared.number ?? entry.number;
  entry.problems = prepared.problems;
  const { number, problems } = entry;
  const { identity = '' } = prepared;
  const invalid = (...more: Problem[]): Taken => {
    entry.result = ended({
      status: 'invalid',
      number,
      problems: [...problems, ...more],
      row: before ?? null,
    });
    return { entry };
  };
  if (!prepared.xml) return invalid();
  const document = documentOf(source, prepared.xml, number ?? '');
  const { xmlSha256, invoiceNumber } = document;
  const twin = await numbers.find(invoiceNumber, identity);
  if (twin && twin.xmlSha256 !== xmlSha256) return invalid(numberRepeated(invoiceNumber, twin.entry.file));
  if (twin) {
    bySource.set(source.sha256, twin.entry);
    return { entry: { ...entry, sameAs: twin.entry } };
  }
  numbers.add(invoiceNumber, { entry, xmlSha256, identity: async () => identity });
  return { entry, ready: { entry, document, sourceSha256: source.sha256, before } };
}

export interface Prepared {
  /** Null where it is not right. */
  readonly xml: Uint8Array | null;
  readonly number: string | null;
  /** What KSeF knows the invoice by; undefined where it could not be read. */
  readonly identity: string | undefined;
  readonly problems: readonly Problem[];
}

/** The document of a file and what is wrong with it on the day that it is at KSeF. */
export async function prepare(source: SourceFile, ksef: Ksef): Promise<Prepared> {
  const { xml, document, problems } = await examine(source, { today: await ksef.today() });
  const number = document?.root.Fa.P_2 ?? null;
  const identity = document ? identityOf(document) : undefined;
  return { xml: hasErrors(problems) ? null : xml, number, identity, problems };
}

/** What KSeF knows an invoice of the outbox by. */
async function storedIdentity({ outbox }: SendRun, rowId: number): Promise<string> {
  const { read } = await import('@kwit/formats');
  return identityOf(read(outbox.xmlOf(rowId), { formats: ['FA(3)'] }) as FormatDocument<'FA(3)'>);
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
  const { baseUrl, contextIdentifier } = ksef.connection;
  const added = outbox.add({ baseUrl, contextIdentifier, sourceSha256, ...document }, runId);
  // Where another process has just stored the same file, this run waits for that one.
  const row = added ?? outbox.find({ baseUrl, contextIdentifier, sourceSha256 });
  if (!row) throw new Error('a row of the outbox that is there cannot be read');
  return row.id;
}
