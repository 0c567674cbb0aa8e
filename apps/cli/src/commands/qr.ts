/** `kwit qr`: the QR codes of an invoice, on the terminal or as pictures. */
import { extname } from 'node:path';
import type { QrCode, QrMatrix } from '@kwit/documents';
import type { Problem } from '@kwit/formats';
import type { Command, Context } from '../command.ts';
import { CliError, exitCodes } from '../exit.ts';
import { checkResultFile, writeWhole } from '../files.ts';
import { textOf } from '../messages.ts';
import { wrongUsage } from '../usage-error.ts';
import { type CodeKind, documentCodes } from '../visual/document-codes.ts';
import { documentOf } from '../visual/draw.ts';
import { type DrawingOptions, knownHere, openToDraw } from '../visual/drawing.ts';
import { checkKsefNumber } from '../visual/given-number.ts';
import { offlineIssuer } from '../visual/offline-issuer.ts';
import { warningsOf } from '../visual/warnings.ts';

interface Options extends DrawingOptions {
  readonly output?: string;
  readonly overwrite?: boolean;
  readonly code?: CodeKind;
}

export const run: Command<[file: string], Options> = async (context, options, file) => {
  await checkKsefNumber(options, 1);
  const { output } = context;
  if (options.output !== undefined) checkOutput(options.output, file);
  const known = await knownHere(context, options);
  const offline = await offlineIssuer(context, options, known.address !== null);
  const opened = await openToDraw(file, known, options, context.signal);
  if (opened.kind === 'refused') {
    output.object({ file, status: 'invalid', problems: opened.problems });
    for (const problem of opened.problems) output.problem(problem, file);
    return exitCodes.refused;
  }
  const document = await documentOf(opened.job.xml);
  const language = options.language ?? output.language;
  const found = await documentCodes(document, opened.job, { language, offline });
  const problems = warningsOf(opened.job, offline);
  const wanted = found.filter(({ kind }) => options.code === undefined || kind === options.code);
  if (wanted.length === 0) throw noCode(options.code);
  for (const problem of problems) output.problem(problem, file, { aside: true });
  const result = { codes: wanted, problems };
  if (options.output !== undefined) await save(context, options, options.output, result);
  else await show(context, result);
  return exitCodes.done;
};

function checkOutput(output: string, file: string): void {
  if (!['.svg', '.png'].includes(extname(output).toLowerCase()))
    throw wrongUsage('usage.qr-picture', { file: output });
  checkResultFile(output, file);
}

const noCode = (kind: CodeKind | undefined): CliError => {
  const code = kind === 'transfer' ? 'no-transfer-code' : 'no-code';
  return new CliError(code, textOf(`error.${code}`), { remedy: textOf(`remedy.${code}`) });
};

interface Found {
  readonly codes: readonly { readonly kind: CodeKind; readonly code: QrCode }[];
  /** Warnings of the document, told with each of its codes. */
  readonly problems: readonly Problem[];
}

/** One picture a file: of several codes the first goes by the name that was given, the others by their kind as well. */
async function save(
  context: Context,
  { overwrite = false }: Options,
  file: string,
  { codes, problems }: Found,
): Promise<void> {
  const { qrPng, qrSvg } = await import('@kwit/documents');
  const ending = extname(file);
  for (const [at, { kind, code }] of codes.entries()) {
    const target = at === 0 ? file : `${file.slice(0, -ending.length)}-${kind}${ending}`;
    const picture = ending.toLowerCase() === '.svg' ? qrSvg(code.content) : qrPng(code.content);
    writeWhole(target, picture, { overwrite });
    context.output.object({ ...wordsOf(kind, code), picture: target, problems });
    context.output.say('qr.saved', { file: target });
  }
}

async function show({ output }: Context, { codes, problems }: Found): Promise<void> {
  const { qrMatrix } = await import('@kwit/documents');
  for (const { kind, code } of codes) {
    output.object({ ...wordsOf(kind, code), picture: null, problems });
    output.line(code.explanation.text);
    output.document(drawn(qrMatrix(code.content)));
    output.line(code.caption.text);
    output.line(`${code.content}\n`);
  }
}

const wordsOf = (kind: CodeKind, { caption, content }: QrCode) => ({
  code: kind,
  caption: caption.text,
  content,
});

const quietModules = 2;

/** Two rows of modules a line of text, black on white whatever the colours of the terminal. */
function drawn({ size, modules }: QrMatrix): string {
  const isDark = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < size && y < size && modules[y * size + x] === 1;
  const lines: string[] = [];
  for (let y = -quietModules; y < size + quietModules; y += 2) {
    let line = '';
    for (let x = -quietModules; x < size + quietModules; x += 1)
      line += (isDark(x, y) ? 1 : 0) + (isDark(x, y + 1) ? 2 : 0);
    lines.push(line.replace(/\d/g, (both) => '█▄▀ '[Number(both)] ?? ' '));
  }
  // White on black for those who read it in a pipe; a terminal is told the colours.
  return process.stdout.isTTY
    ? lines.map((line) => `\x1b[97;40m${line}\x1b[0m`).join('\n')
    : lines.join('\n');
}
