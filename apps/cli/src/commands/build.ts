/** `kwit build`: business JSON to FA(3). */
import type { Command } from '../command.ts';
import { buildFromJson, hasErrors, openSource } from '../document.ts';
import { CliError, exitCodes } from '../exit.ts';
import { checkResultFile, isStandardInput, writeWhole } from '../files.ts';
import { textOf } from '../messages.ts';

interface Options {
  output?: string;
  overwrite?: boolean;
}

export const run: Command<[file: string], Options> = async (context, options, file) => {
  const { output } = context;
  const source = await openSource(file);
  if (source.kind !== 'json')
    throw new CliError('json-expected', textOf('error.json-expected', { file }), {
      remedy: textOf('remedy.json-expected'),
    });
  if (options.output !== undefined) checkResultFile(options.output, isStandardInput(file) ? undefined : file);
  const { xml, document, problems } = await buildFromJson(source.bytes);
  const failed = !xml || hasErrors(problems);
  if (xml && !failed && options.output)
    writeWhole(options.output, xml, { overwrite: options.overwrite ?? false });
  output.object({
    file,
    number: document?.root.Fa.P_2 ?? null,
    status: failed ? 'invalid' : 'built',
    ksefNumber: null,
    upo: null,
    problems,
    output: failed ? null : (options.output ?? null),
    ...(options.output || failed ? {} : { xml: Buffer.from(xml).toString('utf8') }),
  });
  // Without a file for it, standard output is the document; what is wrong with it must stay out of it.
  const toScreen = !failed && !options.output;
  for (const problem of problems) output.problem(problem, file, { aside: toScreen });
  if (failed) return exitCodes.refused;
  if (options.output) output.say('build.written', { file: options.output });
  else output.document(Buffer.from(xml).toString('utf8').trimEnd());
  return exitCodes.done;
};
