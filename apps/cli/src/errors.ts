/**
 * Any error that reaches the end of a command, as one shape: stable code, sentence, remedy, problems, exit code.
 */
import type { Problem, Text } from '@kwit/formats';
import { CliError, type ExitCode, exitCodes } from './exit.ts';
import { fileError } from './files.ts';
import { type MessageKey, textOf } from './messages.ts';
import { sqliteCode, storeError } from './store-errors.ts';

interface FailureWords {
  readonly code: string;
  readonly message: Text;
  readonly remedy?: Text | undefined;
}

export interface Failure extends FailureWords {
  readonly exit: ExitCode;
  readonly problems: readonly Problem[];
}

/** What a KSeF client's error kind means for the exit code; every other kind is a refusal. */
const unreachableKinds: ReadonlySet<string> = new Set([
  'unreachable',
  'timeout',
  'unexpected-answer',
  'rate-limited',
]);

/**
 * What a failure amounts to, told like problems of a file: its own where it has some, otherwise itself without a place.
 * @param file the file or folder that was worked on
 */
export function problemsOf(thrown: unknown, file?: string): readonly Problem[] {
  const failure = describe(thrown, file);
  return failure.problems.length > 0 ? failure.problems : [problemOfFailure(failure)];
}

/** A failure as a problem without a place. */
export const problemOfFailure = ({ code, message, remedy }: FailureWords): Problem => ({
  code,
  severity: 'error',
  path: '',
  line: null,
  column: null,
  message,
  remedy: remedy ?? { pl: '', en: '' },
});

const defectOf = (error: unknown): Failure => ({
  code: 'defect',
  exit: exitCodes.refused,
  message: textOf('error.defect', { reason: error instanceof Error ? error.message : String(error) }),
  remedy: textOf('remedy.defect'),
  problems: [],
});

const interruptedFailure: Failure = {
  code: 'interrupted',
  exit: exitCodes.interrupted,
  message: textOf('error.interrupted'),
  problems: [],
};

interface ErrorWithText {
  text: Text;
  happened?: Text;
  remedy?: Text | undefined;
  code?: unknown;
  kind?: unknown;
}

// Errors of the packages are known by their shape: loading each package only to ask `instanceof` costs start-up time.
const hasText = (error: object): error is ErrorWithText =>
  'text' in error && typeof error.text === 'object' && error.text !== null && 'pl' in error.text;
const hasProblems = (error: object): error is { problems: readonly Problem[] } =>
  'problems' in error && Array.isArray(error.problems);

/** @param file the file or folder that was worked on, for errors of the system that do not name one. */
export function describe(thrown: unknown, file = ''): Failure {
  const error = asCliError(thrown, file);
  if (error instanceof CliError) {
    const { code, exit, text: message, remedy, problems } = error;
    return { code, exit, message, remedy, problems };
  }
  if (!(error instanceof Error)) return defectOf(error);
  if (error.name === 'KsefError' && hasText(error)) return ksefFailure(error);
  if (error.name === 'AbortError') return interruptedFailure;
  if (hasProblems(error)) return problemsFailure(error.problems);
  if (hasText(error))
    return {
      code: String(error.code),
      exit: exitCodes.refused,
      message: error.text,
      remedy: remedyFor(String(error.code)),
      problems: [],
    };
  return defectOf(error);
}

function asCliError(thrown: unknown, file: string): unknown {
  if (sqliteCode(thrown) !== undefined) return storeError(thrown);
  const path =
    thrown instanceof Error && 'path' in thrown && typeof thrown.path === 'string' ? thrown.path : file;
  return fileError(thrown, path);
}

function problemsFailure(problems: readonly Problem[]): Failure {
  const first = problems.find((problem) => problem.severity === 'error') ?? problems[0];
  return {
    code: first?.code ?? 'invalid',
    exit: exitCodes.refused,
    message: first?.message ?? textOf('error.invalid'),
    remedy: first?.remedy,
    problems,
  };
}

interface KsefErrorShape {
  text: Text;
  happened?: Text;
  remedy?: Text | undefined;
  kind?: unknown;
  reasonCode?: unknown;
  codes?: readonly { code: number }[];
}

function ksefFailure(error: KsefErrorShape): Failure {
  const kind = String(error.kind);
  if (kind === 'aborted') return interruptedFailure;
  const number = error.codes?.[0]?.code;
  return {
    code: number === undefined ? `ksef-${kind}` : `ksef-${number}`,
    exit: unreachableKinds.has(kind) ? exitCodes.unreachable : exitCodes.refused,
    message: error.happened ?? error.text,
    remedy: remedyFor(`ksef-${kind}`) ?? withLocalHint(error),
    problems: [],
  };
}

/** Where nobody listens, it is most often a local KSeF that has not been started. */
function withLocalHint({ text, remedy }: KsefErrorShape): Text | undefined {
  if (!remedy || !/ECONNREFUSED|bad port/.test(text.en)) return remedy;
  const hint = textOf('remedy.ksef-unreachable');
  return { pl: `${remedy.pl} ${hint.pl}`, en: `${remedy.en} ${hint.en}` };
}

const remedies: Readonly<Record<string, MessageKey>> = {
  'key-password-wrong': 'remedy.key-password-wrong',
  'key-certificate-mismatch': 'remedy.key-certificate-mismatch',
  'ksef-unauthorized': 'remedy.ksef-unauthorized',
};

/** Our own advice where it is better than the one that came with the error, because it can name a command. */
function remedyFor(code: string): Text | undefined {
  const key = remedies[code];
  return key && textOf(key);
}
