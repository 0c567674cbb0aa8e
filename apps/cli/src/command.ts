/**
 * What a command of `kwit` is: an entry of the catalogue that says how it is called, and a module that is loaded only
 * when it runs.
 */

import type { ContextChoice } from './context-identifier.ts';
import type { ExitCode } from './exit.ts';
import type { Home } from './home.ts';
import type { MessageKey } from './messages.ts';
import type { Output } from './output.ts';

/** What every command gets. */
export interface Context {
  readonly output: Output;
  readonly home: Home;
  readonly env: NodeJS.ProcessEnv;
  /** Ends with Ctrl+C or a termination signal. */
  readonly signal: AbortSignal;
}

/** A command: its arguments in the order of the catalogue, its options by name. */
export type Command<Arguments extends readonly unknown[], Options> = (
  context: Context,
  options: Options,
  ...rest: Arguments
) => Promise<ExitCode>;

/** Options that choose a connection other than the current one. */
export interface ConnectionChoice extends ContextChoice {
  readonly env?: string;
}

export interface OptionEntry {
  readonly flags: string;
  readonly help: MessageKey;
  readonly choices?: readonly string[];
  readonly repeatable?: true;
}

export interface CommandEntry {
  readonly name: string;
  /** In the parser's notation: `<file>` needed, `[file]` optional, `...` several. */
  readonly arguments?: string;
  /** What the argument is; `argument.` with the name of the command where it is not given. */
  readonly argumentHelp?: MessageKey;
  readonly help: MessageKey;
  /** More, told below the options. */
  readonly details?: MessageKey;
  readonly hidden?: true;
  readonly options?: readonly OptionEntry[];
  readonly children?: readonly CommandEntry[];
  // The catalogue does not know the options of a command; the module and its entry stand side by side in review.
  readonly load?: () => Promise<{ run: Command<never, never> }>;
}
