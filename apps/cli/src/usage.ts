/**
 * The parser of the command line, built from the catalogue: help in both languages, and errors of usage in words.
 */
import { CommanderError, Option, Command as Parser } from 'commander';
import { catalogue } from './catalogue.ts';
import type { CommandEntry, Context } from './command.ts';
import { commandName } from './command-name.ts';
import { CliError, type ExitCode, exitCodes } from './exit.ts';
import { type Language, type MessageKey, textOf, translate } from './messages.ts';
import { wrongUsage } from './usage-error.ts';
import { helpWords, nameOf, type Translate, translated } from './usage-help.ts';

type Run = (entry: CommandEntry, options: Record<string, unknown>, rest: unknown[]) => Promise<void>;

/** What the parser is built with. */
interface Building {
  readonly t: Translate;
  readonly run: Run;
  /** Told of the command whose line is being read, for the remedy of an error. */
  readonly at: (path: readonly string[]) => void;
}

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
  let path: readonly string[] = [];
  const run: Run = async (entry, options, rest) => {
    if (!entry.load) return;
    if (rest.flat().includes('')) throw wrongUsage('usage.empty-argument');
    const command = await entry.load();
    exit = await command.run(contextOf(options), options as never, ...(rest as never));
  };
  const t: Translate = (key, parameters) => translate(language, key, parameters);
  const at = (reached: readonly string[]) => {
    path = reached;
  };
  try {
    await rootParser(version, { t, run, at }).parseAsync([...argv], { from: 'user' });
    return exit;
  } catch (error) {
    if (error instanceof CliError) throw withHelp(error, path);
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.help') {
      // The help stands on standard error already, for a person; a machine is told by an object.
      if (argv.includes('--json')) throw withHelp(wrongUsage('usage.no-command'), path);
      return exitCodes.usage;
    }
    if (error.exitCode === 0) return exitCodes.done;
    throw usageError(error, t, path);
  }
}

/** An error of usage without a remedy gets the way to the help of its command. */
function withHelp(error: CliError, path: readonly string[]): CliError {
  const { code, text, exit, problems } = error;
  if (exit !== exitCodes.usage || error.remedy) return error;
  return new CliError(code, text, { exit, problems, remedy: seeHelp(path) });
}

const seeHelp = (path: readonly string[]) =>
  textOf('usage.see-help', { command: path.map((word) => `${word} `).join('') });

function rootParser(version: string, building: Building): Parser {
  const { t } = building;
  const root = new Parser(commandName)
    .description(t('help.kwit'))
    .version(version, '-V, --version', t('option.version'))
    .option('--json', t('option.json'))
    .addOption(new Option('--lang <language>', t('option.lang')).choices(['pl', 'en']))
    .option('--home <folder>', t('option.home'))
    .helpOption('-h, --help', t('option.help'))
    .helpCommand(false)
    .exitOverride((error) => {
      building.at([]);
      throw error;
    })
    // Errors are told by whoever called, in the chosen language and form.
    .configureOutput({ outputError: () => {} })
    .configureHelp(helpWords(t));
  root.addHelpText('after', `\n${t('help.exit-codes')}\n${t('help.more')}`);
  for (const entry of catalogue) addCommand(root, entry, [entry.name], building);
  return root;
}

function addCommand(parent: Parser, entry: CommandEntry, path: readonly string[], building: Building): void {
  const { t } = building;
  const command = parent
    .command(entry.name, { hidden: entry.hidden ?? false })
    .description(t(entry.help))
    .helpOption('-h, --help', t('option.help'))
    .helpCommand(false)
    .exitOverride((error) => {
      building.at(path);
      throw error;
    });
  if (entry.arguments)
    command.argument(entry.arguments, t(entry.argumentHelp ?? (`argument.${entry.name}` as MessageKey)));
  if (entry.details) command.addHelpText('after', `\n${t(entry.details)}`);
  for (const { flags, help, choices, repeatable } of entry.options ?? []) {
    const option = new Option(flags, t(help));
    if (choices) option.choices(choices);
    if (repeatable)
      option.argParser((value: string, before: string[] | undefined) => [...(before ?? []), value]);
    command.addOption(option);
  }
  for (const child of entry.children ?? []) addCommand(command, child, [...path, child.name], building);
  if (entry.load)
    command.action((...given: unknown[]) => {
      building.at(path);
      // The parser hands over the arguments, then the options of this command alone, then the command.
      const rest = given.slice(0, -2);
      return building.run(entry, command.optsWithGlobals(), rest);
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
function usageError(error: CommanderError, t: Translate, path: readonly string[]): CliError {
  const key = usageMessages[error.code] ?? 'usage.other';
  const quoted = [...error.message.matchAll(/'([^']*)'/g)].map((match) => match[1] ?? '');
  const name = quoted[0] ?? '';
  const parameters = {
    name: error.code === 'commander.missingArgument' ? nameOf(name, t) : translated(name, t),
    value: quoted[1] ?? '',
    choices: /choices are (.*)\.$/.exec(error.message)?.[1] ?? '',
    reason: error.message.replace(/^error: /, ''),
  };
  const meant = /\(Did you mean (?:one of )?(.*)\?\)/.exec(error.message)?.[1];
  return new CliError('usage', textOf(key, parameters), {
    exit: exitCodes.usage,
    remedy: meant ? textOf('usage.did-you-mean', { meant }) : seeHelp(path),
  });
}
