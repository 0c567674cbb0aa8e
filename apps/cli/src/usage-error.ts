import type { Text } from '@kwit/formats';
import { CliError, exitCodes } from './exit.ts';
import { type MessageKey, textOf } from './messages.ts';

/**
 * An error of usage that a command finds by itself, after the parser was content. Without a remedy of its own it
 * points to the help of the command.
 */
export const wrongUsage = (
  key: MessageKey,
  parameters?: Record<string, string | number>,
  remedy?: Text,
): CliError =>
  new CliError('usage', textOf(key, parameters), { exit: exitCodes.usage, ...(remedy && { remedy }) });
