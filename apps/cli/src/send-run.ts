/**
 * The second half of `kwit send`: what is in the outbox, of this run or of an earlier one, is brought to its end.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Context } from './command.ts';
import { openSource } from './document.ts';
import { describe } from './errors.ts';
import { CliError, exitCodes } from './exit.ts';
import { isStandardInput } from './files.ts';
import type { Ksef } from './ksef.ts';
import { isReplaceable } from './ksef-identity.ts';
import { textOf } from './messages.ts';
import type { Outbox, OutboxRow } from './outbox.ts';
import { refusalProblems } from './refusals.ts';
import { documentOf, type Entry, prepare } from './send-intake.ts';
import { resultOf, type SendResult } from './send-result.ts';
import { asKsefError, type Sender } from './sender.ts';

export interface SendRun {
  readonly context: Context;
  readonly ksef: Ksef;
  readonly outbox: Outbox;
  readonly sender: Sender;
  readonly runId: string;
}

/** How long to wait between two looks at what another `kwit send` is doing. */
const lookAgainMs = 100;

/** What is to be brought to its end: a file of this run, or a row that an earlier run left. */
export type Delivery = Pick<Entry, 'file' | 'number' | 'problems' | 'takenMs'> & { readonly rowId: number };

export const deliveryOf = (row: OutboxRow): Delivery => ({
  file: row.file,
  number: row.invoiceNumber,
  problems: [],
  rowId: row.id,
  takenMs: 0,
});

const isOpen = (row: OutboxRow | undefined): boolean =>
  row !== undefined && row.state !== 'rejected' && row.state !== 'accepted';

/** Brings one invoice of the outbox to its end; never throws for what happens to one. */
export async function deliver(run: SendRun, delivery: Delivery): Promise<SendResult> {
  const { file, rowId, takenMs } = delivery;
  const started = performance.now() - takenMs;
  let { number, problems } = delivery;
  let row = run.outbox.byId(rowId);
  const result = (part: Partial<SendResult> & Pick<SendResult, 'status'>): SendResult =>
    resultOf({ file, number, problems, row: row ?? null, durationMs: performance.now() - started, ...part });
  try {
    if (!row) throw new Error('a row of the outbox that is there cannot be read');
    row = await claimed(run, row);
    // Another process that had it in hand may have brought it to its end.
    if (row.state === 'rejected')
      return result({ status: 'rejected', problems: [...problems, ...refusalProblems(row)] });
    if (row.state === 'accepted' && (await isStillKnown(run, row))) {
      row = row.upoFile ? row : (await run.sender.deliver(row)).row;
      return result({ status: 'accepted', alreadySent: true });
    }
    if (row.state === 'accepted') {
      const anew = await storeAnew(run, row, file);
      ({ row, number, problems } = anew);
      if (!anew.isRight) return result({ status: 'invalid' });
    }
    // Only as a whole is it known what became of a package; the next run goes on with it.
    if (row.batchId !== null)
      throw new CliError('batch-unfinished', textOf('error.batch-unfinished'), {
        exit: exitCodes.unreachable,
        remedy: textOf('remedy.not-started'),
      });
    const delivered = await run.sender.deliver(row);
    row = delivered.row;
    return result({
      status: row.state === 'accepted' ? 'accepted' : 'rejected',
      recovered: delivered.recovered,
      problems: [...problems, ...refusalProblems(row)],
    });
  } catch (error) {
    const failure = describe(error, file);
    row = run.outbox.byId(rowId);
    // What is in the outbox and not decided goes on next time.
    const stopped = failure.exit === exitCodes.unreachable || failure.exit === exitCodes.interrupted;
    return result({ status: isOpen(row) || stopped ? 'unfinished' : 'error', failure });
  }
}

/** An invoice whose turn did not come, because what stopped another one would have stopped it as well. */
export function stoppedBy(run: SendRun, delivery: Delivery, stop: SendResult): SendResult {
  const { file, number, problems, takenMs } = delivery;
  const row = run.outbox.byId(delivery.rowId) ?? null;
  const common = { file, number, problems, row, durationMs: takenMs };
  if (row?.state === 'accepted' && row.upoFile)
    return resultOf({ ...common, status: 'accepted', alreadySent: true });
  return resultOf({ ...common, status: 'unfinished', failure: stop.failure });
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
  const { sessionReference, invoiceReference } = row;
  if (!isReplaceable(run.ksef.connection.environment)) return true;
  if (!sessionReference || !invoiceReference) return true;
  try {
    await run.ksef.loggedIn(() =>
      run.ksef.client.session(sessionReference).invoice(invoiceReference, { signal: run.context.signal }),
    );
    return true;
  } catch (error) {
    // Another KSeF is there now, and does not let us in: whoever reads that it was sent before would be misled.
    if (error instanceof CliError) throw error;
    const failure = asKsefError(error);
    // Only a KSeF that answers and does not know it counts; no answer proves nothing.
    return !(failure && (failure.kind === 'refused' || failure.kind === 'gone'));
  }
}

interface StoredAnew extends Pick<Delivery, 'number' | 'problems'> {
  readonly row: OutboxRow;
  readonly isRight: boolean;
}

/** Starts anew with what the file says today (a date may be «today»); with the kept bytes where it cannot be read. */
async function storeAnew(run: SendRun, row: OutboxRow, file: string): Promise<StoredAnew> {
  const source = isStandardInput(file) ? undefined : await openSource(file).catch(() => undefined);
  if (source?.sha256 !== row.sourceSha256) {
    const again = run.outbox.startAnew(row);
    return { row: again, number: row.invoiceNumber, problems: [], isRight: true };
  }
  const { xml, number, problems } = await prepare(source, run.ksef);
  if (!xml) return { row, number: number ?? row.invoiceNumber, problems, isRight: false };
  const again = run.outbox.startAnew(row, documentOf(source, xml, number ?? ''));
  return { row: again, number, problems, isRight: true };
}
