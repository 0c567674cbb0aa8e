/** `kwit send`: invoices to KSeF; the KSeF number and the receipt of each. */
import { keepHeapSmall } from '@kwit/ksef/small-heap';
import type { Command, ConnectionChoice } from '../command.ts';
import { resumption } from '../connection-text.ts';
import { describe } from '../errors.ts';
import type { CliError } from '../exit.ts';
import { type Ksef, openKsef } from '../ksef.ts';
import { textBy } from '../messages.ts';
import { type Outbox, outboxOf } from '../outbox.ts';
import { startRun } from '../run-lock.ts';
import { deliverInBatches } from '../send-batch.ts';
import { type Entry, takeIn } from '../send-intake.ts';
import { ending, tellResult } from '../send-report.ts';
import { asRepetition, resultOf, type SendResult } from '../send-result.ts';
import { type Delivery, deliver, deliveryOf, type SendRun, stoppedBy } from '../send-run.ts';
import { createSender } from '../sender.ts';
import { wrongUsage } from '../usage-error.ts';

/** Invoices that are under way at the same time. */
const concurrency = 8;

export const run: Command<[files: string[]], ConnectionChoice> = async (context, options, files) => {
  // What is in use with ten thousand invoices is 50 MB; garbage would be let grow to eight times of that.
  keepHeapSmall();
  // From here on an interruption ends the run in good order.
  const { signal } = context;
  const ksef = await openKsef(context, options);
  const outbox = outboxOf(ksef.store, context.home);
  const waiting = files.length === 0 ? outbox.unfinished(ksef.connection) : [];
  if (files.length === 0 && waiting.length === 0) throw nothingToSend(ksef, outbox);
  const lock = startRun(context.home);
  const sender = createSender({ ksef, outbox, home: context.home, signal });
  try {
    const sending: SendRun = { context, ksef, outbox, sender, runId: lock.id };
    const results = await sendAll(sending, [...new Set(files)], waiting.map(deliveryOf));
    const unclosed = await sender.close();
    if (unclosed && results.every((result) => result.status !== 'unfinished'))
      context.output.note('send.session-open', { reason: context.output.pick(describe(unclosed).message) });
    return ending(context.output, results);
  } finally {
    try {
      outbox.release(lock.id);
    } finally {
      lock.release();
    }
  }
};

/** What waits under other connections is told with the way to go on there. */
function nothingToSend({ connections }: Ksef, outbox: Outbox): CliError {
  const elsewhere = outbox.countUnfinished();
  if (elsewhere.length === 0) return wrongUsage('usage.nothing-to-send');
  const current = connections.current();
  const ways = textBy((t) => elsewhere.map((one) => t(...resumption({ t }, one, current))).join(' '));
  return wrongUsage('usage.nothing-to-send-here', {}, ways);
}

/** One invoice to deliver, and the files of the same content that end as it does. */
interface Job {
  readonly delivery: Delivery;
  readonly repetitions: string[];
}

/** First everything into the outbox, then from there to KSeF; each result is told as it comes. */
async function sendAll(
  run: SendRun,
  files: readonly string[],
  left: readonly Delivery[],
): Promise<SendResult[]> {
  const { output } = run.context;
  const total = files.length + left.length;
  const results: SendResult[] = [];
  const done = (result: SendResult, isRepeated = false) => {
    results.push(result);
    tellResult(output, result, { several: total > 1, isRepeated });
    if (total > 1)
      output.progress(
        output.t('send.progress', { done: results.length, total, number: result.number ?? '' }),
      );
  };
  const onProgress = (checked: number) => {
    if (total > 1) output.progress(output.t('send.preparing', { done: checked, total }));
  };
  const entries = await takeIn(run, files, done, onProgress);
  await deliverAll(
    run,
    [...jobsOf(entries), ...left.map((delivery) => ({ delivery, repetitions: [] }))],
    done,
  );
  output.progress('');
  return results;
}

function jobsOf(entries: readonly Entry[]): Job[] {
  const jobs = new Map<Entry, Job>();
  for (const entry of entries) {
    const { rowId, sameAs } = entry;
    if (sameAs) jobs.get(sameAs)?.repetitions.push(entry.file);
    else if (rowId !== undefined) jobs.set(entry, { delivery: { ...entry, rowId }, repetitions: [] });
  }
  return [...jobs.values()];
}

/** What stopped the packages stops the rest as well. */
const stoppedResult = (error: unknown): SendResult =>
  resultOf({ file: '', status: 'unfinished', durationMs: 0, failure: describe(error) });

/** Works through the jobs: many as packages, the others several at a time. */
async function deliverAll(
  run: SendRun,
  jobs: readonly Job[],
  done: (result: SendResult, isRepeated: boolean) => void,
): Promise<void> {
  const repetitionsOf = new Map(jobs.map((job) => [job.delivery, job.repetitions]));
  const batched = await deliverInBatches(
    run,
    jobs.map(({ delivery }) => delivery),
    (delivery, result) => {
      done(result, false);
      for (const file of repetitionsOf.get(delivery) ?? []) done(asRepetition(result, file), true);
    },
  );
  const left = new Set(batched.left);
  const next = jobs.filter(({ delivery }) => left.has(delivery)).values();
  let stop = batched.stop === undefined ? undefined : stoppedResult(batched.stop);
  let isStopTold = false;
  const worker = async () => {
    for (const { delivery, repetitions } of next) {
      // What stopped one would stop all: the rest is told, not tried.
      const isRepeated = stop !== undefined && isStopTold;
      const result = stop ? stoppedBy(run, delivery, stop) : await deliver(run, delivery);
      if (result.status === 'unfinished') stop ??= result;
      isStopTold ||= stop !== undefined;
      done(result, isRepeated);
      for (const file of repetitions) done(asRepetition(result, file), true);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, jobs.length) }, worker));
}
