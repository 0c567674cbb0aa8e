/**
 * How a command ends: its exit code, and the error that carries what a person is told.
 */
import type { Problem, Text } from '@kwit/formats';

/** Exit codes of every command of `kwit`. */
export const exitCodes = {
  done: 0,
  /** Refused or invalid: by our rules, by the schema, by KSeF, or by this machine. */
  refused: 1,
  /** Wrong usage: unknown command or option, a missing argument. */
  usage: 2,
  /** KSeF or the network did not answer. */
  unreachable: 3,
  /** Ended by Ctrl+C or a termination signal. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

interface CliErrorOptions {
  exit?: ExitCode;
  /** What to do about it. */
  remedy?: Text;
  /** Where a document or an input is at fault: every fault. */
  problems?: readonly Problem[];
  cause?: unknown;
}

/**
 * An error that a person can act on. `code` is stable, for machines; `text` says what happened and where, `remedy`
 * what to do.
 */
export class CliError extends Error {
  readonly code: string;
  readonly exit: ExitCode;
  readonly text: Text;
  readonly remedy: Text | undefined;
  readonly problems: readonly Problem[];

  constructor(code: string, text: Text, options: CliErrorOptions = {}) {
    super(text.en, { cause: options.cause });
    this.name = 'CliError';
    this.code = code;
    this.exit = options.exit ?? exitCodes.refused;
    this.text = text;
    this.remedy = options.remedy;
    this.problems = options.problems ?? [];
  }
}
