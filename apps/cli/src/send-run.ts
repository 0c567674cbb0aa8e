/**
 * One run of `kwit send`: from files (or what earlier runs left) through the outbox to a result for each.
 */
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Problem } from '@kwit/formats';
import type { Context } from './command.ts';
import { examine, hasErrors, openSource, type SourceFile, sha256Of } from './document.ts';
import { describe, type Failure } from './errors.ts';
import { exitCodes } from './exit.ts';
import type { Ksef } from './ksef.ts';
import type { Outbox, OutboxRow } from './outbox.ts';
import { refusalProblems } from './refusals.ts';
import { asKsefError, type Sender } from './sender.ts';

/**
 * `accepted`: has its KSeF number (`alreadySent`: since an earlier run). `rejected`: KSeF refused it. `invalid`: not
 * sent, it is not right. `error`: not sent, the file or this machine is at fault. `unfinished`: its end is not known.
 */
export interface SendResult {
  readonly file: string;
  readonly number: string | null;
  readonly status: 'accepted' | 'rejected' | 'invalid' | 'error' | 'unfinished';
  readonly alreadySent: boolean;
  readonly recovered: boolean;
  readonly row: OutboxRow | null;
  readonly problems: readonly Problem[];
  readonly failure: Failure | null;
  /** From the moment this file was taken up. */
  readonly durationMs: number;
}

export interface SendRun {
  readonly context: Context;
  readonly ksef: Ksef;
  readonly outbox: Outbox;
  readonly sender: Sender;
  readonly runId: string;
  /** Files of this run by their hash: the same content under two names is one invoice. */
  readonly underWay: Map<string, Promise<SendResult>>;
}

/** How long to wait between two looks at what another `kwit send` is doing. */
const lookAgainMs = 100;

/** Sends what a file holds; never throws for what is wrong with one file. */
export async function sendFile(run: SendRun, file: string): Promise<SendResult> {
  const started = performance.now();
  try {
    const source = openSource(file);
    const first = run.underWay.get(source.sha256);
    if (first) return asRepetition(await first, file);
    const sending = sendSource(run, source, started);
    run.underWay.set(source.sha256, sending);
    return await sending;
  } catch (error) {
    return {
      file,
      number: null,
      status: 'error',
      alreadySent: false,
      recovered: false,
      row: null,
      problems: [],
      failure: describe(error, file),
      durationMs: performance.now() - started,
    };
  }
}

const asRepetition = (first: SendResult, file: string): SendResult => ({
  ...first,
  file,
  alreadySent: first.status === 'accepted',
});

async function sendSource(run: SendRun, source: SourceFile, started: number): Promise<SendResult> {
  const { file } = source;
  let number: string | null = null;
  let row: OutboxRow | undefined;
  let problems: readonly Problem[] = [];
  const result = (part: Partial<SendResult> & Pick<SendResult, 'status'>): SendResult => ({
    file,
    number,
    alreadySent: false,
    recovered: false,
    row: row ?? null,
    problems,
    failure: null,
    durationMs: performance.now() - started,
    ...part,
  });
  try {
    const place = { baseUrl: run.ksef.connection.baseUrl, nip: run.ksef.connection.nip };
    row = run.outbox.find({ ...place, sourceSha256: source.sha256 });
    number = row?.invoiceNumber ?? null;
    if (row) row = await claimed(run, row);
    if (row?.state === 'accepted' && (await isStillKnown(run, row))) {
      row = await withReceipt(run, row);
      return result({ status: 'accepted', alreadySent: true });
    }
    if (!row || row.state === 'rejected' || row.state === 'accepted') {
      const prepared = await prepare(source);
      problems = prepared.problems;
      number = prepared.number ?? number;
      if (!prepared.xml) return result({ status: 'invalid' });
      row = await store(run, source, { xml: prepared.xml, number: prepared.number ?? '' }, row);
    }
    // Another process may have brought it to its end while this one prepared it.
    const alreadySent = row.state === 'accepted';
    const delivered = await run.sender.deliver(row);
    row = delivered.row;
    return result({
      status: row.state === 'accepted' ? 'accepted' : 'rejected',
      alreadySent,
      recovered: delivered.recovered,
      problems: [...problems, ...refusalProblems(row)],
    });
  } catch (error) {
    return failed(error, file, result, row && run.outbox.byId(row.id));
  }
}

