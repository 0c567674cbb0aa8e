/** `kwit send`: invoices to KSeF; the KSeF number and the receipt of each. */
import type { Command, ConnectionChoice, Context } from '../command.ts';
import { dayOf } from '../connection-text.ts';
import { describe } from '../errors.ts';
import { type ExitCode, exitCodes } from '../exit.ts';
import { openKsef } from '../ksef.ts';
import { outboxOf } from '../outbox.ts';
import type { Output } from '../output.ts';
import { startRun } from '../run-lock.ts';
import { resumeRow, type SendResult, type SendRun, sendFile } from '../send-run.ts';
import { createSender } from '../sender.ts';
import { wrongUsage } from '../usage-error.ts';

/** Invoices that are under way at the same time. */
const concurrency = 8;

type Job = { readonly file: string; start(): Promise<SendResult> };

export const run: Command<[files: string[]], ConnectionChoice> = async (context, options, files) => {
  const ksef = await openKsef(context, options);
  const outbox = outboxOf(ksef.store, context.home);
  const waiting = files.length === 0 ? outbox.unfinished(ksef.connection) : [];
  if (files.length === 0 && waiting.length === 0) throw wrongUsage('usage.nothing-to-send');
  const lock = startRun(context.home);
  const sender = createSender({ ksef, outbox, home: context.home, signal: context.signal });
  try {
    const sending: SendRun = { context, ksef, outbox, sender, runId: lock.id, underWay: new Map() };
    const jobs: Job[] =
      files.length > 0
        ? [...new Set(files)].map((file) => ({ file, start: () => sendFile(sending, file) }))
        : waiting.map((row) => ({ file: row.file, start: () => resumeRow(sending, row) }));
    const results = await runAll(context, jobs);
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

/** Works through the jobs, several at a time, and tells each result as it comes. */
async function runAll(context: Context, jobs: readonly Job[]): Promise<SendResult[]> {
  const { output } = context;
  const results: SendResult[] = [];
  const several = jobs.length > 1;
  const next = jobs.values();
  let fatal: SendResult | undefined;
  const worker = async () => {
    for (const job of next) {
      // What stopped one would stop all: the rest is told, not tried.
      const result = fatal ? { ...fatal, file: job.file, number: null, row: null } : await job.start();
      const repeated = fatal !== undefined;
      if (result.status === 'unfinished') fatal ??= result;
      results.push(result);
      tell(output, result, { several, repeated });
      if (several)
        output.progress(
          output.t('send.progress', {
            done: results.length,
            total: jobs.length,
            number: result.number ?? '',
          }),
        );
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, jobs.length) }, worker));
  output.progress('');
  return results;
}

const seconds = (output: Output, milliseconds: number): string =>
  (milliseconds / 1000).toFixed(2).replace('.', output.language === 'pl' ? ',' : '.');

function tell(
  output: Output,
  result: SendResult,
  { several, repeated }: { several: boolean; repeated: boolean },
) {
  // One invoice: what the person waited, from the start of the command.
  const tookMs = several ? result.durationMs : performance.now();
  const { file, row, failure, problems } = result;
  output.object({
    file,
    number: result.number,
    status: result.status,
    ksefNumber: row?.ksefNumber ?? null,
    upo: row?.upoFile ?? null,
    problems: failure ? [...problems, failureProblem(failure)] : problems,
    alreadySent: result.alreadySent,
    sessionReference: row?.sessionReference ?? null,
    invoiceReference: row?.invoiceReference ?? null,
    seconds: Math.round(tookMs) / 1000,
  });
  const number = result.number ?? file;
  if (result.status === 'accepted') {
    const words = { number, ksefNumber: row?.ksefNumber ?? '', seconds: seconds(output, tookMs) };
    if (result.alreadySent) output.say('send.already', { ...words, date: dayOf(row?.changedAt ?? null) });
    else output.say(result.recovered ? 'send.recovered' : 'send.accepted', words);
    output.say('send.upo', { file: row?.upoFile ?? '—' });
    for (const problem of problems) output.problem(problem, file, { aside: true });
    return;
  }
  if (failure) {
    if (repeated) return;
    const uncertain = row?.state === 'sending' || row?.state === 'sent';
    output.say(uncertain ? 'send.uncertain' : 'send.failed', { file, message: output.pick(failure.message) });
    if (failure.remedy) output.line(`    → ${output.pick(failure.remedy)}`);
    if (uncertain) output.say('send.ask-first');
    return;
  }
  output.say(result.status === 'rejected' ? 'send.rejected' : 'send.invalid', { number, file });
  for (const problem of problems) output.problem(problem, file);
}

const failureProblem = ({ code, message, remedy }: NonNullable<SendResult['failure']>) => ({
  code,
  severity: 'error' as const,
  path: '',
  line: null,
  column: null,
  message,
  remedy: remedy ?? { pl: '', en: '' },
});

/** The sum of it all, and the exit code: no connection first, then any refusal. */
function ending(output: Output, results: readonly SendResult[]): ExitCode {
  const count = (...statuses: SendResult['status'][]) =>
    results.filter((result) => statuses.includes(result.status)).length;
  const already = results.filter((result) => result.alreadySent).length;
  if (results.length > 1)
    output.say('send.summary', {
      accepted: count('accepted') - already,
      already,
      refused: count('rejected', 'invalid', 'error'),
      open: count('unfinished'),
      seconds: seconds(output, performance.now()),
    });
  const stopped = results.find((result) => result.status === 'unfinished');
  if (stopped) return stopped.failure?.exit ?? exitCodes.unreachable;
  return count('accepted') === results.length ? exitCodes.done : exitCodes.refused;
}
