/** `kwit pdf`: invoices and receipts as a person reads them, one or ten thousand. */
import { extname } from 'node:path';
import type { Command, Context } from '../command.ts';
import { problemsOf } from '../errors.ts';
import { CliError, type ExitCode, exitCodes } from '../exit.ts';
import { filesOf, nothingInFolder } from '../invoice-files.ts';
import type { Drawn, DrawSettings, VisualFormat } from '../visual/draw.ts';
import { type Drawers, drawersFor, inOrder } from '../visual/drawers.ts';
import {
  checkLook,
  type DrawingOptions,
  type Known,
  knownHere,
  lookOf,
  openToDraw,
} from '../visual/drawing.ts';
import { checkKsefNumber } from '../visual/given-number.ts';
import { offlineIssuer } from '../visual/offline-issuer.ts';
import { type Target, targetOf } from '../visual/targets.ts';

interface Options extends DrawingOptions {
  readonly output?: string;
  readonly format?: VisualFormat;
  readonly overwrite?: boolean;
}

interface Result {
  readonly file: string;
  readonly ksefNumber: string | null;
  readonly drawn: Drawn;
}

export const run: Command<[paths: string[]], Options> = async (context, options, paths) => {
  const files = [...new Set(paths.flatMap(filesOf))];
  if (files.length === 0) throw nothingInFolder();
  await checkKsefNumber(options, files.length);
  const known = await knownHere(context, options);
  const settings = await settingsOf(context, options, known);
  const target = targetOf({
    output: options.output,
    format: settings.format,
    overwrite: options.overwrite ?? false,
    count: files.length,
    sources: files,
  });
  const drawers = drawersFor(files.length, settings);
  try {
    return await drawAll(context, options, { files, known, target, drawers });
  } catch (error) {
    target.abandon();
    throw error;
  } finally {
    context.output.progress('');
    await drawers.end();
  }
};

async function settingsOf(context: Context, options: Options, known: Known): Promise<DrawSettings> {
  const look = lookOf(options);
  await checkLook(look);
  const isHtml = options.output !== undefined && /^\.html?$/i.test(extname(options.output));
  return {
    format: options.format ?? (isHtml ? 'html' : 'pdf'),
    language: options.language ?? 'pl',
    look,
    offline: await offlineIssuer(context, options, known.address !== null),
  };
}

interface Work {
  readonly files: readonly string[];
  readonly known: Known;
  readonly target: Target;
  readonly drawers: Drawers;
}

async function drawAll(context: Context, options: Options, work: Work): Promise<ExitCode> {
  const { output, signal } = context;
  const { files, known, target, drawers } = work;
  let done = 0;
  let refused = 0;
  const drawOne = async (file: string): Promise<Result> => {
    signal.throwIfAborted();
    try {
      const opened = await openToDraw(file, known, options, signal);
      if (opened.kind === 'refused') return { file, ksefNumber: null, drawn: opened };
      return { file, ksefNumber: opened.job.ksefNumber, drawn: await drawers.draw(opened.job) };
    } catch (error) {
      if (signal.aborted) throw error;
      return { file, ksefNumber: null, drawn: { kind: 'refused', problems: problemsOf(error, file) } };
    }
  };
  for await (const result of inOrder(files, drawers.width, drawOne)) {
    done += 1;
    if (!(await tell(context, result, target))) refused += 1;
    if (files.length > 1) output.progress(output.t('pdf.progress', { done, total: files.length }));
  }
  return finish(context, target, { done, refused });
}

/** Writes what was drawn and says so; hands back whether there is a document now. */
async function tell(
  { output }: Context,
  { file, ksefNumber, drawn }: Result,
  target: Target,
): Promise<boolean> {
  const upo = null;
  const placed = drawn.kind === 'refused' ? drawn : await place(drawn, file, target);
  if (placed.kind === 'refused') {
    const { problems } = placed;
    output.object({ file, number: null, status: 'invalid', ksefNumber, upo, problems, document: null });
    output.say('pdf.refused', { file });
    for (const problem of problems) output.problem(problem, file);
    return false;
  }
  const { number, document, problems } = placed;
  output.object({ file, number, status: 'drawn', ksefNumber, upo, problems, document });
  if (!target.isOneForAll) output.say('pdf.written', { file: document });
  for (const problem of problems) output.problem(problem, file, { aside: true });
  return true;
}

type DrawnDocument = Extract<Drawn, { kind: 'drawn' }>;

type Placed =
  | ({ readonly kind: 'placed'; readonly document: string } & Omit<DrawnDocument, 'kind' | 'bytes'>)
  | Extract<Drawn, { kind: 'refused' }>;

/** A document that is there already is no reason to give up those that are not; any other failure to write is. */
async function place(
  { bytes, number, problems }: DrawnDocument,
  file: string,
  target: Target,
): Promise<Placed> {
  try {
    return { kind: 'placed', document: await target.write(file, bytes), number, problems };
  } catch (error) {
    if (!(error instanceof CliError && error.code === 'file-exists')) throw error;
    return { kind: 'refused', problems: problemsOf(error, file) };
  }
}

async function finish(
  { output }: Context,
  target: Target,
  { done, refused }: { done: number; refused: number },
): Promise<ExitCode> {
  if (refused === done) target.abandon();
  else {
    const file = await target.finish();
    if (file !== null) {
      output.object({ status: 'packed', archive: file, documents: done - refused });
      output.say('pdf.packed', { file, count: done - refused });
    }
  }
  if (done > 1) output.say('pdf.summary', { done, refused });
  return refused === 0 ? exitCodes.done : exitCodes.refused;
}