/** Goes on with a row that an earlier run did not finish. */
export async function resumeRow(run: SendRun, unfinished: OutboxRow): Promise<SendResult> {
  const started = performance.now();
  let row = unfinished;
  const result = (part: Partial<SendResult> & Pick<SendResult, 'status'>): SendResult => ({
    file: row.file,
    number: row.invoiceNumber,
    alreadySent: false,
    recovered: false,
    row,
    problems: refusalProblems(row),
    failure: null,
    durationMs: performance.now() - started,
    ...part,
  });
  try {
    row = await claimed(run, row);
    if (row.state === 'rejected') return result({ status: 'rejected' });
    const delivered = await run.sender.deliver(row);
    row = delivered.row;
    return result({
      status: row.state === 'accepted' ? 'accepted' : 'rejected',
      recovered: delivered.recovered,
    });
  } catch (error) {
    return failed(error, row.file, result, run.outbox.byId(row.id));
  }
}

function failed(
  error: unknown,
  file: string,
  result: (part: Partial<SendResult> & Pick<SendResult, 'status'>) => SendResult,
  row: OutboxRow | undefined,
): SendResult {
  const failure = describe(error, file);
  // What is in the outbox and not decided goes on next time.
  const open = row !== undefined && row.state !== 'rejected' && row.state !== 'accepted';
  const stopped = failure.exit === exitCodes.unreachable || failure.exit === exitCodes.interrupted;
  const status = open || stopped ? 'unfinished' : 'error';
  return result({ status, row: row ?? null, failure });
}

interface Prepared {
  readonly xml: Uint8Array | null;
  readonly number: string | null;
  readonly problems: readonly Problem[];
}

async function prepare(source: SourceFile): Promise<Prepared> {
  const { xml, document, problems } = await examine(source);
  const number = document?.root.Fa.P_2 ?? null;
  return { xml: hasErrors(problems) ? null : xml, number, problems };
}

/** Writes the bytes down before anything is sent. A row that was refused before starts anew. */
async function store(
  run: SendRun,
  source: SourceFile,
  invoice: { xml: Uint8Array; number: string },
  before: OutboxRow | undefined,
): Promise<OutboxRow> {
  const facts = {
    file: resolve(source.file),
    xml: invoice.xml,
    xmlSha256: sha256Of(invoice.xml),
    invoiceNumber: invoice.number,
  };
  if (before)
    return run.outbox.change(before, {
      ...facts,
      state: 'stored',
      sessionReference: null,
      invoiceReference: null,
      ksefNumber: null,
      upoFile: null,
      refusal: null,
    });
  const { baseUrl, nip } = run.ksef.connection;
  const place = { baseUrl, nip, sourceSha256: source.sha256 };
  const added = run.outbox.add({ ...place, ...facts }, run.runId);
  if (added) return added;
  // Another process has just stored the same file.
  const theirs = run.outbox.find(place);
  if (!theirs) throw new Error('a row of the outbox that is there cannot be read');
  return claimed(run, theirs);
}

/** Takes the row for this run; where another living process works on it, waits for that one. */
async function claimed(run: SendRun, row: OutboxRow): Promise<OutboxRow> {
  const { signal, output } = run.context;
  let told = false;
  while (!run.outbox.claim(row.id, run.runId)) {
    if (!told) output.note('send.waiting-for-other', { file: row.file });
    told = true;
    await pause(lookAgainMs, undefined, { signal });
  }
  return run.outbox.byId(row.id) ?? row;
}

/**
 * A local KSeF can be emptied and started anew; then it does not know what it accepted before. The real environments
 * forget nothing, and are not asked.
 */
async function isStillKnown(run: SendRun, row: OutboxRow): Promise<boolean> {
  const { environment } = run.ksef.connection;
  const { sessionReference, invoiceReference } = row;
  if (environment !== 'local' && environment !== 'custom') return true;
  if (!sessionReference || !invoiceReference) return true;
  try {
    await run.ksef.loggedIn(() =>
      run.ksef.client.session(sessionReference).invoice(invoiceReference, { signal: run.context.signal }),
    );
    return true;
  } catch (error) {
    const failure = asKsefError(error);
    // Only a KSeF that answers and does not know it counts; no answer proves nothing.
    return !(failure && (failure.kind === 'refused' || failure.kind === 'gone'));
  }
}

/** The receipt may be missing where a run was cut off right before it. */
const withReceipt = async (run: SendRun, row: OutboxRow): Promise<OutboxRow> =>
  row.upoFile ? row : (await run.sender.deliver(row)).row;
