/** What `kwit send` says of each file and of the whole, to a person and to a machine. */
import { dayOf } from './connection-text.ts';
import { problemOfFailure } from './errors.ts';
import { type ExitCode, exitCodes } from './exit.ts';
import type { Output } from './output.ts';
import type { SendResult } from './send-result.ts';

const seconds = (output: Output, milliseconds: number): string =>
  (milliseconds / 1000).toFixed(2).replace('.', output.language === 'pl' ? ',' : '.');

interface Manner {
  /** Of several files each tells what it took by itself; a single one what the person waited. */
  readonly several: boolean;
  /** A person has been told of this failure already. */
  readonly isRepeated: boolean;
}

export function tellResult(output: Output, result: SendResult, { several, isRepeated }: Manner): void {
  const tookMs = several ? result.durationMs : performance.now();
  tellMachine(output, result, tookMs);
  const { file, row, failure, problems, status } = result;
  const number = result.number ?? file;
  if (status === 'accepted') {
    const words = { number, ksefNumber: row?.ksefNumber ?? '', seconds: seconds(output, tookMs) };
    if (result.alreadySent) output.say('send.already', { ...words, date: dayOf(row?.changedAt ?? null) });
    else output.say(result.recovered ? 'send.recovered' : 'send.accepted', words);
    output.say('send.upo', { file: row?.upoFile ?? '—' });
    for (const problem of problems) output.problem(problem, file, { aside: true });
    return;
  }
  // Files that the run did not come to are named together at the end.
  if (status === 'not-started' || (failure && isRepeated)) return;
  if (failure) {
    const isUncertain = row?.state === 'sending' || row?.state === 'sent';
    output.say(isUncertain ? 'send.uncertain' : 'send.failed', { file });
    output.line(`    ${output.pick(failure.message)}`);
    if (failure.remedy) output.line(`    → ${output.pick(failure.remedy)}`);
    if (isUncertain) output.say('send.ask-first');
    return;
  }
  output.say(status === 'rejected' ? 'send.rejected' : 'send.invalid', { number, file });
  for (const problem of problems) output.problem(problem, problem.line === null ? undefined : file);
}

function tellMachine(output: Output, result: SendResult, tookMs: number): void {
  const { file, row, failure, problems } = result;
  output.object({
    file,
    number: result.number,
    status: result.status,
    ksefNumber: row?.ksefNumber ?? null,
    upo: row?.upoFile ?? null,
    problems: failure ? [...problems, problemOfFailure(failure)] : problems,
    alreadySent: result.alreadySent,
    sessionReference: row?.sessionReference ?? null,
    invoiceReference: row?.invoiceReference ?? null,
    seconds: Math.round(tookMs) / 1000,
  });
}

/** So many files are named; the others are counted. */
const namedFiles = 5;

/** The sum of it all, and the exit code: no connection first, then any refusal. */
export function ending(output: Output, results: readonly SendResult[]): ExitCode {
  const count = (...statuses: SendResult['status'][]) =>
    results.filter((result) => statuses.includes(result.status)).length;
  const already = results.filter((result) => result.alreadySent).length;
  const open = count('unfinished');
  const skipped = results.filter((result) => result.status === 'not-started');
  if (results.length > 1)
    output.say('send.summary', {
      accepted: count('accepted') - already,
      already,
      refused: count('rejected', 'invalid', 'error'),
      open,
      skipped: skipped.length,
      seconds: seconds(output, performance.now()),
    });
  if (open > 0) output.say('status.resume', { count: open });
  if (skipped.length > 0)
    output.say('send.not-started', { count: skipped.length, files: namesOf(output, skipped) });
  const stopped = results.find(({ status }) => status === 'unfinished' || status === 'not-started');
  if (stopped) return stopped.failure?.exit ?? exitCodes.unreachable;
  return count('accepted') === results.length ? exitCodes.done : exitCodes.refused;
}

function namesOf(output: Output, results: readonly SendResult[]): string {
  const names = results
    .slice(0, namedFiles)
    .map(({ file }) => file)
    .join(', ');
  const more = results.length - namedFiles;
  return more > 0 ? output.t('send.and-more', { names, more }) : names;
}
