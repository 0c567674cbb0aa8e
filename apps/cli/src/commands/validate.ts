/** `kwit validate`: every problem of every file, with its place, code and what to do. */
import type { Problem } from '@kwit/formats';
import type { Command, Context } from '../command.ts';
import { type Examined, examine, hasErrors, openSource } from '../document.ts';
import { describe, problemOfFailure } from '../errors.ts';
import { exitCodes } from '../exit.ts';
import { filesOf, nothingInFolder } from '../invoice-files.ts';

interface Options {
  schemaOnly?: boolean;
}

export const run: Command<[paths: string[]], Options> = async (context, options, paths) => {
  let invalid = 0;
  let checked = 0;
  for (const path of paths) {
    const files = filesOf(path);
    if (files.length === 0 && paths.length === 1) throw nothingInFolder();
    if (files.length === 0) {
      context.output.problem(problemOfFailure(describe(nothingInFolder())), path);
      invalid += 1;
    }
    for (const file of files) {
      checked += 1;
      if (!(await checkFile(context, file, options))) invalid += 1;
    }
  }
  if (checked > 1) context.output.say('validate.summary', { checked, invalid });
  return invalid === 0 ? exitCodes.done : exitCodes.refused;
};

async function checkFile(context: Context, file: string, options: Options): Promise<boolean> {
  const { output } = context;
  let problems: readonly Problem[];
  let examined: Examined | undefined;
  try {
    examined = await examine(await openSource(file), { ...options, anyFormat: true });
    problems = examined.problems;
  } catch (error) {
    problems = [problemOfFailure(describe(error, file))];
  }
  const valid = !hasErrors(problems);
  const number = examined?.document?.root.Fa.P_2 ?? null;
  const { format = null, rulesAsked: rules = false } = examined ?? {};
  const status = valid ? 'valid' : 'invalid';
  output.object({ file, number, status, ksefNumber: null, upo: null, format, rules, problems });
  for (const problem of problems) output.problem(problem, file);
  sayVerdict(context, file, examined, valid);
  return valid;
}

/** The verdict in words, with what was not looked at. */
function sayVerdict({ output }: Context, file: string, examined: Examined | undefined, valid: boolean): void {
  if (examined === undefined) return;
  const { problems, rulesAsked, format } = examined;
  if (!valid) {
    if (!rulesAsked && format === 'FA(3)') output.say('validate.rules-later', { file });
  } else if (!rulesAsked) output.say('validate.valid-by-schema', { file, format: format ?? '' });
  else output.say(problems.length === 0 ? 'validate.valid' : 'validate.valid-with-warnings', { file });
}
