/**
 * The parser of the command line, built from the catalogue: help in both languages, and errors of usage in words.
 */
import { CommanderError, Option, Command as Parser } from 'commander';
import { catalogue } from './catalogue.ts';
import type { CommandEntry, Context } from './command.ts';
import { CliError, type ExitCode, exitCodes } from './exit.ts';
import { type Language, type MessageKey, textOf, translate } from './messages.ts';

type Run = (entry: CommandEntry, options: Record<string, unknown>, rest: unknown[]) => Promise<void>;

/**
 * Reads the command line and runs what it asks for.
 * Throws {@link CliError} with exit code 2 where the usage is wrong. Returns the exit code.
 */
export async function parseAndRun(
  argv: readonly string[],
  language: Language,
  version: string,
  contextOf: (options: Record<string, unknown>) => Context,
): Promise<ExitCode> {
  let exit: ExitCode = exitCodes.done;
  const run: Run = async (entry, options, rest) => {
    if (!entry.load) return;
    const command = await entry.load();
    exit = await command.run(contextOf(options), options as never, ...(rest as never));
  };
  try {
    await rootParser(language, version, run).parseAsync([...argv], { from: 'user' });
    return exit;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.help') return exitCodes.usage;
    if (error.exitCode === 0) return exitCodes.done;
    throw usageError(error);
  }
}

function rootParser(language: Language, version: string, run: Run): Parser {
  const t = (key: MessageKey) => translate(language, key);
  const headings: Readonly<Record<string, string>> = {
    'Usage:': t('help.usage'),
    'Arguments:': t('help.arguments'),
    'Options:': t('help.options'),
    'Global Options:': t('help.global-options'),
    'Commands:': t('help.commands'),
  };
  const root = new Parser('kwit')
    .description(t('help.kwit'))
    .version(version, '-V, --version', t('option.version'))
    .option('--json', t('option.json'))
    .addOption(new Option('--lang <language>', t('option.lang')).choices(['pl', 'en']))
    .option('--home <folder>', t('option.home'))
    .helpOption('-h, --help', t('option.help'))
    .helpCommand(false)
    .exitOverride()
    // Errors are told by whoever called, in the chosen language and form.
    .configureOutput({ outputError: () => {}, writeErr: (text) => process.stdout.write(text) })
    .configureHelp({ showGlobalOptions: true, styleTitle: (title) => headings[title] ?? title });
  root.addHelpText('after', `\n${t('help.exit-codes')}\n${t('help.more')}`);
  for (const entry of catalogue) addCommand(root, entry, t, run);
  return root;
}

function addCommand(parent: Parser, entry: CommandEntry, t: (key: MessageKey) => string, run: Run): void {
  const command = parent
    .command(entry.name, { hidden: entry.hidden ?? false })
    .description(t(entry.help))
    .helpOption('-h, --help', t('option.help'))
    .helpCommand(false)
    .exitOverride();
  if (entry.arguments) command.argument(entry.arguments, t(`argument.${entry.name}` as MessageKey));
  for (const { flags, help, choices, repeatable } of entry.options ?? []) {
    const option = new Option(flags, t(help));
    if (choices) option.choices(choices);
    if (repeatable)
      option.argParser((value: string, before: string[] | undefined) => [...(before ?? []), value]);
    command.addOption(option);
  }
  for (const child of entry.children ?? []) addCommand(command, child, t, run);
  if (entry.load)
    command.action((...given: unknown[]) => {
      // The parser hands over the arguments, then the options of this command alone, then the command.
      const rest = given.slice(0, -2);
      return run(entry, command.optsWithGlobals(), rest);
    });
}

const usageMessages: Readonly<Record<string, MessageKey>> = {
  'commander.unknownOption': 'usage.unknown-option',
  'commander.unknownCommand': 'usage.unknown-command',
  'commander.missingArgument': 'usage.missing-argument',
  'commander.optionMissingArgument': 'usage.option-without-value',
  'commander.excessArguments': 'usage.too-many-arguments',
  'commander.invalidArgument': 'usage.invalid-choice',
};

/** The parser's English sentence holds the names in quotes; the sentence around them is ours. */
function usageError(error: CommanderError): CliError {
  const key = usageMessages[error.code] ?? 'usage.other';
  const quoted = [...error.message.matchAll(/'([^']*)'/g)].map((match) => match[1] ?? '');
  const parameters = {
    name: quoted[0] ?? '',
    value: quoted[1] ?? '',
    choices: /choices are (.*)\.$/.exec(error.message)?.[1] ?? '',
    reason: error.message.replace(/^error: /, ''),
  };
  const meant = /\(Did you mean (?:one of )?(.*)\?\)/.exec(error.message)?.[1];
  return new CliError('usage', textOf(key, parameters), {
    exit: exitCodes.usage,
    remedy: meant ? textOf('usage.did-you-mean', { meant }) : textOf('usage.see-help'),
  });
}
