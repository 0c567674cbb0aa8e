/**
 * The command `kwit`: reads the command line, runs one command, tells what went wrong, ends with its exit code.
 */
import type { Context } from './command.ts';
import { describe, type Failure } from './errors.ts';
import { type ExitCode, exitCodes } from './exit.ts';
import { homeOf } from './home.ts';
import { languageOf, textOf } from './messages.ts';
import { createOutput, flush, type Output } from './output.ts';
import { parseAndRun } from './usage.ts';
import { version } from './version.ts';

/** The value of a global option wherever it stands, for what is said before the command line is understood. */
function early(argv: readonly string[], name: string): string | undefined {
  const at = argv.indexOf(`--${name}`);
  return at >= 0 ? argv[at + 1] : argv.find((part) => part.startsWith(`--${name}=`))?.slice(name.length + 3);
}

let interrupted: AbortSignal | undefined;

/**
 * Ends with Ctrl+C or a termination signal. Only from the first call on: a command that does not look at it ends at
 * once, as the system has it.
 */
function interruption(): AbortSignal {
  if (interrupted) return interrupted;
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => controller.abort());
  interrupted = controller.signal;
  return interrupted;
}

/** Runs `kwit` with these arguments and ends the process with its exit code. */
export async function run(argv: readonly string[]): Promise<never> {
  const language = languageOf(early(argv, 'lang'), process.env);
  const output = createOutput({ json: argv.includes('--json'), language });
  const contextOf = (options: Record<string, unknown>): Context => ({
    output,
    home: homeOf(typeof options.home === 'string' ? options.home : undefined, process.env),
    env: process.env,
    get signal() {
      return interruption();
    },
  });
  let exit: ExitCode;
  try {
    exit = await parseAndRun(argv, language, version, contextOf);
  } catch (error) {
    exit = tell(error, output);
  }
  output.progress('');
  const unwritten = await flush();
  if (unwritten && exit === exitCodes.done) {
    const failure = { ...describe(unwritten, output.t('error.output')), remedy: textOf('remedy.output') };
    exit = tellFailure(failure, { ...output, json: false });
  }
  process.exit(exit);
}

function tell(error: unknown, output: Output): ExitCode {
  if (process.env.KWIT_DEBUG) console.error(error);
  return tellFailure(describe(error), output);
}

function tellFailure(failure: Failure, output: Output): ExitCode {
  output.progress('');
  if (output.json)
    output.object({
      status: 'error',
      code: failure.code,
      message: output.pick(failure.message),
      remedy: failure.remedy ? output.pick(failure.remedy) : null,
      problems: failure.problems,
    });
  else {
    process.stderr.write(`${output.t('error.mark')}: ${output.pick(failure.message)}\n`);
    if (failure.remedy) process.stderr.write(`→ ${output.pick(failure.remedy)}\n`);
  }
  return failure.exit === exitCodes.done ? exitCodes.refused : failure.exit;
}
