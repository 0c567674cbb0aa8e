/** `kwit validate`: every problem of every file, with its place, code and what to do. */
import { readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Problem } from '@kwit/formats';
import type { Command, Context } from '../command.ts';
import { type Examined, examine, hasErrors, openSource } from '../document.ts';
import { describe } from '../errors.ts';
import { CliError, exitCodes } from '../exit.ts';
import { fileError } from '../files.ts';
import { textOf } from '../messages.ts';

interface Options {
  schemaOnly?: boolean;
}

export const run: Command<[paths: string[]], Options> = async (context, options, paths) => {
  let invalid = 0;
  let checked = 0;
  for (const file of paths.flatMap(filesOf)) {
    checked += 1;
    if (!(await checkFile(context, file, options))) invalid += 1;
  }
  if (checked === 0)
    throw new CliError('nothing-to-check', textOf('error.nothing-to-check'), {
      remedy: textOf('remedy.nothing-to-check'),
    });
  if (checked > 1) context.output.say('validate.summary', { checked, invalid });
  return invalid === 0 ? exitCodes.done : exitCodes.refused;
};

/** The file itself, or every JSON and XML file in a folder and below it, in the order of their names. */
function filesOf(path: string): string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    return readdirSync(path, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && ['.json', '.xml'].includes(extname(entry.name).toLowerCase()))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  } catch (error) {
    // A path that cannot be read is told in its turn, as any other file.
    if (fileError(error, path) === error) throw error;
    return [path];
  }
}

async function checkFile(context: Context, file: string, options: Options): Promise<boolean> {
  const { output } = context;
  let problems: readonly Problem[];
  let examined: Examined | undefined;
  try {
    examined = await examine(await openSource(file), { ...options, anyFormat: true });
    problems = examined.problems;
  } catch (error) {
    problems = [asProblem(error, file)];
  }
  const valid = !hasErrors(problems);
  const number = examined?.document?.root.Fa.P_2 ?? null;
  output.object({ file, number, status: valid ? 'valid' : 'invalid', ksefNumber: null, upo: null, problems });
  for (const problem of problems) output.problem(problem, file);
  if (valid) output.say(problems.length === 0 ? 'validate.valid' : 'validate.valid-with-warnings', { file });
  return valid;
}

/** A file that could not even be read, told like a problem in it. */
function asProblem(error: unknown, file: string): Problem {
  const { code, message, remedy } = describe(error, file);
  return {
    code,
    severity: 'error',
    path: '',
    line: null,
    column: null,
    message,
    remedy: remedy ?? { pl: '', en: '' },
  };
}
