/** The help of the parser in the words of the chosen language: headings, names of values, choices. */
import type { Command, HelpConfiguration } from 'commander';
import { isMessageKey, type MessageKey, type Parameters } from './messages.ts';

export type Translate = (key: MessageKey, parameters?: Parameters) => string;

/** The name of a value (`file`) in the chosen language; as it is where it has none. */
export function nameOf(name: string, t: Translate): string {
  const key = `term.${name}`;
  return isMessageKey(key) ? t(key) : name;
}

/** `--home <folder>` and `[files...]` with the names of their values translated. */
export const translated = (term: string, t: Translate): string =>
  term.replace(
    /([<[])([a-z]+)((?:\.\.\.)?[>\]])/g,
    (_, open: string, name: string, close: string) => `${open}${nameOf(name, t)}${close}`,
  );

/** How the parser writes its help. */
export function helpWords(t: Translate): HelpConfiguration {
  const headings: Readonly<Record<string, string>> = {
    'Usage:': t('help.usage'),
    'Arguments:': t('help.arguments'),
    'Options:': t('help.options'),
    'Global Options:': t('help.global-options'),
    'Commands:': t('help.commands'),
  };
  const argumentsOf = (command: Command) =>
    command.registeredArguments
      .map((argument) => {
        const name = `${nameOf(argument.name(), t)}${argument.variadic ? '...' : ''}`;
        return argument.required ? `<${name}>` : `[${name}]`;
      })
      .join(' ');
  return {
    showGlobalOptions: true,
    styleTitle: (title) => headings[title] ?? title,
    optionTerm: ({ flags }) => translated(flags, t),
    optionDescription: ({ description, argChoices }) =>
      argChoices ? `${description} (${t('help.choices', { choices: argChoices.join(', ') })})` : description,
    argumentTerm: (argument) => nameOf(argument.name(), t),
    commandUsage(command) {
      const names: string[] = [];
      for (let one: Command | null = command; one; one = one.parent) names.unshift(one.name());
      const isGroup = command.commands.length > 0;
      const parts = [
        ...names,
        t('help.usage-options'),
        isGroup ? t('help.usage-command') : argumentsOf(command),
      ];
      return parts.filter((part) => part !== '').join(' ');
    },
    subcommandTerm: (command) =>
      [command.name(), argumentsOf(command)].filter((part) => part !== '').join(' '),
  };
}
