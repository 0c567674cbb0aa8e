import { CliError, exitCodes } from './exit.ts';
import { type MessageKey, textOf } from './messages.ts';

/** An error of usage that a command finds by itself, after the parser was content. */
export const wrongUsage = (key: MessageKey, parameters?: Record<string, string | number>): CliError =>
  new CliError('usage', textOf(key, parameters), {
    exit: exitCodes.usage,
    remedy: textOf('usage.see-help'),
  });
